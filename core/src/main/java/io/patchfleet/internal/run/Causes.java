package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome.Result;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads from how a command ended on a node what that means for the node. Pure. The words are those of AWS's
 * troubleshooting pages and of the package managers.
 */
final class Causes {

    /** What AWS-RunPatchBaseline exits with when another patch operation holds the node. */
    private static final int LOCKED = 4;
    /** What a process ends with that the kernel kills, and what AWS-RunPatchBaseline says where its files are missing. */
    private static final Map<Integer, FailureCause> BY_EXIT_CODE = Map.of(
            LOCKED,
            FailureCause.PATCH_LOCK,
            137,
            FailureCause.OUT_OF_MEMORY,
            152,
            FailureCause.REPOSITORY,
            155,
            FailureCause.REPOSITORY,
            156,
            FailureCause.REPOSITORY);

    /** The first that fits counts. */
    private static final List<Words> BY_WORDS = List.of(
            new Words(FailureCause.DISK_FULL, "no space left", "enough free space", "more space needed", "0x80070070"),
            new Words(FailureCause.OUT_OF_MEMORY, "cannot allocate memory", "memoryerror", "0x8007000e"),
            new Words(
                    FailureCause.PATCH_LOCK,
                    "acquire lock",
                    "dpkg lock",
                    "dpkg frontend lock",
                    "could not get lock",
                    "yum lock",
                    "another copy is running",
                    "system management is locked",
                    "0x80240009"),
            new Words(
                    FailureCause.REPOSITORY_MISSING,
                    "status code: 404",
                    "404 - not found",
                    "404  not found",
                    "does not have a release file",
                    "no longer has a release file",
                    "0x80240001"),
            new Words(
                    FailureCause.REPOSITORY,
                    "no more mirrors",
                    "repomd.xml",
                    "failed to fetch",
                    "could not resolve",
                    "could not connect",
                    "unable to download payload",
                    "cannot find a valid baseurl",
                    "repository",
                    "0x80072ee2",
                    "0x80072efd",
                    "0x8024402c"));

    private static final Set<String> GOING_ON = Set.of("Pending", "InProgress", "Delayed", "Cancelling");

    private Causes() {}

    /** Whether the command has ended on the node. */
    static boolean hasEnded(Commands.Invocation invocation) {
        return !GOING_ON.contains(invocation.status());
    }

    /**
     * How the command failed on the node; empty if it went through to its end, or if the list of invocations lags behind
     * the command that is said to have ended: then the node's report decides.
     */
    static Optional<Failure> failure(Commands.Invocation invocation) {
        if (invocation.status().equals("Success") || !hasEnded(invocation)) {
            return Optional.empty();
        }
        OptionalInt code = invocation.exitCode();
        return Optional.of(new Failure(
                cause(invocation),
                result(invocation),
                Optional.of(invocation.output()).filter(output -> !output.isBlank()),
                code,
                OptionalInt.empty()));
    }

    /** Whether an Install that failed so may have done its work all the same, so that only a scan can tell. */
    static boolean mayHaveInstalled(FailureCause cause) {
        return switch (cause) {
            case EXECUTION_TIMEOUT, PATCH_FAILED, REPOSITORY, OUT_OF_MEMORY, CANCELLED, OTHER -> true;
            default -> false;
        };
    }

    /** AWS says that a command was not delivered also where a node began and was not heard of again. */
    private static boolean fellSilent(Commands.Invocation invocation) {
        return invocation.status().equals("DeliveryTimedOut") && invocation.begun();
    }

    private static Result result(Commands.Invocation invocation) {
        if (fellSilent(invocation)) {
            return Result.UNKNOWN;
        }
        return switch (invocation.status()) {
            case "Undeliverable", "DeliveryTimedOut", "InvalidPlatform", "AccessDenied" -> Result.NOT_REACHED;
            case "Cancelled", "Terminated" -> Result.CANCELLED;
            case "Failed", "ExecutionTimedOut", "TimedOut" -> Result.FAILED;
            default -> Result.UNKNOWN;
        };
    }

    private static FailureCause cause(Commands.Invocation invocation) {
        return switch (invocation.status()) {
            case "Undeliverable", "InvalidPlatform", "AccessDenied" -> FailureCause.UNDELIVERABLE;
            case "DeliveryTimedOut" ->
                fellSilent(invocation) ? FailureCause.EXECUTION_TIMEOUT : FailureCause.DELIVERY_TIMEOUT;
            case "ExecutionTimedOut", "TimedOut" -> FailureCause.EXECUTION_TIMEOUT;
            case "Cancelled", "Terminated" -> FailureCause.CANCELLED;
            default -> ofOutput(invocation);
        };
    }

    private static FailureCause ofOutput(Commands.Invocation invocation) {
        FailureCause ofCode = BY_EXIT_CODE.get(invocation.exitCode().orElse(0));
        if (ofCode != null) {
            return ofCode;
        }
        String output = invocation.output().toLowerCase(Locale.ROOT);
        return BY_WORDS.stream()
                .filter(words -> words.any().stream().anyMatch(output::contains))
                .map(Words::cause)
                .findFirst()
                .orElse(FailureCause.OTHER);
    }

    private record Words(FailureCause cause, List<String> any) {

        private Words(FailureCause cause, String... any) {
            this(cause, List.of(any));
        }
    }
}
