package io.patchfleet.simulator.internal.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * AWS's cron: minutes, hours, day of month, month, day of week, year; before them Systems Manager also takes seconds.
 *
 * <p>A time that the clock skips in spring is left out, and one that it shows twice in autumn comes once, the first time:
 * so EventBridge Scheduler documents it. Systems Manager documents nothing, and is taken to do the same.
 *
 * @param second 0, unless it was given
 * @param days which days of the month, or of the week
 */
record Cron(int second, BitSet minutes, BitSet hours, CronDays days, BitSet months, BitSet years) implements Schedule {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final CronField SECOND = CronField.of("seconds", 0, 59);
    private static final CronField MINUTE = CronField.of("minutes", 0, 59);
    private static final CronField HOUR = CronField.of("hours", 0, 23);
    private static final CronField MONTH = CronField.named(
            "month", 1, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final CronField YEAR = CronField.of("year", 1970, 2199);
    private static final int LAST_YEAR = 2199;

    static Cron parse(String content) {
        List<String> fields = List.of(SPACE.split(content));
        if (fields.size() != 6 && fields.size() != 7) {
            throw new IllegalArgumentException("cron(" + content + ") has " + fields.size() + " fields; 6 are needed");
        }
        int second = fields.size() == 7 ? SECOND.only(fields.get(0)) : 0;
        List<String> six = fields.subList(fields.size() - 6, fields.size());
        return new Cron(
                second,
                MINUTE.values(six.get(0)),
                HOUR.values(six.get(1)),
                CronDays.parse(six.get(2), six.get(4)),
                MONTH.values(six.get(3)),
                YEAR.values(six.get(5)));
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone, Instant anchor) {
        // A time that is shown twice is of the day before where the clock is put back at midnight.
        LocalDate day = LocalDate.ofInstant(after, zone).minusDays(1);
        while (day.getYear() <= LAST_YEAR) {
            if (!years.get(day.getYear())) {
                day = day.plusYears(1).withDayOfYear(1);
            } else if (!months.get(day.getMonthValue())) {
                day = day.plusMonths(1).withDayOfMonth(1);
            } else {
                Optional<Instant> instant = days.include(day) ? next(after, zone, day) : Optional.empty();
                if (instant.isPresent()) {
                    return instant;
                }
                day = day.plusDays(1);
            }
        }
        return Optional.empty();
    }

    /** The first time after the instant that falls on the day. */
    private Optional<Instant> next(Instant after, ZoneId zone, LocalDate day) {
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                LocalDateTime time = day.atTime(LocalTime.of(hour, minute, second));
                List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
                if (!offsets.isEmpty() && time.toInstant(offsets.get(0)).isAfter(after)) {
                    return Optional.of(time.toInstant(offsets.get(0)));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Duration shortestInterval() {
        int shortest = 60;
        for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
            int following = minutes.nextSetBit(minute + 1);
            if (following >= 0) {
                shortest = Math.min(shortest, following - minute);
            }
        }
        return Duration.ofMinutes(shortest);
    }
}
