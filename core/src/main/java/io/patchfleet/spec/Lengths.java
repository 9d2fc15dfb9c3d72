package io.patchfleet.spec;

import java.time.Duration;

/** Lengths of time as people say them. */
final class Lengths {

    private Lengths() {}

    /** Such as {@code 14 d 5 h}; less than a minute is left out. */
    static String words(Duration length) {
        StringBuilder words = new StringBuilder();
        add(words, length.toDays(), "d");
        add(words, length.toHoursPart(), "h");
        add(words, length.toMinutesPart(), "min");
        return words.isEmpty() ? "0 d" : words.substring(1);
    }

    private static void add(StringBuilder words, long number, String unit) {
        if (number != 0) {
            words.append(' ').append(number).append(' ').append(unit);
        }
    }
}
