package io.patchfleet.spec;

import io.patchfleet.model.Schedule;
import io.patchfleet.spec.Environment.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When a schedule's window really opens: on the days on which no freeze keeps it shut. */
final class OpeningTimes {

    /** Long enough for what comes round once a year. */
    private static final Duration AHEAD = Duration.ofDays(400);
    /** Long enough for the openings before and after a freeze, of what comes round once a month. */
    private static final Duration AROUND = Duration.ofDays(62);

    private final Schedule schedule;
    private final List<Freeze> freezes;

    OpeningTimes(Schedule schedule, List<Freeze> freezes) {
        this.schedule = schedule;
        this.freezes = freezes;
    }

    /** Whether the moments can be told. */
    boolean areKnown() {
        return schedule.openingsAreKnown();
    }

    /** Those that follow a moment, freezes heeded. */
    Stream<ZonedDateTime> after(Instant moment) {
        return schedule.openingsAfter(moment).filter(opening -> !isShut(opening));
    }

    /** Those that follow a moment up to another, and that a freeze shuts. */
    List<ZonedDateTime> shut(Instant from, Instant to) {
        return schedule.openingsAfter(from)
                .takeWhile(opening -> !opening.toInstant().isAfter(to))
                .filter(this::isShut)
                .toList();
    }

    /**
     * The longest wait, from now on, for an opening that does not come to nothing.
     *
     * @param now from when
     * @param failures how many openings in a row come to nothing
     * @return the wait, from one opening to the one that succeeds; empty if there comes a time without openings
     */
    Optional<Duration> longestWait(Instant now, int failures) {
        if (!areKnown()) {
            return schedule.longestGap(now, AHEAD)
                    .map(gap -> gap.multipliedBy(failures + 1L).plus(longestFreeze(now)));
        }
        Instant end = endOfFreezesBegunBefore(now.plus(AHEAD)).plus(AROUND);
        List<Instant> openings = new ArrayList<>();
        Iterator<ZonedDateTime> all = after(now.minus(AROUND)).iterator();
        while (openings.isEmpty() || !openings.get(openings.size() - 1).isAfter(end)) {
            if (!all.hasNext()) {
                return Optional.empty();
            }
            openings.add(all.next().toInstant());
        }
        if (openings.get(0).isAfter(now)) {
            openings.add(0, now);
        }
        return Optional.of(longestWait(openings, now, failures + 1));
    }

    /** The longest wait for so many openings; those that are over by now do not count. */
    private static Duration longestWait(List<Instant> openings, Instant now, int awaited) {
        Duration longest = Duration.ZERO;
        for (int i = 0; i + awaited < openings.size(); i++) {
            Instant last = openings.get(i + awaited);
            Duration wait = Duration.between(openings.get(i), last);
            longest = last.isAfter(now) && wait.compareTo(longest) > 0 ? wait : longest;
        }
        return longest;
    }

    private boolean isShut(ZonedDateTime opening) {
        LocalDate day = opening.toLocalDate();
        return freezes.stream().anyMatch(freeze -> !day.isBefore(freeze.from()) && !day.isAfter(freeze.to()));
    }

    /** The end of the last freeze that begins before a moment, or that moment. */
    private Instant endOfFreezesBegunBefore(Instant moment) {
        return freezes.stream()
                .filter(freeze -> begin(freeze.from()).isBefore(moment))
                .map(freeze -> begin(freeze.to().plusDays(1)))
                .filter(moment::isBefore)
                .max(Instant::compareTo)
                .orElse(moment);
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(schedule.zone()).toInstant();
    }

    private Duration longestFreeze(Instant now) {
        LocalDate today = now.atZone(schedule.zone()).toLocalDate();
        return freezes.stream()
                .filter(freeze -> !freeze.to().isBefore(today))
                .map(freeze -> Duration.ofDays(ChronoUnit.DAYS.between(freeze.from(), freeze.to()) + 1))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
