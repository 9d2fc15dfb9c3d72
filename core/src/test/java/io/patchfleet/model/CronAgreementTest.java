package io.patchfleet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

/** Another reading of the same expressions, Quartz's, comes to the same openings. */
class CronAgreementTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    /** Quartz ends a hundred years from today, AWS in 2199. */
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private static final int EXPRESSIONS = 500;
    private static final int OPENINGS = 30;

    @Test
    void opensWhenQuartzDoes() throws ParseException {
        Random random = new Random(20261124);
        for (int i = 0; i < EXPRESSIONS; i++) {
            String fields = RandomCron.fields(random);
            CronExpression quartz = quartz(fields);
            Instant after = moment(random, fields);
            Optional<Schedule> schedule = read(fields);
            if (schedule.isEmpty()) {
                assertNull(quartz.getNextValidTimeAfter(Date.from(START)), fields + " is refused and opens");
            } else {
                List<Instant> ours = schedule.get().next(after, OPENINGS).stream()
                        .map(ZonedDateTime::toInstant)
                        .takeWhile(opening -> opening.isBefore(END))
                        .toList();
                assertEquals(next(quartz, after), ours, fields + " after " + after);
            }
        }
    }

    /** Any, but a month's first for 15W and its like: Quartz, asked on the Sunday, forgets the Monday that stands for it. */
    private static Instant moment(Random random, String fields) {
        ZonedDateTime any =
                START.plusSeconds(random.nextInt(3 * 365 * 24 * 3600)).atZone(UTC);
        return fields.matches(".*\\dW .*")
                ? any.with(TemporalAdjusters.firstDayOfMonth())
                        .truncatedTo(ChronoUnit.DAYS)
                        .toInstant()
                : any.toInstant();
    }

    /** Minute by minute through the hours round a change of clocks: open the first time that they show a fitting time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "America/Sao_Paulo",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Pacific/Apia",
                "Asia/Tokyo"
            })
    void opensOnceAtEachFittingTimeThatClocksShow(String zoneId) throws ParseException {
        ZoneId zone = ZoneId.of(zoneId);
        Random random = new Random(zoneId.hashCode());
        for (ZoneOffsetTransition change : changes(zone)) {
            for (int i = 0; i < 4; i++) {
                String fields = RandomCron.minutes(random) + " * ? * * *";
                Instant from = change.getInstant().minus(Duration.ofHours(6));
                Instant to = change.getInstant().plus(Duration.ofHours(6));
                List<Instant> ours = Schedule.cron(fields, zone)
                        .openingsAfter(from)
                        .map(ZonedDateTime::toInstant)
                        .takeWhile(opening -> opening.isBefore(to))
                        .toList();
                assertEquals(minuteByMinute(quartz(fields), zone, from, to), ours, fields + " round " + change);
            }
        }
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        return Stream.iterate(
                        Optional.ofNullable(zone.getRules().nextTransition(Instant.parse("2008-06-01T00:00:00Z"))),
                        Optional::isPresent,
                        change -> Optional.ofNullable(zone.getRules()
                                .nextTransition(change.orElseThrow().getInstant())))
                .map(Optional::orElseThrow)
                .limit(4)
                .toList();
    }

    private static List<Instant> minuteByMinute(CronExpression quartz, ZoneId zone, Instant from, Instant to) {
        List<Instant> openings = new ArrayList<>();
        Set<LocalDateTime> shown = new HashSet<>();
        for (Instant at = from.minus(Duration.ofHours(3)); at.isBefore(to); at = at.plusSeconds(60)) {
            LocalDateTime clock = LocalDateTime.ofInstant(at, zone);
            boolean isFirst = shown.add(clock);
            if (isFirst && at.isAfter(from) && quartz.isSatisfiedBy(Date.from(clock.toInstant(ZoneOffset.UTC)))) {
                openings.add(at);
            }
        }
        return openings;
    }

    private static List<Instant> next(CronExpression quartz, Instant after) {
        return Stream.iterate(
                        Optional.ofNullable(quartz.getNextValidTimeAfter(Date.from(after))),
                        Optional::isPresent,
                        last -> Optional.ofNullable(quartz.getNextValidTimeAfter(last.orElseThrow())))
                .map(last -> last.orElseThrow().toInstant())
                .limit(OPENINGS)
                .takeWhile(opening -> opening.isBefore(END))
                .toList();
    }

    private static CronExpression quartz(String fields) throws ParseException {
        CronExpression quartz = new CronExpression("0 " + fields);
        quartz.setTimeZone(TimeZone.getTimeZone("UTC"));
        return quartz;
    }

    /** Empty if the expression is refused because it never opens. */
    private static Optional<Schedule> read(String fields) {
        try {
            return Optional.of(Schedule.cron(fields, UTC));
        } catch (InvalidInputException e) {
            assertEquals("days that the calendar has", e.problems().get(0).allowed(), e::getMessage);
            return Optional.empty();
        }
    }

    /** Expressions of the dialect that both know, never faster than five minutes. */
    private static final class RandomCron {

        private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
        private static final List<String> MONTHS =
                List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

        static String fields(Random random) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> String.join(" ", times(random), dayOfMonth(random), month(random), "?", year(random));
                case 2, 3 -> String.join(" ", times(random), "?", month(random), dayOfWeek(random), year(random));
                default -> String.join(" ", "30 2", nearestWeekday(random), month(random), "?", year(random));
            };
        }

        static String minutes(Random random) {
            return switch (random.nextInt(4)) {
                case 0 -> list(random, 3, () -> String.valueOf(5 * random.nextInt(12)));
                case 1 -> 5 * random.nextInt(6) + "/" + 5 * (1 + random.nextInt(6));
                case 2 -> "*/" + (random.nextBoolean() ? 15 : 30);
                default -> String.valueOf(random.nextInt(60));
            };
        }

        private static String times(Random random) {
            String hours = switch (random.nextInt(5)) {
                case 0 -> "*";
                case 1 -> range(random, 0, 23);
                case 2 -> random.nextInt(12) + "/" + (1 + random.nextInt(12));
                case 3 -> list(random, 4, () -> String.valueOf(random.nextInt(24)));
                default -> String.valueOf(random.nextInt(24));
            };
            return minutes(random) + " " + hours;
        }

        private static String dayOfMonth(Random random) {
            return switch (random.nextInt(6)) {
                case 0 -> "L";
                case 1 -> "*";
                case 2 -> range(random, 1, 31);
                case 3 -> (1 + random.nextInt(20)) + "/" + (1 + random.nextInt(20));
                case 4 -> list(random, 4, () -> String.valueOf(1 + random.nextInt(31)));
                default -> String.valueOf(1 + random.nextInt(31));
            };
        }

        /**
         * Only with one time a day, because Quartz forgets the others on a Monday that stands for a Sunday; and only of
         * days that each month has, because from others Quartz goes on into the next month.
         */
        private static String nearestWeekday(Random random) {
            return (1 + random.nextInt(28)) + "W";
        }

        private static String dayOfWeek(Random random) {
            String day = random.nextBoolean() ? DAYS.get(random.nextInt(7)) : String.valueOf(1 + random.nextInt(7));
            return switch (random.nextInt(7)) {
                case 0 -> "L";
                case 1 -> (1 + random.nextInt(7)) + "L";
                case 2 -> day + "#" + (1 + random.nextInt(5));
                case 3 -> "*";
                case 4 -> range(random, 1, 7);
                case 5 -> list(random, 3, () -> DAYS.get(random.nextInt(7)));
                default -> day;
            };
        }

        private static String month(Random random) {
            return switch (random.nextInt(5)) {
                case 0 -> MONTHS.get(random.nextInt(12));
                case 1 -> range(random, 1, 12);
                case 2 -> list(random, 3, () -> MONTHS.get(random.nextInt(12)));
                case 3 -> (1 + random.nextInt(6)) + "/" + (1 + random.nextInt(6));
                default -> "*";
            };
        }

        private static String year(Random random) {
            return switch (random.nextInt(5)) {
                case 0 -> list(random, 3, () -> String.valueOf(2024 + random.nextInt(12)));
                case 1 -> range(random, 2024, 2040);
                case 2 -> (2020 + random.nextInt(8)) + "/" + (1 + random.nextInt(4));
                default -> "*";
            };
        }

        private static String range(Random random, int least, int greatest) {
            int from = least + random.nextInt(greatest - least + 1);
            int to = from + random.nextInt(greatest - from + 1);
            return from + "-" + to;
        }

        private static String list(Random random, int most, Supplier<String> value) {
            return String.join(
                    ",",
                    IntStream.rangeClosed(0, random.nextInt(most))
                            .mapToObj(i -> value.get())
                            .toList());
        }
    }
}
