package io.patchfleet.simulator.internal.time;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task did is seen in what it told. */
@SuppressWarnings("FutureReturnValueIgnored")
class VirtualSchedulerTest {

    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    private final List<VirtualScheduler> made = new ArrayList<>();
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws InterruptedException {
        for (VirtualScheduler scheduler : made) {
            scheduler.shutdownNow();
            assertTrue(scheduler.awaitTermination(10, SECONDS), "a worker is left");
        }
    }

    @Test
    void hoursPassAtOnceWhenEverybodyWaits() throws Exception {
        VirtualScheduler scheduler = scheduler(1);
        Instant at = scheduler.schedule(scheduler::now, 9, HOURS).get();
        assertEquals(START.plus(Duration.ofHours(9)), at);
    }

    @Test
    void theClockDoesNotJumpWhileATaskRuns() throws Exception {
        VirtualScheduler scheduler = scheduler(2);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<Instant> task = scheduler.submit(() -> {
            busy.countDown();
            enough.await();
            return scheduler.now();
        });
        busy.await();
        Future<Instant> timer = scheduler.schedule(scheduler::now, 1, HOURS);
        enough.countDown();
        assertEquals(START, task.get());
        assertEquals(START.plus(Duration.ofHours(1)), timer.get());
    }

    @Test
    void theClockDoesNotJumpWhileItsMakerIsBusy() {
        VirtualScheduler scheduler = scheduler(1);
        scheduler.schedule(() -> told(scheduler, "late"), 1, HOURS);
        long end = System.nanoTime() + MILLISECONDS.toNanos(50);
        while (System.nanoTime() < end) {
            assertEquals(START, scheduler.now());
        }
    }

    @Test
    void timersRunInTheOrderOfTheirInstantsAndThenOfTheirMaking() throws Exception {
        VirtualScheduler scheduler = scheduler(1);
        scheduler
                .submit(() -> {
                    scheduler.schedule(() -> told(scheduler, "c"), 2, HOURS);
                    scheduler.schedule(() -> told(scheduler, "a"), 1, HOURS);
                    scheduler.schedule(() -> told(scheduler, "b"), 1, HOURS);
                    scheduler.execute(() -> told(scheduler, "at once"));
                })
                .get();
        scheduler.advance(Duration.ofHours(3));
        assertEquals(List.of("PT0S at once", "PT1H a", "PT1H b", "PT2H c"), story);
    }

    @Test
    void whatIsDueOnTheWayIsDoneOnTheWay() {
        VirtualScheduler scheduler = scheduler(1);
        scheduler.scheduleAtFixedRate(() -> told(scheduler, "tick"), 10, 20, MINUTES);
        scheduler.advance(Duration.ofMinutes(60));
        assertEquals(List.of("PT10M tick", "PT30M tick", "PT50M tick"), story);
        assertEquals(START.plus(Duration.ofHours(1)), scheduler.now());
    }

    @Test
    void aFixedDelayCountsFromTheEndOfTheLastRun() {
        VirtualScheduler scheduler = scheduler(1);
        scheduler.scheduleWithFixedDelay(
                () -> {
                    told(scheduler, "begin");
                    paused(scheduler, Duration.ofMinutes(5));
                },
                10,
                20,
                MINUTES);
        scheduler.advance(Duration.ofMinutes(61));
        assertEquals(List.of("PT10M begin", "PT35M begin", "PT1H begin"), story);
    }

    @Test
    void theSameWorkRunsInTheSameOrderEveryTime() throws Exception {
        assertEquals(play(), play());
    }

