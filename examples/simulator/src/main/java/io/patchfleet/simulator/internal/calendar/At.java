package io.patchfleet.simulator.internal.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Once. */
record At(LocalDateTime time) implements Schedule {

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");

    static At parse(String content) {
        if (!FORM.matcher(content).matches()) {
            throw new IllegalArgumentException("at(" + content + ") is not of the form at(yyyy-mm-ddThh:mm:ss)");
        }
        try {
            return new At(LocalDateTime.parse(content));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("at(" + content + ") is no date and time", e);
        }
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone, Instant anchor) {
        Instant instant = time.atZone(zone).toInstant();
        return instant.isAfter(after) ? Optional.of(instant) : Optional.empty();
    }

    @Override
    public Duration shortestInterval() {
        return ChronoUnit.FOREVER.getDuration();
    }
}
