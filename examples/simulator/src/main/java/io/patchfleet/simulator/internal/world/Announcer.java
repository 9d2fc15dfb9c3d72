package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells event buses what happens, in the form of the documents' examples. */
final class Announcer implements CommandWatcher {

    private final Agenda agenda;
    private final Chance ids;
    private EventFate fate = EventFate.GOOD;

    Announcer(Agenda agenda, Chance ids) {
        this.agenda = agenda;
        this.ids = ids;
    }

    void deliverBy(EventFate other) {
        fate = other;
    }

    @Override
    public void commandChanged(Command command) {
        ObjectNode detail = detail();
        detail.put("command-id", command.id());
        detail.put("document-name", command.request().document());
        detail.put("expire-after", command.expires().toString());
        ObjectNode parameters = detail.putObject("parameters");
        command.request().parameters().forEach((name, values) -> {
            ArrayNode list = parameters.putArray(name);
            values.forEach(list::add);
        });
        detail.put("requested-date-time", command.requested().toString());
        detail.put("status", command.status().status());
        // The example names one instance of a command to one; what stands there for many is not documented.
        emit(command.scope(), "EC2 Command Status-change Notification", List.of(), detail);
    }

    @Override
    public void invocationChanged(Invocation invocation) {
        Command command = invocation.command();
        Node node = invocation.node();
        ObjectNode detail = detail();
        detail.put("command-id", command.id());
        detail.put("document-name", command.request().document());
        detail.put("instance-id", node.id());
        detail.put("requested-date-time", command.requested().toString());
        detail.put("status", invocation.status().status());
        emit(node.scope(), "EC2 Command Invocation Status-change Notification", List.of(arn(node)), detail);
    }

    private static String arn(Node node) {
        String place = node.scope().region() + ":" + node.scope().account();
        return node.hybrid()
                ? "arn:aws:ssm:" + place + ":managed-instance/" + node.id()
                : "arn:aws:ec2:" + place + ":instance/" + node.id();
    }

    /** Only a change is told of: a node that stays as bad as it was says nothing more. */
    void looked(Node node, @Nullable PatchSnapshot before, PatchSnapshot after) {
        if (before != null && before.compliant() == after.compliant()) {
            return;
        }
        ObjectNode detail = detail();
        detail.put("resource-type", "managed-instance");
        detail.put("resource-id", node.id());
        detail.put("compliance-status", after.compliant() ? "compliant" : "non_compliant");
        detail.put("compliance-type", "Patch");
        detail.put("patch-baseline-id", after.baseline().id());
        detail.put("severity", gravest(after).name().toLowerCase(Locale.ROOT));
        String arn = "arn:aws:ssm:" + node.scope().region() + ":" + node.scope().account() + ":managed-instance/"
                + node.id();
        emit(node.scope(), "Configuration Compliance State Change", List.of(arn), detail);
    }

    private static ComplianceLevel gravest(PatchSnapshot snapshot) {
        return snapshot.rows().stream()
                .filter(row -> !row.compliant())
                .map(PatchRow::level)
                .min(ComplianceLevel::compareTo)
                .orElse(ComplianceLevel.UNSPECIFIED);
    }

    void windowChanged(Scope scope, MaintenanceWindow window) {
        ObjectNode detail = detail();
        detail.put("window-id", window.id());
        detail.put("status", window.content().enabled() ? "ENABLED" : "DISABLED");
        ofWindow(scope, "Maintenance Window State-change Notification", window.id(), detail);
    }

    void executionChanged(Scope scope, WindowExecution execution) {
        ObjectNode detail = progress(execution.progress());
        detail.put("window-id", execution.windowId());
        detail.put("window-execution-id", execution.id());
        ofWindow(scope, "Maintenance Window Execution State-change Notification", execution.windowId(), detail);
    }

    void taskChanged(Scope scope, WindowExecution execution, WindowExecution.TaskExecution task) {
        ObjectNode detail = progress(task.progress());
        detail.put("window-id", execution.windowId());
        detail.put("window-execution-id", execution.id());
        detail.put("task-execution-id", task.id());
        ofWindow(scope, "Maintenance Window Task Execution State-change Notification", execution.windowId(), detail);
    }

    void invocationChanged(
            Scope scope,
            WindowExecution execution,
            WindowExecution.TaskExecution task,
            WindowExecution.TaskInvocation invocation) {
        ObjectNode detail = progress(invocation.progress());
        detail.put("window-id", execution.windowId());
        detail.put("window-execution-id", execution.id());
        detail.put("task-execution-id", task.id());
        putText(detail, "window-target-id", invocation.windowTargetId());
        putText(detail, "owner-information", invocation.ownerInformation());
        ofWindow(
                scope,
                "Maintenance Window Task Target Invocation State-change Notification",
                execution.windowId(),
                detail);
    }

    private static ObjectNode progress(WindowProgress progress) {
        ObjectNode detail = detail();
        putText(detail, "start-time", text(progress.began()));
        putText(detail, "end-time", text(progress.ended()));
        detail.put("status", progress.status().name());
        return detail;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static void putText(ObjectNode detail, String name, @Nullable String text) {
        if (text != null) {
            detail.put(name, text);
        }
    }

    private static ObjectNode detail() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void ofWindow(Scope scope, String type, String windowId, ObjectNode detail) {
        String arn = "arn:aws:ssm:" + scope.region() + ":" + scope.account() + ":maintenancewindow/" + windowId;
        emit(scope, type, List.of(arn), detail);
    }

    private void emit(Scope scope, String type, List<String> resources, ObjectNode detail) {
        String id = ids.uuid();
        Instant now = agenda.now();
        String kind = "ssm:" + type.replaceAll("[^A-Za-z0-9]", "");
        for (Duration delay : fate.arrivals(scope.account(), scope.region(), kind)) {
            Instant arrival = now.plus(delay);
            EventBus.Event event = new EventBus.Event(id, type, now, arrival, resources, detail);
            if (delay.isZero()) {
                scope.bus().arrive(event);
            } else {
                agenda.at(arrival, () -> scope.bus().arrive(event));
            }
        }
    }
}
