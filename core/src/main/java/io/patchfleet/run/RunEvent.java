package io.patchfleet.run;

import io.patchfleet.event.FleetEvent;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Scope;
import java.time.Instant;

/** What happens in a run. */
public sealed interface RunEvent extends FleetEvent {

    /** The run's id. */
    String run();

    /**
     * The nodes have been found.
     *
     * @param at when
     * @param run the run's id
     * @param intended how many nodes are meant
     */
    record Started(Instant at, String run, int intended) implements RunEvent {}

    /**
     * AWS took a command.
     *
     * @param at when
     * @param run the run's id
     * @param scope where
     * @param command the command's id
     * @param nodes to how many nodes
     */
    record CommandSent(Instant at, String run, Scope scope, String command, int nodes) implements RunEvent {}

    /**
     * An attempt on a node failed, or the node is busy, or a calendar is closed: it will be tried again.
     *
     * @param at when it was seen
     * @param run the run's id
     * @param node which
     * @param cause why
     * @param next not before when
     */
    record NodeWaits(Instant at, String run, NodeId node, FailureCause cause, Instant next) implements RunEvent {}

    /**
     * So many nodes have failed that no other is begun.
     *
     * @param at when it was seen
     * @param run the run's id
     * @param failed how many
     */
    record StoppedEarly(Instant at, String run, int failed) implements RunEvent {}

    /**
     * A node has ended.
     *
     * @param at when it was seen
     * @param run the run's id
     * @param outcome how
     */
    record NodeFinished(Instant at, String run, NodeOutcome outcome) implements RunEvent {}

    /**
     * The run has ended.
     *
     * @param at when
     * @param run the run's id
     * @param outcome how
     */
    record Finished(Instant at, String run, RunOutcome outcome) implements RunEvent {}
}
