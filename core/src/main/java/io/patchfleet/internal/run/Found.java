package io.patchfleet.internal.run;

import io.patchfleet.compliance.NodeCompliance.Counts;

/**
 * What a scan found.
 *
 * @param open how many patches are missing, failed, rejected or wait for a reboot
 * @param failed how many of these failed to be installed
 * @param pendingReboot how many only wait for a reboot
 * @param isClean whether nothing at all speaks against the node
 */
record Found(int open, int failed, int pendingReboot, boolean isClean) {

    static Found of(Counts counts) {
        int open = counts.missing() + counts.failed() + counts.rejected() + counts.pendingReboot();
        return new Found(open, counts.failed(), counts.pendingReboot(), !counts.anyNonCompliant());
    }

    boolean isOnlyPendingReboot() {
        return pendingReboot > 0 && pendingReboot == open;
    }
}
