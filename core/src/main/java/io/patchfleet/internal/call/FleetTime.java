package io.patchfleet.internal.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What the time is, and what happens later; nothing else in the library asks a clock or sets a timer. */
public final class FleetTime {

    private final Clock clock;
    private final LongSupplier nanos;
    private final ScheduledExecutorService scheduler;

    /**
     * Takes the time from these.
     *
     * @param nanos nanoseconds since some fixed instant, which never go back
     */
    public FleetTime(Clock clock, LongSupplier nanos, ScheduledExecutorService scheduler) {
        this.clock = clock;
        this.nanos = nanos;
        this.scheduler = scheduler;
    }

    /** Reads the nanoseconds off a clock that was handed in. */
    public static LongSupplier nanosOf(Clock clock) {
        return () -> {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        };
    }

    public Instant now() {
        return clock.instant();
    }

    /** Nanoseconds since some fixed instant, for differences. */
    public long nanos() {
        return nanos.getAsLong();
    }

    public Future<?> later(Duration delay, Runnable action) {
        return scheduler.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    public Clock clock() {
        return clock;
    }

    public ScheduledExecutorService scheduler() {
        return scheduler;
    }
}
