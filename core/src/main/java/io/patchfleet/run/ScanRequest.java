package io.patchfleet.run;

import java.time.Duration;

/**
 * A scan to be: Run Command with {@code AWS-RunPatchBaseline}, operation Scan. Immutable: each call gives a new one. It
 * ends in {@link #start()} or {@link #run()}.
 *
 * <p>A scan changes nothing on a node; it renews what Systems Manager knows of the node's patches.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-aws-runpatchbaseline.html">
 *     AWS-RunPatchBaseline</a>
 */
public interface ScanRequest {

    /**
     * How long a command may wait for its node.
     *
     * @param limit 30 seconds to 30 days; 10 minutes unless said otherwise
     * @return the request with that limit
     * @throws io.patchfleet.model.InvalidInputException if the limit is outside of that
     */
    ScanRequest deliveryTimeout(Duration limit);

    /**
     * How long the whole run may take. Nodes that have not ended by then are unknown.
     *
     * @param limit by the fleet's clock; positive; 3 hours unless said otherwise
     * @return the request with that limit
     * @throws io.patchfleet.model.InvalidInputException if the limit is not positive
     */
    ScanRequest within(Duration limit);

    /**
     * Starts it.
     *
     * @return the run, which goes on
     */
    PatchRun start();

    /**
     * Starts it and waits for its end.
     *
     * @return how it ended
     * @throws io.patchfleet.model.OperationInterruptedException if the thread is interrupted meanwhile; the run is
     *     cancelled
     */
    RunOutcome run();
}
