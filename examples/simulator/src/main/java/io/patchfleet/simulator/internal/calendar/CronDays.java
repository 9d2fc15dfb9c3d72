package io.patchfleet.simulator.internal.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which days a cron expression means: by their place in the month or by their place in the week, never by both. */
@FunctionalInterface
interface CronDays {

    boolean include(LocalDate day);

    /** What the fields day of month and day of week mean; one of them says {@code ?}. */
    static CronDays parse(String dayOfMonth, String dayOfWeek) {
        if (dayOfMonth.equals("?") == dayOfWeek.equals("?")) {
            throw new IllegalArgumentException(
                    "exactly one of day-of-month '" + dayOfMonth + "' and day-of-week '" + dayOfWeek + "' must be ?");
        }
        return dayOfMonth.equals("?") ? Forms.ofWeek(dayOfWeek) : Forms.ofMonth(dayOfMonth);
    }

    /** The forms that the two fields have. */
    final class Forms {

        private static final CronField MONTH_DAY = CronField.of("day-of-month", 1, 31);
        private static final CronField WEEK_DAY =
                CronField.named("day-of-week", 1, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
        private static final Pattern NEAREST = Pattern.compile("(?<day>\\d{1,2})W");
        private static final Pattern LAST = Pattern.compile("(?<day>[1-7A-Za-z]{1,3})L");
        private static final Pattern NTH = Pattern.compile("(?<day>[1-7A-Za-z]{1,3})#(?<nth>[1-5])");

        private Forms() {}

        private static CronDays ofMonth(String text) {
            if (text.equals("L")) {
                return day -> day.getDayOfMonth() == day.lengthOfMonth();
            }
            if (text.equals("LW")) {
                return day -> day.equals(weekdayNear(day, day.lengthOfMonth()));
            }
            Matcher nearest = NEAREST.matcher(text);
            if (nearest.matches()) {
                int wanted = MONTH_DAY.only(nearest.group("day"));
                return day -> wanted <= day.lengthOfMonth() && day.equals(weekdayNear(day, wanted));
            }
            BitSet days = MONTH_DAY.values(text);
            return day -> days.get(day.getDayOfMonth());
        }

        /** The weekday of the same month that is nearest to one of its days. */
        private static LocalDate weekdayNear(LocalDate month, int dayOfMonth) {
            LocalDate day = month.withDayOfMonth(dayOfMonth);
            return switch (day.getDayOfWeek()) {
                case SATURDAY -> dayOfMonth == 1 ? day.plusDays(2) : day.minusDays(1);
                case SUNDAY -> dayOfMonth == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
                default -> day;
            };
        }

        private static CronDays ofWeek(String text) {
            if (text.equals("L")) {
                return day -> day.getDayOfWeek() == DayOfWeek.SATURDAY;
            }
            Matcher last = LAST.matcher(text);
            if (last.matches()) {
                DayOfWeek wanted = dayOfWeek(last.group("day"));
                return day -> day.equals(day.with(TemporalAdjusters.lastInMonth(wanted)));
            }
            Matcher nth = NTH.matcher(text);
            if (nth.matches()) {
                DayOfWeek wanted = dayOfWeek(nth.group("day"));
                int which = Integer.parseInt(nth.group("nth"));
                return day -> day.getDayOfWeek() == wanted && (day.getDayOfMonth() + 6) / 7 == which;
            }
            BitSet days = WEEK_DAY.values(text);
            return day -> days.get(day.getDayOfWeek().getValue() % 7 + 1);
        }

        /** AWS's week begins with Sunday, which is 1. */
        private static DayOfWeek dayOfWeek(String text) {
            return DayOfWeek.SATURDAY.plus(WEEK_DAY.only(text));
        }
    }
}
