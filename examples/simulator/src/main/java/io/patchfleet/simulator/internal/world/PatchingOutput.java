package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.InstallFailure;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What the patching document prints on a node. The summary is that of the troubleshooting page, which shows it for
 * Windows; what Linux prints is not documented beyond single lines, and has the same form here.
 */
final class PatchingOutput {

    static final String LOCKED =
            "Cannot acquire lock on /var/log/amazon/ssm/patch-baseline-concurrent.lock. Another patching operation is running.";

    /** What scans that fail say, from the troubleshooting pages. */
    static final List<String> SCAN_ERRORS = List.of(
            "botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL\nfailed to run commands: exit status 156",
            "Unable to download file from S3: s3://aws-ssm-document-attachments: Access Denied\nfailed to run commands: exit status 156",
            "An unsupported package manager and python version combination was found. Apt requires Python3 to be installed.\n"
                    + "failed to run commands: exit status 1");

    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PatchingOutput() {}

    static String head(Node node, Command command) {
        return "Operation: " + command.operation().wire() + "\nInstance Id: " + node.id() + "\nRegion: "
                + node.scope().region() + "\nProduct: " + node.product().name() + "\nPatch Group: "
                + node.patchGroup() + "\n";
    }

    static String summary(Node node, PatchSnapshot state) {
        PatchRun run = state.run();
        StringBuilder text = new StringBuilder("\nPatch Summary for " + node.id() + "\n");
        line(text, "PatchGroup", state.patchGroup());
        line(text, "BaselineId", state.baseline().id());
        line(text, "SnapshotId", run.snapshotId());
        line(text, "RebootOption", run.rebootOption());
        line(text, "OwnerInformation", "");
        line(text, "OperationType", run.operation().wire());
        line(text, "OperationStartTime", run.started());
        line(text, "OperationEndTime", run.ended());
        line(text, "InstalledCount", state.count(PatchState.INSTALLED));
        line(text, "InstalledRejectedCount", state.count(PatchState.INSTALLED_REJECTED));
        line(text, "InstalledPendingRebootCount", state.count(PatchState.INSTALLED_PENDING_REBOOT));
        line(text, "InstalledOtherCount", state.count(PatchState.INSTALLED_OTHER));
        line(text, "FailedCount", state.count(PatchState.FAILED));
        line(text, "MissingCount", state.count(PatchState.MISSING));
        line(text, "NotApplicableCount", state.count(PatchState.NOT_APPLICABLE));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(" : ").append(value).append('\n');
    }

    /** A list that cannot be fetched or read fails the document; with which words is not documented. */
    static Ending badOverrideList(String why) {
        return exit(1, "", why);
    }

    static Ending of(InstallFailure failure, Node node, Instant now) {
        return switch (node.product().operatingSystem().family()) {
            case WINDOWS -> windows(failure);
            case DEBIAN -> apt(failure, now);
            default -> dnf(failure, now);
        };
    }

    private static Ending dnf(InstallFailure failure, Instant now) {
        return switch (failure) {
            case PACKAGE_LOCK ->
                exit(1, waiting("yum", now), "Failed to acquire yum lock: another copy is running as pid 4711.");
            case REPOSITORY_MISSING ->
                exit(
                        1,
                        "",
                        "Error: Failed to download metadata for repo 'internal': Cannot download repomd.xml: "
                                + "Status code: 404 for https://repo.corp.example.com/internal/repodata/repomd.xml");
            case REPOSITORY_UNREACHABLE -> exit(1, "", "[Errno 256] No more mirrors to try.");
            case DISK_FULL ->
                exit(
                        1,
                        "",
                        "Error: At least 512MB more space needed on the / filesystem.\n"
                                + "OSError: [Errno 28] No space left on device");
            case PATCH_FAILS, PATCH_FAILS_QUIETLY ->
                patchFails(failure, "Error: Transaction failed: scriptlet failed, exit status 1");
            default -> anywhere(failure);
        };
    }

    private static Ending apt(InstallFailure failure, Instant now) {
        return switch (failure) {
            case PACKAGE_LOCK ->
                exit(
                        1,
                        waiting("dpkg", now),
                        "E: Could not get lock /var/lib/dpkg/lock-frontend - open (11: Resource temporarily unavailable)\n"
                                + "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), "
                                + "is another process using it?");
            case REPOSITORY_MISSING ->
                exit(
                        1,
                        "",
                        "E: The repository 'https://repo.corp.example.com/ubuntu jammy Release' "
                                + "does not have a Release file.");
            case REPOSITORY_UNREACHABLE ->
                exit(
                        1,
                        "",
                        "E: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/jammy/InRelease  "
                                + "Could not connect to archive.ubuntu.com:80, connection timed out\n"
                                + "E: Some index files failed to download. They have been ignored, or old ones used instead.");
            case DISK_FULL -> exit(1, "", "E: You don't have enough free space in /var/cache/apt/archives/.");
            case PATCH_FAILS, PATCH_FAILS_QUIETLY ->
                patchFails(failure, "E: Sub-process /usr/bin/dpkg returned an error code (1)");
            default -> anywhere(failure);
        };
    }

    private static Ending windows(InstallFailure failure) {
        return switch (failure) {
            // WU_E_OPERATIONINPROGRESS, WU_E_NO_SERVICE, a time-out of WinInet, ERROR_DISK_FULL, E_OUTOFMEMORY.
            case PACKAGE_LOCK -> windowsUpdate("0x80240009");
            case REPOSITORY_MISSING -> windowsUpdate("0x80240001");
            case REPOSITORY_UNREACHABLE -> windowsUpdate("0x80072EE2");
            case DISK_FULL -> windowsUpdate("0x80070070");
            case OUT_OF_MEMORY -> windowsUpdate("0x8007000E");
            case PATCH_FAILS, PATCH_FAILS_QUIETLY ->
                patchFails(failure, "Installation of an update resulted in error: Exception from HRESULT: 0x80070643");
            default -> anywhere(failure);
        };
    }

    private static Ending anywhere(InstallFailure failure) {
        return switch (failure) {
            case PAYLOAD_UNREACHABLE ->
                exit(
                        156,
                        "",
                        "Unable to download payload: https://s3.amazonaws.com/aws-ssm/patchbaselineoperations/linux/"
                                + "payloads/patch-baseline-operations-1.130.tar.gz.");
            case OUT_OF_MEMORY -> exit(137, "", "Killed");
            case UNEXPECTED_REBOOT -> exit(1, "", "The node was rebooted while patches were installed.");
            default -> exit(1, "", "Unhandled exception in the patching operation.");
        };
    }

    private static Ending windowsUpdate(String result) {
        // The page shows 4294967295, which is -1 in the service's own type.
        return new Ending(
                -1,
                "",
                "Invoke-PatchBaselineOperation : Exception Details: An error occurred when attempting to search Windows"
                        + " Update.\nException Level 1:\n Error Message: Exception from HRESULT: " + result
                        + "\nfailed to run commands: exit status 4294967295");
    }

    private static Ending patchFails(InstallFailure failure, String words) {
        return failure == InstallFailure.PATCH_FAILS ? exit(1, "", words) : new Ending(0, "\n" + words + "\n", "");
    }

    private static Ending exit(int code, String output, String words) {
        return new Ending(code, output, words + "\nfailed to run commands: exit status " + code);
    }

    private static String waiting(String manager, Instant now) {
        return LOG_TIME.format(now) + " root [INFO]: another process has acquired " + manager
                + " lock, waiting 2 s and retry.\n";
    }
}
