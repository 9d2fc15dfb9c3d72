package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.internal.calendar.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A schedule of EventBridge Scheduler, as it stands until it is updated: then another takes its place. */
public final class ScheduleEntry {

    private final String name;
    private final ObjectNode members;
    private final Instant created;
    private final Instant modified;

    /**
     * A schedule.
     *
     * @param members what it was created with, under the names of AWS's model, defaults included
     */
    public ScheduleEntry(String name, ObjectNode members, Instant created, Instant modified) {
        this.name = name;
        this.members = members.deepCopy();
        this.created = created;
        this.modified = modified;
    }

    public String name() {
        return name;
    }

    /** A copy. */
    public ObjectNode members() {
        return members.deepCopy();
    }

    public Instant created() {
        return created;
    }

    public Instant modified() {
        return modified;
    }

    public boolean enabled() {
        return members.path("State").asString().equals("ENABLED");
    }

    /** Whether it goes once nothing is left to do. */
    public boolean deletedAfterCompletion() {
        return members.path("ActionAfterCompletion").asString().equals("DELETE");
    }

    public String target() {
        return members.path("Target").path("Arn").asString();
    }

    /** What its target is told; empty if that is left to AWS. */
    public Optional<String> input() {
        JsonNode input = members.path("Target").path("Input");
        return input.isString() ? Optional.of(input.asString()) : Optional.empty();
    }

    public String roleArn() {
        return members.path("Target").path("RoleArn").asString();
    }

    /** When it first invokes its target: a rate does so at once, or at its start date. */
    public Optional<Instant> first() {
        return next(modified.minusNanos(1));
    }

    /** When it invokes its target next after an instant. */
    public Optional<Instant> next(Instant after) {
        Schedule schedule = Schedule.parse(members.path("ScheduleExpression").asString());
        ZoneId zone = ZoneId.of(members.path("ScheduleExpressionTimezone").asString());
        if (schedule.isOnce()) {
            return schedule.next(after, zone, modified);
        }
        Instant start = date("StartDate", modified);
        Instant end = date("EndDate", Instant.MAX);
        Instant from = after.isBefore(start) ? start.minusNanos(1) : after;
        return schedule.next(from, zone, start).filter(instant -> instant.isBefore(end));
    }

    private Instant date(String member, Instant otherwise) {
        JsonNode date = members.path(member);
        return date.isNumber()
                ? Instant.ofEpochMilli(date.decimalValue().movePointRight(3).longValue())
                : otherwise;
    }
}
