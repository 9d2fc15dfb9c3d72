package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.Limit;
import io.patchfleet.simulator.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Throttles as AWS does: a bucket of tokens for each operation, account and Region. Without limits, nothing. */
public final class Limits implements Step {

    private final List<Limited> limits = new ArrayList<>();

    /**
     * Sets a limit. Of several that are about the same call the last one counts.
     *
     * @return what removes it again
     */
    public synchronized Removal add(Limit limit) {
        Limited added = new Limited(limit);
        limits.add(0, added);
        return () -> remove(added);
    }

    private synchronized void remove(Limited added) {
        limits.remove(added);
    }

    @Override
    public Answer answer(Exchange exchange, Rest rest) {
        if (!take(exchange)) {
            throw exchange.service().dialect().throttled();
        }
        return rest.answer(exchange);
    }

    private synchronized boolean take(Exchange exchange) {
        Optional<Limited> limited = limits.stream()
                .filter(each -> each.limit.matches(exchange.account(), exchange.region(), exchange.action()))
                .findFirst();
        return limited.isEmpty() || limited.get().bucket(exchange).take(exchange.now());
    }

    /** A limit with its buckets. */
    private static final class Limited {

        private final Limit limit;
        private final Map<List<String>, Bucket> buckets = new HashMap<>();

        private Limited(Limit limit) {
            this.limit = limit;
        }

        private Bucket bucket(Exchange exchange) {
            return buckets.computeIfAbsent(
                    List.of(exchange.account(), exchange.region(), exchange.action()),
                    unseen -> new Bucket(limit, exchange.now()));
        }
    }

    private static final class Bucket {

        private final Limit limit;
        private double tokens;
        private Instant filled;

        private Bucket(Limit limit, Instant now) {
            this.limit = limit;
            this.tokens = limit.burst();
            this.filled = now;
        }

        private boolean take(Instant now) {
            if (now.isAfter(filled)) {
                double seconds = Duration.between(filled, now).toNanos() / 1e9;
                tokens = Math.min(limit.burst(), tokens + seconds * limit.perSecond());
                filled = now;
            }
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
