package io.patchfleet.simulator.internal.world;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The maintenance windows of one account and Region. */
public final class Windows {

    private final Map<String, MaintenanceWindow> byId = new LinkedHashMap<>();

    public void add(MaintenanceWindow window) {
        byId.put(window.id(), window);
    }

    public void remove(String id) {
        byId.remove(id);
    }

    public Collection<MaintenanceWindow> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    public @Nullable MaintenanceWindow find(String id) {
        return byId.get(id);
    }
}
