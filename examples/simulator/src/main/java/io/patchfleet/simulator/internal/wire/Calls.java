package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.CallLog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls. */
final class Calls implements CallLog {

    private final Map<Key, Tally> tallies = new ConcurrentSkipListMap<>();

    Tally of(Exchange exchange) {
        Key key = new Key(exchange.account(), exchange.region(), exchange.action());
        return tallies.computeIfAbsent(key, unseen -> new Tally());
    }

    @Override
    public List<Entry> entries() {
        return tallies.entrySet().stream()
                .map(entry -> entry.getValue().entry(entry.getKey()))
                .toList();
    }

    private record Key(String account, String region, String operation) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::account).thenComparing(Key::region).thenComparing(Key::operation);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** The calls of one operation in one account and Region. */
    static final class Tally {

        final LongAdder calls = new LongAdder();
        final LongAdder throttled = new LongAdder();
        final LongAdder failed = new LongAdder();

        private Entry entry(Key key) {
            return new Entry(key.account, key.region, key.operation, calls.sum(), throttled.sum(), failed.sum());
        }
    }
}
