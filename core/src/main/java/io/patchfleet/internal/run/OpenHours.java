package io.patchfleet.internal.run;

import io.patchfleet.model.Problem;
import io.patchfleet.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When nodes may be begun. Pure.
 *
 * @param hours any of these is enough; none: always
 * @param freezes but not on these days
 */
record OpenHours(List<Hours> hours, List<Days> freezes) {

    static final OpenHours ALWAYS = new OpenHours(List.of(), List.of());

    private static final int DAYS_AHEAD = 400;

    OpenHours plus(Schedule opens, Duration length) {
        Problem.refuseUnless(
                !length.isZero() && !length.isNegative(), "allowedHours", length, "more than nothing, such as PT4H");
        Problem.refuseUnless(
                opens.openingsAreKnown(), "allowedHours", opens, "a schedule whose openings are known; say startingAt");
        return new OpenHours(and(hours, new Hours(opens, length)), freezes);
    }

    OpenHours without(LocalDate from, LocalDate to, ZoneId zone) {
        Problem.refuseUnless(
                !to.isBefore(from), "freeze", from + " to " + to, "a last day that is not before the first");
        return new OpenHours(hours, and(freezes, new Days(from, to, zone)));
    }

    private static <T> List<T> and(List<T> some, T more) {
        List<T> all = new ArrayList<>(some);
        all.add(more);
        return List.copyOf(all);
    }

    /** Whether nodes may be begun at this moment. */
    boolean isOpen(Instant now) {
        return next(now).filter(now::equals).isPresent();
    }

    /** The first moment, from this one on, at which nodes may be begun; empty if there is none within a year. */
    Optional<Instant> next(Instant from) {
        Instant end = from.plus(Duration.ofDays(DAYS_AHEAD));
        Instant at = from;
        while (at.isBefore(end)) {
            Optional<Instant> open = nextHours(at);
            if (open.isEmpty()) {
                return Optional.empty();
            }
            Instant moment = open.get();
            Optional<Days> frozen =
                    freezes.stream().filter(days -> days.holds(moment)).findFirst();
            if (frozen.isEmpty()) {
                return open;
            }
            at = frozen.get().end();
        }
        return Optional.empty();
    }

    private Optional<Instant> nextHours(Instant at) {
        return hours.isEmpty()
                ? Optional.of(at)
                : hours.stream().flatMap(one -> one.next(at).stream()).min(Instant::compareTo);
    }

    /** Open for so long from each opening on. */
    record Hours(Schedule opens, Duration length) {

        private Optional<Instant> next(Instant at) {
            return opens.openingsAfter(at.minus(length))
                    .map(opening -> opening.toInstant())
                    .findFirst()
                    .map(opening -> opening.isBefore(at) ? at : opening);
        }
    }

    /** Whole days, both included. */
    record Days(LocalDate from, LocalDate to, ZoneId zone) {

        private boolean holds(Instant moment) {
            return !moment.isBefore(from.atStartOfDay(zone).toInstant()) && moment.isBefore(end());
        }

        private Instant end() {
            return to.plusDays(1).atStartOfDay(zone).toInstant();
        }
    }

    /** Whether anything is said at all. */
    boolean isAlways() {
        return Stream.concat(hours.stream(), freezes.stream()).findAny().isEmpty();
    }
}
