package io.patchfleet.simulator.internal.world;

import java.time.Instant;

/**
 * What a run may install and judges by: a baseline as it was at an instant, and what it approved then. AWS calls it a
 * deployable patch snapshot.
 */
record ApprovedPatches(PatchBaseline baseline, Instant asOf) {

    /** The level to which the baseline brings the software; {@link Software#ABSENT} if it approves none. */
    int newest(Product product, Software software) {
        return Evaluation.newestApproved(product, software, baseline, asOf);
    }
}
