package io.patchfleet.run;

import io.patchfleet.model.NodeId;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/** How a run ended for one node that was meant. */
@Value.Immutable
@SuppressWarnings("exports")
public interface NodeOutcome {

    /** Which node. */
    NodeId node();

    /** How it ended. */
    Result result();

    /** Why, where it did not end well. */
    Optional<FailureCause> cause();

    /** The words of AWS or of the node that the cause was read from; strangers' text. */
    Optional<String> detail();

    /** The exit code of the patch operation on the node, if it got that far. */
    OptionalInt exitCode();

    /** How many patches are missing, failed, rejected or wait for a reboot, as the last scan found. */
    OptionalInt stillMissing();

    /** The command of the last attempt on it; not that of a scan that was to prove an install. */
    Optional<String> commandId();

    /** How often the operation was sent to it; verifying scans do not count. */
    @Value.Default
    default int attempts() {
        return 0;
    }

    /** Where the output of the last attempt is: a log group and what its streams begin with, or a prefix in S3. */
    Optional<String> output();

    /**
     * Begins an outcome.
     *
     * @return a builder; node and result are required
     */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link NodeOutcome}. */
    final class Builder extends ImmutableNodeOutcome.Builder {
        Builder() {}
    }

    /** How a run may end for a node. */
    enum Result {
        /** The node was looked at, and nothing is missing. */
        PATCHED,
        /** The node was looked at, and something is missing. */
        STILL_MISSING,
        /** The operation failed on the node. */
        FAILED,
        /** The operation never began on the node. */
        NOT_REACHED,
        /** The run was cancelled before the node ended. */
        CANCELLED,
        /** The node may have begun, and how it ended is not known. */
        UNKNOWN
    }
}
