package io.patchfleet.internal.call;

import io.patchfleet.model.Actor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one verb is about: who asked, what it has cost so far, and whether it is over before its time. When it is over,
 * nothing more is sent for it and whoever waits for its calls learns so.
 */
public final class Errand {

    private final Actor actor;
    private final SortedMap<String, Long> calls = new TreeMap<>();
    private final Map<Long, CompletableFuture<?>> open = new HashMap<>();
    private long opened;
    private long throttled;
    private @Nullable CallFailedException over;

    public Errand(Actor actor) {
        this.actor = actor;
    }

    public Actor actor() {
        return actor;
    }

    /** Ends it: every open call fails with this. The first end stands. */
    public void end(CallFailedException why) {
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

    public synchronized boolean isOver() {
        return over != null;
    }

    /** How often AWS was called, by operation. */
    public synchronized SortedMap<String, Long> calls() {
        return new TreeMap<>(calls);
    }

    public synchronized long throttled() {
        return throttled;
    }

    /** A future that ends with this errand if nobody ends it before. */
    <T> CompletableFuture<T> open() {
        CompletableFuture<T> call = new CompletableFuture<>();
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
