package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Command;
import io.patchfleet.simulator.internal.world.Invocation;
import io.patchfleet.simulator.internal.world.InvocationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How Run Command writes commands and what became of them. */
final class CommandReport {

    /** The document's steps: one for each platform, of which the other's is skipped. */
    private static final String LINUX_STEP = "PatchLinux";

    private static final String WINDOWS_STEP = "PatchWindows";
    private static final int LONGEST_OUTPUT = 2500;

    private CommandReport() {}

    /** As SendCommand answers: nothing has been sent yet, and whom the targets name has not been found out. */
    static ObjectNode accepted(Command command) {
        ObjectNode item = request(command);
        item.put("Status", "Pending");
        item.put("StatusDetails", "Pending");
        item.put("TargetCount", command.request().instanceIds().size());
        item.put("CompletedCount", 0);
        item.put("ErrorCount", 0);
        item.put("DeliveryTimedOutCount", 0);
        return item;
    }

    static ObjectNode command(Command command) {
        ObjectNode item = request(command);
        item.put("Status", command.status().status());
        item.put("StatusDetails", command.status().details());
        item.put("TargetCount", command.targetCount());
        item.put("CompletedCount", command.completedCount());
        item.put("ErrorCount", command.errorCount());
        item.put("DeliveryTimedOutCount", command.count(InvocationStatus.DELIVERY_TIMED_OUT));
        return item;
    }

    private static ObjectNode request(Command command) {
        Command.Request request = command.request();
        ObjectNode item = Answer.object();
        item.put("CommandId", command.id());
        item.put("DocumentName", request.document());
        item.put("DocumentVersion", request.documentVersion());
        item.put("Comment", request.comment());
        Answer.putInstant(item, "ExpiresAfter", command.expires());
        ObjectNode parameters = item.putObject("Parameters");
        request.parameters().forEach((name, values) -> parameters.set(name, Answer.texts(values)));
        item.set("InstanceIds", Answer.texts(request.instanceIds()));
        ArrayNode targets = item.putArray("Targets");
        for (Command.Target target : request.targets()) {
            targets.addObject().put("Key", target.key()).set("Values", Answer.texts(target.values()));
        }
        Answer.putInstant(item, "RequestedDateTime", command.requested());
        item.put("MaxConcurrency", request.maxConcurrency());
        item.put("MaxErrors", request.maxErrors());
        item.put("ServiceRole", request.serviceRole());
        putBucket(item, request);
        putLogs(item, request);
        putNotification(item, request);
        item.put("TimeoutSeconds", request.timeoutSeconds());
        return item;
    }

    static ObjectNode invocation(Invocation invocation, boolean details) {
        Command command = invocation.command();
        ObjectNode item = Answer.object();
        item.put("CommandId", command.id());
        item.put("InstanceId", invocation.node().id());
        item.put("InstanceName", "");
        item.put("Comment", command.request().comment());
        item.put("DocumentName", command.request().document());
        item.put("DocumentVersion", command.request().documentVersion());
        Answer.putInstant(item, "RequestedDateTime", command.requested());
        item.put("Status", invocation.status().status());
        item.put("StatusDetails", invocation.status().details());
        item.put("StandardOutputUrl", url(invocation, "stdout"));
        item.put("StandardErrorUrl", url(invocation, "stderr"));
        ArrayNode plugins = item.putArray("CommandPlugins");
        if (details) {
            plugins.add(plugin(invocation));
        }
        item.put("ServiceRole", command.request().serviceRole());
        putLogs(item, command.request());
        putNotification(item, command.request());
        return item;
    }

