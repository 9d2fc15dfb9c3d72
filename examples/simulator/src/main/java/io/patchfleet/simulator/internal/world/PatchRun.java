package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run of AWS-RunPatchBaseline that came to its end on a node.
 *
 * @param approvedAsOf when what it judges by was approved
 * @param snapshotId of the set of patches that it was judged by
 * @param executionId the command that brought it
 * @param rebootOption {@code RebootIfNeeded} or {@code NoReboot}
 * @param overrideList the list that an Install was given, if it was
 * @param failed the software whose update an Install failed to bring
 * @param lastNoRebootInstall the end of the node's last Install without reboot
 */
public record PatchRun(
        PatchOperation operation,
        Instant started,
        Instant ended,
        Instant approvedAsOf,
        String snapshotId,
        String executionId,
        String rebootOption,
        @Nullable String overrideList,
        Set<Software> failed,
        @Nullable Instant lastNoRebootInstall) {

    public PatchRun {
        failed = Set.copyOf(failed);
    }

    static PatchRun scan(
            Instant started,
            Instant ended,
            String snapshotId,
            String executionId,
            String rebootOption,
            @Nullable Instant lastNoRebootInstall) {
        return new PatchRun(
                PatchOperation.SCAN,
                started,
                ended,
                ended,
                snapshotId,
                executionId,
                rebootOption,
                null,
                Set.of(),
                lastNoRebootInstall);
    }
}
