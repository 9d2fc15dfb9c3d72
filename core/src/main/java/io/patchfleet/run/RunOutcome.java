package io.patchfleet.run;

import io.patchfleet.model.Gap;
import java.util.List;
import java.util.stream.Stream;

/** How a run ended: each node that was meant is in it once. */
public interface RunOutcome {

    /** The run's id, which the comments of its commands carry. */
    String id();

    /** How many nodes were meant. */
    int intended();

    /**
     * How many ended so.
     *
     * @param result how
     * @return the number; those of all results add up to {@link #intended()}
     */
    int count(NodeOutcome.Result result);

    /** Every node that was meant, in canonical order; may be asked for again at will. */
    Stream<NodeOutcome> nodes();

    /** How many commands were sent, verifying scans included. */
    int commandsSent();

    /** How often nodes were sent the operation, retries included. */
    int attempts();

    /** How many nodes were worked on at the same time at most. */
    int maxInFlight();

    /** Whether nodes were not begun because too many others had failed. */
    boolean stoppedEarly();

    /** What could not be read or done, once for each cause; nodes in it may not even be known as meant. */
    List<Gap> gaps();

    /** Whether every node that was meant, of one at least, was seen clean, and nothing is unread. */
    boolean isPatched();
}
