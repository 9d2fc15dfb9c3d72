package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.internal.calendar.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A maintenance window with its targets and tasks. */
public final class MaintenanceWindow {

    private final String id;
    private final Instant created;
    private final Map<String, WindowTarget> targets = new LinkedHashMap<>();
    private final Map<String, WindowTask> tasks = new LinkedHashMap<>();
    private WindowContent content;
    private Instant modified;
    private Instant scheduled;
    private int revision;

    public MaintenanceWindow(String id, WindowContent content, Instant now) {
        this.id = id;
        this.content = content;
        this.created = now;
        this.modified = now;
        this.scheduled = now;
    }

    public String id() {
        return id;
    }

    public WindowContent content() {
        return content;
    }

    public Instant created() {
        return created;
    }

    public Instant modified() {
        return modified;
    }

    /** How often it has been changed; an opening that was planned before a change does not take place. */
    public int revision() {
        return revision;
    }

    public void say(WindowContent other, Instant now) {
        revision++;
        if (other.opensOtherwiseThan(content)) {
            scheduled = now;
        }
        content = other;
        modified = now;
    }

    public Collection<WindowTarget> targets() {
        return Collections.unmodifiableCollection(targets.values());
    }

    public @Nullable WindowTarget target(String targetId) {
        return targets.get(targetId);
    }

    /** Adds a target, or puts it in the place of the one that has its id. */
    public void put(WindowTarget target) {
        targets.put(target.id(), target);
    }

    public void removeTarget(String targetId) {
        targets.remove(targetId);
    }

    public Collection<WindowTask> tasks() {
        return Collections.unmodifiableCollection(tasks.values());
    }

    public @Nullable WindowTask task(String taskId) {
        return tasks.get(taskId);
    }

    /** Adds a task, or puts it in the place of the one that has its id. */
    public void put(WindowTask task) {
        tasks.put(task.id(), task);
    }

    public void removeTask(String taskId) {
        tasks.remove(taskId);
    }

    /** Whether one of its targets, or a task by itself, is for the node. */
    public boolean covers(Node node) {
        return targets.values().stream().anyMatch(target -> target.covers(node))
                || tasks.values().stream()
                        .flatMap(task -> task.targets().stream())
                        .anyMatch(target -> target.namesInstances() && target.covers(node));
    }

    /** When it opens after an instant for the first time; empty if it does not, or is disabled. */
    public Optional<Instant> nextOpening(Instant after) {
        if (!content.enabled()) {
            return Optional.empty();
        }
        Schedule schedule = content.calendar();
        WindowContent.Validity validity = content.validity();
        // What the documents say of one-time schedules is that they are written in UTC.
        ZoneId zone = schedule.isOnce() ? ZoneId.of("UTC") : content.zone();
        Instant anchor = validity.start().isAfter(scheduled) ? validity.start() : scheduled;
        // A time that was past when the schedule was made never leads to an opening, even if the offset is still to
        // come.
        Instant from = latest(scheduled, after.minusSeconds(86_400L * (content.offsetDays() + 1)));
        Optional<Instant> time = schedule.next(from, zone, anchor);
        while (time.isPresent()) {
            Instant opening =
                    time.get().atZone(zone).plusDays(content.offsetDays()).toInstant();
            if (opening.isAfter(validity.end())) {
                return Optional.empty();
            }
            if (opening.isAfter(after) && validity.holds(opening)) {
                return Optional.of(opening);
            }
            time = schedule.next(latest(time.get(), beforeStart(validity)), zone, anchor);
        }
        return Optional.empty();
    }

    /** Every opening after one instant and up to another. */
    public List<Instant> openings(Instant after, Instant until) {
        List<Instant> openings = new ArrayList<>();
        Optional<Instant> next = nextOpening(after);
        while (next.isPresent() && !next.get().isAfter(until)) {
            openings.add(next.get());
            next = nextOpening(next.get());
        }
        return openings;
    }

    /** An instant so long before the start date that no time that opens after it is passed over. */
    private Instant beforeStart(WindowContent.Validity validity) {
        return validity.start().equals(Instant.MIN)
                ? Instant.MIN
                : validity.start().minusSeconds(86_400L * (content.offsetDays() + 1));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
