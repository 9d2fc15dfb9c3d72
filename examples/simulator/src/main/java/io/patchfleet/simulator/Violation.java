package io.patchfleet.simulator;

import java.time.Instant;

/**
 * Something that should not have been sent, or not answered.
 *
 * @param operation as IAM spells it: {@code ssm:SendCommand}
 * @param what names the member, the value and the rule
 */
public record Violation(Kind kind, Instant at, String account, String region, String operation, String what) {

    /** Whose mistake it is. */
    public enum Kind {
        /** The client's: AWS's model allows no such request. */
        REQUEST,
        /** Nobody's: AWS knows it, the simulation does not play it. */
        NOT_PLAYED,
        /** The simulation's own: AWS's model allows no such answer. */
        ANSWER
    }

    @Override
    public String toString() {
        return kind + " " + operation + " (" + account + ", " + region + "): " + what;
    }
}
