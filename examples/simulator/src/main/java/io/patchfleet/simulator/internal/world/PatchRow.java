package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a node said of one patch.
 *
 * @param level what the patch counts as by the rule that approved it
 * @param installedAt null for what is not installed
 * @param compliant as the baseline judged it then
 */
public record PatchRow(
        Release release,
        PatchState state,
        ComplianceLevel level,
        @Nullable Instant installedAt,
        boolean compliant) {

    /** Whether AWS tells what kind of patch it is: not for patches outside of the baseline. */
    public boolean described() {
        return state != PatchState.INSTALLED_OTHER && state != PatchState.NOT_APPLICABLE;
    }

    /** Whether the node lacks it; only then does AWS name what it would fix. */
    public boolean lacking() {
        return state == PatchState.MISSING || state == PatchState.FAILED;
    }
}
