package io.patchfleet.internal.call;

import io.patchfleet.internal.call.AdaptiveRate.Turn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lets calls of one operation in one scope go out, each in its turn, at the pace that {@link AdaptiveRate} finds. Shared
 * by all that call that operation. Blocks no thread: a turn is a future, and one timer waits for the next.
 */
final class Pacer {

    /** However slow the pace: an errand whose time is up is to hear of it soon. */
    private static final long LONGEST_NAP = 500_000_000L;

    private final FleetTime time;
    private final AdaptiveRate rate;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean timerSet;

    Pacer(FleetTime time) {
        this.time = time;
        this.rate = new AdaptiveRate(time.nanos());
    }

    /** A turn at the end of the queue. */
    CompletableFuture<Turn> turn(Errand errand) {
        return enqueue(new Waiting(errand, new CompletableFuture<>()), false);
    }

    /** A turn before all others, for a call that was throttled. */
    CompletableFuture<Turn> turnAgain(Errand errand) {
        return enqueue(new Waiting(errand, new CompletableFuture<>()), true);
    }

    synchronized void accepted(Turn turn) {
        rate.accepted(turn, time.nanos());
    }

    /** Takes note of a throttle; gives the calls a second from now on. */
    synchronized double throttled(Turn turn) {
        rate.throttled(turn, time.nanos());
        return rate.perSecond();
    }

    private CompletableFuture<Turn> enqueue(Waiting newcomer, boolean first) {
        synchronized (this) {
            if (first) {
                waiting.addFirst(newcomer);
            } else {
                waiting.addLast(newcomer);
            }
        }
        letGo();
        return newcomer.turn();
    }

    /** Lets all go that may, outside of the lock, because what follows on a turn runs at once. */
    private void letGo() {
        List<Runnable> going = new ArrayList<>();
        synchronized (this) {
            long now = time.nanos();
            while (!waiting.isEmpty() && !timerSet) {
                if (waiting.element().errand().isOver()) {
                    going.add(waiting.remove().errand()::endIfTimeIsUp);
                    continue;
                }
                long wait = rate.nanosToWait(now);
                if (wait > 0) {
                    setTimer(wait);
                } else {
                    Waiting next = waiting.remove();
                    Turn turn = rate.send(now, !waiting.isEmpty());
                    going.add(() -> next.turn().complete(turn));
                }
            }
        }
        going.forEach(Runnable::run);
    }

    private void setTimer(long wait) {
        timerSet = true;
        time.later(Duration.ofNanos(Math.min(wait, LONGEST_NAP)), () -> {
            synchronized (this) {
                timerSet = false;
            }
            letGo();
        });
    }

    private record Waiting(Errand errand, CompletableFuture<Turn> turn) {}
}
