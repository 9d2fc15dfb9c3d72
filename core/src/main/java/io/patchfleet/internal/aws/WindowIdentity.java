package io.patchfleet.internal.aws;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowIdentity;

/**
 * A window that there is.
 *
 * @param isEnabled whether it opens at all
 * @param schedule empty if it is none that can be read
 * @param next when AWS says that it opens next
 */
public record WindowIdentity(
        String id,
        String name,
        boolean isEnabled,
        Optional<Schedule> schedule,
        Optional<Instant> next,
        Duration duration) {

    /** A window is open for a day at most, and opens every five minutes at most. */
    private static final int EARLIER_OPENINGS = 300;

    private static final Logger LOG = LoggerFactory.getLogger(WindowIdentity.class);

    /** Whether its schedule says that it is open; of one whose schedule cannot be told, the careful answer. */
    public boolean mayBeOpen(Instant now) {
        return schedule.filter(Schedule::openingsAreKnown)
                .map(known -> known.openingsAfter(now.minus(duration))
                        .findFirst()
                        .filter(opening -> !opening.toInstant().isAfter(now))
                        .isPresent())
                .orElse(true);
    }

    static WindowIdentity of(MaintenanceWindowIdentity window) {
        Optional<Instant> next = instant(window.nextExecutionTime());
        return new WindowIdentity(
                window.windowId(),
                window.name(),
                !Boolean.FALSE.equals(window.enabled()),
                schedule(window, next),
                next,
                Duration.ofHours(Objects.requireNonNullElse(window.duration(), 0)));
    }

    private static Optional<Schedule> schedule(MaintenanceWindowIdentity window, Optional<Instant> next) {
        try {
            Schedule schedule = Schedule.parse(
                    Objects.requireNonNullElse(window.schedule(), ""),
                    ZoneId.of(Objects.requireNonNullElse(window.scheduleTimezone(), "UTC")));
            int offset = Objects.requireNonNullElse(window.scheduleOffset(), 0);
            Schedule late = offset == 0 ? schedule : schedule.plusDays(offset);
            return Optional.of(
                    late.openingsAreKnown() || next.isEmpty()
                            ? late
                            : late.startingAt(longBefore(late, next.get()).atZone(ZoneOffset.UTC)));
        } catch (InvalidInputException | DateTimeException unreadable) {
            LOG.debug("the schedule of window {} is none that is known here", window.windowId(), unreadable);
            return Optional.empty();
        }
    }

    /** A rate opened before, too: any of its openings tells the others. */
    private static Instant longBefore(Schedule rate, Instant next) {
        return rate.longestGap(next, Duration.ZERO)
                .map(every -> next.minus(every.multipliedBy(EARLIER_OPENINGS)))
                .orElse(next);
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException unreadable) {
            LOG.debug("{} is no moment", text, unreadable);
            return Optional.empty();
        }
    }
}
