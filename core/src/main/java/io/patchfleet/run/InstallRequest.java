package io.patchfleet.run;

import io.patchfleet.model.LogOutput;
import io.patchfleet.model.RebootOption;
import java.net.URI;

/**
 * An installation to be: Run Command with {@code AWS-RunPatchBaseline}, operation Install, followed on each node by a
 * Scan, because an Install does not report what is still missing: patched means seen clean. Both use one snapshot of the
 * approved patches for each account and Region. Unless said otherwise it takes eight hours at most and tries each node
 * up to three times.
 *
 * <p>Nodes whose maintenance window is open are left to it and wait until it is over, whoever made it.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-aws-runpatchbaseline.html">
 *     AWS-RunPatchBaseline</a>
 */
public interface InstallRequest extends RunRequest<InstallRequest> {

    /**
     * What is done about reboots.
     *
     * @param option {@link RebootOption#IF_NEEDED} unless said otherwise; without a reboot a node that needs one is not
     *     patched yet
     * @return the request with that option
     */
    InstallRequest reboot(RebootOption option);

    /**
     * Installs what a list names in the place of what the baseline approves; the baseline still judges the result.
     *
     * @param list an {@code https://} or {@code s3://} address that every node can read
     * @return the request with that list
     * @throws io.patchfleet.model.InvalidInputException if it is no such address, or one with characters that the
     *     document does not take
     */
    InstallRequest overrideList(URI list);

    /**
     * Where the output of nodes is kept. Unless said otherwise AWS keeps only its beginning.
     *
     * @param output where; the nodes need the right to write there
     * @return the request with that output
     */
    InstallRequest logsTo(LogOutput output);
}
