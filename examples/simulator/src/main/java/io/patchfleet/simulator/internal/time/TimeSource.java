package io.patchfleet.simulator.internal.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where simulated time comes from: it stands until it is moved, or it follows the wall's at some scale. It can be moved
 * on in both cases.
 */
public final class TimeSource {

    private final double scale;
    private final LongSupplier nanoTime;
    private Instant base;
    private long since;

    private TimeSource(Instant start, double scale, LongSupplier nanoTime) {
        this.base = start;
        this.scale = scale;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Time that stands until it is moved. */
    public static TimeSource standing(Instant start) {
        return new TimeSource(start, 0, () -> 0);
    }

    /**
     * Time that follows the wall's.
     *
     * @param scale how many seconds pass here in one there
     */
    public static TimeSource following(Instant start, double scale) {
        return following(start, scale, System::nanoTime);
    }

    static TimeSource following(Instant start, double scale, LongSupplier nanoTime) {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("the time scale is " + scale + "; allowed is more than 0");
        }
        return new TimeSource(start, scale, nanoTime);
    }

    public synchronized Instant now() {
        return scale == 0 ? base : base.plusNanos((long) ((nanoTime.getAsLong() - since) * scale));
    }

    /** As a clock in UTC. */
    public Clock clock() {
        return new SourceClock(this, ZoneOffset.UTC);
    }

    boolean stands() {
        return scale == 0;
    }

    synchronized void moveTo(Instant instant) {
        if (instant.isAfter(now())) {
            base = instant;
            since = nanoTime.getAsLong();
        }
    }

    /** How long the wall's clock needs until this one shows an instant; nothing if it stands. */
    Optional<Duration> realTimeUntil(Instant instant) {
        return scale == 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(
                        (long) Math.ceil(Duration.between(now(), instant).toNanos() / scale)));
    }

    private static final class SourceClock extends Clock {

        private final TimeSource source;
        private final ZoneId zone;

        private SourceClock(TimeSource source, ZoneId zone) {
            this.source = source;
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new SourceClock(source, other);
        }

        @Override
        public Instant instant() {
            return source.now();
        }
    }
}
