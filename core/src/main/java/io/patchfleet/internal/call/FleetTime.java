package io.patchfleet.internal.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What the time is, and what happens later; nothing else in the library asks a clock or sets a timer. */
public final class FleetTime {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Clock clock;
    private final ScheduledExecutorService scheduler;

    public FleetTime(Clock clock, ScheduledExecutorService scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Nanoseconds since some fixed instant, for differences. */
    public long nanos() {
        Instant now = now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
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
