package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.internal.run.NodeTask.State;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How it goes on with a node after what has happened: it waits, is tried again, or ends; and when so many have failed
 * that no other is begun. Guarded by the run's lock.
 */
final class Course {

    private final Orders orders;
    private final Verdicts verdicts;
    private final Tally tally;
    private final Turns turns;
    private final News news;
    /** Whether so many have failed that no other is begun. */
    private boolean stopped;
    /** Where nobody can be followed, so that nothing is begun. */
    private final Set<Place> closed = new HashSet<>();

    Course(Orders orders, Verdicts verdicts, Tally tally, Turns turns, News news) {
        this.orders = orders;
        this.verdicts = verdicts;
        this.tally = tally;
        this.turns = turns;
        this.news = news;
    }

    /** Whether a command may leave for the node now. What has begun is proven, whatever happens. */
    boolean maySend(NodeTask task, Instant now) {
        return task.isToBeProven()
                || (!stopped && !closed.contains(task.place()) && orders.hours().isOpen(now));
    }

    /** From now on nothing is begun there. */
    void close(Place place) {
        closed.add(place);
        turns.takeUnbegun(place).forEach(task -> leaveUnbegun(task, FailureCause.NOT_SENT));
    }

    /** A command failed. A scan that proves is tried again by itself: what was installed stays installed. */
    void commandFailed(NodeTask task, Failure failure, Instant now) {
        if (!task.isToBeProven()) {
            attemptFailed(task, failure, now);
            return;
        }
        int times = task.failScan(failure.cause());
        Optional<Duration> pause = orders.retries().pause(failure.cause(), times, task.failuresOfScans());
        if (pause.isPresent()) {
            tryAgain(task, Operation.SCAN, failure.cause(), now.plus(pause.get()));
        } else {
            giveUp(task, failure);
        }
    }

    /** All that was done about the node was in vain, its install included. */
    void attemptFailed(NodeTask task, Failure failure, Instant now) {
        FailureCause cause = failure.cause();
        int times = task.fail(failure);
        Optional<Duration> pause = orders.retries().pause(cause, times, task.failures(orders.retries()));
        if (verdicts.isCounted(cause, pause.isEmpty())) {
            tally.failed(task);
        }
        if (pause.isPresent()) {
            tryAgain(task, orders.operation(), cause, now.plus(pause.get()));
        } else {
            end(task, task.failed().build());
        }
        stopIfTooManyFail();
    }

    /** Ends a node without another attempt. */
    void giveUp(NodeTask task, Failure why) {
        if (task.isToBeProven()) {
            task.conclude(Verdicts.unproven(task, why));
        } else {
            task.fail(why);
        }
        endFailed(task);
    }

    void endFailed(NodeTask task) {
        tally.failed(task);
        end(task, task.failed().build());
        stopIfTooManyFail();
    }

    void tryAgain(NodeTask task, Operation operation, FailureCause cause, Instant due) {
        waitFor(task, operation, due);
        if (task.state() == State.READY && task.waitsFor(cause)) {
            news.waits(task.node(), cause, due);
        }
    }

    /**
     * A node that is to be proven keeps its place; one that is to be begun gives it back, and ends here if nothing more
     * is begun.
     */
    void waitFor(NodeTask task, Operation operation, Instant due) {
        task.waitFor(operation, due);
        if (task.isToBeProven()) {
            turns.add(task);
            return;
        }
        tally.leavesFlight(task);
        if (stopped) {
            leaveUnbegun(task, FailureCause.STOPPED_EARLY);
        } else if (closed.contains(task.place())) {
            leaveUnbegun(task, FailureCause.NOT_SENT);
        } else {
            turns.add(task);
        }
    }

    private void stopIfTooManyFail() {
        if (!stopped && tally.tooManyFail()) {
            stopped = true;
            turns.takeUnbegun().forEach(task -> leaveUnbegun(task, FailureCause.STOPPED_EARLY));
        }
    }

    void leaveUnbegun(NodeTask task, FailureCause why) {
        if (why == FailureCause.STOPPED_EARLY) {
            news.stoppedEarly();
        }
        end(task, Verdicts.unbegun(task, why, Result.NOT_REACHED));
    }

    void end(NodeTask task, NodeOutcome outcome) {
        tally.ended(task);
        task.end(outcome);
        news.ended(outcome);
    }
}
