package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeMaintenanceWindowExecutionsResponse;
import software.amazon.awssdk.services.ssm.model.DescribeMaintenanceWindowsForTargetResponse;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowResourceType;

/** What maintenance windows are doing at the moment. */
public final class WindowRuns {

    private static final Set<String> GOING_ON = Set.of("PENDING", "IN_PROGRESS", "CANCELLING");
    private static final int PAGE = 100;

    private WindowRuns() {}

    /** The name of a window that runs now and targets this patch group by its tag, whoever made it. */
    public static CompletableFuture<Optional<String>> running(
            Caller caller, Place place, Errand errand, String patchGroup) {
        Map<String, String> windows = new ConcurrentSkipListMap<>();
        List<CompletableFuture<Void>> looks = PatchGroupTag.SPELLINGS.stream()
                .map(key -> windowsFor(key, patchGroup)
                        .read(
                                caller,
                                place,
                                errand,
                                page -> page.windowIdentities().stream()
                                        .filter(window -> window.windowId() != null)
                                        .forEach(window -> windows.put(
                                                window.windowId(),
                                                Objects.requireNonNullElse(window.name(), window.windowId())))))
                .toList();
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                .thenCompose(done -> firstRunning(caller, place, errand, windows));
    }

    private static CompletableFuture<Optional<String>> firstRunning(
            Caller caller, Place place, Errand errand, Map<String, String> windows) {
        CompletableFuture<Optional<String>> found = CompletableFuture.completedFuture(Optional.empty());
        for (Map.Entry<String, String> window : windows.entrySet()) {
            found = found.thenCompose(earlier -> earlier.isPresent()
                    ? CompletableFuture.completedFuture(earlier)
                    : caller.call(place, isRunning(window.getKey()), errand)
                            .thenApply(runs -> runs ? Optional.of(window.getValue()) : Optional.empty()));
        }
        return found;
    }

    /** The newest executions come first, so that one page tells. */
    public static AwsCall<SsmClient, Boolean> isRunning(String window) {
        return AwsCall.reading(SsmClient.class, "ssm:DescribeMaintenanceWindowExecutions", ssm -> {
            DescribeMaintenanceWindowExecutionsResponse page = ssm.describeMaintenanceWindowExecutions(
                    r -> r.windowId(window).maxResults(PAGE));
            return page.windowExecutions().stream().anyMatch(run -> isGoingOn(run.statusAsString()));
        });
    }

    /** Of one that does not say, the careful answer. */
    private static boolean isGoingOn(@Nullable String status) {
        return status == null || GOING_ON.contains(status);
    }

    private static Pages<SsmClient, DescribeMaintenanceWindowsForTargetResponse> windowsFor(
            String tagKey, String patchGroup) {
        return new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeMaintenanceWindowsForTarget",
                        ssm -> ssm.describeMaintenanceWindowsForTarget(
                                r -> r.resourceType(MaintenanceWindowResourceType.INSTANCE)
                                        .targets(PatchGroupTag.target(tagKey, patchGroup))
                                        .maxResults(PAGE)
                                        .nextToken(token))),
                DescribeMaintenanceWindowsForTargetResponse::nextToken);
    }
}
