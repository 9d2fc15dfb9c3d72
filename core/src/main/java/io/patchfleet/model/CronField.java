package io.patchfleet.model;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a cron expression and what AWS lets stand in them, apart from what the day fields add. */
enum CronField {
    SECONDS(0, 59, "0 to 59, one value"),
    MINUTES(0, 59, "0 to 59" + CronField.FORMS),
    HOURS(0, 23, "0 to 23" + CronField.FORMS),
    DAY_OF_MONTH(
            1, 31, "1 to 31" + CronField.FORMS + "; alone: L (the last day), 15W (the weekday nearest the 15th), ?"),
    MONTH(
            1,
            12,
            "1 to 12 or JAN to DEC" + CronField.FORMS,
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    DAY_OF_WEEK(
            1,
            7,
            "1 (SUN) to 7 (SAT)" + CronField.FORMS + "; alone: L (Saturday), FRIL (the month's last Friday),"
                    + " TUE#2 (its second Tuesday), ?",
            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
    YEAR(1970, 2199, "1970 to 2199" + CronField.FORMS);

    private static final String FORMS = ", * for all, lists (a,b), upward ranges (a-b), steps (a/n)";

    /** A value or a range or all, and perhaps a step. */
    private static final Pattern PART = Pattern.compile("(?:\\*|(\\w+)(?:-(\\w+))?)(?:/(\\d{1,4}))?");

    private final int least;
    private final int greatest;
    private final String allowed;

    @SuppressWarnings("ImmutableEnumChecker") // only ever List.of
    private final List<String> names;

    CronField(int least, int greatest, String allowed) {
        this(least, greatest, allowed, List.of());
    }

    CronField(int least, int greatest, String allowed, List<String> names) {
        this.least = least;
        this.greatest = greatest;
        this.allowed = allowed;
        this.names = names;
    }

    /** The values that a text means; a text that means none becomes a problem and an empty set. */
    BitSet read(String text, List<Problem> problems) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            if (!add(part, values)) {
                problems.add(problem(text));
                return new BitSet();
            }
        }
        return values;
    }

    /** The value of a number or a name, or -1. */
    int number(String text) {
        int name = names.indexOf(text);
        if (name >= 0) {
            return least + name;
        }
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
    }

    Problem problem(String text) {
        return new Problem("schedule." + name().toLowerCase(Locale.ROOT).replace('_', '-'), text, allowed);
    }

    private boolean add(String part, BitSet values) {
        Matcher matcher = PART.matcher(part);
        if (!matcher.matches()) {
            return false;
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        String step = matcher.group(3);
        int from = first == null ? least : number(first);
        int to = last != null ? number(last) : first == null || step != null ? greatest : from;
        int by = step == null ? 1 : Integer.parseInt(step);
        // A longer step than the field would pass for an interval and be none: 0/90 is minute 0 of each hour.
        if (from < least || to > greatest || from > to || by < 1 || by > greatest - least) {
            return false;
        }
        for (int value = from; value <= to; value += by) {
            values.set(value);
        }
        return true;
    }
}
