package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.internal.calendar.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a maintenance window says of itself.
 *
 * @param startDate from when it may open, as it was written
 * @param endDate until when it may open, as it was written
 * @param schedule the expression, as it was written
 * @param timezone by whose clock; UTC if null
 * @param offset how many days after the time of a cron expression it opens
 */
public record WindowContent(
        String name,
        @Nullable String description,
        @Nullable String startDate,
        @Nullable String endDate,
        String schedule,
        @Nullable String timezone,
        @Nullable Integer offset,
        int duration,
        int cutoff,
        boolean allowUnassociatedTargets,
        boolean enabled) {

    /** When it may open. */
    record Validity(Instant start, Instant end) {

        boolean holds(Instant instant) {
            return !instant.isBefore(start) && !instant.isAfter(end);
        }
    }

    /** How long after its opening it begins no further task. */
    public Duration untilCutoff() {
        return Duration.ofHours((long) duration - cutoff);
    }

    Validity validity() {
        return new Validity(
                startDate == null ? Instant.MIN : WindowDates.parse(startDate),
                endDate == null ? Instant.MAX : WindowDates.parse(endDate));
    }

    public ZoneId zone() {
        return timezone == null ? ZoneId.of("UTC") : ZoneId.of(timezone);
    }

    Schedule calendar() {
        return Schedule.parse(schedule);
    }

    int offsetDays() {
        return offset == null ? 0 : offset;
    }

    /** Whether it would open at other times than the other. */
    boolean opensOtherwiseThan(WindowContent other) {
        return !schedule.equals(other.schedule)
                || !zone().equals(other.zone())
                || offsetDays() != other.offsetDays()
                || !validity().equals(other.validity());
    }
}
