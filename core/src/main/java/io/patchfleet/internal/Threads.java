package io.patchfleet.internal;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that a fleet makes when it is handed none: daemons, which end when there is nothing to do. */
final class Threads {

    private static final int MOST_CALLS_AT_ONCE = 64;
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Threads() {}

    static ExecutorService forCalls() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MOST_CALLS_AT_ONCE,
                MOST_CALLS_AT_ONCE,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                named("patchfleet-call-"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    static ScheduledThreadPoolExecutor forTimers() {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1, named("patchfleet-timer-"));
        threads.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
        return threads;
    }

    /** Waits a while for what is running, then interrupts it. */
    static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
