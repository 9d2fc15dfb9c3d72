package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.model.Flaw;
import io.patchfleet.simulator.internal.model.ModelCheck;
import io.patchfleet.simulator.internal.model.OperationModel;
import io.patchfleet.simulator.internal.model.ServiceModel;
import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.ScheduleEntry;
import io.patchfleet.simulator.internal.world.ScheduleGroup;
import io.patchfleet.simulator.internal.world.Schedules;
import io.patchfleet.simulator.internal.world.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Invokes the targets of schedules when they are due. Two kinds of target are played: a topic, and an operation of
 * Systems Manager that changes something. A target that refuses is not tried again: it would refuse again.
 */
final class ScheduleRunner {

    /** How long a group takes to be deleted with its schedules; AWS only says that it takes a while. */
    private static final Duration DELETION = Duration.ofSeconds(5);

    private static final Pattern TOPIC = Pattern.compile("arn:[\\w-]+:sns:[\\w-]+:\\d{12}:[\\w-]+");
    private static final Pattern OPERATION = Pattern.compile("arn:[\\w-]+:scheduler:::aws-sdk:ssm:(?<name>[a-z]\\w*)");

    /** Such operations cannot be targets, as AWS documents. */
    private static final Pattern READING = Pattern.compile("(get|describe|list)[A-Z].*");

    private final AwsState state;
    private final Service ssm;

    ScheduleRunner(AwsState state, Service ssm) {
        this.state = state;
        this.ssm = ssm;
    }

    /** Refuses a target that AWS would refuse, or that is not played. */
    void check(JsonNode target, Input input) {
        String arn = target.path("Arn").asString();
        Matcher operation = OPERATION.matcher(arn);
        if (operation.matches()) {
            checkOperation(operation.group("name"), arn, input);
            json(target.path("Input").asString("{}"));
        } else if (!TOPIC.matcher(arn).matches()) {
            throw input.notPlayed("the target " + arn);
        }
    }

    private void checkOperation(String name, String arn, Input input) {
        boolean known = model().publishes(capital(name));
        if (!known || READING.matcher(name).matches()) {
            throw Scheduler.invalid(arn + " is no operation that a schedule can invoke.");
        }
        if (!ssm.operations().containsKey(capital(name))) {
            throw input.notPlayed("the target " + arn);
        }
    }

    /** Has the schedule's target invoked when it is due, as long as nobody changes the schedule. */
    void plan(Scope scope, ScheduleGroup group, ScheduleEntry entry) {
        if (entry.enabled()) {
            entry.first().ifPresent(due -> state.at(due, () -> fire(scope, group, entry)));
        }
    }

    /** Deletes the group, at once if it is empty. */
    void delete(Scope scope, ScheduleGroup group) {
        if (group.entries().isEmpty()) {
            forget(scope, group);
        } else if (!group.deleting()) {
            group.startDeleting();
            state.at(state.now().plus(DELETION), () -> forget(scope, group));
        }
    }

    private static void forget(Scope scope, ScheduleGroup group) {
        List.copyOf(group.entries()).forEach(entry -> group.remove(entry.name()));
        scope.schedules().remove(group.name());
        scope.tags().forget(Scheduler.groupArn(scope, group.name()));
    }

    private void fire(Scope scope, ScheduleGroup group, ScheduleEntry entry) {
        if (!entry.equals(group.entry(entry.name()))) {
            return;
        }
        Instant now = state.now();
        String failure = invoke(scope, group, entry);
        scope.schedules().add(new Schedules.Invocation(group, entry, now, failure));
        entry.next(now)
                .ifPresentOrElse(due -> state.at(due, () -> fire(scope, group, entry)), () -> complete(group, entry));
    }

    private static void complete(ScheduleGroup group, ScheduleEntry entry) {
        if (entry.deletedAfterCompletion()) {
            group.remove(entry.name());
        }
    }

    /** Empty, or why the target did not take it. */
    private String invoke(Scope scope, ScheduleGroup group, ScheduleEntry entry) {
        String text = entry.input()
                .map(input -> filledIn(input, scope, group, entry))
                .orElseGet(() -> notification(scope, group, entry));
        Matcher operation = OPERATION.matcher(entry.target());
        try {
            if (operation.matches()) {
                call(scope, entry, capital(operation.group("name")), json(text));
            } else {
                Publishing.publish(state, scope, entry.target(), null, text, Map.of());
            }
            return "";
        } catch (AwsRefusal refusal) {
            return refusal.code() + ": " + refusal.words();
        }
    }

    private void call(Scope scope, ScheduleEntry entry, String operation, ObjectNode members) {
        OperationModel model = model().operation(operation).orElseThrow();
        for (Flaw flaw : ModelCheck.flaws(members, model.input())) {
            throw new AwsRefusal("ValidationException", "1 validation error detected: " + flaw.sentence());
        }
        Operation played = ssm.operations().get(operation);
        if (played == null) {
            throw new IllegalStateException(operation + " was a target and is not played");
        }
        played.answer(new Call(scope.account(), scope.region(), entry.roleArn(), members, state.now()));
    }

    /** Scheduler's keywords for what is not known before. */
    private String filledIn(String input, Scope scope, ScheduleGroup group, ScheduleEntry entry) {
        return input.replace("<aws.scheduler.schedule-arn>", Scheduler.entryArn(scope, group, entry.name()))
                .replace("<aws.scheduler.scheduled-time>", state.now().toString())
                .replace("<aws.scheduler.execution-id>", executionId(scope, group, entry))
                .replace("<aws.scheduler.attempt-number>", "1");
    }

    /** What a target is told whose schedule says nothing. */
    private String notification(Scope scope, ScheduleGroup group, ScheduleEntry entry) {
        ObjectNode event = Answer.object();
        event.put("version", "0");
        event.put("id", executionId(scope, group, entry));
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.scheduler");
        event.put("account", scope.account());
        event.put("time", state.now().toString());
        event.put("region", scope.region());
        event.putArray("resources").add(Scheduler.entryArn(scope, group, entry.name()));
        event.put("detail", "{}");
        return event.toString();
    }

    /** The same for the same time of the same schedule. */
    private String executionId(Scope scope, ScheduleGroup group, ScheduleEntry entry) {
        return Ids.uuid(Scheduler.entryArn(scope, group, entry.name()) + "/" + state.now());
    }

    private ServiceModel model() {
        return ServiceModel.of("ssm", ssm.operations().keySet());
    }

    private static ObjectNode json(String text) {
        try {
            if (JsonMapper.shared().readTree(text) instanceof ObjectNode members) {
                return members;
            }
        } catch (JacksonException e) {
            throw Scheduler.invalid("The target's Input is no JSON: " + e.getOriginalMessage());
        }
        throw Scheduler.invalid("The target's Input is no JSON object.");
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
