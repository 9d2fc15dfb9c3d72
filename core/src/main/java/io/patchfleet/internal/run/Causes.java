package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome.Result;
import java.util.Locale;
import java.util.Set;

/** Reads from how a command ended on a node what that means for the node. Pure. */
final class Causes {

    /** What AWS-RunPatchBaseline exits with when another patch operation holds the node. */
    private static final int LOCKED = 4;

    private Causes() {}

    /**
     * Whether the node's report decides: the operation went through to its end, or the list of invocations lags behind
     * the command that is said to have ended.
     */
    static boolean mayHaveScanned(Commands.Invocation invocation) {
        return Set.of("Success", "Pending", "InProgress", "Delayed").contains(invocation.status());
    }

    static Result result(Commands.Invocation invocation) {
        return switch (invocation.status()) {
            case "Undeliverable", "DeliveryTimedOut", "InvalidPlatform", "AccessDenied" -> Result.NOT_REACHED;
            case "Cancelled", "Terminated" -> Result.CANCELLED;
            case "Failed", "ExecutionTimedOut", "TimedOut" -> Result.FAILED;
            default -> Result.UNKNOWN;
        };
    }

    static FailureCause cause(Commands.Invocation invocation) {
        return switch (invocation.status()) {
            case "Undeliverable", "InvalidPlatform", "AccessDenied" -> FailureCause.UNDELIVERABLE;
            case "DeliveryTimedOut" -> FailureCause.DELIVERY_TIMEOUT;
            case "ExecutionTimedOut", "TimedOut" -> FailureCause.EXECUTION_TIMEOUT;
            case "Cancelled", "Terminated" -> FailureCause.CANCELLED;
            default -> ofOutput(invocation);
        };
    }

    private static FailureCause ofOutput(Commands.Invocation invocation) {
        String output = invocation.output().toLowerCase(Locale.ROOT);
        if (invocation.exitCode().orElse(0) == LOCKED
                || output.contains("acquire lock")
                || output.contains("dpkg lock")) {
            return FailureCause.PATCH_LOCK;
        }
        if (output.contains("no space left")) {
            return FailureCause.DISK_FULL;
        }
        if (output.contains("repository") || output.contains("repomd.xml") || output.contains("could not resolve")) {
            return FailureCause.REPOSITORY;
        }
        return FailureCause.OTHER;
    }
}
