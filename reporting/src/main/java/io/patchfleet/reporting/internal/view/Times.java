package io.patchfleet.reporting.internal.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Points in time as readers of one zone are told them. */
public final class Times {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("z", Locale.ENGLISH);

    private final ZoneId zone;

    public Times(ZoneId zone) {
        // The offset zero calls itself Z.
        this.zone = zone.normalized().equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    }

    /** Such as {@code Mon 23 Nov 2026, 09:00–09:04 JST (00:00 UTC)}; UTC is said only where it differs. */
    public String span(Instant from, Instant to) {
        ZonedDateTime began = from.atZone(zone);
        ZonedDateTime ended = to.atZone(zone);
        StringBuilder text = new StringBuilder(DAY.format(began)).append(", ").append(CLOCK.format(began));
        if (!CLOCK.format(began).equals(CLOCK.format(ended))) {
            text.append('–').append(CLOCK.format(ended));
        }
        text.append(' ').append(ZONE.format(began));
        if (!began.getOffset().equals(ZoneOffset.UTC)) {
            text.append(" (").append(CLOCK.format(from.atZone(ZoneOffset.UTC))).append(" UTC)");
        }
        return text.toString();
    }

    /** Such as {@code 21 Nov 2026}. */
    public String day(Instant instant) {
        return SHORT_DAY.format(instant.atZone(zone));
    }

    /** For machines: to the second, in UTC. */
    public static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
