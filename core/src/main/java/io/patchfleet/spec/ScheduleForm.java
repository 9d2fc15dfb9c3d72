package io.patchfleet.spec;

import io.patchfleet.internal.spec.Fields;
import io.patchfleet.internal.spec.Suggestion;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Schedule;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A schedule in a document: as AWS writes it, {@code {"expression": "cron(0 1 ? * SAT *)", "zone": "Asia/Tokyo"}}, or
 * as people say it, {@code {"every": "SATURDAY", "at": "01:00", "zone": "Asia/Tokyo"}}.
 */
final class ScheduleForm {

    static final String EXAMPLE = "{\"every\": \"SATURDAY\", \"at\": \"01:00\", \"zone\": \"Asia/Tokyo\"}";

    private static final Pattern EVERY = Pattern.compile("(?:([1-5])(?:ST|ND|RD|TH) )?([A-Z]+)");
    private static final String EACH_DAY = "DAY";

    private ScheduleForm() {}

    static Optional<Schedule> read(Fields fields) {
        Optional<Schedule> schedule = fields.has("every") ? inWords(fields) : asAws(fields);
        Optional<Integer> offset = fields.number("offsetDays").filter(days -> days != 0);
        Optional<OffsetDateTime> start = fields.parsed("start", ScheduleForm::moment);
        fields.refuseOthers();
        if (offset.isPresent()) {
            schedule = schedule.flatMap(known -> fields.attempt("offsetDays", () -> known.plusDays(offset.get())));
        }
        if (start.isPresent()) {
            schedule = schedule.flatMap(known ->
                    fields.attempt("start", () -> known.startingAt(start.get().atZoneSameInstant(known.zone()))));
        }
        return schedule;
    }

    private static Optional<Schedule> asAws(Fields fields) {
        fields.require("expression", "such as cron(0 1 ? * SAT *); or every and at instead, such as " + EXAMPLE);
        Optional<String> expression = fields.text("expression");
        boolean needsZone =
                expression.filter(given -> given.startsWith("rate(")).isEmpty();
        Optional<ZoneId> zone = needsZone || fields.has("zone") ? zone(fields) : Optional.of(ZoneOffset.UTC);
        return expression.flatMap(given ->
                zone.flatMap(known -> fields.attempt("expression", () -> Schedule.parse(given, known))));
    }

    private static Optional<Schedule> inWords(Fields fields) {
        fields.require("at", "a time of day, such as \"01:00\"");
        Optional<String> every = fields.text("every");
        Optional<LocalTime> time = fields.parsed("at", ScheduleForm::time);
        Optional<ZoneId> zone = zone(fields);
        if (every.isEmpty() || time.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        return fields.attempt("every", () -> every(every.get(), time.get(), zone.get()));
    }

    private static Schedule every(String every, LocalTime time, ZoneId zone) {
        Matcher matcher = EVERY.matcher(every.toUpperCase(Locale.ROOT));
        Problem.refuseUnless(matcher.matches(), "every", every, "DAY, a weekday, or one of a month's: 2nd TUESDAY");
        String name = matcher.group(2);
        if (name.equals(EACH_DAY) && matcher.group(1) == null) {
            return Schedule.daily(time, zone);
        }
        DayOfWeek day = Stream.of(DayOfWeek.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.refusal(
                        "every",
                        every,
                        Suggestion.oneOf(
                                name,
                                Stream.of(DayOfWeek.values()).map(Enum::name).toList())));
        return matcher.group(1) == null
                ? Schedule.weekly(day, time, zone)
                : Schedule.monthly(Integer.parseInt(matcher.group(1)), day, time, zone);
    }

    private static Optional<ZoneId> zone(Fields fields) {
        fields.require("zone", "whose clocks count, such as Europe/Berlin, because AWS's silent default is UTC");
        return fields.parsed("zone", ScheduleForm::zoneId);
    }

    private static ZoneId zoneId(String id) {
        Problem.refuseUnless(
                ZoneId.getAvailableZoneIds().contains(id),
                "zone",
                id,
                "a zone of the IANA database, such as Europe/Berlin or UTC"
                        + Suggestion.nearest(id, ZoneId.getAvailableZoneIds())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""));
        return ZoneId.of(id);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw Problem.refusal("at", text, "a time of day in quotes, such as \"01:00\"");
        }
    }

    private static OffsetDateTime moment(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw Problem.refusal("start", text, "a moment with its offset, such as 2026-12-01T02:00:00+01:00");
        }
    }
}
