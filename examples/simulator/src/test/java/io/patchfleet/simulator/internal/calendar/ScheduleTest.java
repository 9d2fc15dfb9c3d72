package io.patchfleet.simulator.internal.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    /** The examples of AWS's reference of cron expressions, a Tuesday's midnight before each. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cron(0 10 * * ? *)            | 2026-11-24T10:00 2026-11-25T10:00",
                "cron(15 12 * * ? *)           | 2026-11-24T12:15 2026-11-25T12:15",
                "cron(0 18 ? * MON-FRI *)      | 2026-11-24T18:00 2026-11-25T18:00 2026-11-26T18:00 2026-11-27T18:00 2026-11-30T18:00",
                "cron(0 8 1 * ? *)             | 2026-12-01T08:00 2027-01-01T08:00",
                "cron(0/15 * * * ? *)          | 2026-11-24T00:15 2026-11-24T00:30 2026-11-24T00:45 2026-11-24T01:00",
                "cron(0/10 * ? * MON-FRI *)    | 2026-11-24T00:10 2026-11-24T00:20",
                "cron(0/5 8-17 ? * MON-FRI *)  | 2026-11-24T08:00 2026-11-24T08:05",
                "cron(0 2 ? * THU#3 *)         | 2026-12-17T02:00 2027-01-21T02:00",
                "cron(0 2 ? * 3#2 *)           | 2026-12-08T02:00 2027-01-12T02:00",
                "cron(15 10 ? * * *)           | 2026-11-24T10:15 2026-11-25T10:15",
                "cron(0 2 L * ? *)             | 2026-11-30T02:00 2026-12-31T02:00 2027-01-31T02:00 2027-02-28T02:00",
                "cron(15 10 ? * 6L *)          | 2026-11-27T10:15 2026-12-25T10:15",
                "cron(0 6 3W * ? *)            | 2026-12-03T06:00 2027-01-04T06:00",
                "cron(0 6 1W * ? *)            | 2026-12-01T06:00 2027-01-01T06:00 2027-02-01T06:00 2027-03-01T06:00 2027-04-01T06:00 2027-05-03T06:00",
                "cron(0 6 LW * ? *)            | 2026-11-30T06:00 2026-12-31T06:00 2027-01-29T06:00",
                "cron(0 6 ? * L *)             | 2026-11-28T06:00 2026-12-05T06:00",
                "cron(1/29 23 1-15/7 JAN,3 ? 2028-2030/2) | 2028-01-01T23:01 2028-01-01T23:30 2028-01-01T23:59 2028-01-08T23:01",
                "cron(30 0 9 ? * WED *)        | 2026-11-25T09:00:30 2026-12-02T09:00:30",
                "cron(0 0 29 2 ? *)            | 2028-02-29T00:00 2032-02-29T00:00"
            })
    void cronMeansTheTimesThatAwsSays(String expression, String times) {
        List<String> expected = List.of(times.split(" "));
        assertEquals(expected, times(expression, "2026-11-24T00:00:00Z", "UTC", expected.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(0 09 ? * WED *)  | 2021-01-01T08:00:00Z | America/Los_Angeles | 2021-01-06T09:00 2021-01-13T09:00",
                "cron(30 2 * * ? *)    | 2026-03-28T00:00:00Z | Europe/Berlin       | 2026-03-28T02:30 2026-03-30T02:30",
                "cron(30 2 * * ? *)    | 2026-10-24T12:00:00Z | Europe/Berlin       | 2026-10-25T02:30 2026-10-26T02:30",
                "cron(0/30 1-3 * * ? *)| 2026-10-25T00:00:00Z | Europe/Berlin       | 2026-10-25T02:30 2026-10-25T03:00",
                "cron(30 23 * * ? *)   | 2026-10-31T12:00:00Z | Africa/Casablanca   | 2026-10-31T23:30 2026-11-01T23:30"
            })
    void cronGoesByTheClockOfItsZoneAndLeavesOutWhatTheClockSkips(
            String expression, String after, String zone, String times) {
        List<String> expected = List.of(times.split(" "));
        assertEquals(expected, times(expression, after, zone, expected.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-24T00:00:00Z | 2026-11-24T02:00:00Z",
                "2026-11-24T02:00:00Z | 2026-11-27T02:00:00Z",
                "2026-11-28T00:00:00Z | 2026-11-30T02:00:00Z"
            })
    void aRateCountsFromItsAnchor(String after, String next) {
        Instant anchor = Instant.parse("2026-11-24T02:00:00Z");
        assertEquals(
                Optional.of(Instant.parse(next)),
                Schedule.parse("rate(3 days)").next(Instant.parse(after), ZoneId.of("UTC"), anchor));
    }

    @ParameterizedTest
    @CsvSource({"2026-07-07T13:54:59Z, 2026-07-07T13:55:00Z", "2026-07-07T13:55:00Z,"})
    void atHappensOnce(String after, String next) {
        assertEquals(
                Optional.ofNullable(next).map(Instant::parse),
                Schedule.parse("at(2026-07-07T15:55:00)")
                        .next(Instant.parse(after), ZoneId.of("Europe/Berlin"), Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every day",
                "cron(0 10 * * *)",
                "cron(0 10 * * * *)",
                "cron(0 10 ? * ? *)",
                "cron(60 10 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 10 32 * ? *)",
                "cron(0 10 0 * ? *)",
                "cron(0 10 32W * ? *)",
                "cron(0 10 * 13 ? *)",
                "cron(0 10 * JANUARY ? *)",
                "cron(0 10 ? * 8 *)",
                "cron(0 10 ? * MON#6 *)",
                "cron(0 10 ? * 3#1,6#3 *)",
                "cron(0 10 ? * FRI-MON *)",
                "cron(0/0 10 * * ? *)",
                "cron(, 10 * * ? *)",
                "cron(0 10 * * ? 1969)",
                "rate(0 minutes)",
                "rate(5 weeks)",
                "rate(5minutes)",
                "at(2026-07-07)",
                "at(2026-02-30T00:00:00)",
                "at(2026-07-07T15:55:00Z)"
            })
    void whatAwsWouldNotUnderstandIsRefused(String expression) {
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse(expression));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(0/4 * * * ? *)  | PT4M",
                "cron(0,58 * * * ? *) | PT58M",
                "cron(7 * * * ? *)    | PT1H",
                "rate(3 days)         | PT72H"
            })
    void theShortestIntervalIsKnown(String expression, String interval) {
        assertEquals(interval, Schedule.parse(expression).shortestInterval().toString());
    }

    private static List<String> times(String expression, String after, String zone, int count) {
        ZoneId zoneId = ZoneId.of(zone);
        List<String> times = new ArrayList<>();
        Instant instant = Instant.parse(after);
        while (times.size() < count) {
            instant = Schedule.parse(expression)
                    .next(instant, zoneId, Instant.EPOCH)
                    .orElseThrow();
            times.add(instant.atZone(zoneId).toLocalDateTime().toString());
        }
        return times;
    }
}
