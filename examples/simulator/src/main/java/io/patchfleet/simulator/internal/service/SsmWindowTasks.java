package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.MaintenanceWindow;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Target;
import io.patchfleet.simulator.internal.world.WindowTask;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tasks of maintenance windows: registered and shown. */
final class SsmWindowTasks {

    /** Quotas of a window and of a task, as AWS documents them. */
    private static final int TASKS = 20;

    private static final int TARGETS_OF_A_TASK = 10;

    private static final int MOST = 100;

    /** What an update may change besides the targets; the type stays. */
    private static final Set<String> CHANGEABLE = Set.of(
            "TaskArn",
            "ServiceRoleArn",
            "TaskParameters",
            "TaskInvocationParameters",
            "Priority",
            "MaxConcurrency",
            "MaxErrors",
            "LoggingInfo",
            "Name",
            "Description",
            "CutoffBehavior",
            "AlarmConfiguration");

    private static final Map<String, String> PARAMETERS = Map.of(
            "RUN_COMMAND", "RunCommand",
            "AUTOMATION", "Automation",
            "STEP_FUNCTIONS", "StepFunctions",
            "LAMBDA", "Lambda");

    private final Scopes scopes;
    private final ClientTokens tokens = ClientTokens.ssm();
    private final Pages taskPages = Pages.ssm("DescribeMaintenanceWindowTasks");

