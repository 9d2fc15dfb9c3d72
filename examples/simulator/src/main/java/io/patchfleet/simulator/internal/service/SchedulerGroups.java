package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ScheduleGroup;
import io.patchfleet.simulator.internal.world.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Schedule groups and their tags; single schedules carry none. */
final class SchedulerGroups {

    /** Quota of an account in a Region, as AWS documents it. */
    private static final int GROUPS = 500;

    private static final int MOST = 100;

    private final Scopes scopes;
    private final ScheduleRunner runner;
    private final ClientTokens tokens;
    private final Pages groupPages = Scheduler.pages("ListScheduleGroups");

    SchedulerGroups(Scopes scopes, ScheduleRunner runner, ClientTokens tokens) {
        this.scopes = scopes;
        this.runner = runner;
        this.tokens = tokens;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put(
                "CreateScheduleGroup", call -> tokens.once(call, "CreateScheduleGroup", this::createScheduleGroup));
        operations.put(
                "DeleteScheduleGroup", call -> tokens.once(call, "DeleteScheduleGroup", this::deleteScheduleGroup));
        operations.put("GetScheduleGroup", this::getScheduleGroup);
        operations.put("ListScheduleGroups", this::listScheduleGroups);
        operations.put("TagResource", this::tagResource);
        operations.put("UntagResource", this::untagResource);
        operations.put("ListTagsForResource", this::listTagsForResource);
        return operations;
    }

    private ObjectNode createScheduleGroup(Call call) {
        Input input = Input.of(call, "scheduler:CreateScheduleGroup", Set.of("Name", "Tags", "ClientToken"));
        Scope scope = scopes.of(call);
        String name = input.required("Name");
        Map<String, String> tags = tags(input, Map.of());
        if (scope.schedules().group(name) != null) {
            throw Scheduler.conflict("Schedule group " + name + " already exists.");
        }
        if (scope.schedules().groups().size() >= GROUPS) {
            throw new AwsRefusal(
                    "ServiceQuotaExceededException", "The maximum number of schedule groups is " + GROUPS + ".", 402);
        }
        scope.schedules().add(new ScheduleGroup(name, call.now()));
        scope.tags().add(Scheduler.groupArn(scope, name), tags);
        return Answer.object().put("ScheduleGroupArn", Scheduler.groupArn(scope, name));
    }

    /** With its schedules, which takes a while: until then the group is there, and its schedules may invoke. */
    private ObjectNode deleteScheduleGroup(Call call) {
        Input input = Input.of(call, "scheduler:DeleteScheduleGroup", Set.of("Name", "ClientToken"));
        Scope scope = scopes.of(call);
        ScheduleGroup group = Scheduler.group(scope, input.required("Name"));
        if (group.name().equals(ScheduleGroup.DEFAULT)) {
            throw Scheduler.invalid("The default schedule group can't be deleted.");
        }
        runner.delete(scope, group);
        return Answer.object();
    }

    private ObjectNode getScheduleGroup(Call call) {
        Input input = Input.of(call, "scheduler:GetScheduleGroup", Set.of("Name"));
        Scope scope = scopes.of(call);
        return summary(scope, Scheduler.group(scope, input.required("Name")));
    }

    private ObjectNode listScheduleGroups(Call call) {
        Input input = Input.of(call, "scheduler:ListScheduleGroups", Set.of("NamePrefix", "MaxResults", "NextToken"));
        Scope scope = scopes.of(call);
        String prefix = input.text("NamePrefix").orElse("");
        Pages.Page<ScheduleGroup> page = groupPages.page(
                call,
                List.copyOf(scope.schedules().groups()),
                group -> group.name().startsWith(prefix),
                input.number("MaxResults", MOST));
        ArrayNode groups = Answer.array();
        page.items().forEach(group -> groups.add(summary(scope, group)));
        return Answer.page("ScheduleGroups", groups, page.nextToken());
    }

    static ObjectNode summary(Scope scope, ScheduleGroup group) {
        ObjectNode answer = Answer.object();
        answer.put("Arn", Scheduler.groupArn(scope, group.name()));
        Answer.putInstant(answer, "CreationDate", group.created());
        Answer.putInstant(answer, "LastModificationDate", group.created());
        answer.put("Name", group.name());
        answer.put("State", group.deleting() ? "DELETING" : "ACTIVE");
        return answer;
    }

    private ObjectNode tagResource(Call call) {
        Input input = Input.of(call, "scheduler:TagResource", Set.of("ResourceArn", "Tags"));
        Scope scope = scopes.of(call);
        String arn = existing(scope, input);
        scope.tags().add(arn, tags(input, scope.tags().of(arn)));
        return Answer.object();
    }

    private ObjectNode untagResource(Call call) {
        Input input = Input.of(call, "scheduler:UntagResource", Set.of("ResourceArn", "TagKeys"));
        Scope scope = scopes.of(call);
        scope.tags().remove(existing(scope, input), input.texts("TagKeys"));
        return Answer.object();
    }

    private ObjectNode listTagsForResource(Call call) {
        Input input = Input.of(call, "scheduler:ListTagsForResource", Set.of("ResourceArn"));
        Scope scope = scopes.of(call);
        ObjectNode answer = Answer.object();
        answer.set("Tags", Answer.tags(scope.tags().of(existing(scope, input))));
        return answer;
    }

    /** The ARN of a group that there is. */
    private static String existing(Scope scope, Input input) {
        String arn = input.required("ResourceArn");
        ScheduleGroup group = Scheduler.group(scope, arn.substring(arn.lastIndexOf('/') + 1));
        if (!arn.equals(Scheduler.groupArn(scope, group.name()))) {
            throw Scheduler.notFound("Schedule group " + arn + " does not exist.");
        }
        return arn;
    }

    private static Map<String, String> tags(Input input, Map<String, String> carried) {
        return TagInput.added(
                input,
                carried,
                () -> new AwsRefusal(
                        "ServiceQuotaExceededException", "The maximum number of tags is " + TagInput.MOST + ".", 402));
    }
}
