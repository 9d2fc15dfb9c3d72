package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is still to happen, in the order of its instants; what falls on one instant, in the order of its planning. */
final class Agenda {

    private record Entry(Instant due, long sequence, Runnable event) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::sequence));
    private Instant now;
    private long sequence;

    Agenda(Instant start) {
        now = start;
    }

    Instant now() {
        return now;
    }

    void at(Instant due, Runnable event) {
        entries.add(new Entry(due, sequence++, event));
    }

    /** Carries out what is due, each at its own instant; the past is never asked for again. */
    void advanceTo(Instant then) {
        for (Entry next = due(then); next != null; next = due(then)) {
            entries.remove();
            now = next.due().isAfter(now) ? next.due() : now;
            next.event().run();
        }
        now = then.isAfter(now) ? then : now;
    }

    private @Nullable Entry due(Instant then) {
        Entry next = entries.peek();
        return next == null || next.due().isAfter(then) ? null : next;
    }
}
