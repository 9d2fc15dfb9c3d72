package io.patchfleet.internal.run;

import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.internal.run.NodeTask.State;
import io.patchfleet.model.RebootOption;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What it means for a node that it was told how a command ended there, or what a scan found. Changes nothing. */
final class Verdicts {

    /** How late it is heard at most that a command has ended, where AWS answers. */
    private static final Duration LONGEST_LOOKS = Duration.ofMinutes(5);

    private final Orders orders;

    Verdicts(Orders orders) {
        this.orders = orders;
    }

    /**
     * How a command failed. AWS says that it was not delivered also where a node began and fell silent. Then it says so
     * later than it had been told to wait for the delivery.
     */
    Failure ofCommand(NodeTask task, Failure told, Instant now) {
        Instant undelivered = task.sent().orElseThrow().plus(orders.delivery()).plus(LONGEST_LOOKS);
        return told.cause() == FailureCause.DELIVERY_TIMEOUT && now.isAfter(undelivered)
                ? Failure.of(FailureCause.EXECUTION_TIMEOUT, Result.UNKNOWN, told.detail())
                : told;
    }

    /** That nothing was heard of a command for longer than it may take. */
    Failure ofSilence() {
        return Failure.of(
                FailureCause.EXECUTION_TIMEOUT,
                Result.UNKNOWN,
                Optional.of("nothing was heard for " + longestCommand()));
    }

    /** How long a command may take, from the moment that AWS took it. */
    Duration longestCommand() {
        return orders.delivery().plus(orders.execution());
    }

    /** How a node has gone well; empty if it has not. */
    Optional<Result> good(NodeTask task, Found found) {
        if (found.isClean()) {
            return Optional.of(Result.PATCHED);
        }
        return !task.isToBeProven() || isAsFarAsItGoes(task, found)
                ? Optional.of(Result.STILL_MISSING)
                : Optional.empty();
    }

    /** An override list leaves what it does not name. */
    private boolean isAsFarAsItGoes(NodeTask task, Found found) {
        return orders.overrideList().isPresent() && task.suspicion().isEmpty() && found.failed() == 0;
    }

    /** How an install has failed after which a scan found that something remains. */
    static Failure remaining(NodeTask task, Found found) {
        OptionalInt open = OptionalInt.of(found.open());
        return task.suspicion()
                .map(why -> new Failure(why.cause(), why.result(), why.detail(), why.exitCode(), open))
                .orElseGet(() -> new Failure(
                        found.isOnlyPendingReboot() ? FailureCause.PENDING_REBOOT : FailureCause.PATCH_FAILED,
                        Result.STILL_MISSING,
                        Optional.empty(),
                        OptionalInt.empty(),
                        open));
    }

    /** Whether an install went well that no scan proved is not known. */
    static Failure unproven(NodeTask task, Failure why) {
        Failure first = task.suspicion().orElse(why);
        return new Failure(
                first.cause(), Result.UNKNOWN, first.detail().or(why::detail), first.exitCode(), OptionalInt.empty());
    }

    /** Neither what only waits its turn nor what was ordered so is a failure of the node. */
    boolean isCounted(FailureCause cause, boolean isFinal) {
        boolean isOrdered = cause == FailureCause.PENDING_REBOOT && orders.reboot() == RebootOption.NO_REBOOT;
        return !isOrdered && (isFinal || !orders.retries().isTurn(cause));
    }

    /** How a node ends that has not ended when the run does. */
    static NodeOutcome left(NodeTask task, boolean cancelled, String why) {
        FailureCause cause = cancelled ? FailureCause.CANCELLED : FailureCause.TIME_UP;
        boolean mayHaveBegun = task.state() == State.SENDING
                || task.state() == State.RUNNING
                || task.state() == State.JUDGED
                || (task.isToBeProven() && task.command().isPresent());
        return mayHaveBegun
                ? task.outcome(Result.UNKNOWN)
                        .cause(cause)
                        .detail(task.comment()
                                .map(comment -> why + "; whether AWS has the command \"" + comment + "\" is not known")
                                .orElse(why))
                        .build()
                : unbegun(task, cause, cancelled ? Result.CANCELLED : Result.NOT_REACHED);
    }

    /** A node that is not begun again: what is known of its last attempt says more than why there is no other. */
    static NodeOutcome unbegun(NodeTask task, FailureCause cause, Result result) {
        return task.last().isPresent()
                ? task.failed().build()
                : task.outcome(result).cause(cause).build();
    }
}
