package io.patchfleet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final LocalTime ONE = LocalTime.of(1, 0);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z"); // a Thursday

    /** The openings are what AWS's words beside each example demand, from the start of 2026 on. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # reference-cron-and-rate-expressions.html
            cron(0 10 * * ? *)             | 2026-01-01T10:00 2026-01-02T10:00
            cron(15 12 * * ? *)            | 2026-01-01T12:15 2026-01-02T12:15
            cron(0 18 ? * MON-FRI *)       | 2026-01-01T18:00 2026-01-02T18:00 2026-01-05T18:00
            cron(0 8 1 * ? *)              | 2026-02-01T08:00 2026-03-01T08:00
            cron(0/15 * * * ? *)           | 2026-01-01T09:00 2026-01-01T09:15
            cron(0/10 * ? * MON-FRI *)     | 2026-01-01T09:00 2026-01-01T09:10
            cron(0/5 8-17 ? * MON-FRI *)   | 2026-01-01T09:00 2026-01-01T09:05
            cron(30 09 ? * * *)            | 2026-01-01T09:30 2026-01-02T09:30
            cron(24 30 09 ? * * *)         | 2026-01-01T09:30:24 2026-01-02T09:30:24
            cron(0 2 ? * THU#3 *)          | 2026-01-15T02:00 2026-02-19T02:00
            cron(15 10 ? * * *)            | 2026-01-01T10:15 2026-01-02T10:15
            cron(15 10 ? * MON-FRI *)      | 2026-01-01T10:15 2026-01-02T10:15 2026-01-05T10:15
            cron(0 2 L * ? *)              | 2026-01-31T02:00 2026-02-28T02:00
            cron(15 10 ? * 6L *)           | 2026-01-30T10:15 2026-02-27T10:15
            cron(0 16 ? * TUE *)           | 2026-01-06T16:00 2026-01-13T16:00
            cron(0/30 * * * ? *)           | 2026-01-01T09:00 2026-01-01T09:30
            cron(0 0/12 * * ? *)           | 2026-01-01T12:00 2026-01-02T00:00
            cron(15 13 ? * MON *)          | 2026-01-05T13:15 2026-01-12T13:15
            cron(0 0 2 ? * SUN *)          | 2026-01-04T02:00 2026-01-11T02:00
            cron(0 */30 * * * ? *)         | 2026-01-01T09:00 2026-01-01T09:30
            # the wildcards on the same page
            cron(1/10 10 1 JAN,FEB,MAR ? *)| 2026-01-01T10:01 2026-01-01T10:11 2026-01-01T10:21
            cron(0 0 1-15 2 ? *)           | 2026-02-01T00:00 2026-02-02T00:00
            cron(0 0 3W * ? *)             | 2026-01-02T00:00 2026-02-03T00:00
            cron(0 0 ? * L *)              | 2026-01-03T00:00 2026-01-10T00:00
            # the AWS CLI's manual and the API's reference
            cron(0 00 12 ? * SUN *)        | 2026-01-04T12:00 2026-01-11T12:00
            cron(0 0 0/4 1/1 * ? *)        | 2026-01-01T12:00 2026-01-01T16:00
            cron(30 23 ? * TUE#3 *)        | 2026-01-20T23:30 2026-02-17T23:30
            at(2026-07-07T15:55:00)        | 2026-07-07T15:55
            """)
    void readsAwsExamplesAsAwsExplainsThem(String expression, String openings) {
        List<String> expected = List.of(openings.split(" "));
        Schedule schedule = Schedule.parse(expression, UTC);

        assertEquals(expected, locals(schedule, Instant.parse("2026-01-01T08:59:59Z"), expected.size()));
        assertEquals(expression, schedule.expression());
    }

    @ParameterizedTest(name = "{0} from {1} in {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # month ends and leap years
            cron(0 0 L * ? *)             | 2027-12-31T00:00:00Z | UTC | 2028-01-31T00:00 2028-02-29T00:00
            cron(0 0 29 2 ? *)            | 2026-01-01T00:00:00Z | UTC | 2028-02-29T00:00 2032-02-29T00:00
            cron(0 0 29 2 ? *)            | 2096-03-01T00:00:00Z | UTC | 2104-02-29T00:00
            cron(0 0 31 * ? *)            | 2026-01-31T00:00:00Z | UTC | 2026-03-31T00:00 2026-05-31T00:00
            cron(0 0 ? * SAT#5 *)         | 2026-02-01T00:00:00Z | UTC | 2026-05-30T00:00 2026-08-29T00:00
            # a weekday near a month's edge stays in its month
            cron(0 0 1W * ? *)            | 2026-01-31T00:00:00Z | UTC | 2026-02-02T00:00 2026-03-02T00:00
            cron(0 0 31W 1,5 ? *)         | 2026-01-01T00:00:00Z | UTC | 2026-01-30T00:00 2026-05-29T00:00
            cron(0 0 31W 4,5 ? *)         | 2026-04-01T00:00:00Z | UTC | 2026-05-29T00:00
            # years: listed, stepped, ending
            cron(0 0 1 1 ? 2027,2030)     | 2026-01-01T00:00:00Z | UTC | 2027-01-01T00:00 2030-01-01T00:00
            cron(0 0 1 1 ? 2025/3)        | 2026-01-01T00:00:00Z | UTC | 2028-01-01T00:00 2031-01-01T00:00
            # midnight, in a zone and as a list
            cron(0 0 ? * MON *)           | 2026-01-04T14:59:59Z | Asia/Tokyo | 2026-01-05T00:00 2026-01-12T00:00
            cron(50 23,0 ? * * *)         | 2026-01-01T00:00:00Z | UTC | 2026-01-01T00:50 2026-01-01T23:50 2026-01-02T00:50
            # any case, names or numbers
            cron(0 0 ? jan-feb mon *)     | 2026-02-22T00:00:00Z | UTC | 2026-02-23T00:00 2027-01-04T00:00
            cron(0 0 ? * 2-4/2 *)         | 2026-01-04T00:00:00Z | UTC | 2026-01-05T00:00 2026-01-07T00:00 2026-01-12T00:00
            cron(0 0 ? * FRIL *)          | 2026-01-01T00:00:00Z | UTC | 2026-01-30T00:00 2026-02-27T00:00
            cron(0 0 ? * 3#2 *)           | 2026-01-01T00:00:00Z | UTC | 2026-01-13T00:00 2026-02-10T00:00
            # the hour that clocks skip, and the one that they repeat
            cron(30 2 ? * SUN *)          | 2026-03-22T12:00:00Z | Europe/Berlin | 2026-04-05T02:30
            cron(0 3 ? * SUN *)           | 2026-03-22T12:00:00Z | Europe/Berlin | 2026-03-29T03:00
            cron(0 0 ? * * *)             | 2018-11-03T12:00:00Z | America/Sao_Paulo | 2018-11-05T00:00
            cron(15,30 2 ? * SUN *)       | 2026-10-03T00:00:00Z | Australia/Lord_Howe | 2026-10-04T02:30 2026-10-11T02:15
            cron(0 9 ? * FRI *)           | 2011-12-23T22:00:00Z | Pacific/Apia | 2012-01-06T09:00
            """)
    void opensWhenTheCalendarAndTheClocksSay(String expression, Instant after, ZoneId zone, String openings) {
        List<String> expected = List.of(openings.split(" "));

        assertEquals(expected, locals(Schedule.parse(expression, zone), after, expected.size()));
    }

    @Test
    void anHourThatClocksRepeatOpensOnceTheFirstTime() {
        Schedule nightly = Schedule.daily(LocalTime.of(2, 30), BERLIN);
        Instant betweenBoth = Instant.parse("2026-10-25T00:45:00Z");

        assertEquals(
                List.of("2026-10-25T02:30+02:00[Europe/Berlin]", "2026-10-26T02:30+01:00[Europe/Berlin]"),
                texts(nightly, Instant.parse("2026-10-24T12:00:00Z"), 2));
        assertEquals(List.of("2026-10-26T02:30+01:00[Europe/Berlin]"), texts(nightly, betweenBoth, 1));
    }

    @Test
    void hourlyOpeningsAreTwoHoursApartWhereTheClocksRepeatOne() {
        assertEquals(
                List.of(
                        "2026-10-25T02:00+02:00[Europe/Berlin]",
                        "2026-10-25T03:00+01:00[Europe/Berlin]",
                        "2026-10-25T04:00+01:00[Europe/Berlin]"),
                texts(Schedule.cron("0 * * * ? *", BERLIN), Instant.parse("2026-10-24T23:00:00Z"), 3));
    }

    @Test
    void theExampleOfAStartDateOpensOnTheFirstFridayInItsZone() {
        Schedule friday = Schedule.parse("cron(0 09 ? * FRI *)", ZoneId.of("America/Los_Angeles"));

        assertEquals(
                List.of("2019-01-04T09:00-08:00[America/Los_Angeles]"),
                texts(friday, Instant.parse("2019-01-01T05:00:00Z"), 1));
    }

    /** AWS's example; its page reads the start's seconds as minutes and says 3:15. */
    @Test
    void aRateIsCountedFromItsStart() {
        Schedule weekly = Schedule.parse("rate(7 days)", TOKYO)
                .startingAt(ZonedDateTime.parse("2019-01-01T00:03:15+09:00[Asia/Tokyo]"));

        assertEquals(
                List.of("2019-01-01T00:03:15", "2019-01-08T00:03:15"),
                locals(weekly, Instant.parse("2018-12-01T00:00:00Z"), 2));
        assertEquals(
                List.of("2019-06-25T00:03:15", "2019-07-02T00:03:15"),
                locals(weekly, Instant.parse("2019-06-17T15:03:15Z"), 2));
    }

    @Test
    void aRateInDaysIsCountedInHoursWhateverClocksDo() {
        Schedule daily = Schedule.rate(Duration.ofDays(1))
                .startingAt(ZonedDateTime.parse("2026-03-28T02:30+01:00[Europe/Berlin]"));

        assertEquals(
                List.of("2026-03-29T03:30", "2026-03-30T03:30"),
                locals(daily, Instant.parse("2026-03-28T01:30:00Z"), 2));
    }

    @Test
    void theOffsetIsCountedInDaysOnTheClock() {
        Schedule schedule = Schedule.cron("30 23 ? * TUE#3 *", UTC).plusDays(2);

        assertEquals(2, schedule.offsetDays());
        assertEquals("cron(30 23 ? * TUE#3 *)", schedule.expression());
        assertEquals(List.of("2026-01-22T23:30", "2026-02-19T23:30"), locals(schedule, NEW_YEAR, 2));
    }

    @Test
    void theOffsetCrossesMonthsAndYearsAndTheDayOnWhichClocksChange() {
        Schedule afterMonthEnd = Schedule.cron("0 1 L * ? *", UTC).plusDays(1);
        Schedule patchTuesdayPlusFour =
                Schedule.monthly(2, DayOfWeek.TUESDAY, ONE, BERLIN).plusDays(4);
        Schedule intoTheSkippedHour = Schedule.monthly(4, DayOfWeek.SATURDAY, LocalTime.of(2, 0), BERLIN)
                .plusDays(1);

        assertEquals(
                List.of("2027-01-01T01:00", "2027-02-01T01:00"),
                locals(afterMonthEnd, Instant.parse("2026-12-31T12:00:00Z"), 2));
        assertEquals(
                List.of("2026-10-17T01:00", "2026-11-14T01:00"),
                locals(patchTuesdayPlusFour, Instant.parse("2026-10-01T00:00:00Z"), 2));
        assertEquals(List.of("2026-04-26T02:00"), locals(intoTheSkippedHour, Instant.parse("2026-03-02T00:00:00Z"), 1));
    }

    @Test
    void anOpeningThatIsDelayedIsStillToComeWhenItsDayHasPassed() {
        Schedule schedule = Schedule.weekly(DayOfWeek.TUESDAY, ONE, UTC).plusDays(6);

        assertEquals(List.of("2026-01-05T01:00"), locals(schedule, NEW_YEAR, 1));
    }

    @Test
    void followingIsStrict() {
        Schedule schedule = Schedule.daily(ONE, UTC);

        assertEquals(List.of("2026-01-02T01:00"), locals(schedule, Instant.parse("2026-01-01T01:00:00Z"), 1));
        assertEquals(List.of("2026-01-01T01:00"), locals(schedule, Instant.parse("2026-01-01T00:59:59.999Z"), 1));
    }

    @Test
    void whatOpensOnceOrInListedYearsHasAnEnd() {
        Schedule once = Schedule.at(LocalDateTime.of(2026, 7, 7, 15, 55), UTC);
        Schedule listed = Schedule.cron("0 0 1 1,7 ? 2026", UTC);

        assertEquals(1, once.next(NEW_YEAR, 5).size());
        assertEquals(List.of(), once.next(Instant.parse("2026-07-07T15:55:00Z"), 5));
        assertEquals(List.of("2026-07-01T00:00"), locals(listed, NEW_YEAR, 5));
        assertEquals(List.of(), listed.next(Instant.parse("2300-01-01T00:00:00Z"), 5));
    }

    static Stream<Schedule> factories() {
        return Stream.of(
                Schedule.weekly(DayOfWeek.SATURDAY, ONE, TOKYO),
                Schedule.daily(LocalTime.of(23, 59, 58), UTC),
                Schedule.monthly(5, DayOfWeek.MONDAY, ONE, BERLIN),
                Schedule.cron("0 2 ? * SAT *", BERLIN),
                Schedule.cron("cron(0 2 ? * SAT *)", BERLIN),
                Schedule.rate(Duration.ofMinutes(90)),
                Schedule.at(LocalDateTime.of(2026, 7, 7, 15, 55), TOKYO));
    }

    @ParameterizedTest
    @MethodSource("factories")
    void theWrittenFormAndTheZoneGiveTheScheduleBack(Schedule schedule) {
        Schedule read = Schedule.parse(schedule.expression(), schedule.zone());

        assertEquals(schedule, read);
        assertEquals(schedule.hashCode(), read.hashCode());
        assertEquals(schedule.toString(), read.toString());
    }

    @Test
    void whatDiffersIsNotEqual() {
        Schedule schedule = Schedule.weekly(DayOfWeek.SATURDAY, ONE, BERLIN);
        Schedule rate = Schedule.rate(Duration.ofDays(7));

        assertNotEquals(schedule, Schedule.weekly(DayOfWeek.SUNDAY, ONE, BERLIN));
        assertNotEquals(schedule, Schedule.weekly(DayOfWeek.SATURDAY, ONE, TOKYO));
        assertNotEquals(schedule, schedule.plusDays(1));
        assertNotEquals(rate, rate.startingAt(NEW_YEAR.atZone(UTC)));
        assertEquals(Schedule.cron(" 0  1 ? * sat  * ", BERLIN), schedule);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            cron(0 1 ? * SAT *)            | every Saturday 01:00 Asia/Tokyo
            cron(0 1 ? * * *)              | every day 01:00 Asia/Tokyo
            cron(0 1 1/1 * ? *)            | every day 01:00 Asia/Tokyo
            cron(0 1 ? * 1-7 *)            | every day 01:00 Asia/Tokyo
            cron(0 1 ? * MON,WED,FRI *)    | every Monday, Wednesday and Friday 01:00 Asia/Tokyo
            cron(0 1 ? * TUE#2 *)          | every 2nd Tuesday of the month 01:00 Asia/Tokyo
            cron(0 1 ? * 6L *)             | every last Friday of the month 01:00 Asia/Tokyo
            cron(0 1 L * ? *)              | every last day of the month 01:00 Asia/Tokyo
            cron(30 0 1 ? * SUN *)         | every Sunday 01:00:30 Asia/Tokyo
            cron(0 1 15W * ? *)            | cron(0 1 15W * ? *) Asia/Tokyo
            cron(0 1,2 ? * SAT *)          | cron(0 1,2 ? * SAT *) Asia/Tokyo
            cron(0 1 ? JAN SAT *)          | cron(0 1 ? JAN SAT *) Asia/Tokyo
            cron(0 1 ? * SAT 2027)         | cron(0 1 ? * SAT 2027) Asia/Tokyo
            rate(7 days)                   | every 7 days
            rate(1 day)                    | every day
            at(2026-07-07T15:55:00)        | once 2026-07-07 15:55 Asia/Tokyo
            """)
    void saysInWordsWhenItOpens(String expression, String words) {
        assertEquals(words, Schedule.parse(expression, TOKYO).toString());
    }

    @Test
    void saysItsOffsetAndItsStart() {
        Schedule monthly = Schedule.monthly(2, DayOfWeek.TUESDAY, ONE, BERLIN);

        assertEquals(
                "a day after every 2nd Tuesday of the month 01:00 Europe/Berlin",
                monthly.plusDays(1).toString());
        assertEquals(
                "4 days after every 2nd Tuesday of the month 01:00 Europe/Berlin",
                monthly.plusDays(1).plusDays(3).toString());
        assertEquals(
                "every 12 hours from 2026-01-01 09:00 Asia/Tokyo",
                Schedule.rate(Duration.ofHours(12))
                        .startingAt(NEW_YEAR.atZone(TOKYO))
                        .toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PT5M, rate(5 minutes)",
        "PT90M, rate(90 minutes)",
        "PT1H, rate(1 hour)",
        "PT36H, rate(36 hours)",
        "PT24H, rate(1 day)",
        "P25D, rate(25 days)"
    })
    void aRateIsWrittenInTheLargestUnitThatFits(Duration every, String expression) {
        assertEquals(expression, Schedule.rate(every).expression());
    }

    @Test
    void theOffsetZeroOfUtcIsWrittenAsAwsKnowsIt() {
        assertEquals(UTC, Schedule.daily(ONE, ZoneOffset.UTC).zone());
    }

    @Test
    void onlyARateWithoutAStartHasNoOpeningsThatCanBeTold() {
        Schedule rate = Schedule.rate(Duration.ofDays(7));
        Schedule started = rate.startingAt(NEW_YEAR.atZone(UTC));

        assertFalse(rate.openingsAreKnown());
        assertEquals(Optional.empty(), rate.start());
        assertTrue(started.openingsAreKnown());
        assertEquals(Optional.of(NEW_YEAR.atZone(UTC)), started.start());
        assertTrue(Schedule.daily(ONE, UTC).openingsAreKnown());
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            cron(0 1 ? * * *)         | UTC           | P1D
            cron(0 1 ? * SAT *)       | UTC           | P7D
            # a week with the hour that autumn gives back
            cron(0 4 ? * SAT *)       | Europe/Berlin | P7DT1H
            # the opening that spring leaves out
            cron(30 2 ? * SUN *)      | Europe/Berlin | P13DT23H
            # from one second Tuesday to the next
            cron(0 1 ? * TUE#2 *)     | UTC           | P35D
            cron(0 0 1 1,4 ? *)       | UTC           | P275D
            rate(12 hours)            | UTC           | PT12H
            """)
    void theLongestGapOfAYearIsWhatAPatchMayHaveToWait(String expression, ZoneId zone, Duration longest) {
        assertEquals(Optional.of(longest), Schedule.parse(expression, zone).longestGap(NEW_YEAR, YEAR));
    }

    @Test
    void theLongestGapIncludesTheWaitForTheFirstOpeningAndTheOneThatOutlastsThePeriod() {
        Schedule later = Schedule.cron("0 0 ? * * 2027-2199", UTC);
        Schedule yearly = Schedule.cron("0 0 2 1 ? *", UTC);

        assertEquals(Optional.of(Duration.ofDays(365)), later.longestGap(NEW_YEAR, YEAR));
        assertEquals(Optional.of(Duration.ofDays(365)), yearly.longestGap(NEW_YEAR, Duration.ofDays(30)));
    }

    @Test
    void thereIsNoLongestGapWhereOpeningsEnd() {
        Schedule listed = Schedule.cron("0 0 ? * SAT 2026", UTC);
        Schedule once = Schedule.at(LocalDateTime.of(2026, 7, 7, 0, 0), UTC);

        assertEquals(Optional.of(Duration.ofDays(7)), listed.longestGap(NEW_YEAR, Duration.ofDays(30)));
        assertEquals(Optional.empty(), listed.longestGap(NEW_YEAR, YEAR));
        assertEquals(Optional.empty(), once.longestGap(NEW_YEAR, YEAR));
    }

    private static List<String> locals(Schedule schedule, Instant after, int count) {
        return schedule.next(after, count).stream()
                .map(opening -> opening.toLocalDateTime().toString())
                .toList();
    }

    private static List<String> texts(Schedule schedule, Instant after, int count) {
        return schedule.next(after, count).stream().map(ZonedDateTime::toString).toList();
    }
}
