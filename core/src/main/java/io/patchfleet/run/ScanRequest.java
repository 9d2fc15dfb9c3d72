package io.patchfleet.run;

/**
 * A scan to be: Run Command with {@code AWS-RunPatchBaseline}, operation Scan. It changes nothing on a node; it renews
 * what Systems Manager knows of the node's patches. Unless said otherwise it takes three hours at most and repeats
 * nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-aws-runpatchbaseline.html">
 *     AWS-RunPatchBaseline</a>
 */
public interface ScanRequest extends RunRequest<ScanRequest> {}
