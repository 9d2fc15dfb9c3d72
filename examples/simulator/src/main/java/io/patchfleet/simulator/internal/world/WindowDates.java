package io.patchfleet.simulator.internal.world;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The dates that maintenance windows are given as text, in ISO 8601's extended format. */
public final class WindowDates {

    private WindowDates() {}

    /**
     * The instant of a date; one without an offset is taken to be in UTC.
     *
     * @throws DateTimeException if it is none
     */
    public static Instant parse(String date) {
        boolean offset = date.endsWith("Z") || date.matches(".*T.*[+-]\\d\\d:?\\d\\d");
        return offset
                ? OffsetDateTime.parse(date).toInstant()
                : LocalDateTime.parse(date).toInstant(ZoneOffset.UTC);
    }
}
