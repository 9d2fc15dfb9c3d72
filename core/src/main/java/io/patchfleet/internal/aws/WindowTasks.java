package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Alarm;
import software.amazon.awssdk.services.ssm.model.AlarmConfiguration;
import software.amazon.awssdk.services.ssm.model.GetMaintenanceWindowTaskResponse;
import software.amazon.awssdk.services.ssm.model.LoggingInfo;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowRunCommandParameters;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTask;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTaskInvocationParameters;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTaskType;
import software.amazon.awssdk.services.ssm.model.NotificationConfig;
import software.amazon.awssdk.services.ssm.model.Target;

/** The Run Command tasks of maintenance windows: read whole, made, changed and taken away. */
public final class WindowTasks {

    private static final String OF_TARGETS = "WindowTargetIds";
    /** How long a node may take to hear of its command: what AWS takes by itself, said so that it is no surprise. */
    private static final int DELIVERY_SECONDS = 600;

    private WindowTasks() {}

    /**
     * The tasks of a window.
     *
     * @param nameOfTarget how a target is called in what a task says, by its id
     */
    public static CompletableFuture<List<Task>> list(
            Caller caller, Place place, Errand errand, String window, UnaryOperator<String> nameOfTarget) {
        List<MaintenanceWindowTask> found = new ArrayList<>();
        return Windows.tasks(window)
                .read(caller, place, errand, page -> found.addAll(page.tasks()))
                .thenCompose(done -> all(found.stream()
                        .map(task -> caller.call(place, get(window, task.windowTaskId(), nameOfTarget), errand))
                        .toList()));
    }

    /** What the tasks of a window do. */
    public static CompletableFuture<Doing> doing(Caller caller, Place place, Errand errand, String window) {
        Set<String> documents = new TreeSet<>();
        List<Reach> reaches = new ArrayList<>();
        return Windows.tasks(window)
                .read(
                        caller,
                        place,
                        errand,
                        page -> page.tasks().stream()
                                .filter(task -> task.taskArn() != null)
                                .forEach(task -> {
                                    documents.add(name(task.taskArn()));
                                    reachOf(task).ifPresent(reaches::add);
                                }))
                .thenApply(done -> new Doing(documents, reaches));
    }

