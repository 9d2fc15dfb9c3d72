package io.patchfleet.model;

import java.util.List;

/**
 * One thing that is wrong with what a caller gave.
 *
 * @param path which field or option
 * @param value what was given there, made fit to print
 * @param allowed what would be right
 */
public record Problem(String path, String value, String allowed) {

    /** Makes the value fit to print. */
    public Problem {
        value = Printable.of(value);
    }

    /**
     * Refuses a value unless it is right.
     *
     * @param right whether the value is right
     * @param path which field or option
     * @param value what was given there
     * @param allowed what would be right
     * @throws InvalidInputException if it is not
     */
    public static void refuseUnless(boolean right, String path, Object value, String allowed) {
        if (!right) {
            throw refusal(path, value, allowed);
        }
    }

    /**
     * The exception that refuses a value.
     *
     * @param path which field or option
     * @param value what was given there
     * @param allowed what would be right
     * @return the exception, to be thrown
     */
    public static InvalidInputException refusal(String path, Object value, String allowed) {
        return new InvalidInputException(List.of(new Problem(path, String.valueOf(value), allowed)));
    }

    /** Such as {@code account: '123' is not allowed here; allowed: twelve digits}. */
    @Override
    public String toString() {
        return path + ": '" + value + "' is not allowed here; allowed: " + allowed;
    }
}
