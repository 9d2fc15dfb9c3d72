package io.patchfleet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleRefusalTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            cron(60 2 ? * SAT *)          | schedule.minutes      | 60
            cron(5,a 2 ? * SAT *)         | schedule.minutes      | 5,A
            cron(10-5 2 ? * SAT *)        | schedule.minutes      | 10-5
            cron(0/0 2 ? * SAT *)         | schedule.minutes      | 0/0
            cron(0/90 2 ? * SAT *)        | schedule.minutes      | 0/90
            cron(? 2 ? * SAT *)           | schedule.minutes      | ?
            cron(0, 2 ? * SAT *)          | schedule.minutes      | 0,
            cron(-5 2 ? * SAT *)          | schedule.minutes      | -5
            cron(0 24 ? * SAT *)          | schedule.hours        | 24
            cron(0 22-2 ? * SAT *)        | schedule.hours        | 22-2
            cron(60 0 2 ? * SAT *)        | schedule.seconds      | 60
            cron(0/30 0 2 ? * SAT *)      | schedule.seconds      | 0/30
            cron(0 2 0 * ? *)             | schedule.day-of-month | 0
            cron(0 2 32W * ? *)           | schedule.day-of-month | 32W
            cron(0 2 L-3 * ? *)           | schedule.day-of-month | L-3
            cron(0 2 LW * ? *)            | schedule.day-of-month | LW
            cron(0 2 1,L * ? *)           | schedule.day-of-month | 1,L
            cron(0 2 1W,15W * ? *)        | schedule.day-of-month | 1W,15W
            cron(0 2 MON * ? *)           | schedule.day-of-month | MON
            cron(0 2 ? 13 SAT *)          | schedule.month        | 13
            cron(0 2 ? JANUARY SAT *)     | schedule.month        | JANUARY
            cron(0 2 ? * 0 *)             | schedule.day-of-week  | 0
            cron(0 2 ? * 8 *)             | schedule.day-of-week  | 8
            cron(0 2 ? * FRI-SUN *)       | schedule.day-of-week  | FRI-SUN
            cron(0 2 ? * TUE#6 *)         | schedule.day-of-week  | TUE#6
            cron(0 2 ? * TUE#1,TUE#3 *)   | schedule.day-of-week  | TUE#1,TUE#3
            cron(0 2 ? * XYZL *)          | schedule.day-of-week  | XYZL
            cron(0 2 ? * XYZ#1 *)         | schedule.day-of-week  | XYZ#1
            cron(0 2 ? * SAT 1969)        | schedule.year         | 1969
            cron(0 2 ? * SAT 2200)        | schedule.year         | 2200
            cron(0 2 ? * SAT ?)           | schedule.year         | ?
            """)
    void namesTheFieldOfACronExpressionAndTheValueInIt(String expression, String path, String value) {
        List<Problem> problems = refusal(() -> Schedule.parse(expression, UTC)).problems();

        assertEquals(1, problems.size());
        assertEquals(path, problems.get(0).path());
        assertEquals(value, problems.get(0).value());
    }

    @Test
    void namesAllWrongFieldsAtOnce() {
        assertEquals(
                """
                schedule.minutes: '61' is not allowed here; allowed: 0 to 59, * for all, lists (a,b), upward ranges (a-b), \
                steps (a/n)
                schedule.day-of-week: 'FRI-SUN' is not allowed here; allowed: 1 (SUN) to 7 (SAT), * for all, lists (a,b), \
                upward ranges (a-b), steps (a/n); alone: L (Saturday), FRIL (the month's last Friday), TUE#2 (its second \
                Tuesday), ?
                schedule.month: 'MAI' is not allowed here; allowed: 1 to 12 or JAN to DEC, * for all, lists (a,b), \
                upward ranges (a-b), steps (a/n)""", refusal(() -> Schedule.cron("61 2 ? MAI FRI-SUN *", UTC)).getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            cron(0 2 * * SAT *)     | * … SAT | a ? in exactly one of day-of-month and day-of-week
            cron(0 2 * * * *)       | * … *   | a ? in exactly one of day-of-month and day-of-week
            cron(0 2 ? * ? *)       | ? … ?   | a ? in exactly one of day-of-month and day-of-week
            cron(0 2 30 FEB ? *)    | cron(0 2 30 FEB ? *) | days that the calendar has
            cron(0 2 31 4,6 ? *)    | cron(0 2 31 4,6 ? *) | days that the calendar has
            cron(0 2 29 2 ? 2027)   | cron(0 2 29 2 ? 2027) | days that the calendar has
            cron(* 2 ? * SAT *)     | cron(* 2 ? * SAT *) | five minutes or more from one opening to the next
            cron(0/4 2 ? * SAT *)   | cron(0/4 2 ? * SAT *) | five minutes or more from one opening to the next
            cron(0,57 * ? * SAT *)  | cron(0,57 * ? * SAT *) | five minutes or more from one opening to the next
            cron(0,58 0,23 ? * * *) | cron(0,58 0,23 ? * * *) | five minutes or more from one opening to the next
            rate(1 days)   | rate(1 days) | five minutes or more, such as rate(12 hours) or rate(7 days); a unit of one is singular: rate(1 day)
            rate(5 hour)   | rate(5 hour) | five minutes or more, such as rate(12 hours) or rate(7 days); a unit of one is singular: rate(1 day)
            rate(4 minutes)| rate(4 minutes) | five minutes or more, such as rate(12 hours) or rate(7 days); a unit of one is singular: rate(1 day)
            rate(2 weeks)  | rate(2 weeks) | five minutes or more, such as rate(12 hours) or rate(7 days); a unit of one is singular: rate(1 day)
            rate(0 days)   | rate(0 days) | five minutes or more, such as rate(12 hours) or rate(7 days); a unit of one is singular: rate(1 day)
            rate(7days)    | rate(7days) | five minutes or more, such as rate(12 hours) or rate(7 days); a unit of one is singular: rate(1 day)
            at(2026-02-30T02:00:00) | at(2026-02-30T02:00:00) | a date and a time that it has, such as at(2026-11-24T02:00:00)
            at(2026-11-24T02:00)    | at(2026-11-24T02:00) | a date and a time that it has, such as at(2026-11-24T02:00:00)
            at(2026-11-24T02:00:00Z)| at(2026-11-24T02:00:00Z) | a date and a time that it has, such as at(2026-11-24T02:00:00)
            0 2 ? * SAT *           | 0 2 ? * SAT * | cron(minutes hours day-of-month month day-of-week year), rate(7 days) or at(2026-11-24T02:00:00)
            cron(0 2 * * SAT)       | cron(0 2 * * SAT) | six fields: minutes hours day-of-month month day-of-week year, such as cron(0 2 ? * SAT *); seconds may stand before them
            """)
    void saysWhatWouldBeRight(String expression, String value, String allowed) {
        assertRefused("schedule", value, allowed, () -> Schedule.parse(expression, UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron(0,58 0,23 ? * SAT *)", "cron(0/5 * * * ? *)", "cron(0,55 * ? * * *)"})
    void allowsOpeningsThatAreFiveMinutesApart(String expression) {
        assertEquals(expression, Schedule.parse(expression, UTC).expression());
    }

    @Test
    void refusesWhatIsTooLongForAws() {
        String fields = "0 2 ? * SAT " + "2026,".repeat(60) + "2026";

        assertRefused("schedule", "cron(" + fields + ")", "at most 256 characters", () -> Schedule.cron(fields, UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+09:00", "UTC+9", "GMT+09:00"})
    void refusesAZoneThatAwsDoesNotKnow(String zone) {
        ZoneId id = ZoneId.of(zone);

        assertRefused(
                "schedule.zone",
                id.getId(),
                "a zone of the IANA database, such as Europe/Berlin or UTC, because AWS knows no plain offsets",
                () -> Schedule.daily(LocalTime.NOON, id));
    }

    @Test
    void refusesAnOffsetThatAwsDoesNotAllow() {
        Schedule weekly = Schedule.weekly(DayOfWeek.TUESDAY, LocalTime.NOON, UTC);

        assertRefused("schedule.offset", "0", "1 to 6 days", () -> weekly.plusDays(0));
        assertRefused("schedule.offset", "7", "1 to 6 days", () -> weekly.plusDays(7));
        assertRefused(
                "schedule.offset", "7", "1 to 6 days", () -> weekly.plusDays(4).plusDays(3));
        assertRefused(
                "schedule.offset",
                "1",
                "no offset, because rate(1 day) is not a cron expression",
                () -> Schedule.rate(Duration.ofDays(1)).plusDays(1));
    }

    @Test
    void refusesAStartOfWhatIsNoRate() {
        ZonedDateTime start = ZonedDateTime.parse("2026-01-01T00:00Z[UTC]");

        assertRefused(
                "schedule.start",
                start.toString(),
                "no start, because cron(0 12 ? * * *) is not a rate",
                () -> Schedule.daily(LocalTime.NOON, UTC).startingAt(start));
    }

    @Test
    void refusesToTellTheOpeningsOfARateWithoutAStart() {
        assertRefused(
                "schedule.start",
                "none",
                "the moment from which AWS counts rate(7 days), the window's start date or creation",
                () -> Schedule.rate(Duration.ofDays(7)).next(Instant.EPOCH, 1));
    }

    @Test
    void refusesTimesThatAwsCannotBeTold() {
        assertRefused("schedule.week", "6", "1 to 5", () -> Schedule.monthly(6, DayOfWeek.MONDAY, LocalTime.NOON, UTC));
        assertRefused(
                "schedule.time",
                "01:00:00.500",
                "whole seconds",
                () -> Schedule.daily(LocalTime.of(1, 0, 0, 500_000_000), UTC));
        assertRefused(
                "schedule.rate", "PT5M1S", "whole minutes, five or more", () -> Schedule.rate(Duration.ofSeconds(301)));
        assertRefused("schedule.rate", "PT0S", "whole minutes, five or more", () -> Schedule.rate(Duration.ZERO));
        assertRefused(
                "schedule",
                "2026-07-07T15:55:00.000000001",
                "whole seconds",
                () -> Schedule.at(LocalDateTime.of(2026, 7, 7, 15, 55, 0, 1), UTC));
    }

    @Test
    void refusesASingleTimeThatClocksSkipOrShowTwice() {
        assertRefused(
                "schedule",
                "2026-03-29T02:30",
                "a time that clocks in Europe/Berlin show; they skip this one",
                () -> Schedule.at(LocalDateTime.of(2026, 3, 29, 2, 30), BERLIN));
        assertRefused(
                "schedule",
                "2026-10-25T02:30+01:00[Europe/Berlin]",
                "the first of the two moments to which clocks show this time, because AWS's at(…) cannot mean the second;"
                        + " or the same moment in UTC",
                () -> Schedule.at(ZonedDateTime.parse("2026-10-25T02:30+01:00[Europe/Berlin]")));
    }

    private static void assertRefused(String path, String value, String allowed, Executable call) {
        assertEquals(List.of(new Problem(path, value, allowed)), refusal(call).problems());
    }

    private static InvalidInputException refusal(Executable call) {
        return assertThrows(InvalidInputException.class, call);
    }
}