    private List<String> play() throws Exception {
        VirtualScheduler scheduler = scheduler(1);
        List<String> events = new ArrayList<>();
        scheduler
                .submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        int id = i;
                        scheduler.schedule(
                                () -> {
                                    events.add(scheduler.now() + " " + id);
                                    scheduler.execute(() -> events.add(scheduler.now() + " again " + id));
                                },
                                (id * 37) % 11,
                                SECONDS);
                    }
                })
                .get();
        scheduler.advance(Duration.ofMinutes(1));
        return events;
    }

    @Test
    void aCancelledTimerIsForgottenAndTheClockStays() throws Exception {
        VirtualScheduler scheduler = scheduler(1);
        ScheduledFuture<?> timer = scheduler
                .submit(() -> {
                    ScheduledFuture<?> hopeless = scheduler.schedule(() -> told(scheduler, "never"), 5, HOURS);
                    scheduler.schedule(() -> told(scheduler, "soon"), 1, HOURS);
                    hopeless.cancel(false);
                    return hopeless;
                })
                .get();
        assertTrue(timer.isCancelled());
        scheduler.schedule(() -> {}, 2, HOURS).get();
        assertEquals(START.plus(Duration.ofHours(2)), scheduler.now());
        assertEquals(List.of("PT1H soon"), story);
    }

    @Test
    void aRepeatedTimerEndsWhenItIsCancelled() {
        VirtualScheduler scheduler = scheduler(1);
        ScheduledFuture<?> tick = scheduler.scheduleAtFixedRate(() -> told(scheduler, "tick"), 1, 1, HOURS);
        scheduler.advance(Duration.ofHours(2));
        tick.cancel(false);
        scheduler.advance(Duration.ofHours(2));
        assertEquals(List.of("PT1H tick", "PT2H tick"), story);
    }

    @Test
    void aTaskThatPausesKeepsItsWorkerAndTimePassesForIt() throws Exception {
        VirtualScheduler scheduler = scheduler(1);
        Future<?> first = scheduler.submit(() -> paused(scheduler, Duration.ofMinutes(10)));
        Future<Instant> second = scheduler.submit(scheduler::now);
        first.get();
        assertEquals(START.plus(Duration.ofMinutes(10)), second.get());
    }

    @Test
    void asManyTasksPauseAtOnceAsThereAreWorkers() throws Exception {
        VirtualScheduler scheduler = scheduler(5);
        List<Future<Instant>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(scheduler.submit(() -> {
                paused(scheduler, Duration.ofMillis(70));
                return scheduler.now();
            }));
        }
        for (int i = 0; i < 20; i++) {
            assertEquals(START.plusMillis(70L * (i / 5 + 1)), calls.get(i).get());
        }
    }

    @Test
    void anybodyElseWhoPausesMovesTimeOn() throws InterruptedException {
        VirtualScheduler scheduler = scheduler(1);
        scheduler.schedule(() -> told(scheduler, "meanwhile"), 1, MINUTES);
        scheduler.pause(Duration.ofMinutes(2));
        assertEquals(START.plus(Duration.ofMinutes(2)), scheduler.now());
        assertEquals(List.of("PT1M meanwhile"), story);
    }

    @Test
    void aTaskThatThrowsDoesNotTakeItsWorkerAlong() throws Exception {
        VirtualScheduler scheduler = scheduler(1);
        Future<?> failing = scheduler.submit(() -> {
            throw new IllegalStateException("as planned");
        });
        assertThrows(ExecutionException.class, failing::get);
        assertEquals(START, scheduler.submit(scheduler::now).get());
    }

    @Test
    void aTaskThatIsInterruptedDoesNotTakeItsWorkerAlong() throws Exception {
        VirtualScheduler scheduler = scheduler(1);
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> endless = scheduler.submit(() -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        begun.await();
        endless.cancel(true);
        assertEquals(START, scheduler.submit(scheduler::now).get());
    }

    @Test
    void afterTheEndNothingIsTaken() {
        VirtualScheduler scheduler = scheduler(1);
        ScheduledFuture<?> timer = scheduler.schedule(() -> {}, 1, HOURS);
        scheduler.shutdown();
        assertTrue(timer.isCancelled());
        assertThrows(RejectedExecutionException.class, () -> scheduler.execute(() -> {}));
    }

    @Test
    void aClockThatFollowsTheWallsIsWaitedForAndMayBePushed() throws Exception {
        AtomicLong wall = new AtomicLong();
        TimeSource source = TimeSource.following(START, 60, wall::get);
        VirtualScheduler scheduler = new VirtualScheduler(source, 1);
        made.add(scheduler);
        wall.set(SECONDS.toNanos(1));
        assertEquals(START.plus(Duration.ofMinutes(1)), scheduler.now());

        Future<Instant> timer = scheduler.schedule(scheduler::now, 2, HOURS);
        assertFalse(timer.isDone());
        scheduler.advance(Duration.ofHours(2));
        assertEquals(START.plus(Duration.ofMinutes(121)), timer.get());
    }

    @Test
    void timeNeverGoesBack() {
        VirtualScheduler scheduler = scheduler(1);
        scheduler.advanceTo(START.minusSeconds(1));
        assertEquals(START, scheduler.now());
        assertThrows(IllegalArgumentException.class, () -> scheduler.advance(Duration.ofSeconds(-1)));
    }

    private VirtualScheduler scheduler(int workers) {
        VirtualScheduler scheduler = new VirtualScheduler(TimeSource.standing(START), workers);
        made.add(scheduler);
        return scheduler;
    }

    private void told(VirtualScheduler scheduler, String what) {
        story.add(Duration.between(START, scheduler.now()) + " " + what);
    }

    private static void paused(VirtualScheduler scheduler, Duration length) {
        try {
            scheduler.pause(length);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
