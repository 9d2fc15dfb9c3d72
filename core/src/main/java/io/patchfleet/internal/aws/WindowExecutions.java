package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeMaintenanceWindowExecutionTaskInvocationsResponse;
import software.amazon.awssdk.services.ssm.model.DescribeMaintenanceWindowExecutionTasksResponse;
import software.amazon.awssdk.services.ssm.model.DescribeMaintenanceWindowExecutionsResponse;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowExecution;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowExecutionTaskInvocationIdentity;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowFilter;

/** What maintenance windows did: executions, their tasks, and the commands that these sent. */
public final class WindowExecutions {

    /** The largest page that Systems Manager gives of any of them. */
    private static final int PAGE = 100;

    private WindowExecutions() {}

    /** The executions of a window that began since then. */
    public static CompletableFuture<List<Execution>> since(
            Caller caller, Place place, Errand errand, String window, Instant since) {
        List<Execution> found = new ArrayList<>();
        return pages(window, since)
                .read(
                        caller,
                        place,
                        errand,
                        page -> page.windowExecutions().stream()
                                .filter(one -> one.windowExecutionId() != null)
                                .map(Execution::of)
                                .forEach(found::add))
                .thenApply(done -> found);
    }

    /** In no order that a page of AWS's names. */
    static Pages<SsmClient, DescribeMaintenanceWindowExecutionsResponse> pages(String window, Instant since) {
        MaintenanceWindowFilter after = MaintenanceWindowFilter.builder()
                .key("ExecutedAfter")
                .values(since.truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
        return new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeMaintenanceWindowExecutions",
                        ssm -> ssm.describeMaintenanceWindowExecutions(r -> r.windowId(window)
                                .filters(after)
                                .maxResults(PAGE)
                                .nextToken(token))),
                DescribeMaintenanceWindowExecutionsResponse::nextToken);
    }

    /** An execution's tasks that run a document whose name begins so. */
    public static CompletableFuture<List<Task>> tasks(
            Caller caller, Place place, Errand errand, String execution, String document) {
        Pages<SsmClient, DescribeMaintenanceWindowExecutionTasksResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeMaintenanceWindowExecutionTasks",
                        ssm -> ssm.describeMaintenanceWindowExecutionTasks(r ->
                                r.windowExecutionId(execution).maxResults(PAGE).nextToken(token))),
                DescribeMaintenanceWindowExecutionTasksResponse::nextToken);
        List<Task> found = new ArrayList<>();
        return pages.read(
                        caller,
                        place,
                        errand,
                        page -> page.windowExecutionTaskIdentities().stream()
                                .filter(task -> task.taskExecutionId() != null && task.taskArn() != null)
                                .filter(task -> WindowTasks.name(task.taskArn()).startsWith(document))
                                .map(task -> new Task(task.taskExecutionId(), Optional.ofNullable(task.startTime())))
                                .forEach(found::add))
                .thenApply(done -> found);
    }

    /** The commands that a task sent, one for each of its targets, in no order that a page of AWS's names. */
    public static CompletableFuture<List<Sent>> commands(
            Caller caller, Place place, Errand errand, String execution, Task task) {
        Pages<SsmClient, DescribeMaintenanceWindowExecutionTaskInvocationsResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeMaintenanceWindowExecutionTaskInvocations",
                        ssm -> ssm.describeMaintenanceWindowExecutionTaskInvocations(r -> r.windowExecutionId(execution)
                                .taskId(task.id())
                                .maxResults(PAGE)
                                .nextToken(token))),
                DescribeMaintenanceWindowExecutionTaskInvocationsResponse::nextToken);
        List<Sent> found = new ArrayList<>();
        return pages.read(
                        caller,
                        place,
                        errand,
                        page -> page.windowExecutionTaskInvocationIdentities().stream()
                                .filter(one -> one.executionId() != null
                                        && !one.executionId().isEmpty())
                                .map(one -> Sent.of(task, one))
                                .forEach(found::add))
                .thenApply(done -> found);
    }

    /**
     * A task of an execution.
     *
     * @param began when, if AWS says
     */
    public record Task(String id, Optional<Instant> began) {}

    /**
     * A command that a task sent.
     *
     * @param began when it was sent; if AWS does not say, when its task began, and failing that, before all others
     * @param scan whether it only scans; one of which that is not known does not
     */
    public record Sent(String command, Instant began, boolean scan) {

        /** The parameters are JSON as SendCommand takes them: {@code "parameters":{"Operation":["Scan"]}}. */
        private static final Pattern SCANS = Pattern.compile("\"Operation\"\\s*:\\s*\\[\\s*\"Scan\"");

        private static Sent of(Task task, MaintenanceWindowExecutionTaskInvocationIdentity told) {
            return new Sent(
                    told.executionId(),
                    Optional.ofNullable(told.startTime()).or(task::began).orElse(Instant.MIN),
                    told.parameters() != null
                            && SCANS.matcher(told.parameters()).find());
        }
    }

    /** An execution of a window, in AWS's words. */
    public record Execution(
            String id, String status, Optional<String> detail, Optional<Instant> began, Optional<Instant> ended) {

        private static Execution of(MaintenanceWindowExecution told) {
            return new Execution(
                    told.windowExecutionId(),
                    Objects.requireNonNullElse(told.statusAsString(), ""),
                    Optional.ofNullable(told.statusDetails()).filter(words -> !words.isBlank()),
                    Optional.ofNullable(told.startTime()),
                    Optional.ofNullable(told.endTime()));
        }
    }
}
