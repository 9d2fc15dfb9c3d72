package io.patchfleet.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What recurs, before it is told in a time zone: one of the three kinds of AWS's expressions. */
sealed interface Rhythm permits Cron, Rhythm.Rate, Rhythm.Once {

    /** AWS's written form. */
    String expression();

    /** The openings after a moment, in order. */
    Stream<ZonedDateTime> openingsAfter(Instant after, ZoneId zone);

    /** When, for people. */
    String words(ZoneId zone);

    /**
     * Every so often. AWS counts from the window's start date, or from its creation if that is later; a day is 24 hours.
     *
     * @param expression AWS's written form
     * @param every how often
     * @param start from when, if it is known
     */
    record Rate(String expression, Duration every, Optional<Instant> start) implements Rhythm {

        @Override
        public Stream<ZonedDateTime> openingsAfter(Instant after, ZoneId zone) {
            Instant first = start.orElseThrow(() -> Problem.refusal(
                    "schedule.start",
                    "none",
                    "the moment from which AWS counts " + expression + ", the window's start date or creation"));
            long before =
                    after.isBefore(first) ? 0 : Duration.between(first, after).dividedBy(every) + 1;
            return Stream.iterate(first.plus(every.multipliedBy(before)), opening -> opening.plus(every))
                    .map(opening -> opening.atZone(zone));
        }

        @Override
        public String words(ZoneId zone) {
            String interval = expression.substring("rate(".length(), expression.length() - 1);
            return "every " + (interval.startsWith("1 ") ? interval.substring(2) : interval)
                    + start.map(first -> " from " + text(first.atZone(zone))).orElse("");
        }
    }

    /**
     * Once. AWS's pages say both that the time is UTC and, in an example, that it stands beside a time zone; PatchFleet
     * always sends the zone, and reads the time in it.
     *
     * @param at when
     */
    record Once(LocalDateTime at) implements Rhythm {

        static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);

        @Override
        public String expression() {
            return "at(" + at.format(TIMESTAMP) + ")";
        }

        @Override
        public Stream<ZonedDateTime> openingsAfter(Instant after, ZoneId zone) {
            return Stream.of(at.atZone(zone))
                    .filter(opening -> opening.toInstant().isAfter(after));
        }

        @Override
        public String words(ZoneId zone) {
            return "once " + text(at.atZone(zone));
        }
    }

    private static String text(ZonedDateTime time) {
        return time.toLocalDate() + " " + time.toLocalTime() + " " + time.getZone();
    }
}
