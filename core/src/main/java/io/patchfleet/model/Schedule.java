package io.patchfleet.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When something opens, in AWS's dialect for maintenance windows and in a time zone. Immutable; {@link #plusDays} and
 * {@link #startingAt} give new ones.
 *
 * <p>What AWS would refuse is refused: wrong fields, openings less than five minutes apart, days that no calendar has.
 * What maintenance windows do when clocks change is not documented; here, as in EventBridge Scheduler, an opening at a
 * time that the clocks skip does not take place, and one at a time that they repeat takes place once, the first time.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html">
 *     Cron and rate expressions for Systems Manager</a>
 */
public final class Schedule {

    private static final Pattern EXPRESSION = Pattern.compile("\\s*(cron|rate|at)\\((.*)\\)\\s*");
    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,8})\\s+(minute|hour|day)(s?)");
    private static final String RATES =
            "five minutes or more, such as rate(12 hours) or rate(7 days); a unit of one is" + " singular: rate(1 day)";
    private static final Duration FASTEST = Duration.ofMinutes(5);
    private static final int LONGEST_EXPRESSION = 256;
    private static final int LARGEST_OFFSET = 6;

    private final Rhythm rhythm;
    private final ZoneId zone;

    private Schedule(Rhythm rhythm, ZoneId zone) {
        this.rhythm = rhythm;
        this.zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
        Problem.refuseUnless(
                ZoneId.getAvailableZoneIds().contains(this.zone.getId()),
                "schedule.zone",
                zone,
                "a zone of the IANA database, such as Europe/Berlin or UTC, because AWS knows no plain offsets");
        Problem.refuseUnless(
                expression().length() <= LONGEST_EXPRESSION,
                "schedule",
                expression(),
                "at most " + LONGEST_EXPRESSION + " characters");
    }

    /**
     * On a day of each week.
     *
     * @param day the day
     * @param time the time of day, in whole seconds
     * @param zone whose clocks count
     * @return the schedule
     */
    public static Schedule weekly(DayOfWeek day, LocalTime time, ZoneId zone) {
        return cron(timeFields(time) + " ? * " + name(day) + " *", zone);
    }

    /**
     * On each day.
     *
     * @param time the time of day, in whole seconds
     * @param zone whose clocks count
     * @return the schedule
     */
    public static Schedule daily(LocalTime time, ZoneId zone) {
        return cron(timeFields(time) + " ? * * *", zone);
    }

    /**
     * On a weekday of each month, such as its second Tuesday.
     *
     * @param week which of the month's days of that name, 1 to 5; not every month has a fifth
     * @param day the day
     * @param time the time of day, in whole seconds
     * @param zone whose clocks count
     * @return the schedule
     */
    public static Schedule monthly(int week, DayOfWeek day, LocalTime time, ZoneId zone) {
        Problem.refuseUnless(week >= 1 && week <= 5, "schedule.week", week, "1 to 5");
        return cron(timeFields(time) + " ? * " + name(day) + "#" + week + " *", zone);
    }

    /**
     * By the fields of a cron expression.
     *
     * @param fields minutes, hours, day of month, month, day of week, year, and perhaps seconds before them: {@code 0 2
     *     ? * SAT *}; with or without {@code cron(…)} around them
     * @param zone whose clocks count
     * @return the schedule
     * @throws InvalidInputException if AWS does not document such an expression, or if it never opens, or too often
     */
    public static Schedule cron(String fields, ZoneId zone) {
        return fields.startsWith("cron(") ? parse(fields, zone) : new Schedule(Cron.read(fields), zone);
    }

    /**
     * Every so often, counted from a moment that AWS chooses unless {@link #startingAt} says it.
     *
     * @param every five minutes or more, in whole minutes
     * @return the schedule, whose openings are told in UTC
     */
    public static Schedule rate(Duration every) {
        boolean isWholeMinutes = every.toMinutes() > 0 && every.equals(Duration.ofMinutes(every.toMinutes()));
        Problem.refuseUnless(isWholeMinutes, "schedule.rate", every, "whole minutes, five or more");
        if (every.toHoursPart() == 0 && every.toMinutesPart() == 0) {
            return parse(rate(every.toDays(), "day"), ZoneOffset.UTC);
        }
        return parse(
                every.toMinutesPart() == 0 ? rate(every.toHours(), "hour") : rate(every.toMinutes(), "minute"),
                ZoneOffset.UTC);
    }

    /**
     * Once.
     *
     * @param time when, in whole seconds and in a zone of the IANA database
     * @return the schedule
     */
    public static Schedule at(ZonedDateTime time) {
        Schedule once = at(time.toLocalDateTime(), time.getZone());
        Problem.refuseUnless(
                time.toInstant().equals(time.withEarlierOffsetAtOverlap().toInstant()),
                "schedule",
                time,
                "the first of the two moments to which clocks show this time, because AWS's at(…) cannot mean the"
                        + " second; or the same moment in UTC");
        return once;
    }

    /**
     * Once.
     *
     * @param time when, in whole seconds
     * @param zone whose clocks count
     * @return the schedule
     */
    public static Schedule at(LocalDateTime time, ZoneId zone) {
        Problem.refuseUnless(time.equals(time.truncatedTo(ChronoUnit.SECONDS)), "schedule", time, "whole seconds");
        Problem.refuseUnless(
                !zone.getRules().getValidOffsets(time).isEmpty(),
                "schedule",
                time,
                "a time that clocks in " + zone + " show; they skip this one");
        return new Schedule(new Rhythm.Once(time), zone);
    }

    /**
     * Reads AWS's written form.
     *
     * @param expression {@code cron(…)}, {@code rate(…)} or {@code at(…)}
     * @param zone whose clocks count
     * @return the schedule, without an offset and, if it is a rate, without a start
     * @throws InvalidInputException if it is none of the three, or a wrong one
     */
    public static Schedule parse(String expression, ZoneId zone) {
        Matcher matcher = EXPRESSION.matcher(expression);
        Problem.refuseUnless(
                matcher.matches(),
                "schedule",
                expression,
                "cron(minutes hours day-of-month month day-of-week year), rate(7 days) or at(2026-11-24T02:00:00)");
        String inner = matcher.group(2);
        return switch (matcher.group(1)) {
            case "cron" -> new Schedule(Cron.read(inner), zone);
            case "rate" -> new Schedule(readRate(inner), zone);
            default -> at(readTimestamp(inner), zone);
        };
    }

    /**
     * The same, some days after each day that the expression names: AWS's schedule offset, as in "the Thursday after
     * the second Tuesday". A window that is created between the named day and its opening does not open that time.
     *
     * @param days one to six, together with those that it has already
     * @return the later schedule
     * @throws InvalidInputException if it is no cron expression, or so many days are not allowed
     */
    public Schedule plusDays(int days) {
        if (rhythm instanceof Cron cron) {
            int sum = cron.offsetDays() + days;
            Problem.refuseUnless(
                    days >= 1 && sum <= LARGEST_OFFSET, "schedule.offset", sum, "1 to " + LARGEST_OFFSET + " days");
            return new Schedule(cron.plusDays(days), zone);
        }
        throw Problem.refusal(
                "schedule.offset", days, "no offset, because " + expression() + " is not a cron expression");
    }

    /**
     * The same rate, counted from a moment. For a window that is to be created this is its start date, if that is still
     * to come: AWS counts from the creation otherwise. For a window that exists, any of its openings will do.
     *
     * @param start the first opening; the others are told in its zone
     * @return the anchored schedule
     * @throws InvalidInputException if it is no rate
     */
    public Schedule startingAt(ZonedDateTime start) {
        if (rhythm instanceof Rhythm.Rate rate) {
            return new Schedule(
                    new Rhythm.Rate(rate.expression(), rate.every(), Optional.of(start.toInstant())), start.getZone());
        }
        throw Problem.refusal("schedule.start", start, "no start, because " + expression() + " is not a rate");
    }

    /** AWS's written form, such as {@code cron(0 2 ? * SAT *)}; without the zone, the offset and the start. */
    public String expression() {
        return rhythm.expression();
    }

    /** Whose clocks count. */
    public ZoneId zone() {
        return zone;
    }

    /** How many days after each day that the expression names; 0 to 6. */
    public int offsetDays() {
        return rhythm instanceof Cron cron ? cron.offsetDays() : 0;
    }

    /** From when a rate is counted, if it is a rate and that was said. */
    public Optional<ZonedDateTime> start() {
        return rhythm instanceof Rhythm.Rate rate ? rate.start().map(start -> start.atZone(zone)) : Optional.empty();
    }

    /** Whether the moments of its openings can be told: always, but for a rate without a start. */
    public boolean openingsAreKnown() {
        return !(rhythm instanceof Rhythm.Rate) || start().isPresent();
    }

    /**
     * The openings that follow a moment.
     *
     * @param after from when, not included
     * @param count how many at most
     * @return the openings in order; fewer if no more follow
     * @throws InvalidInputException if this is a rate without a start
     */
    public List<ZonedDateTime> next(Instant after, int count) {
        return openingsAfter(after).limit(count).toList();
    }

    /**
     * All openings that follow a moment, made as they are asked for. Those of a rate never end; those of a cron
     * expression end with AWS's calendar, in 2199.
     *
     * @param after from when, not included
     * @return the openings in order
     * @throws InvalidInputException if this is a rate without a start
     */
    public Stream<ZonedDateTime> openingsAfter(Instant after) {
        return rhythm.openingsAfter(after, zone);
    }

    /**
     * The longest wait for an opening that begins in a period: from its start to the first opening, or from one opening
     * to the next.
     *
     * @param from the period's start
     * @param within its length
     * @return the longest wait; empty if at some moment of the period no opening follows any more
     */
    public Optional<Duration> longestGap(Instant from, Duration within) {
        if (!openingsAreKnown()) {
            return Optional.of(((Rhythm.Rate) rhythm).every());
        }
        Instant end = from.plus(within);
        Iterator<ZonedDateTime> openings = openingsAfter(from).iterator();
        Duration longest = Duration.ZERO;
        for (Instant last = from; last.isBefore(end); ) {
            if (!openings.hasNext()) {
                return Optional.empty();
            }
            Instant next = openings.next().toInstant();
            Duration gap = Duration.between(last, next);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            last = next;
        }
        return Optional.of(longest);
    }

    /** Whether the other has the same expression, zone, offset and start. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Schedule schedule
                && expression().equals(schedule.expression())
                && zone.equals(schedule.zone)
                && offsetDays() == schedule.offsetDays()
                && start().equals(schedule.start());
    }

    @Override
    public int hashCode() {
        return Objects.hash(expression(), zone, offsetDays(), start());
    }

    /** Such as {@code every Saturday 01:00 Asia/Tokyo}; the expression where words would be long. */
    @Override
    public String toString() {
        return rhythm.words(zone);
    }

    private static Rhythm readRate(String text) {
        Matcher matcher = RATE.matcher(text.trim());
        Problem.refuseUnless(matcher.matches(), "schedule", "rate(" + text + ")", RATES);
        long value = Long.parseLong(matcher.group(1));
        boolean isPlural = !matcher.group(3).isEmpty();
        Duration every = switch (matcher.group(2)) {
            case "day" -> Duration.ofDays(value);
            case "hour" -> Duration.ofHours(value);
            default -> Duration.ofMinutes(value);
        };
        Problem.refuseUnless(
                isPlural == value > 1 && every.compareTo(FASTEST) >= 0, "schedule", "rate(" + text + ")", RATES);
        return new Rhythm.Rate(rate(value, matcher.group(2)), every, Optional.empty());
    }

    private static LocalDateTime readTimestamp(String text) {
        try {
            return LocalDateTime.parse(text, Rhythm.Once.TIMESTAMP);
        } catch (DateTimeParseException e) {
            throw Problem.refusal(
                    "schedule", "at(" + text + ")", "a date and a time that it has, such as at(2026-11-24T02:00:00)");
        }
    }

    private static String rate(long value, String unit) {
        return "rate(" + value + " " + unit + (value == 1 ? "" : "s") + ")";
    }

    private static String timeFields(LocalTime time) {
        Problem.refuseUnless(time.getNano() == 0, "schedule.time", time, "whole seconds");
        return (time.getSecond() == 0 ? "" : time.getSecond() + " ") + time.getMinute() + " " + time.getHour();
    }

    private static String name(DayOfWeek day) {
        return day.name().substring(0, 3);
    }
}
