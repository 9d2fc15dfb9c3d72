package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.internal.calendar.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What others than the program under test have put in place. */
final class Foreign {

    private static final String DOCUMENT = "AWS-RunPatchBaseline";

    private Foreign() {}

    /** As Quick Setup leaves a patch policy: it scans every day, installs every week, and minds no patch group. */
    static void addPatchPolicy(Scope scope, List<Target> targets, Instant now) {
        String suffix = scope.newUuid().substring(0, 5);
        String overrides =
                "s3://aws-quicksetup-patchpolicy-" + scope.account() + "-" + suffix + "/baseline_overrides.json";
        add(scope, "ScanForPatches-LA-" + suffix, "cron(0 1 * * ? *)", "Scan", overrides, targets, now);
        add(scope, "InstallPatches-LA-" + suffix, "cron(0 2 ? * SUN *)", "Install", overrides, targets, now);
    }

    private static void add(
            Scope scope,
            String name,
            String schedule,
            String operation,
            String overrides,
            List<Target> targets,
            Instant now) {
        scope.add(new Association(
                scope.newUuid(),
                "AWS-QuickSetup-PatchPolicy-" + name,
                DOCUMENT,
                targets,
                schedule,
                Map.of("Operation", List.of(operation), "BaselineOverride", List.of(overrides)),
                now));
    }

    /** A command of somebody else: it installs, and carries no comment. */
    static Command.Request installCommand(List<Node> nodes) {
        return new Command.Request(
                DOCUMENT,
                "$DEFAULT",
                Map.of("Operation", List.of("Install"), "RebootOption", List.of("RebootIfNeeded")),
                "",
                nodes.stream().map(Node::id).toList(),
                List.of(),
                600,
                "50",
                "0",
                Command.Output.NOWHERE,
                "",
                null);
    }

    /**
     * A window that installs patches.
     *
     * @throws IllegalArgumentException if AWS would not understand the schedule
     */
    static MaintenanceWindow addWindow(Scope scope, String name, String schedule, List<Target> targets, Instant now) {
        Schedule.parse(schedule);
        WindowContent content = new WindowContent(name, null, null, null, schedule, null, null, 3, 1, false, true);
        MaintenanceWindow window = new MaintenanceWindow(scope.newId("mw"), content, now);
        WindowTarget target = new WindowTarget(scope.newUuid(), "INSTANCE", targets, null, null, null);
        window.put(target);
        Target everybody = new Target(Target.WINDOW_TARGET_IDS, List.of(target.id()));
        window.put(new WindowTask(scope.newUuid(), List.of(everybody), installing(scope)));
        scope.windows().add(window);
        return window;
    }

    /** A group of whatever carries the tag with one of these values. */
    static void addResourceGroup(Scope scope, String name, String tagKey, List<String> values) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        query.putArray("ResourceTypeFilters").add("AWS::AllSupported");
        ObjectNode filter = query.putArray("TagFilters").addObject().put("Key", tagKey);
        ArrayNode wanted = filter.putArray("Values");
        values.forEach(wanted::add);
        scope.resourceGroups()
                .put(
                        name,
                        new ResourceGroup(
                                name, null, new ResourceGroup.Query("TAG_FILTERS_1_0", query.toString()), null));
    }

    private static ObjectNode installing(Scope scope) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("TaskType", "RUN_COMMAND");
        members.put("TaskArn", DOCUMENT);
        members.put("ServiceRoleArn", "arn:aws:iam::" + scope.account() + ":role/windows");
        members.put("Priority", 1);
        members.put("MaxConcurrency", "50");
        members.put("MaxErrors", "0");
        members.putObject("TaskParameters");
        members.putObject("TaskInvocationParameters")
                .putObject("RunCommand")
                .putObject("Parameters")
                .putArray("Operation")
                .add("Install");
        return members;
    }
}
