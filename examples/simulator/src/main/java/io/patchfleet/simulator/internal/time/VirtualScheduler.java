package io.patchfleet.simulator.internal.time;

import io.patchfleet.simulator.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in simulated time. When no task runs or is ready and only timers wait, a clock that stands jumps to the
 * next of them; one that follows the wall's is waited for.
 *
 * <p>The clock does not jump while the thread that made it is busy, for what that thread does next belongs to the
 * present. Whether a thread is busy can only be observed, so what must repeat to the letter runs on the scheduler.
 */
public final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService, VirtualTime {

    /** A thread that was just woken still looks as if it waited; so it is looked at twice. */
    private static final long SETTLING_NANOS = 50_000;

    private final TimeSource time;
    private final int size;
    private final Thread maker = Thread.currentThread();

    // All of these are guarded by this.
    private final List<Thread> workers = new ArrayList<>();
    private final PriorityQueue<Timer<?>> timers = new PriorityQueue<>();
    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final Set<Timer<?>> pauses = new HashSet<>();
    private int running;
    private int advancing;
    private int alive;
    private long sequence;
    private boolean shutDown;

    /**
     * A scheduler whose clock jumps, if it stands, when the calling thread waits as well.
     *
     * @param size how many tasks may run at once; with one, the same work runs in the same order every time
     */
    public VirtualScheduler(TimeSource time, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("the number of workers is " + size + "; allowed is 1 or more");
        }
        this.time = time;
        this.size = size;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time cannot be moved by " + by + "; it never goes back");
        }
        advanceTo(now().plus(by));
    }

    @Override
    public synchronized void advanceTo(Instant instant) {
        if (time.stands() && !workers.contains(Thread.currentThread())) {
            advanceStepByStep(instant);
        }
        time.moveTo(instant);
        notifyAll();
    }

    private void advanceStepByStep(Instant instant) {
        advancing++;
        try {
            awaitQuiet();
            for (Timer<?> next = timers.peek(); next != null && !next.due.isAfter(instant); next = timers.peek()) {
                time.moveTo(next.due);
                releaseDue();
                awaitQuiet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time was moved on to " + instant, e);
        } finally {
            advancing--;
        }
    }

    private void awaitQuiet() throws InterruptedException {
        while (running > 0 || isWorkForOthers()) {
            wait();
        }
    }

    /**
     * Lets the calling thread wait in simulated time. A worker is kept by its task meanwhile; any other thread moves
     * time on for everybody.
     */
    public void pause(Duration length) throws InterruptedException {
        synchronized (this) {
            if (workers.contains(Thread.currentThread())) {
                pauseWorker(length);
                return;
            }
        }
        if (time.stands()) {
            advance(length);
        } else {
            time.realTimeUntil(time.now().plus(length)).ifPresent(real -> LockSupport.parkNanos(real.toNanos()));
        }
    }

    private void pauseWorker(Duration length) throws InterruptedException {
        Timer<?> wake = timer(Executors.callable(() -> {}), length, Duration.ZERO);
        pauses.add(wake);
        running--;
        notifyAll();
        try {
            for (releaseDue(); pauses.contains(wake); releaseDue()) {
                rest();
            }
        } finally {
            wake.cancel(false);
        }
    }

    @Override
    public synchronized void execute(Runnable task) {
        refuseAfterShutdown();
        makeReady(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return timer(Executors.callable(task), duration(delay, unit), Duration.ZERO);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return timer(task, duration(delay, unit), Duration.ZERO);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return timer(Executors.callable(task), duration(initialDelay, unit), positive(duration(period, unit)));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        Duration afterwards = positive(duration(delay, unit)).negated();
        return timer(Executors.callable(task), duration(initialDelay, unit), afterwards);
    }

    private synchronized <V> Timer<V> timer(Callable<V> task, Duration delay, Duration period) {
        refuseAfterShutdown();
        Timer<V> timer = new Timer<>(this, task, time.now().plus(delay), period, sequence++);
        timers.add(timer);
        hire();
        notifyAll();
        return timer;
    }

    /** Puts a repeated timer back, unless nothing is repeated any more. */
    synchronized void again(Timer<?> timer) {
        if (!shutDown && !timer.isCancelled()) {
            timers.add(timer);
            notifyAll();
        }
    }

    synchronized void forget(Timer<?> timer) {
        timers.remove(timer);
        endPause(timer);
        notifyAll();
    }

    /** From here on the worker that has paused counts as running, even before its thread wakes up. */
    private boolean endPause(Timer<?> timer) {
        boolean paused = pauses.remove(timer);
        if (paused) {
            running++;
        }
        return paused;
    }

    private void makeReady(Runnable task) {
        ready.add(task);
        hire();
        notifyAll();
    }

    /** Where there is something to do there has to be somebody to do it. */
    private void hire() {
        if (workers.size() < size) {
            Thread worker = new Thread(this::work, "simulated-aws-" + (workers.size() + 1));
            worker.setDaemon(true);
            workers.add(worker);
            alive++;
            worker.start();
        }
    }

    private void work() {
        try {
            for (Runnable task = next(); task != null; task = next()) {
                run(task);
            }
        } finally {
            gone();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            Thread worker = Thread.currentThread();
            worker.getUncaughtExceptionHandler().uncaughtException(worker, e);
        } finally {
            done();
        }
    }

    private synchronized void done() {
        running--;
        notifyAll();
    }

    private synchronized void gone() {
        alive--;
        notifyAll();
    }

    /** The next task; null when there will be none. */
    private synchronized @Nullable Runnable next() {
        while (true) {
            releaseDue();
            Runnable task = ready.poll();
            if (task != null) {
                running++;
                return task;
            }
            if (shutDown) {
                return null;
            }
            try {
                rest();
            } catch (InterruptedException e) {
                // Meant for a task that has ended meanwhile, or to make this worker see that it is to end: look again.
            }
        }
    }

    private void releaseDue() {
        Instant now = time.now();
        for (Timer<?> next = timers.peek(); next != null && !next.due.isAfter(now); next = timers.peek()) {
            timers.remove();
            if (endPause(next)) {
                notifyAll();
            } else {
                makeReady(next);
            }
        }
    }

    /** Waits until something may have changed, or changes the time. Whoever calls it looks again and again. */
    @SuppressWarnings("WaitNotInLoop")
    private void rest() throws InterruptedException {
        Timer<?> next = timers.peek();
        if (next == null) {
            wait();
        } else if (!time.stands()) {
            TimeUnit.NANOSECONDS.timedWait(
                    this, time.realTimeUntil(next.due).orElseThrow().toNanos() + 1);
        } else if (running > 0 || advancing > 0 || isWorkForOthers()) {
            wait();
        } else if (makerWaits()) {
            time.moveTo(next.due);
        } else {
            wait(1);
        }
    }

    /** Whether a task is ready and somebody free to take it. */
    private boolean isWorkForOthers() {
        return !ready.isEmpty() && pauses.size() < size;
    }

    private boolean makerWaits() {
        if (!waits(maker) || isAboutToWake(maker)) {
            return false;
        }
        LockSupport.parkNanos(SETTLING_NANOS);
        return waits(maker) && !isAboutToWake(maker);
    }

    /**
     * Whether the thread waits for something that has come: it was woken, and on a busy machine it takes its time until
     * that shows. Known of futures, which is what verbs wait for; of others it is not.
     */
    private static boolean isAboutToWake(Thread thread) {
        Object awaited = LockSupport.getBlocker(thread);
        return (awaited instanceof Future<?> future && future.isDone())
                || (awaited instanceof ForkJoinPool.ManagedBlocker wait
                        && !Thread.currentThread().isInterrupted() // it would take that for the other's interruption
                        && wait.isReleasable());
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }

    /** Lets what is ready finish; timers are dropped, since nobody would wait for a time that does not come. */
    @Override
    public synchronized void shutdown() {
        shutDown = true;
        List.copyOf(timers).forEach(timer -> timer.cancel(false));
        notifyAll();
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutdown();
        List<Runnable> left = List.copyOf(ready);
        ready.clear();
        workers.forEach(Thread::interrupt);
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutDown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutDown && alive == 0;
    }

    /** Waits in real time. */
    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        for (long left = end - System.nanoTime(); !isTerminated() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return isTerminated();
    }

    private void refuseAfterShutdown() {
        if (shutDown) {
            throw new RejectedExecutionException("the simulated AWS is closed");
        }
    }

    private static Duration duration(long amount, TimeUnit unit) {
        return Duration.of(Math.max(0, amount), unit.toChronoUnit());
    }

    private static Duration positive(Duration period) {
        if (period.isZero()) {
            throw new IllegalArgumentException("the period is " + period + "; allowed is more than 0");
        }
        return period;
    }
}
