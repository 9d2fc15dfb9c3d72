package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Command;
import io.patchfleet.simulator.internal.world.MaintenanceWindow;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Target;
import io.patchfleet.simulator.internal.world.WindowExecution.TaskExecution;
import io.patchfleet.simulator.internal.world.WindowExecution.TaskInvocation;
import io.patchfleet.simulator.internal.world.WindowProgress;
import io.patchfleet.simulator.internal.world.WindowProgress.Status;
import io.patchfleet.simulator.internal.world.WindowTarget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A task of an open maintenance window under way: a command for each of its targets, one after another. */
final class WindowTaskRun {

    /** Where it plays. */
    record Stage(AwsState state, SsmCommands commands, Scope scope, MaintenanceWindow window, String executionId) {}

    /**
     * Whom one command of the task is for.
     *
     * @param target the window's target; null if the task names the nodes itself
     */
    private record Addressee(@Nullable WindowTarget target, Predicate<Node> nodes) {}

    private static final String ORCHESTRATION_ID = "\\{\\{ ?aws:ORCHESTRATION_ID ?}}";

    /** What a task says of its command that SendCommand knows as well. */
    private static final Set<String> OF_THE_COMMAND = Set.of(
            "Comment",
            "DocumentVersion",
            "Parameters",
            "TimeoutSeconds",
            "OutputS3BucketName",
            "OutputS3KeyPrefix",
            "CloudWatchOutputConfig",
            "ServiceRoleArn",
            "NotificationConfig");

    private final Stage stage;
    private final TaskExecution execution;
    private final ObjectNode members;
    private final Runnable whenOver;
    private final Deque<Addressee> waiting = new ArrayDeque<>();
    private @Nullable Command command;
    private boolean cutOff;

    WindowTaskRun(Stage stage, TaskExecution execution, Runnable whenOver) {
        this.stage = stage;
        this.execution = execution;
        this.members = execution.task().members();
        this.whenOver = whenOver;
    }

    WindowProgress progress() {
        return execution.progress();
    }

    boolean working() {
        return progress().status() == Status.IN_PROGRESS;
    }

    int priority() {
        return members.path("Priority").asInt();
    }

    void begin() {
        progress().begin(stage.state().now());
        if (members.path("TaskType").asString().equals("RUN_COMMAND")) {
            execution.task().targets().forEach(this::address);
            sendNext();
        } else {
            end(
                    Status.FAILED,
                    "The simulation runs no task of type "
                            + members.path("TaskType").asString() + ".");
        }
    }

    /** Does not begin any more; what has begun goes on. */
    void cancel() {
        if (progress().pending()) {
            progress().end(Status.CANCELLED, null, stage.state().now());
        }
    }

    /** The window begins no further task; if the task says so, the one under way is cancelled. */
    void cutOff() {
        if (progress().pending()) {
            progress().end(Status.TIMED_OUT, null, stage.state().now());
        } else if (working() && members.path("CutoffBehavior").asString("").equals("CANCEL_TASK")) {
            cutOff = true;
            if (command != null) {
                stage.state().runCommand().cancel(command);
            }
        }
    }

    private void address(Target target) {
        if (!target.namesWindowTargets()) {
            waiting.add(new Addressee(null, target::covers));
            return;
        }
        for (String id : target.values()) {
            WindowTarget registered = stage.window().target(id);
            if (registered != null) {
                waiting.add(new Addressee(registered, registered::covers));
            }
        }
    }

    private void sendNext() {
        if (waiting.isEmpty() || cutOff || tooManyErrors()) {
            finish();
            return;
        }
        Addressee next = waiting.remove();
        List<Node> nodes = stage.scope().nodes().stream()
                .filter(Node::managed)
                .filter(next.nodes())
                .toList();
        if (nodes.isEmpty()) {
            sendNext();
        } else {
            send(next.target(), nodes);
        }
    }

    /** How AWS counts a share of nodes over several targets is not documented; here each target stands by itself. */
    private boolean tooManyErrors() {
        return command != null && command.errorCount() > command.errorLimit();
    }

