package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.WindowExecution;
import io.patchfleet.simulator.internal.world.WindowExecution.TaskExecution;
import io.patchfleet.simulator.internal.world.WindowExecution.TaskInvocation;
import io.patchfleet.simulator.internal.world.WindowProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What maintenance windows did when they were open. */
final class SsmWindowExecutions {

    private static final int MOST = 100;

    private final Scopes scopes;
    private final WindowRunner runner;
    private final Pages executionPages = Pages.ssm("DescribeMaintenanceWindowExecutions");
    private final Pages taskPages = Pages.ssm("DescribeMaintenanceWindowExecutionTasks");
    private final Pages invocationPages = Pages.ssm("DescribeMaintenanceWindowExecutionTaskInvocations");

    SsmWindowExecutions(Scopes scopes, WindowRunner runner) {
        this.scopes = scopes;
        this.runner = runner;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribeMaintenanceWindowExecutions", this::describeExecutions,
                "DescribeMaintenanceWindowExecutionTasks", this::describeTasks,
                "DescribeMaintenanceWindowExecutionTaskInvocations", this::describeInvocations,
                "GetMaintenanceWindowExecution", this::getExecution,
                "GetMaintenanceWindowExecutionTask", this::getTask,
                "GetMaintenanceWindowExecutionTaskInvocation", this::getInvocation,
                "CancelMaintenanceWindowExecution", this::cancelExecution);
    }

    /** Newest first, though no page of AWS's says in which order; those of a window that does not exist are none. */
    private ObjectNode describeExecutions(Call call) {
        Input input = Input.of(
                call,
                "ssm:DescribeMaintenanceWindowExecutions",
                Set.of("WindowId", "Filters", "MaxResults", "NextToken"));
        Predicate<WindowExecution> kept = execution -> true;
        for (Input filter : input.items("Filters")) {
            kept = kept.and(timeFilter(filter));
        }
        List<WindowExecution> executions = scopes.of(call).windows().executionsOf(input.required("WindowId"));
        Pages.Page<WindowExecution> page =
                executionPages.page(call, executions, kept, input.number("MaxResults", MOST));
        ArrayNode answer = Answer.array();
        for (WindowExecution execution : page.items()) {
            ObjectNode item = answer.addObject();
            item.put("WindowId", execution.windowId());
            item.put("WindowExecutionId", execution.id());
            putProgress(item, execution.progress());
        }
        return Answer.page("WindowExecutions", answer, page.nextToken());
    }

    private static Predicate<WindowExecution> timeFilter(Input filter) {
        Instant bound = SsmWindowSchedules.instant(filter.texts("Values"));
        return switch (filter.text("Key").orElse("")) {
            case "ExecutedBefore" -> execution -> begun(execution).isBefore(bound);
            case "ExecutedAfter" -> execution -> begun(execution).isAfter(bound);
            default -> throw SsmRefusals.unknownKey(filter);
        };
    }

    private static Instant begun(WindowExecution execution) {
        Instant began = execution.progress().began();
        return began == null ? Instant.MAX : began;
    }

    private ObjectNode describeTasks(Call call) {
        Input input = Input.of(
                call,
                "ssm:DescribeMaintenanceWindowExecutionTasks",
                Set.of("WindowExecutionId", "Filters", "MaxResults", "NextToken"));
        WindowExecution execution = execution(call, input);
        Pages.Page<TaskExecution> page = taskPages.page(
                call,
                execution.tasks(),
                statusFilter(input, TaskExecution::progress),
                input.number("MaxResults", MOST));
        ArrayNode tasks = Answer.array();
        for (TaskExecution task : page.items()) {
            ObjectNode item = tasks.addObject();
            item.put("WindowExecutionId", execution.id());
            item.put("TaskExecutionId", task.id());
            item.set("TaskArn", task.task().members().path("TaskArn"));
            item.set("TaskType", task.task().members().path("TaskType"));
            putProgress(item, task.progress());
        }
        return Answer.page("WindowExecutionTaskIdentities", tasks, page.nextToken());
    }

    private ObjectNode describeInvocations(Call call) {
        Input input = Input.of(
                call,
                "ssm:DescribeMaintenanceWindowExecutionTaskInvocations",
                Set.of("WindowExecutionId", "TaskId", "Filters", "MaxResults", "NextToken"));
        WindowExecution execution = execution(call, input);
        TaskExecution task = task(execution, input);
        Pages.Page<TaskInvocation> page = invocationPages.page(
                call,
                task.invocations(),
                statusFilter(input, TaskInvocation::progress),
                input.number("MaxResults", MOST));
        ArrayNode invocations = Answer.array();
        page.items().forEach(invocation -> invocations.add(invocation(execution, task, invocation)));
        return Answer.page("WindowExecutionTaskInvocationIdentities", invocations, page.nextToken());
    }

    private static <T> Predicate<T> statusFilter(Input input, Function<T, WindowProgress> progress) {
        Predicate<T> kept = item -> true;
        for (Input filter : input.items("Filters")) {
            if (!filter.text("Key").orElse("").equals("STATUS")) {
                throw SsmRefusals.unknownKey(filter);
            }
            List<String> values = filter.texts("Values");
            kept = kept.and(
                    item -> values.contains(progress.apply(item).status().name()));
        }
        return kept;
    }

    private ObjectNode getExecution(Call call) {
        Input input = Input.of(call, "ssm:GetMaintenanceWindowExecution", Set.of("WindowExecutionId"));
        WindowExecution execution = execution(call, input);
        ObjectNode answer = Answer.object();
        answer.put("WindowExecutionId", execution.id());
        answer.set(
                "TaskIds",
                Answer.texts(execution.tasks().stream().map(TaskExecution::id).toList()));
        return putProgress(answer, execution.progress());
    }

    private ObjectNode getTask(Call call) {
        Input input = Input.of(call, "ssm:GetMaintenanceWindowExecutionTask", Set.of("WindowExecutionId", "TaskId"));
        WindowExecution execution = execution(call, input);
        TaskExecution task = task(execution, input);
        ObjectNode members = task.task().members();
        ObjectNode answer = Answer.object();
        answer.put("WindowExecutionId", execution.id());
        answer.put("TaskExecutionId", task.id());
        answer.set("TaskArn", members.path("TaskArn"));
        answer.set("ServiceRole", members.path("ServiceRoleArn"));
        answer.set("Type", members.path("TaskType"));
        answer.putArray("TaskParameters").add(parameters(members));
        answer.set("Priority", members.path("Priority"));
        answer.set("MaxConcurrency", members.path("MaxConcurrency"));
        answer.set("MaxErrors", members.path("MaxErrors"));
        return putProgress(answer, task.progress());
    }

    private static ObjectNode parameters(ObjectNode members) {
        ObjectNode parameters = Answer.object();
        members.at("/TaskInvocationParameters/RunCommand/Parameters")
                .properties()
                .forEach(parameter -> parameters.putObject(parameter.getKey()).set("Values", parameter.getValue()));
        return parameters;
    }

    private ObjectNode getInvocation(Call call) {
        Input input = Input.of(
                call,
                "ssm:GetMaintenanceWindowExecutionTaskInvocation",
                Set.of("WindowExecutionId", "TaskId", "InvocationId"));
        WindowExecution execution = execution(call, input);
        TaskExecution task = task(execution, input);
        String id = input.required("InvocationId");
        TaskInvocation invocation = task.invocation(id);
        if (invocation == null) {
            throw SsmRefusals.doesNotExist("Maintenance window task invocation " + id);
        }
        return invocation(execution, task, invocation);
    }

    private ObjectNode cancelExecution(Call call) {
        Input input = Input.of(call, "ssm:CancelMaintenanceWindowExecution", Set.of("WindowExecutionId"));
        WindowExecution execution = execution(call, input);
        runner.cancel(execution);
        return Answer.object().put("WindowExecutionId", execution.id());
    }

    private WindowExecution execution(Call call, Input input) {
        Scope scope = scopes.of(call);
        String id = input.required("WindowExecutionId");
        WindowExecution execution = scope.windows().execution(id);
        if (execution == null) {
            throw SsmRefusals.doesNotExist("Maintenance window execution " + id);
        }
        return execution;
    }

    private static TaskExecution task(WindowExecution execution, Input input) {
        String id = input.required("TaskId");
        TaskExecution task = execution.task(id);
        if (task == null) {
            throw SsmRefusals.doesNotExist("Maintenance window execution task " + id);
        }
        return task;
    }

    private static ObjectNode invocation(WindowExecution execution, TaskExecution task, TaskInvocation invocation) {
        ObjectNode item = Answer.object();
        item.put("WindowExecutionId", execution.id());
        item.put("TaskExecutionId", task.id());
        item.put("InvocationId", invocation.id());
        putText(item, "ExecutionId", invocation.executionId());
        item.set("TaskType", task.task().members().path("TaskType"));
        item.put("Parameters", invocation.parameters());
        putText(item, "OwnerInformation", invocation.ownerInformation());
        putText(item, "WindowTargetId", invocation.windowTargetId());
        return putProgress(item, invocation.progress());
    }

    private static ObjectNode putProgress(ObjectNode item, WindowProgress progress) {
        item.put("Status", progress.status().name());
        putText(item, "StatusDetails", progress.details());
        Answer.putInstant(item, "StartTime", progress.began());
        return Answer.putInstant(item, "EndTime", progress.ended());
    }

    private static void putText(ObjectNode item, String name, @Nullable String text) {
        if (text != null) {
            item.put(name, text);
        }
    }
}
