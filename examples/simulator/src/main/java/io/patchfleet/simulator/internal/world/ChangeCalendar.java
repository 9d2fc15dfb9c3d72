package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Change Calendar, which is a document of Systems Manager.
 *
 * @param content as it was written, an iCalendar
 * @param version 1 at first
 * @param openByDefault whether its events close it; otherwise they open it
 */
public record ChangeCalendar(
        String name, String content, int version, boolean openByDefault, List<Event> events, Instant created) {

    public ChangeCalendar {
        events = List.copyOf(events);
    }

    public boolean isOpen(Instant now) {
        return openByDefault == events.stream().noneMatch(event -> event.holds(now));
    }

    /** The moments at which it may change, in no order. */
    public Stream<Instant> bounds() {
        return events.stream().flatMap(event -> Stream.of(event.start(), event.end()));
    }

    /**
     * One of its events.
     *
     * @param end the first moment after it
     */
    public record Event(Instant start, Instant end) {

        private boolean holds(Instant now) {
            return !now.isBefore(start) && now.isBefore(end);
        }
    }
}
