package io.patchfleet.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The two day fields of a cron expression: one says which days, the other {@code ?}.
 *
 * @param test whether a date is such a day
 * @param words which days these are, if that is short
 */
record CronDays(Predicate<LocalDate> test, Optional<String> words) {

    private static final Pattern NEAREST_WEEKDAY = Pattern.compile("(\\d{1,2})W");
    /** The month's last of that name, or which of them. */
    private static final Pattern ONE_OF_ITS_NAME = Pattern.compile("([1-7]|[A-Z]{3})(?:L|#([1-5]))");

    private static final int DAYS_OF_A_WEEK = 7;

    /** Reads both fields; what is wrong becomes a problem. */
    static CronDays read(String ofMonth, String ofWeek, List<Problem> problems) {
        if (ofMonth.equals("?") == ofWeek.equals("?")) {
            problems.add(new Problem(
                    "schedule", ofMonth + " … " + ofWeek, "a ? in exactly one of day-of-month and day-of-week"));
            return none();
        }
        return ofWeek.equals("?") ? ofMonth(ofMonth, problems) : ofWeek(ofWeek, problems);
    }

    private static CronDays ofMonth(String text, List<Problem> problems) {
        if (text.equals("L")) {
            return new CronDays(
                    date -> date.getDayOfMonth() == date.lengthOfMonth(), Optional.of("last day of the month"));
        }
        Matcher nearest = NEAREST_WEEKDAY.matcher(text);
        if (nearest.matches()) {
            int day = Integer.parseInt(nearest.group(1));
            if (day < 1 || day > 31) {
                problems.add(CronField.DAY_OF_MONTH.problem(text));
            }
            return new CronDays(date -> isWeekdayNearest(day, date), Optional.empty());
        }
        BitSet days = CronField.DAY_OF_MONTH.read(text, problems);
        return new CronDays(
                date -> days.get(date.getDayOfMonth()),
                days.cardinality() == 31 ? Optional.of("day") : Optional.empty());
    }

    private static CronDays ofWeek(String text, List<Problem> problems) {
        Matcher one = ONE_OF_ITS_NAME.matcher(text);
        int number = one.matches() ? CronField.DAY_OF_WEEK.number(one.group(1)) : -1;
        if (number < 1) {
            BitSet days = CronField.DAY_OF_WEEK.read(text.equals("L") ? "SAT" : text, problems);
            return new CronDays(date -> days.get(number(date.getDayOfWeek())), Optional.of(names(days)));
        }
        DayOfWeek day = dayOfWeek(number);
        String nth = one.group(2);
        if (nth == null) {
            return new CronDays(
                    date -> date.getDayOfWeek() == day && date.getDayOfMonth() + DAYS_OF_A_WEEK > date.lengthOfMonth(),
                    Optional.of("last " + name(day) + " of the month"));
        }
        int week = Integer.parseInt(nth);
        return new CronDays(
                date -> date.getDayOfWeek() == day && (date.getDayOfMonth() - 1) / DAYS_OF_A_WEEK + 1 == week,
                Optional.of(ordinal(week) + " " + name(day) + " of the month"));
    }

    /**
     * In EventBridge's words, "3W specifies the weekday closest to the third day of the month"; Systems Manager's own
     * page says "the day closest to the third weekday", which no example bears out. A month's edge is not crossed. What
     * 31W does in a month of 30 days is not documented; here it does nothing.
     */
    private static boolean isWeekdayNearest(int day, LocalDate date) {
        if (day > date.lengthOfMonth()) {
            return false;
        }
        LocalDate wanted = date.withDayOfMonth(day);
        LocalDate weekday = switch (wanted.getDayOfWeek()) {
            case SATURDAY -> day == 1 ? wanted.plusDays(2) : wanted.minusDays(1);
            case SUNDAY -> day == date.lengthOfMonth() ? wanted.minusDays(2) : wanted.plusDays(1);
            default -> wanted;
        };
        return weekday.equals(date);
    }

    /** AWS counts from Sunday, which is 1. */
    private static int number(DayOfWeek day) {
        return day.getValue() % DAYS_OF_A_WEEK + 1;
    }

    private static DayOfWeek dayOfWeek(int number) {
        return DayOfWeek.SATURDAY.plus(number);
    }

    private static String names(BitSet days) {
        if (days.cardinality() == DAYS_OF_A_WEEK) {
            return "day";
        }
        List<String> names =
                days.stream().mapToObj(number -> name(dayOfWeek(number))).toList();
        int all = names.size();
        return all < 2
                ? String.join("", names)
                : names.stream().limit(all - 1L).collect(Collectors.joining(", ")) + " and " + names.get(all - 1);
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String ordinal(int number) {
        return switch (number) {
            case 1 -> "1st";
            case 2 -> "2nd";
            case 3 -> "3rd";
            default -> number + "th";
        };
    }

    private static CronDays none() {
        return new CronDays(date -> false, Optional.empty());
    }
}
