package io.patchfleet.model;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A part of a whole, which never goes without its whole.
 *
 * @param part how many of them
 * @param whole of how many
 */
public record Ratio(long part, long whole) {

    /**
     * Checks the parts.
     *
     * @throws InvalidInputException if the part is negative or greater than the whole
     */
    public Ratio {
        Problem.refuseUnless(part >= 0 && part <= whole, "part", part, "0 to " + whole);
    }

    /** In per cent, 0 to 100; empty if there is no whole, because nothing of nothing is no rate. */
    public OptionalDouble percent() {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * part / whole);
    }

    /**
     * In per cent with one decimal, never rounded up to all or down to nothing: {@code 97.0 %}, {@code > 99.9 %}.
     *
     * @return the text; {@code –} if there is no whole
     */
    public String percentText() {
        if (whole == 0) {
            return "–";
        }
        double percent = 100.0 * part / whole;
        if (part < whole && percent > 99.9) {
            return "> 99.9 %";
        }
        if (part > 0 && percent < 0.1) {
            return "< 0.1 %";
        }
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** Such as {@code 4377 of 4512 (97.0 %)}. */
    @Override
    public String toString() {
        return whole == 0 ? "0 of 0" : part + " of " + whole + " (" + percentText() + ")";
    }
}
