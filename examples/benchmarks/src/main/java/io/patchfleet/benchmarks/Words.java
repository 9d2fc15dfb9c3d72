package io.patchfleet.benchmarks;

import java.util.Locale;

/** How numbers are written in tables. */
final class Words {

    private Words() {}

    static String nodes(long count) {
        return whole(count) + " nodes";
    }

    static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String tenths(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    static String hundredths(double number) {
        return String.format(Locale.ROOT, "%,.2f", number);
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "–" : tenths(100.0 * part / whole) + " %";
    }
}
