/**
 * Scans and installs by Run Command: a {@link io.patchfleet.run.ScanRequest} or an {@link io.patchfleet.run.InstallRequest}
 * starts a run, which ends in one outcome for each node that was meant.
 */
@org.jspecify.annotations.NullMarked
package io.patchfleet.run;