    private static ObjectNode plugin(Invocation invocation) {
        ObjectNode plugin = Answer.object();
        plugin.put("Name", step(invocation));
        plugin.put("Status", pluginStatus(invocation));
        plugin.put("StatusDetails", invocation.status().details());
        plugin.put("ResponseCode", invocation.responseCode());
        Answer.putInstant(plugin, "ResponseStartDateTime", invocation.began());
        Answer.putInstant(plugin, "ResponseFinishDateTime", invocation.ended());
        String error = invocation.error().isEmpty() ? "" : "\n----------ERROR-------\n" + invocation.error();
        plugin.put("Output", cut(invocation.output() + error, LONGEST_OUTPUT));
        plugin.put("StandardOutputUrl", url(invocation, "stdout"));
        plugin.put("StandardErrorUrl", url(invocation, "stderr"));
        putBucket(plugin, invocation.command().request());
        return plugin;
    }

    /** A step knows neither a delay nor that it is to be cancelled. */
    private static String pluginStatus(Invocation invocation) {
        return switch (invocation.status()) {
            case DELAYED -> "Pending";
            case CANCELLING -> "InProgress";
            default -> invocation.status().status();
        };
    }

    /** As GetCommandInvocation answers, which tells of one step on one node. */
    static ObjectNode single(Invocation invocation) {
        Command command = invocation.command();
        ObjectNode item = Answer.object();
        item.put("CommandId", command.id());
        item.put("InstanceId", invocation.node().id());
        item.put("Comment", command.request().comment());
        item.put("DocumentName", command.request().document());
        item.put("DocumentVersion", command.request().documentVersion());
        item.put("PluginName", step(invocation));
        item.put("ResponseCode", invocation.responseCode());
        Instant began = invocation.began();
        Instant ended = invocation.ended();
        item.put("ExecutionStartDateTime", text(began));
        item.put(
                "ExecutionElapsedTime",
                began == null || ended == null
                        ? ""
                        : Duration.between(began, ended).toString());
        item.put("ExecutionEndDateTime", text(ended));
        item.put("Status", invocation.status().status());
        item.put("StatusDetails", invocation.status().details());
        item.put("StandardOutputContent", cut(invocation.output(), 24_000));
        item.put("StandardOutputUrl", url(invocation, "stdout"));
        item.put("StandardErrorContent", cut(invocation.error(), 8_000));
        item.put("StandardErrorUrl", url(invocation, "stderr"));
        putLogs(item, command.request());
        return item;
    }

    private static void putBucket(ObjectNode item, Command.Request request) {
        if (!request.output().bucket().isEmpty()) {
            item.put("OutputS3BucketName", request.output().bucket());
            item.put("OutputS3KeyPrefix", request.output().prefix());
        }
    }

    private static void putNotification(ObjectNode item, Command.Request request) {
        Command.Notification notification = request.notification();
        if (notification != null) {
            item.putObject("NotificationConfig")
                    .put("NotificationArn", notification.topicArn())
                    .put("NotificationType", notification.perNode() ? "Invocation" : "Command")
                    .set("NotificationEvents", Answer.texts(notification.events()));
        }
    }

    private static void putLogs(ObjectNode item, Command.Request request) {
        ObjectNode config = item.putObject("CloudWatchOutputConfig");
        if (request.output().logs()) {
            String group = request.output().logGroup();
            config.put("CloudWatchLogGroupName", group.isEmpty() ? "/aws/ssm/" + request.document() : group);
        }
        config.put("CloudWatchOutputEnabled", request.output().logs());
    }

    /** Where in the bucket the agent puts what the step prints; empty without a bucket. */
    private static String url(Invocation invocation, String stream) {
        Command.Output output = invocation.command().request().output();
        if (output.bucket().isEmpty()) {
            return "";
        }
        String plugin = step(invocation).equals(WINDOWS_STEP) ? "awsrunPowerShellScript" : "awsrunShellScript";
        return "https://s3." + invocation.node().scope().region() + ".amazonaws.com/" + output.bucket() + "/"
                + (output.prefix().isEmpty() ? "" : output.prefix() + "/")
                + invocation.command().id() + "/" + invocation.node().id() + "/" + plugin + "/" + step(invocation) + "/"
                + stream;
    }

    static String step(Invocation invocation) {
        return invocation.node().product().operatingSystem().isWindows() ? WINDOWS_STEP : LINUX_STEP;
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "" : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