    SsmWindowTasks(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "RegisterTaskWithMaintenanceWindow",
                        call -> tokens.once(call, "RegisterTaskWithMaintenanceWindow", this::registerTask),
                "UpdateMaintenanceWindowTask", this::updateTask,
                "DeregisterTaskFromMaintenanceWindow", this::deregisterTask,
                "GetMaintenanceWindowTask", this::getTask,
                "DescribeMaintenanceWindowTasks", this::describeTasks);
    }

    private ObjectNode registerTask(Call call) {
        Input input = Input.of(
                call,
                "ssm:RegisterTaskWithMaintenanceWindow",
                with(CHANGEABLE, "WindowId", "Targets", "TaskType", "ClientToken"));
        Scope scope = scopes.of(call);
        MaintenanceWindow window = SsmWindows.found(scope, input);
        WindowTask task = new WindowTask(
                scope.newUuid(), SsmWindowTargets.targets(input), input.only(with(CHANGEABLE, "TaskType")));
        if (window.tasks().size() >= TASKS) {
            throw SsmRefusals.quota("tasks per maintenance window", TASKS);
        }
        window.put(completed(call, window, task));
        return Answer.object().put("WindowTaskId", task.id());
    }

    /** What the request leaves out stays, or is taken away where it replaces; parameters are never mixed. */
    private ObjectNode updateTask(Call call) {
        Input input = Input.of(
                call,
                "ssm:UpdateMaintenanceWindowTask",
                with(CHANGEABLE, "WindowId", "WindowTaskId", "Targets", "Replace"));
        MaintenanceWindow window = SsmWindows.found(scopes.of(call), input);
        WindowTask before = found(window, input);
        boolean replace = input.flag("Replace");
        if (replace) {
            input.demand("TaskArn");
        }
        ObjectNode members = replace ? before.members().retain("TaskType") : before.members();
        members.setAll(input.only(CHANGEABLE));
        List<Target> targets = replace || input.has("Targets") ? SsmWindowTargets.targets(input) : before.targets();
        WindowTask after = completed(call, window, new WindowTask(before.id(), targets, members));
        window.put(after);
        return WindowReport.task(window, after);
    }

    private ObjectNode deregisterTask(Call call) {
        Input input = Input.of(call, "ssm:DeregisterTaskFromMaintenanceWindow", Set.of("WindowId", "WindowTaskId"));
        MaintenanceWindow window = SsmWindows.found(scopes.of(call), input);
        WindowTask task = found(window, input);
        window.removeTask(task.id());
        return Answer.object().put("WindowId", window.id()).put("WindowTaskId", task.id());
    }

    private ObjectNode getTask(Call call) {
        Input input = Input.of(call, "ssm:GetMaintenanceWindowTask", Set.of("WindowId", "WindowTaskId"));
        MaintenanceWindow window = SsmWindows.found(scopes.of(call), input);
        WindowTask task = found(window, input);
        return WindowReport.task(window, task).put("TaskType", type(task));
    }

    private ObjectNode describeTasks(Call call) {
        Input input = Input.of(
                call, "ssm:DescribeMaintenanceWindowTasks", Set.of("WindowId", "Filters", "MaxResults", "NextToken"));
        MaintenanceWindow window = SsmWindows.found(scopes.of(call), input);
        Predicate<WindowTask> kept = task -> true;
        for (Input filter : input.items("Filters")) {
            kept = kept.and(filter(filter));
        }
        Pages.Page<WindowTask> page =
                taskPages.page(call, List.copyOf(window.tasks()), kept, input.number("MaxResults", MOST));
        ArrayNode tasks = Answer.array();
        for (WindowTask task : page.items()) {
            ObjectNode item = WindowReport.task(window, task).put("Type", type(task));
            item.remove("TaskInvocationParameters");
            tasks.add(item);
        }
        return Answer.page("Tasks", tasks, page.nextToken());
    }

    private static Predicate<WindowTask> filter(Input filter) {
        List<String> values = filter.texts("Values");
        return switch (filter.text("Key").orElse("")) {
            case "WindowTaskId" -> task -> values.contains(task.id());
            case "TaskType" -> task -> values.contains(type(task));
            case "TaskArn" ->
                task -> values.contains(task.members().path("TaskArn").asString());
            case "Priority" ->
                task -> values.contains(task.members().path("Priority").asString());
            default -> throw SsmRefusals.unknownKey(filter);
        };
    }

    /** The task with what AWS adds to it, if AWS takes it; which tasks it takes is documented, its words are not. */
    private static WindowTask completed(Call call, MaintenanceWindow window, WindowTask task) {
        ObjectNode members = task.members();
        checkTargets(window, task);
        checkParameters(task);
        if (task.targets().isEmpty()) {
            if (members.has("MaxConcurrency") || members.has("MaxErrors")) {
                throw SsmRefusals.invalid(
                        "MaxConcurrency and MaxErrors can't be specified for a task without targets.");
            }
            members.put("MaxConcurrency", "1").put("MaxErrors", "1");
        } else if (!members.has("MaxConcurrency") || !members.has("MaxErrors")) {
            throw SsmRefusals.invalid("MaxConcurrency and MaxErrors must be specified for a task with targets.");
        }
        if (!members.has("ServiceRoleArn")) {
            members.put(
                    "ServiceRoleArn",
                    "arn:" + Scopes.partition(call.region()) + ":iam::" + call.account()
                            + ":role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM");
        }
        if (!members.has("Priority")) {
            members.put("Priority", 0);
        }
        if (!members.has("TaskParameters")) {
            members.putObject("TaskParameters");
        }
        return new WindowTask(task.id(), task.targets(), members);
    }

    private static void checkTargets(MaintenanceWindow window, WindowTask task) {
        if (task.targets().isEmpty() && type(task).equals("RUN_COMMAND")) {
            throw SsmRefusals.invalid("A task of type RUN_COMMAND needs at least one target.");
        }
        int count = 0;
        for (Target target : task.targets()) {
            count += target.values().size();
            if (target.namesWindowTargets()) {
                target.values().forEach(id -> checkRegistered(window, id));
            } else if (!target.namesInstances()) {
                throw SsmRefusals.invalid(
                        "Target key " + target.key() + " isn't valid for a task; use WindowTargetIds or InstanceIds.");
            } else if (!window.content().allowUnassociatedTargets()) {
                throw SsmRefusals.invalid(
                        "The maintenance window doesn't allow unassociated targets; register them first.");
            }
        }
        if (count > TARGETS_OF_A_TASK && task.targets().stream().anyMatch(Target::namesWindowTargets)) {
            throw SsmRefusals.quota("targets per task", TARGETS_OF_A_TASK);
        }
    }

    private static void checkRegistered(MaintenanceWindow window, String target) {
        if (window.target(target) == null) {
            throw SsmRefusals.doesNotExist("Maintenance window target " + target);
        }
    }

    private static void checkParameters(WindowTask task) {
        String expected = PARAMETERS.getOrDefault(type(task), "");
        for (String given : task.members().path("TaskInvocationParameters").propertyNames()) {
            if (!given.equals(expected)) {
                throw SsmRefusals.invalid(
                        "TaskInvocationParameters " + given + " can't be specified for task type " + type(task) + ".");
            }
        }
    }

    private static String type(WindowTask task) {
        return task.members().path("TaskType").asString();
    }

    private static WindowTask found(MaintenanceWindow window, Input input) {
        String id = input.required("WindowTaskId");
        WindowTask task = window.task(id);
        if (task == null) {
            throw SsmRefusals.doesNotExist("Maintenance window task " + id);
        }
        return task;
    }

    private static Set<String> with(Set<String> members, String... others) {
        Set<String> all = new HashSet<>(members);
        all.addAll(List.of(others));
        return all;
    }
}
