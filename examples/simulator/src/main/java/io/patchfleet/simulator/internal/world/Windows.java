package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The maintenance windows of one account and Region, and what became of each opening. */
public final class Windows {

    private final Map<String, MaintenanceWindow> byId = new LinkedHashMap<>();
    private final Map<String, WindowExecution> executions = new LinkedHashMap<>();

    public void add(MaintenanceWindow window) {
        byId.put(window.id(), window);
    }

    public void remove(String id) {
        byId.remove(id);
    }

    public Collection<MaintenanceWindow> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    public void add(WindowExecution execution) {
        executions.put(execution.id(), execution);
    }

    public @Nullable WindowExecution execution(String id) {
        return executions.get(id);
    }

    /** Every execution of the window, newest first. */
    public List<WindowExecution> executionsOf(String windowId) {
        List<WindowExecution> found = new ArrayList<>();
        for (WindowExecution execution : executions.values()) {
            if (execution.windowId().equals(windowId)) {
                found.add(execution);
            }
        }
        Collections.reverse(found);
        return found;
    }

    public @Nullable MaintenanceWindow find(String id) {
        return byId.get(id);
    }
}
