/** Scans by Run Command: a {@link io.patchfleet.run.ScanRequest} starts a run, which ends in an outcome for each node. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.run;
