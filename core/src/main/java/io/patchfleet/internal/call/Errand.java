package io.patchfleet.internal.call;

import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.model.Actor;
import io.patchfleet.model.AwsFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one verb is about: who asked, what it has cost so far, and whether it is over before its time. When it is over,
 * nothing more is sent for it and whoever waits for its calls learns so.
 *
 * <p>A deadline needs no timer: it is looked at whenever a call is about to be made, and none takes longer than the
 * clients' own limit.
 */
public final class Errand {

    private final Actor actor;
    private final FleetTime time;
    private final Optional<Duration> limit;
    private final long began;
    private final SortedMap<String, Long> calls = new TreeMap<>();
    private final Map<Long, CompletableFuture<?>> open = new HashMap<>();
    private long opened;
    private long throttled;
    private @Nullable CallFailedException over;

    public Errand(Actor actor, FleetTime time, Optional<Duration> limit) {
        this.actor = actor;
        this.time = time;
        this.limit = limit;
        this.began = time.nanos();
    }

    public Actor actor() {
        return actor;
    }

    /** Ends it: every open call fails with these words. The first end stands. */
    public void end(String code, String words) {
        CallFailedException why =
                new CallFailedException(new AwsFailure("call", code, words, Optional.empty()), Kind.OVER, null);
        List<CompletableFuture<?>> abandoned;
        synchronized (this) {
            if (over != null) {
                return;
            }
            over = why;
            abandoned = new ArrayList<>(open.values());
            open.clear();
        }
        abandoned.forEach(call -> call.completeExceptionally(why));
    }

    /** Whether nothing more may be sent for it. */
    public boolean isOver() {
        boolean timeIsUp = isTimeUp();
        synchronized (this) {
            return timeIsUp || over != null;
        }
    }

    /** Ends it if its time is up. Not to be called under a lock: what follows on the end of calls runs at once. */
    void endIfTimeIsUp() {
        if (isTimeUp()) {
            end("time is up", "not done within " + limit.orElseThrow());
        }
    }

    /** Whether it has taken as long as it may. */
    public boolean isTimeUp() {
        return limit.isPresent() && time.nanos() - began >= limit.get().toNanos();
    }

    /** How often AWS was called, by operation. */
    public synchronized SortedMap<String, Long> calls() {
        return new TreeMap<>(calls);
    }

    public synchronized long throttled() {
        return throttled;
    }

    /** A future that ends with this errand if nobody ends it before. */
    public <T> CompletableFuture<T> open() {
        CompletableFuture<T> call = new CompletableFuture<>();
        endIfTimeIsUp();
        synchronized (this) {
            if (over == null) {
                long key = opened++;
                open.put(key, call);
                call.whenComplete((result, failure) -> forget(key));
                return call;
            }
        }
        call.completeExceptionally(over);
        return call;
    }

    private synchronized void forget(long key) {
        open.remove(key);
    }

    synchronized void called(String operation) {
        calls.merge(operation, 1L, Long::sum);
    }

    synchronized void throttledOnce() {
        throttled++;
    }
}
