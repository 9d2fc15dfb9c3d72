package io.patchfleet.simulator.internal.calendar;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A field of a cron expression: lists, ranges and steps of numbers, some of which have names. */
record CronField(String name, int least, int most, Map<String, Integer> names) {

    static CronField of(String name, int least, int most) {
        return new CronField(name, least, most, Map.of());
    }

    /** A field whose values are named, one after the other. */
    static CronField named(String name, int least, String... names) {
        Map<String, Integer> values = new HashMap<>();
        for (int index = 0; index < names.length; index++) {
            values.put(names[index], least + index);
        }
        return new CronField(name, least, least + names.length - 1, values);
    }

    /** All values that the text lists. */
    BitSet values(String text) {
        BitSet values = new BitSet();
        for (String item : text.split(",", -1)) {
            add(values, item);
        }
        return values;
    }

    /** The one value that the text names. */
    int only(String text) {
        Integer named = names.get(text.toUpperCase(Locale.ROOT));
        if (named != null) {
            return named;
        }
        if (!text.matches("\\d{1,4}")) {
            throw refused(text);
        }
        int value = Integer.parseInt(text);
        if (value < least || value > most) {
            throw refused(text);
        }
        return value;
    }

    private void add(BitSet values, String item) {
        int slash = item.indexOf('/');
        String range = slash < 0 ? item : item.substring(0, slash);
        int step = slash < 0 ? 1 : step(item, item.substring(slash + 1));
        int dash = range.indexOf('-');
        int from;
        int to;
        if (range.equals("*")) {
            from = least;
            to = most;
        } else if (dash >= 0) {
            from = only(range.substring(0, dash));
            to = only(range.substring(dash + 1));
        } else {
            from = only(range);
            to = slash < 0 ? from : most;
        }
        if (from > to) {
            throw refused(item);
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private int step(String item, String text) {
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw refused(item);
        }
        return Integer.parseInt(text);
    }

    IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is no value of the field " + name);
    }
}
