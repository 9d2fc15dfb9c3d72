package io.patchfleet.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cron expression of maintenance windows: six fields, or seven with the seconds first.
 *
 * <p>Read as AWS documents it and no wider: {@code L-3}, {@code LW}, ranges that wrap around and a {@code W} or
 * {@code #} within a list, which other schedulers know, are refused. A zero in the seconds is allowed, which one page
 * of AWS's calls unsupported and other pages of AWS's use.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html">
 *     Cron and rate expressions for Systems Manager</a>
 */
final class Cron implements Rhythm {

    private static final Duration FASTEST = Duration.ofMinutes(5);
    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate END = LocalDate.of(2200, 1, 1);

    private final String fields;
    private final List<LocalTime> times;
    private final CronDays days;
    private final BitSet months;
    private final BitSet years;
    private final int offsetDays;

    private Cron(String fields, List<LocalTime> times, CronDays days, BitSet months, BitSet years, int offsetDays) {
        this.fields = fields;
        this.times = times;
        this.days = days;
        this.months = months;
        this.years = years;
        this.offsetDays = offsetDays;
    }

    /** Reads the fields, in any case and with any white space between them. */
    static Cron read(String text) {
        List<String> given = List.of(text.trim().toUpperCase(Locale.ROOT).split("\\s+"));
        Problem.refuseUnless(
                given.size() == 6 || given.size() == 7,
                "schedule",
                "cron(" + text + ")",
                "six fields: minutes hours day-of-month month day-of-week year, such as cron(0 2 ? * SAT *);"
                        + " seconds may stand before them");
        boolean hasSeconds = given.size() == 7;
        List<String> six = hasSeconds ? given.subList(1, 7) : given;
        List<Problem> problems = new ArrayList<>();
        BitSet seconds = CronField.SECONDS.read(hasSeconds ? given.get(0) : "0", problems);
        if (seconds.cardinality() > 1) {
            problems.add(CronField.SECONDS.problem(given.get(0)));
        }
        BitSet minutes = CronField.MINUTES.read(six.get(0), problems);
        BitSet hours = CronField.HOURS.read(six.get(1), problems);
        CronDays days = CronDays.read(six.get(2), six.get(4), problems);
        BitSet months = CronField.MONTH.read(six.get(3), problems);
        BitSet years = CronField.YEAR.read(six.get(5), problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        Cron cron = new Cron(String.join(" ", given), times(hours, minutes, seconds), days, months, years, 0);
        cron.refuseUnlessSensible();
        return cron;
    }

    /** The same, so many days later. */
    Cron plusDays(int more) {
        return new Cron(fields, times, days, months, years, offsetDays + more);
    }

    int offsetDays() {
        return offsetDays;
    }

    @Override
    public String expression() {
        return "cron(" + fields + ")";
    }

    /**
     * What maintenance windows do when clocks change is not documented. Here they do what AWS documents for EventBridge
     * Scheduler: a time that the clocks skip is no opening, one that they repeat is an opening the first time only.
     */
    @Override
    public Stream<ZonedDateTime> openingsAfter(Instant after, ZoneId zone) {
        return dates(after.atZone(zone).toLocalDate().minusDays(offsetDays))
                .flatMap(this::openingsOf)
                .filter(local -> !zone.getRules().getValidOffsets(local).isEmpty())
                .map(local -> local.atZone(zone).withEarlierOffsetAtOverlap())
                .filter(opening -> opening.toInstant().isAfter(after));
    }

    @Override
    public String words(ZoneId zone) {
        Optional<String> simple = isOnceADayAllYear() ? days.words() : Optional.empty();
        String delay = switch (offsetDays) {
            case 0 -> "";
            case 1 -> "a day after ";
            default -> offsetDays + " days after ";
        };
        return delay + simple.map(day -> "every " + day + " " + times.get(0)).orElse(expression()) + " " + zone;
    }

    private boolean isOnceADayAllYear() {
        return times.size() == 1
                && months.cardinality() == 12
                && years.cardinality() == END.getYear() - FIRST.getYear();
    }

    private Stream<LocalDate> dates(LocalDate from) {
        LocalDate first = from.isBefore(FIRST) ? FIRST : from;
        return first.isBefore(END) ? first.datesUntil(END).filter(this::isDay) : Stream.empty();
    }

    private boolean isDay(LocalDate date) {
        return years.get(date.getYear())
                && months.get(date.getMonthValue())
                && days.test().test(date);
    }

    private Stream<LocalDateTime> openingsOf(LocalDate date) {
        return times.stream().map(time -> date.plusDays(offsetDays).atTime(time));
    }

    private void refuseUnlessSensible() {
        Problem.refuseUnless(
                dates(FIRST).findAny().isPresent(), "schedule", expression(), "days that the calendar has");
        Problem.refuseUnless(
                !isTooFast(), "schedule", expression(), "five minutes or more from one opening to the next");
    }

    private boolean isTooFast() {
        for (int i = 1; i < times.size(); i++) {
            if (Duration.between(times.get(i - 1), times.get(i)).compareTo(FASTEST) < 0) {
                return true;
            }
        }
        Duration overMidnight = Duration.ofDays(1).minus(Duration.between(times.get(0), times.get(times.size() - 1)));
        return overMidnight.compareTo(FASTEST) < 0 && dates(FIRST).anyMatch(date -> isDay(date.plusDays(1)));
    }

    private static List<LocalTime> times(BitSet hours, BitSet minutes, BitSet seconds) {
        int second = seconds.nextSetBit(0);
        return hours.stream()
                .boxed()
                .flatMap(hour -> minutes.stream().mapToObj(minute -> LocalTime.of(hour, minute, second)))
                .toList();
    }
}
