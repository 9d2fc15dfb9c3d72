package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ScheduleEntry;
import io.patchfleet.simulator.internal.world.ScheduleGroup;
import io.patchfleet.simulator.internal.world.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Amazon EventBridge Scheduler: groups, schedules, and the invocation of what is due. */
final class Scheduler implements Service {

    private final Map<String, Operation> operations = new HashMap<>();

    Scheduler(Scopes scopes, ScheduleRunner runner) {
        ClientTokens tokens = new ClientTokens(
                "ClientToken", () -> conflict("The client token was used before, with other parameters."));
        operations.putAll(new SchedulerGroups(scopes, runner, tokens).operations());
        operations.putAll(new SchedulerEntries(scopes, runner, tokens).operations());
    }

    @Override
    public String name() {
        return "scheduler";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.copyOf(operations);
    }

    /** The group of that name; refuses if there is none. */
    static ScheduleGroup group(Scope scope, String name) {
        ScheduleGroup group = scope.schedules().group(name);
        if (group == null) {
            throw notFound("Schedule group " + name + " does not exist.");
        }
        return group;
    }

    /** The schedule of that name; refuses if there is none. */
    static ScheduleEntry entry(ScheduleGroup group, String name) {
        ScheduleEntry entry = group.entry(name);
        if (entry == null) {
            throw notFound("Schedule " + name + " does not exist.");
        }
        return entry;
    }

    static String groupArn(Scope scope, String group) {
        return arn(scope, "schedule-group/" + group);
    }

    static String entryArn(Scope scope, ScheduleGroup group, String entry) {
        return arn(scope, "schedule/" + group.name() + "/" + entry);
    }

    private static String arn(Scope scope, String path) {
        return "arn:" + Scopes.partition(scope.region()) + ":scheduler:" + scope.region() + ":" + scope.account() + ":"
                + path;
    }

    static AwsRefusal conflict(String words) {
        return new AwsRefusal("ConflictException", words, 409);
    }

    static AwsRefusal notFound(String words) {
        return new AwsRefusal("ResourceNotFoundException", words, 404);
    }

    static AwsRefusal invalid(String words) {
        return new AwsRefusal("ValidationException", words);
    }

    /** As EventBridge Scheduler pages. */
    static Pages pages(String operation) {
        return new Pages(
                "scheduler:" + operation,
                Set.of("NextToken", "MaxResults"),
                "NextToken",
                fault -> invalid("The NextToken isn't valid."));
    }
}
