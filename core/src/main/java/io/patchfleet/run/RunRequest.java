package io.patchfleet.run;

import io.patchfleet.model.Schedule;
import io.patchfleet.model.Share;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What scans and installs have in common: how many nodes at a time, for how long, and what becomes of failures.
 * Immutable: each call gives a new request. It ends in {@link #start()} or {@link #run()}.
 *
 * <p>No node is begun that somebody else's patch command is at work on: it waits its turn.
 *
 * @param <R> the request itself
 */
public interface RunRequest<R extends RunRequest<R>> {

    /**
     * How many nodes may be worked on at a time, of all that are meant, whatever account and Region they are in. A node
     * counts from the moment that it is sent a command until it is known how it ended.
     *
     * @param share not none; all at once unless said otherwise
     * @return the request with that pace
     * @throws io.patchfleet.model.InvalidInputException if it is none
     */
    R pace(Share share);

    /**
     * After how many failures no other node is begun, over the whole run. A node counts as failed whatever the reason
     * is, from its first failure until an attempt that goes well; nodes that have begun are followed to their end.
     * Systems Manager's own {@code MaxErrors} counts one command alone, only some kinds of failure, and stops one later.
     *
     * @param share of all nodes that are meant; none counts as one node; unless said otherwise nothing stops
     * @return the request with that limit
     */
    R stopAfterFailures(Share share);

    /**
     * How often an attempt is repeated that failed for a reason that may pass. What does not pass, such as a full disk,
     * is not repeated; what only waits its turn, such as a locked package manager, costs no attempt. With none, a locked
     * node is not tried again either; a busy one, which nothing was sent to, always waits.
     *
     * @param times 0 to 10
     * @return the request with so many retries
     * @throws io.patchfleet.model.InvalidInputException if there are more or fewer
     */
    R retries(int times);

    /**
     * The same for one cause, whatever is said of the others. Refused for those that nothing is tried for, so that
     * nothing can be repeated: {@code UNMANAGED}, {@code AGENT_LOST}, {@code BUSY}, {@code TIME_UP} and {@code
     * STOPPED_EARLY}.
     *
     * @param cause which
     * @param times 0 to 10
     * @return the request with so many retries
     * @throws io.patchfleet.model.InvalidInputException if there are more or fewer, or if nothing is tried for that cause
     */
    R retries(FailureCause cause, int times);

    /**
     * How long a command may wait for its node.
     *
     * @param limit 30 seconds to 30 days; 10 minutes unless said otherwise
     * @return the request with that limit
     * @throws io.patchfleet.model.InvalidInputException if the limit is outside of that
     */
    R deliveryTimeout(Duration limit);

    /**
     * How long a node may take once its command was sent, reboots included. What takes longer is unknown, and is left
     * to itself: as long as AWS says that it goes on, nothing else is sent to the node. AWS-RunPatchBaseline has a limit
     * of its own, two hours, which this does not lengthen.
     *
     * @param limit positive; 2 hours unless said otherwise
     * @return the request with that limit
     * @throws io.patchfleet.model.InvalidInputException if the limit is not positive
     */
    R executionTimeout(Duration limit);

    /**
     * How long the whole run may take. Nodes that have not ended by then are unknown, and those that have not begun are
     * not reached.
     *
     * @param limit by the fleet's clock; positive
     * @return the request with that limit
     * @throws io.patchfleet.model.InvalidInputException if the limit is not positive
     */
    R within(Duration limit);

    /**
     * When nodes may be begun: only while this is open. May be said several times; then any of them is enough.
     *
     * @param opens when it opens
     * @param length how long it stays open, positive
     * @return the request with those hours
     * @throws io.patchfleet.model.InvalidInputException if the length is not positive, or if the schedule is a rate
     *     without a start
     */
    R allowedHours(Schedule opens, Duration length);

    /**
     * Days on which no node is begun. May be said several times.
     *
     * @param from the first day
     * @param to the last day
     * @param zone whose days
     * @return the request without those days
     * @throws io.patchfleet.model.InvalidInputException if the last day is before the first
     */
    R freeze(LocalDate from, LocalDate to, ZoneId zone);

    /**
     * A Change Calendar of Systems Manager: no node is begun unless it is open. May be said several times; then all have
     * to be. It is asked again before nodes are begun ({@code GetCalendarState}), so that what is entered meanwhile
     * counts within minutes. One that cannot be read, or is not there, counts as closed: the nodes that it is asked for
     * are not reached, and a gap says why.
     *
     * @param nameOrArn a name means the calendar of that name in the account and Region of each node. An ARN means one
     *     for all nodes; it is asked with the credentials of its account if that is one of the fleet's, and otherwise
     *     with the fleet's own
     * @return the request with that calendar
     * @throws io.patchfleet.model.InvalidInputException if it is neither a name nor an ARN of an SSM document
     */
    R calendar(String nameOrArn);

    /**
     * Says whom it would be about, as things are now; changes nothing.
     *
     * @return whom, and what it takes at least
     * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
     * @throws io.patchfleet.model.OperationInterruptedException if the thread is interrupted meanwhile
     */
    PatchRun.Preview preview();

    /**
     * Starts it.
     *
     * @return the run, which goes on
     * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
     */
    PatchRun start();

    /**
     * Starts it and waits for its end.
     *
     * @return how it ended; if the thread is interrupted meanwhile the run is cancelled, this is what it had come to,
     *     and the thread stays interrupted
     * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
     * @throws io.patchfleet.model.OperationInterruptedException if the thread is interrupted before anything is begun
     */
    RunOutcome run();
}
