package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group of schedules. */
public final class ScheduleGroup {

    /** The group that every account has in every Region, and that a schedule is in which names none. */
    public static final String DEFAULT = "default";

    private final String name;
    private final Instant created;
    private final Map<String, ScheduleEntry> entries = new LinkedHashMap<>();
    private boolean deleting;

    public ScheduleGroup(String name, Instant created) {
        this.name = name;
        this.created = created;
    }

    public String name() {
        return name;
    }

    public Instant created() {
        return created;
    }

    public Collection<ScheduleEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    public @Nullable ScheduleEntry entry(String entryName) {
        return entries.get(entryName);
    }

    /** Adds a schedule, or puts it in the place of the one that has its name. */
    public void put(ScheduleEntry entry) {
        entries.put(entry.name(), entry);
    }

    public void remove(String entryName) {
        entries.remove(entryName);
    }

    /** Whether it is on its way out, and its schedules with it. */
    public boolean deleting() {
        return deleting;
    }

    public void startDeleting() {
        deleting = true;
    }
}
