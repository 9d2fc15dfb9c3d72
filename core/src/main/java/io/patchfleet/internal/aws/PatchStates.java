package io.patchfleet.internal.aws;

import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstancePatchStatesResponse;
import software.amazon.awssdk.services.ssm.model.InstancePatchState;

/** What the last patch operation found on nodes, in numbers. */
public final class PatchStates {

    /** As many nodes as one call takes, and the largest page that the service gives, whatever its model says. */
    public static final int BATCH = 50;

    private PatchStates() {}

    /** The states of up to {@link #BATCH} nodes; a node without data is absent. */
    public static CompletableFuture<Map<String, State>> read(
            Caller caller, Place place, Errand errand, Collection<String> ids) {
        Map<String, State> states = new ConcurrentHashMap<>();
        Pages<SsmClient, DescribeInstancePatchStatesResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeInstancePatchStates",
                        ssm -> ssm.describeInstancePatchStates(
                                r -> r.instanceIds(ids).maxResults(BATCH).nextToken(token))),
                DescribeInstancePatchStatesResponse::nextToken);
        return pages.read(
                        caller,
                        place,
                        errand,
                        page -> page.instancePatchStates().stream()
                                .filter(state -> state.instanceId() != null)
                                .forEach(state -> states.put(state.instanceId(), State.of(state))))
                .thenApply(done -> states);
    }

    /**
     * What the last operation on a node found.
     *
     * @param complete whether AWS gave the counts that matter; if not, nothing is known of the node
     * @param install whether it was an Install; else a Scan
     * @param ended when; empty if AWS does not say, which makes it too old
     * @param overridden whether it had an override list
     */
    public record State(
            Counts counts,
            boolean complete,
            boolean install,
            Optional<Instant> ended,
            boolean overridden,
            Optional<String> baseline,
            Optional<Instant> rebootPendingSince) {

        private static State of(InstancePatchState state) {
            Counts counts = Counts.builder()
                    .installed(orZero(state.installedCount()))
                    .installedOther(orZero(state.installedOtherCount()))
                    .pendingReboot(orZero(state.installedPendingRebootCount()))
                    .rejected(orZero(state.installedRejectedCount()))
                    .missing(orZero(state.missingCount()))
                    .failed(orZero(state.failedCount()))
                    .availableSecurityUpdates(orZero(state.availableSecurityUpdateCount()))
                    .criticalNonCompliant(orZero(state.criticalNonCompliantCount()))
                    .securityNonCompliant(orZero(state.securityNonCompliantCount()))
                    .otherNonCompliant(orZero(state.otherNonCompliantCount()))
                    .build();
            return new State(
                    counts,
                    state.missingCount() != null && state.failedCount() != null,
                    "Install".equalsIgnoreCase(state.operationAsString()),
                    Optional.ofNullable(state.operationEndTime()),
                    state.installOverrideList() != null
                            && !state.installOverrideList().isBlank(),
                    Optional.ofNullable(state.baselineId()),
                    counts.pendingReboot() > 0
                            ? Optional.ofNullable(state.lastNoRebootInstallOperationTime())
                            : Optional.empty());
        }

        /** As a Resource Data Sync has it; counts that are optional there are zero if they are absent. */
        static State of(SyncRow row) {
            Counts counts = Counts.builder()
                    .installed(row.number("InstalledCount").orElse(0))
                    .installedOther(row.number("InstalledOtherCount").orElse(0))
                    .pendingReboot(row.number("InstalledPendingRebootCount").orElse(0))
                    .rejected(row.number("InstalledRejectedCount").orElse(0))
                    .missing(row.number("MissingCount").orElse(0))
                    .failed(row.number("FailedCount").orElse(0))
                    .availableSecurityUpdates(
                            row.number("AvailableSecurityUpdateCount").orElse(0))
                    .criticalNonCompliant(
                            row.number("CriticalNonCompliantCount").orElse(0))
                    .securityNonCompliant(
                            row.number("SecurityNonCompliantCount").orElse(0))
                    .otherNonCompliant(row.number("OtherNonCompliantCount").orElse(0))
                    .build();
            return new State(
                    counts,
                    row.number("MissingCount").isPresent()
                            && row.number("FailedCount").isPresent(),
                    row.text("OperationType").equalsIgnoreCase("Install"),
                    row.instant("OperationEndTime"),
                    row.given("InstallOverrideList").isPresent(),
                    row.given("BaselineId"),
                    counts.pendingReboot() > 0 ? row.instant("LastNoRebootInstallOperationTime") : Optional.empty());
        }

        /** The later of two that were found of one node. */
        State later(State other) {
            return other.ended().orElse(Instant.MIN).isAfter(ended.orElse(Instant.MIN)) ? other : this;
        }

        private static int orZero(@Nullable Integer count) {
            return count == null ? 0 : count;
        }
    }
}