    private void send(@Nullable WindowTarget target, List<Node> nodes) {
        ObjectNode request = request();
        try {
            command = stage.commands().send(call(request), nodes);
        } catch (AwsRefusal refusal) {
            record(target, nodes, request, null)
                    .end(Status.FAILED, refusal.words(), stage.state().now());
            sendNext();
            return;
        } catch (NotPlayedException refusal) {
            record(target, nodes, request, null)
                    .end(
                            Status.FAILED,
                            "The simulation does not play " + refusal.what(),
                            stage.state().now());
            sendNext();
            return;
        }
        Command sent = command;
        WindowProgress invocation = record(target, nodes, request, sent.id());
        stage.state().runCommand().whenCompleted(sent, () -> completed(sent, invocation));
    }

    private void completed(Command sent, WindowProgress invocation) {
        Status how = status(sent);
        invocation.end(
                how,
                how == Status.SUCCESS ? null : sent.status().details(),
                stage.state().now());
        sendNext();
    }

    private Status status(Command sent) {
        String status = sent.status().status();
        if (status.equals("Success")) {
            return Status.SUCCESS;
        }
        if (cutOff || status.equals("TimedOut")) {
            return Status.TIMED_OUT;
        }
        return status.equals("Cancelled") ? Status.CANCELLED : Status.FAILED;
    }

    /** AWS supplies a snapshot id that is the same for the whole execution. */
    private ObjectNode request() {
        ObjectNode request = Answer.object();
        JsonNode given = members.at("/TaskInvocationParameters/RunCommand");
        for (String name : OF_THE_COMMAND) {
            if (given.has(name)) {
                request.set(name, given.path(name).deepCopy());
            }
        }
        ObjectNode parameters = request.path("Parameters") instanceof ObjectNode named ? named : Answer.object();
        String snapshot = parameters.path("SnapshotId").path(0).asString("");
        String id =
                snapshot.isEmpty() ? stage.executionId() : snapshot.replaceAll(ORCHESTRATION_ID, stage.executionId());
        parameters.set("SnapshotId", Answer.texts(List.of(id)));
        request.set("Parameters", parameters);
        request.put("DocumentName", members.path("TaskArn").asString());
        request.put("MaxConcurrency", members.path("MaxConcurrency").asString());
        request.put("MaxErrors", members.path("MaxErrors").asString());
        return request;
    }

    private Call call(ObjectNode request) {
        return new Call(
                stage.scope().account(),
                stage.scope().region(),
                members.path("ServiceRoleArn").asString(),
                request,
                stage.state().now());
    }

    private WindowProgress record(
            @Nullable WindowTarget target, List<Node> nodes, ObjectNode request, @Nullable String commandId) {
        WindowProgress progress = new WindowProgress();
        execution.add(new TaskInvocation(
                Ids.uuid(execution.id() + "/" + execution.invocations().size()),
                commandId,
                parameters(nodes, request).toString(),
                target == null ? null : target.id(),
                target == null ? null : target.ownerInformation(),
                progress));
        progress.begin(stage.state().now());
        return progress;
    }

    /** As AWS CLI's examples show it. */
    private static ObjectNode parameters(List<Node> nodes, ObjectNode request) {
        ObjectNode parameters = Answer.object();
        parameters.put("comment", request.path("Comment").asString(""));
        parameters.set("documentName", request.path("DocumentName"));
        parameters.set("instanceIds", Answer.texts(nodes.stream().map(Node::id).toList()));
        parameters.set("maxConcurrency", request.path("MaxConcurrency"));
        parameters.set("maxErrors", request.path("MaxErrors"));
        parameters.set("parameters", request.path("Parameters"));
        parameters.put("timeoutSeconds", request.path("TimeoutSeconds").asInt(3600));
        return parameters;
    }

    private void finish() {
        if (cutOff
                && execution.invocations().stream()
                        .allMatch(each -> each.progress().status() == Status.SUCCESS)) {
            end(waiting.isEmpty() ? Status.SUCCESS : Status.TIMED_OUT, null);
        } else if (any(Status.FAILED)) {
            end(Status.FAILED, null);
        } else if (any(Status.TIMED_OUT)) {
            end(Status.TIMED_OUT, null);
        } else if (any(Status.CANCELLED)) {
            end(Status.CANCELLED, null);
        } else {
            // What AWS says where nobody is meant is not documented.
            end(Status.SUCCESS, execution.invocations().isEmpty() ? "No invocations to execute." : null);
        }
    }

    private boolean any(Status status) {
        return execution.invocations().stream().anyMatch(each -> each.progress().status() == status);
    }

    private void end(Status how, @Nullable String why) {
        progress().end(how, why, stage.state().now());
        whenOver.run();
    }
}
