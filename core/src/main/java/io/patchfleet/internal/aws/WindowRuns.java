package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeMaintenanceWindowsForTargetResponse;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowResourceType;

/** What maintenance windows are doing at the moment. */
public final class WindowRuns {

    private static final Set<String> GOING_ON = Set.of("PENDING", "IN_PROGRESS", "CANCELLING");
    private static final int PAGE = 100;
    /** A window is open for a day at most, and a command that was sent at its end may work for two days more. */
    private static final Duration LONGEST = Duration.ofDays(3);

    private WindowRuns() {}

    /** The name of a window that runs now and targets this patch group by its tag, whoever made it. */
    public static CompletableFuture<Optional<String>> running(
            Caller caller, Place place, Errand errand, String patchGroup, Instant now) {
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
                .thenCompose(done -> firstRunning(caller, place, errand, windows, now));
    }

    private static CompletableFuture<Optional<String>> firstRunning(
            Caller caller, Place place, Errand errand, Map<String, String> windows, Instant now) {
        CompletableFuture<Optional<String>> found = CompletableFuture.completedFuture(Optional.empty());
        for (Map.Entry<String, String> window : windows.entrySet()) {
            found = found.thenCompose(earlier -> earlier.isPresent()
                    ? CompletableFuture.completedFuture(earlier)
                    : isRunning(caller, place, errand, window.getKey(), now)
                            .thenApply(runs -> runs ? Optional.of(window.getValue()) : Optional.empty()));
        }
        return found;
    }

    /** Whether one of a window's executions goes on. */
    public static CompletableFuture<Boolean> isRunning(
            Caller caller, Place place, Errand errand, String window, Instant now) {
        AtomicBoolean found = new AtomicBoolean();
        return WindowExecutions.pages(window, now.minus(LONGEST))
                .read(caller, place, errand, page -> {
                    if (page.windowExecutions().stream().anyMatch(run -> isGoingOn(run.statusAsString()))) {
                        found.set(true);
                    }
                })
                .thenApply(done -> found.get());
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
