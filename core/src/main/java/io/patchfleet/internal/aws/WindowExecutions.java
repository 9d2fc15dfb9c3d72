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

    /** The ids of an execution's tasks that run a document whose name begins so. */
    public static CompletableFuture<List<String>> tasks(
            Caller caller, Place place, Errand errand, String execution, String document) {
        Pages<SsmClient, DescribeMaintenanceWindowExecutionTasksResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeMaintenanceWindowExecutionTasks",
                        ssm -> ssm.describeMaintenanceWindowExecutionTasks(r ->
                                r.windowExecutionId(execution).maxResults(PAGE).nextToken(token))),
                DescribeMaintenanceWindowExecutionTasksResponse::nextToken);
        List<String> found = new ArrayList<>();
        return pages.read(
                        caller,
                        place,
                        errand,
                        page -> page.windowExecutionTaskIdentities().stream()
                                .filter(task -> task.taskExecutionId() != null && task.taskArn() != null)
                                .filter(task -> WindowTasks.name(task.taskArn()).startsWith(document))
                                .forEach(task -> found.add(task.taskExecutionId())))
                .thenApply(done -> found);
    }

    /** The ids of the commands that a task sent, one for each of its targets. */
    public static CompletableFuture<List<String>> commands(
            Caller caller, Place place, Errand errand, String execution, String task) {
        Pages<SsmClient, DescribeMaintenanceWindowExecutionTaskInvocationsResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeMaintenanceWindowExecutionTaskInvocations",
                        ssm -> ssm.describeMaintenanceWindowExecutionTaskInvocations(r -> r.windowExecutionId(execution)
                                .taskId(task)
                                .maxResults(PAGE)
                                .nextToken(token))),
                DescribeMaintenanceWindowExecutionTaskInvocationsResponse::nextToken);
        List<String> found = new ArrayList<>();
        return pages.read(
                        caller,
                        place,
                        errand,
                        page -> page.windowExecutionTaskInvocationIdentities().stream()
                                .map(MaintenanceWindowExecutionTaskInvocationIdentity::executionId)
                                .filter(command -> command != null && !command.isEmpty())
                                .forEach(found::add))
                .thenApply(done -> found);
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
