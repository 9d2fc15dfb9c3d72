package io.patchfleet.run;

import io.patchfleet.model.Gap;
import io.patchfleet.model.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** A run that goes on. */
public interface PatchRun {

    /** Its id, which the comments of its commands carry. */
    String id();

    /** How far it is. */
    Progress progress();

    /**
     * The commands that are at work on nodes now, by their ids, and where; for whoever has to stop and must not wait.
     * None once the run has ended: then each node's outcome names its own.
     */
    Map<String, Scope> commandsAtWork();

    /**
     * Waits until it has ended.
     *
     * @return how it ended
     * @throws io.patchfleet.model.OperationInterruptedException if the thread is interrupted meanwhile; the run goes on
     */
    RunOutcome await();

    /**
     * Waits until it has ended or time is up.
     *
     * @param limit how long, by the fleet's clock
     * @return how it ended, or empty if it goes on
     * @throws io.patchfleet.model.OperationInterruptedException if the thread is interrupted meanwhile; the run goes on
     */
    Optional<RunOutcome> await(Duration limit);

    /**
     * Sends no more. Nodes that have begun are left to finish, and are reported as unknown with their command's id.
     *
     * @param reason why, for the log
     */
    void cancel(String reason);

    /**
     * The same, and says what becomes of nodes that have begun.
     *
     * @param reason why, for the log
     * @param begun what becomes of them
     */
    void cancel(String reason, Begun begun);

    /** What becomes of nodes that have begun when a run is cancelled. */
    enum Begun {
        /** They are left to finish. */
        LEFT_TO_FINISH,
        /**
         * AWS is asked to cancel their commands. A package manager that is killed in its work can leave a node that does
         * not boot any more.
         */
        DANGEROUS_STOPPED
    }

    /**
     * For callers that do not wait.
     *
     * @return a future of its own for each call; cancelling it does not touch the run
     */
    CompletableFuture<RunOutcome> toFuture();

    /**
     * Whom a run would be about.
     *
     * @param intended how many nodes are meant
     * @param outOfReach how many of them no command would reach, by cause: {@code UNMANAGED}, {@code AGENT_LOST}, or
     *     {@code NOT_SENT} where it could not be read which nodes are managed
     * @param atATime how many would be worked on at a time
     * @param commands how many commands reach the others at least; a slower pace, retries and proofs take more
     * @param gaps what could not be read, so that others may be meant as well
     */
    record Preview(
            int intended, SortedMap<FailureCause, Integer> outOfReach, int atATime, int commands, List<Gap> gaps) {

        /** In a line, and one more for each gap. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append(intended).append(intended == 1 ? " node meant" : " nodes meant");
            outOfReach.forEach((cause, nodes) ->
                    text.append(", ").append(nodes).append(" out of reach: ").append(cause));
            text.append(", ").append(atATime).append(" at a time, at least ").append(commands);
            text.append(commands == 1 ? " command" : " commands");
            gaps.forEach(gap -> text.append("\n  ").append(gap));
            return text.toString();
        }
    }

    /**
     * How far a run is.
     *
     * @param intended how many nodes are meant; 0 until they have been found
     * @param sent how many were sent a command
     * @param ended how many have ended
     */
    record Progress(int intended, int sent, int ended) {}
}
