package io.patchfleet.run;

import io.patchfleet.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * One execution of a maintenance window, told as a run is: with an outcome for each node that its patch commands went
 * to.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeMaintenanceWindowExecutions.html">
 *     DescribeMaintenanceWindowExecutions</a>
 */
@Value.Immutable
@SuppressWarnings("exports") // the annotations are gone when users compile
public interface WindowRun {

    /** Where. */
    Scope scope();

    /** The window's name; strangers' text. */
    String window();

    /** The window's id. */
    String windowId();

    /** The id of this execution. */
    String id();

    /** When it began. */
    Optional<Instant> began();

    /** When it ended; empty while it goes on. */
    Optional<Instant> ended();

    /** How it went, as AWS says. */
    Status status();

    /** AWS's words about that; strangers' text. */
    Optional<String> detail();

    /**
     * Each node that a patch command went to, in canonical order; the last command counts. A node whose command went well
     * is judged by its last look since this execution began, which may be a later one; without a scan among them it is
     * unknown, because an Install does not report what is still missing. None of an execution that was skipped.
     */
    List<NodeOutcome> nodes();

    /**
     * Begins one.
     *
     * @return a builder; all but the moments and the detail is required
     */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link WindowRun}. */
    final class Builder extends ImmutableWindowRun.Builder {
        Builder() {}
    }

    /** How an execution of a window went. */
    enum Status {
        /** It has not begun its work yet. */
        PENDING,
        /** It goes on. */
        IN_PROGRESS,
        /** All of its tasks went well, which does not mean that every node did. */
        SUCCESS,
        /** A task failed. */
        FAILED,
        /** The window closed before its tasks were done: what had not begun was cut off. */
        TIMED_OUT,
        /** Somebody is cancelling it. */
        CANCELLING,
        /** Somebody cancelled it. */
        CANCELLED,
        /** It did not begin, because the execution before it still went on. */
        SKIPPED_OVERLAPPING,
        /** AWS gave a word that this version does not know. */
        UNKNOWN
    }

    /** Whether every node that a command went to is known to be clean; never of one that reached nobody. */
    default boolean isPatched() {
        return !nodes().isEmpty() && nodes().stream().allMatch(node -> node.result() == NodeOutcome.Result.PATCHED);
    }
}