    /** A document may be called by its ARN. */
    static String name(String nameOrArn) {
        return nameOrArn.startsWith("arn:") && nameOrArn.contains(":document/")
                ? nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1)
                : nameOrArn;
    }

    /** The nodes that a task names itself; none if it goes by the window's targets. */
    private static Optional<Reach> reachOf(MaintenanceWindowTask task) {
        boolean byTargets = task.targets().stream().anyMatch(target -> OF_TARGETS.equals(target.key()));
        return byTargets || task.targets().isEmpty() ? Optional.empty() : Optional.of(Reach.of(task.targets()));
    }

    /**
     * What the tasks of a window do.
     *
     * @param documents what they run: documents, functions and state machines, by name or ARN
     * @param reaches the nodes that they name themselves, beside the window's targets
     */
    public record Doing(Set<String> documents, List<Reach> reaches) {}

    private static AwsCall<SsmClient, Task> get(String window, String id, UnaryOperator<String> nameOfTarget) {
        return AwsCall.reading(SsmClient.class, "ssm:GetMaintenanceWindowTask", ssm -> {
            GetMaintenanceWindowTaskResponse task =
                    ssm.getMaintenanceWindowTask(r -> r.windowId(window).windowTaskId(id));
            return new Task(id, Objects.requireNonNullElse(task.name(), ""), fields(task, nameOfTarget));
        });
    }

    private static SortedMap<String, String> fields(
            GetMaintenanceWindowTaskResponse task, UnaryOperator<String> nameOfTarget) {
        Fields fields = new Fields()
                .put("document", task.taskArn())
                .put("type", task.taskTypeAsString())
                .put("description", task.description())
                .put("pace", task.maxConcurrency())
                .put("stopAfterFailures", task.maxErrors())
                .put("serviceRole", task.serviceRoleArn())
                .putUnless("1", "priority", task.priority())
                .putUnless("CONTINUE_TASK", "cutoffBehavior", task.cutoffBehaviorAsString())
                .putAll("", ofTargets(task.targets(), nameOfTarget))
                .putAll("", ofOlderMembers(task));
        if (task.taskInvocationParameters() != null) {
            fields.putAll("", ofRunCommand(task.taskInvocationParameters().runCommand()));
        }
        return fields.values();
    }

    /** What AWS still takes, and what is never declared: whoever said it there changed the task by hand. */
    private static SortedMap<String, String> ofOlderMembers(GetMaintenanceWindowTaskResponse task) {
        Fields fields = new Fields();
        task.taskParameters().forEach((name, values) -> fields.putList("taskParameters." + name, values.values()));
        LoggingInfo logs = task.loggingInfo();
        if (logs != null) {
            fields.put("loggingInfo.s3Bucket", logs.s3BucketName())
                    .put("loggingInfo.s3Prefix", logs.s3KeyPrefix())
                    .put("loggingInfo.s3Region", logs.s3Region());
        }
        AlarmConfiguration alarms = task.alarmConfiguration();
        if (alarms != null) {
            fields.putSet("alarms", alarms.alarms().stream().map(Alarm::name).toList())
                    .putUnless("false", "alarms.ignorePollFailure", alarms.ignorePollAlarmFailure());
        }
        return fields.values();
    }

    private static SortedMap<String, String> ofTargets(List<Target> targets, UnaryOperator<String> nameOfTarget) {
        Fields fields = new Fields();
        for (Target target : targets) {
            boolean ids = OF_TARGETS.equals(target.key());
            fields.putSet(
                    ids ? "targets" : "targets." + target.key(),
                    ids ? target.values().stream().map(nameOfTarget).toList() : target.values());
        }
        return fields.values();
    }

    private static SortedMap<String, String> ofRunCommand(@Nullable MaintenanceWindowRunCommandParameters command) {
        Fields fields = new Fields();
        if (command == null) {
            return fields.values();
        }
        command.parameters()
                .forEach((name, values) -> fields.putUnless("", "parameters." + name, String.join(", ", values)));
        fields.putUnless("$DEFAULT", "documentVersion", command.documentVersion())
                .put("comment", command.comment())
                .put("deliverySeconds", command.timeoutSeconds())
                .put("logs.s3Bucket", command.outputS3BucketName())
                .put("logs.s3Prefix", command.outputS3KeyPrefix())
                .put("notification.role", command.serviceRoleArn());
        if (command.cloudWatchOutputConfig() != null
                && Boolean.TRUE.equals(command.cloudWatchOutputConfig().cloudWatchOutputEnabled())) {
            fields.put("logs.cloudWatch", command.cloudWatchOutputConfig().cloudWatchLogGroupName());
        }
        NotificationConfig notification = command.notificationConfig();
        if (notification != null && notification.notificationArn() != null) {
            fields.put("notification.topic", notification.notificationArn())
                    .putSet("notification.events", notification.notificationEventsAsStrings())
                    .put("notification.type", notification.notificationTypeAsString());
        }
        return fields.values();
    }

    /** Makes one; gives its id. */
    public static AwsCall<SsmClient, String> register(
            String window, DeclaredTask task, List<String> targets, String token) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:RegisterTaskWithMaintenanceWindow",
                "task " + task.name() + " of window " + window,
                ssm -> ssm.registerTaskWithMaintenanceWindow(r -> {
                            r.windowId(window)
                                    .clientToken(token)
                                    .taskType(MaintenanceWindowTaskType.RUN_COMMAND)
                                    .taskArn(task.document())
                                    .name(task.name())
                                    .description(task.description())
                                    .priority(1)
                                    .maxConcurrency(task.pace())
                                    .maxErrors(task.stopAfterFailures())
                                    .cutoffBehavior("CONTINUE_TASK")
                                    .targets(ofTargets(targets))
                                    .taskInvocationParameters(invocation(task));
                            task.serviceRole().ifPresent(r::serviceRoleArn);
                        })
                        .windowTaskId());
    }

    /** Gives one the declared content, whole. */
    public static AwsCall<SsmClient, ?> update(String window, String id, DeclaredTask task, List<String> targets) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:UpdateMaintenanceWindowTask",
                "task " + task.name() + " of window " + window,
                ssm -> ssm.updateMaintenanceWindowTask(r -> {
                    r.windowId(window)
                            .windowTaskId(id)
                            .replace(true)
                            .taskArn(task.document())
                            .name(task.name())
                            .description(task.description())
                            .priority(1)
                            .maxConcurrency(task.pace())
                            .maxErrors(task.stopAfterFailures())
                            .cutoffBehavior("CONTINUE_TASK")
                            .targets(ofTargets(targets))
                            .taskInvocationParameters(invocation(task));
                    task.serviceRole().ifPresent(r::serviceRoleArn);
                }));
    }

    public static AwsCall<SsmClient, ?> deregister(String window, String id) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:DeregisterTaskFromMaintenanceWindow",
                "task " + id + " of window " + window,
                ssm -> ssm.deregisterTaskFromMaintenanceWindow(
                        r -> r.windowId(window).windowTaskId(id)));
    }

    private static Target ofTargets(List<String> ids) {
        return Target.builder().key(OF_TARGETS).values(ids).build();
    }

    private static MaintenanceWindowTaskInvocationParameters invocation(DeclaredTask task) {
        MaintenanceWindowRunCommandParameters.Builder command = MaintenanceWindowRunCommandParameters.builder()
                .parameters(task.parameters())
                .timeoutSeconds(DELIVERY_SECONDS);
        task.logGroup()
                .ifPresent(group -> command.cloudWatchOutputConfig(
                        c -> c.cloudWatchOutputEnabled(true).cloudWatchLogGroupName(group)));
        task.logBucket().ifPresent(bucket -> {
            command.outputS3BucketName(bucket.name());
            if (!bucket.prefix().isEmpty()) {
                command.outputS3KeyPrefix(bucket.prefix());
            }
        });
        task.notification()
                .ifPresent(notification -> command.serviceRoleArn(notification.role())
                        .notificationConfig(n -> n.notificationArn(notification.topic())
                                .notificationEventsWithStrings(notification.events())
                                .notificationType("Invocation")));
        return MaintenanceWindowTaskInvocationParameters.builder()
                .runCommand(command.build())
                .build();
    }

    private static CompletableFuture<List<Task>> all(List<CompletableFuture<Task>> tasks) {
        return CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new))
                .thenApply(done -> tasks.stream().map(CompletableFuture::join).toList());
    }

    /** A task that there is. */
    public record Task(String id, String name, SortedMap<String, String> content) {}

    /** A bucket and a prefix, which may be empty. */
    public record Bucket(String name, String prefix) {}

    /** Who hears of it, in full ARNs and AWS's words. */
    public record Notification(String topic, String role, Set<String> events) {}

    /**
     * A task as it is declared.
     *
     * @param targets the names of its window's targets
     */
    public record DeclaredTask(
            String name,
            String description,
            String document,
            Map<String, List<String>> parameters,
            String pace,
            String stopAfterFailures,
            Optional<String> serviceRole,
            Optional<String> logGroup,
            Optional<Bucket> logBucket,
            Optional<Notification> notification,
            List<String> targets) {

        /** As flat text. */
        public SortedMap<String, String> content() {
            Fields fields = new Fields()
                    .put("document", document)
                    .put("type", "RUN_COMMAND")
                    .put("deliverySeconds", DELIVERY_SECONDS)
                    .put("description", description)
                    .put("pace", pace)
                    .put("stopAfterFailures", stopAfterFailures)
                    .put("serviceRole", serviceRole.orElse(null))
                    .putSet("targets", targets)
                    .put("logs.cloudWatch", logGroup.orElse(null));
            parameters.forEach((name, values) -> fields.put("parameters." + name, String.join(", ", values)));
            logBucket.ifPresent(
                    bucket -> fields.put("logs.s3Bucket", bucket.name()).put("logs.s3Prefix", bucket.prefix()));
            notification.ifPresent(to -> fields.put("notification.topic", to.topic())
                    .put("notification.role", to.role())
                    .putSet("notification.events", to.events())
                    .put("notification.type", "Invocation"));
            return fields.values();
        }
    }
}
