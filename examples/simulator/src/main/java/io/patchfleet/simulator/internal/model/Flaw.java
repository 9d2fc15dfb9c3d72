package io.patchfleet.simulator.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a value is not what the model says.
 *
 * @param path where, in AWS's way: {@code filters.1.member.key}
 * @param value the value that is at fault, as text; null if it is missing
 * @param demand what the model demands, in AWS's words
 */
public record Flaw(Kind kind, String path, @Nullable String value, String demand) {

    /** What an answer to it depends on. */
    public enum Kind {
        /** The model has no such member. */
        UNKNOWN,
        /** The value is of another type. */
        TYPE,
        /** A required member is missing. */
        MISSING,
        /** The value is of the right type and yet not allowed. */
        CONSTRAINT
    }

    /** AWS's sentence about it. */
    public String sentence() {
        String shown = value == null ? "null" : "'" + value + "'";
        return "Value " + shown + " at '" + path + "' failed to satisfy constraint: " + demand;
    }
}
