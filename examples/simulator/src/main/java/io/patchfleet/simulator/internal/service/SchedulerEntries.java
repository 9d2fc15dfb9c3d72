package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.calendar.Schedule;
import io.patchfleet.simulator.internal.world.ScheduleEntry;
import io.patchfleet.simulator.internal.world.ScheduleGroup;
import io.patchfleet.simulator.internal.world.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Single schedules. */
final class SchedulerEntries {

    /** What makes up a schedule, in creating and in updating. */
    private static final Set<String> CONTENT = Set.of(
            "ActionAfterCompletion",
            "Description",
            "EndDate",
            "FlexibleTimeWindow",
            "KmsKeyArn",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "StartDate",
            "State",
            "Target");

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final Duration STARTED_AT_MOST = Duration.ofMinutes(5);
    private static final int MOST = 100;

    private record Placed(ScheduleGroup group, ScheduleEntry entry) {}

    private final Scopes scopes;
    private final ScheduleRunner runner;
    private final ClientTokens tokens;
    private final Pages pages = Scheduler.pages("ListSchedules");

    SchedulerEntries(Scopes scopes, ScheduleRunner runner, ClientTokens tokens) {
        this.scopes = scopes;
        this.runner = runner;
        this.tokens = tokens;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateSchedule", call -> tokens.once(call, "CreateSchedule", this::createSchedule),
                "UpdateSchedule", call -> tokens.once(call, "UpdateSchedule", this::updateSchedule),
                "DeleteSchedule", call -> tokens.once(call, "DeleteSchedule", this::deleteSchedule),
                "GetSchedule", this::getSchedule,
                "ListSchedules", this::listSchedules);
    }

    private ObjectNode createSchedule(Call call) {
        Input input = Input.of(call, "scheduler:CreateSchedule", withContent());
        Scope scope = scopes.of(call);
        ScheduleGroup group = group(scope, input);
        String name = input.required("Name");
        if (group.entry(name) != null) {
            throw Scheduler.conflict("Schedule " + name + " already exists.");
        }
        if (group.deleting()) {
            throw Scheduler.conflict("Schedule group " + group.name() + " is being deleted.");
        }
        ScheduleEntry entry = new ScheduleEntry(name, content(input, call.now()), call.now(), call.now());
        return put(scope, group, entry);
    }

    /** Says everything anew: what the request leaves out has its default again. */
    private ObjectNode updateSchedule(Call call) {
        Input input = Input.of(call, "scheduler:UpdateSchedule", withContent());
        Scope scope = scopes.of(call);
        ScheduleGroup group = group(scope, input);
        ScheduleEntry before = Scheduler.entry(group, input.required("Name"));
        ScheduleEntry entry =
                new ScheduleEntry(before.name(), content(input, call.now()), before.created(), call.now());
        return put(scope, group, entry);
    }

    private ObjectNode put(Scope scope, ScheduleGroup group, ScheduleEntry entry) {
        group.put(entry);
        runner.plan(scope, group, entry);
        return Answer.object().put("ScheduleArn", Scheduler.entryArn(scope, group, entry.name()));
    }

    private ObjectNode deleteSchedule(Call call) {
        Input input = Input.of(call, "scheduler:DeleteSchedule", Set.of("Name", "GroupName", "ClientToken"));
        ScheduleGroup group = group(scopes.of(call), input);
        group.remove(Scheduler.entry(group, input.required("Name")).name());
        return Answer.object();
    }

    private ObjectNode getSchedule(Call call) {
        Input input = Input.of(call, "scheduler:GetSchedule", Set.of("Name", "GroupName"));
        Scope scope = scopes.of(call);
        ScheduleGroup group = group(scope, input);
        return whole(scope, group, Scheduler.entry(group, input.required("Name")));
    }

    static ObjectNode whole(Scope scope, ScheduleGroup group, ScheduleEntry entry) {
        ObjectNode answer = entry.members();
        putIdentity(answer, scope, group, entry);
        return answer;
    }

    private static void putIdentity(ObjectNode answer, Scope scope, ScheduleGroup group, ScheduleEntry entry) {
        answer.put("Arn", Scheduler.entryArn(scope, group, entry.name()));
        answer.put("GroupName", group.name());
        answer.put("Name", entry.name());
        Answer.putInstant(answer, "CreationDate", entry.created());
        Answer.putInstant(answer, "LastModificationDate", entry.modified());
    }

    private ObjectNode listSchedules(Call call) {
        Input input = Input.of(
                call, "scheduler:ListSchedules", Set.of("GroupName", "NamePrefix", "State", "MaxResults", "NextToken"));
        Scope scope = scopes.of(call);
        List<Placed> all = new ArrayList<>();
        for (ScheduleGroup group : input.has("GroupName")
                ? List.of(group(scope, input))
                : scope.schedules().groups()) {
            group.entries().forEach(entry -> all.add(new Placed(group, entry)));
        }
        Pages.Page<Placed> page = pages.page(call, all, kept(input), input.number("MaxResults", MOST));
        ArrayNode schedules = Answer.array();
        for (Placed placed : page.items()) {
            ObjectNode summary = schedules.addObject();
            putIdentity(summary, scope, placed.group(), placed.entry());
            summary.put("State", placed.entry().enabled() ? "ENABLED" : "DISABLED");
            summary.putObject("Target").put("Arn", placed.entry().target());
        }
        return Answer.page("Schedules", schedules, page.nextToken());
    }

    private static Predicate<Placed> kept(Input input) {
        String prefix = input.text("NamePrefix").orElse("");
        Predicate<Placed> kept = placed -> placed.entry().name().startsWith(prefix);
        return input.has("State")
                ? kept.and(placed ->
                        placed.entry().enabled() == input.required("State").equals("ENABLED"))
                : kept;
    }

    private static ScheduleGroup group(Scope scope, Input input) {
        return Scheduler.group(scope, input.text("GroupName").orElse(ScheduleGroup.DEFAULT));
    }

    /** What the schedule says, with AWS's defaults, if AWS takes it. */
    private ObjectNode content(Input input, Instant now) {
        ObjectNode content = input.only(CONTENT);
        putDefault(content, "State", "ENABLED");
        putDefault(content, "ActionAfterCompletion", "NONE");
        putDefault(content, "ScheduleExpressionTimezone", "UTC");
        ObjectNode target = (ObjectNode) content.path("Target");
        if (!target.has("RetryPolicy")) {
            target.putObject("RetryPolicy")
                    .put("MaximumEventAgeInSeconds", 86_400)
                    .put("MaximumRetryAttempts", 185);
        }
        check(content, now);
        runner.check(target, input);
        return content;
    }

    private static void putDefault(ObjectNode content, String member, String value) {
        if (!content.has(member)) {
            content.put(member, value);
        }
    }

    /** What cannot be is refused; AWS's words are not documented. */
    private static void check(ObjectNode content, Instant now) {
        String expression = content.path("ScheduleExpression").asString();
        String zone = content.path("ScheduleExpressionTimezone").asString();
        if (!ZONES.contains(zone)) {
            throw Scheduler.invalid("Invalid ScheduleExpressionTimezone " + zone + ".");
        }
        Schedule schedule = schedule(expression);
        Instant earliest = now.minus(STARTED_AT_MOST);
        if (!schedule.isOnce()
                && content.has("StartDate")
                && content.path("StartDate").asLong() < earliest.getEpochSecond()) {
            throw Scheduler.invalid("The StartDate you specify cannot be earlier than 5 minutes ago.");
        }
        boolean flexible =
                content.path("FlexibleTimeWindow").path("Mode").asString().equals("FLEXIBLE");
        if (flexible != content.path("FlexibleTimeWindow").has("MaximumWindowInMinutes")) {
            throw Scheduler.invalid("MaximumWindowInMinutes must be given for the mode FLEXIBLE, and only for that.");
        }
    }

    private static Schedule schedule(String expression) {
        try {
            return Schedule.parse(expression);
        } catch (IllegalArgumentException e) {
            throw Scheduler.invalid("Invalid Schedule Expression " + expression + ".");
        }
    }

    private static Set<String> withContent() {
        Set<String> members = new HashSet<>(CONTENT);
        members.addAll(List.of("Name", "GroupName", "ClientToken"));
        return members;
    }
}
