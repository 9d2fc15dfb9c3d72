package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schedules of EventBridge Scheduler in one account and Region, by group, and what came of them. */
public final class Schedules {

    private final Map<String, ScheduleGroup> groups = new LinkedHashMap<>();
    private final List<Invocation> invocations = new ArrayList<>();

    /**
     * A target was invoked.
     *
     * @param failure why in vain; empty if the target took it
     */
    public record Invocation(ScheduleGroup group, ScheduleEntry entry, Instant instant, String failure) {}

    public void add(ScheduleGroup group) {
        groups.put(group.name(), group);
    }

    public void remove(String name) {
        groups.remove(name);
    }

    public Collection<ScheduleGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    public @Nullable ScheduleGroup group(String name) {
        return groups.get(name);
    }

    public void add(Invocation invocation) {
        invocations.add(invocation);
    }

    public List<Invocation> invocations() {
        return Collections.unmodifiableList(invocations);
    }
}
