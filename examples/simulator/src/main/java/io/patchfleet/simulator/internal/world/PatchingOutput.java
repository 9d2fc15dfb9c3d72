package io.patchfleet.simulator.internal.world;

import java.util.List;

/** What the patching document prints on a node. */
final class PatchingOutput {

    static final String LOCKED =
            "Cannot acquire lock on /var/log/amazon/ssm/patch-baseline-concurrent.lock. Another patching operation is running.";

    /** What scans that fail say, from the troubleshooting pages. */
    static final List<String> SCAN_ERRORS = List.of(
            "botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL\nfailed to run commands: exit status 156",
            "Unable to download file from S3: s3://aws-ssm-document-attachments: Access Denied\nfailed to run commands: exit status 156",
            "An unsupported package manager and python version combination was found. Apt requires Python3 to be installed.\n"
                    + "failed to run commands: exit status 1");

    private PatchingOutput() {}

    static String of(Node node, Command command) {
        return "Operation: " + command.operation().wire() + "\nInstance Id: " + node.id() + "\nRegion: "
                + node.scope().region() + "\nProduct: " + node.product().name() + "\nPatch Group: "
                + node.patchGroup() + "\n";
    }
}
