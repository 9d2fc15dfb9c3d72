package io.patchfleet.simulator.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Work for a later instant. */
final class Timer<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {

    private final VirtualScheduler scheduler;
    private final Duration period;
    private final long sequence;

    /** Changes only while the timer is in no queue. */
    Instant due;

    /**
     * @param period zero: once; positive: from start to start; negative: from end to start
     * @param sequence orders timers of the same instant
     */
    Timer(VirtualScheduler scheduler, Callable<V> task, Instant due, Duration period, long sequence) {
        super(task);
        this.scheduler = scheduler;
        this.due = due;
        this.period = period;
        this.sequence = sequence;
    }

    @Override
    public boolean isPeriodic() {
        return !period.isZero();
    }

    @Override
    public void run() {
        if (!isPeriodic()) {
            super.run();
        } else if (runAndReset()) {
            due = period.isNegative() ? scheduler.now().minus(period) : due.plus(period);
            scheduler.again(this);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        scheduler.forget(this);
        return cancelled;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(Duration.between(scheduler.now(), due));
    }

    @Override
    public int compareTo(Delayed other) {
        if (other instanceof Timer<?> timer) {
            int byTime = due.compareTo(timer.due);
            return byTime == 0 ? Long.compare(sequence, timer.sequence) : byTime;
        }
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
