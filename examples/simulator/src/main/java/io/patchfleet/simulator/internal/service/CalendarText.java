package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ChangeCalendar.Event;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The iCalendar of a Change Calendar (RFC 5545, as far as AWS's own exports use it): events with a start and an end, in
 * UTC or with a zone of the IANA's. What repeats is not played.
 */
record CalendarText(boolean openByDefault, List<Event> events) {

    /** A line: its name, what stands between, and its value. */
    private static final Pattern LINE = Pattern.compile("([A-Z-]+)((?:;[^:]*)?):(.*)");

    private static final Pattern ZONE = Pattern.compile(";TZID=\"?([^;\"]+)\"?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    static CalendarText read(Input input, String content) {
        List<Event> events = new ArrayList<>();
        Map<String, Instant> times = new HashMap<>();
        String kind = "";
        // A line that is folded goes on after a blank.
        for (String line : content.replaceAll("\r?\n[ \t]", "").split("\r?\n", -1)) {
            Matcher parts = LINE.matcher(line);
            String name = parts.matches() ? parts.group(1) : "";
            switch (name) {
                case "X-CALENDAR-TYPE" -> kind = parts.group(3).strip();
                case "DTSTART", "DTEND" -> times.put(name, time(input, parts.group(2), parts.group(3)));
                case "RRULE", "RDATE", "EXDATE", "DURATION" -> throw input.notPlayed(name + " in a Change Calendar");
                case "END" -> {
                    if (parts.group(3).equals("VEVENT")) {
                        events.add(event(times));
                        times.clear();
                    }
                }
                default -> {
                    // Says nothing about when the calendar is open.
                }
            }
        }
        return switch (kind) {
            case "DEFAULT_OPEN" -> new CalendarText(true, events);
            case "DEFAULT_CLOSED" -> new CalendarText(false, events);
            default -> throw wrong("X-CALENDAR-TYPE must be DEFAULT_OPEN or DEFAULT_CLOSED.");
        };
    }

    private static Event event(Map<String, Instant> times) {
        Instant start = times.get("DTSTART");
        Instant end = times.get("DTEND");
        if (start == null || end == null || !start.isBefore(end)) {
            throw wrong("An event needs a DTSTART, and a DTEND after it.");
        }
        return new Event(start, end);
    }

    private static Instant time(Input input, String parameters, String value) {
        try {
            Matcher zone = ZONE.matcher(parameters);
            if (value.endsWith("Z")) {
                return LocalDateTime.parse(value.substring(0, value.length() - 1), TIME)
                        .toInstant(ZoneOffset.UTC);
            }
            if (!zone.find()) {
                throw input.notPlayed("a day or a time without a zone in a Change Calendar");
            }
            return LocalDateTime.parse(value, TIME)
                    .atZone(ZoneId.of(zone.group(1)))
                    .toInstant();
        } catch (DateTimeException notOne) {
            throw wrong("The time " + value + " can't be read: " + notOne.getMessage());
        }
    }

    private static AwsRefusal wrong(String words) {
        return new AwsRefusal("InvalidDocumentContent", words);
    }
}
