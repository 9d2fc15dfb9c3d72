package io.patchfleet.simulator.internal.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** At equal intervals; a day is 24 hours, whatever the zone. */
record Rate(Duration interval) implements Schedule {

    private static final Pattern FORM = Pattern.compile("(?<count>[1-9]\\d{0,8})\\s+(?<unit>minute|hour|day)s?");

    static Rate parse(String content) {
        Matcher form = FORM.matcher(content);
        if (!form.matches()) {
            throw new IllegalArgumentException("rate(" + content + ") is not of the form rate(value unit)");
        }
        long count = Long.parseLong(form.group("count"));
        return new Rate(
                switch (form.group("unit")) {
                    case "minute" -> Duration.ofMinutes(count);
                    case "hour" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone, Instant anchor) {
        if (after.isBefore(anchor)) {
            return Optional.of(anchor);
        }
        long passed = Duration.between(anchor, after).dividedBy(interval);
        return Optional.of(anchor.plus(interval.multipliedBy(passed + 1)));
    }

    @Override
    public Duration shortestInterval() {
        return interval;
    }
}
