package io.patchfleet.simulator;

import java.time.Duration;
import java.time.Instant;

/** The time of a simulated AWS, and the hand that moves it on. It never goes back. */
public interface VirtualTime {

    /** The simulated instant. */
    Instant now();

    /**
     * Moves time on. What the {@linkplain SimulatedAws#scheduler() scheduler} has to do on the way is done on the way,
     * each thing at its own instant.
     */
    void advance(Duration by);

    /** Moves time on to an instant; does nothing if that has passed. */
    void advanceTo(Instant instant);
}
