package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an execution of a maintenance window stands, or a part of it, in AWS's words. */
public final class WindowProgress {

    /** The words. */
    public enum Status {
        PENDING,
        IN_PROGRESS,
        SUCCESS,
        FAILED,
        TIMED_OUT,
        CANCELLING,
        CANCELLED,
        SKIPPED_OVERLAPPING
    }

    private Runnable whenChanged = () -> {};
    private Status status = Status.PENDING;
    private @Nullable String details;
    private @Nullable Instant began;
    private @Nullable Instant ended;

    void whenChanged(Runnable action) {
        whenChanged = action;
    }

    public Status status() {
        return status;
    }

    /** Why; null where AWS does not say. */
    public @Nullable String details() {
        return details;
    }

    public @Nullable Instant began() {
        return began;
    }

    public @Nullable Instant ended() {
        return ended;
    }

    public boolean pending() {
        return status == Status.PENDING;
    }

    public boolean over() {
        return ended != null;
    }

    public void begin(Instant now) {
        status = Status.IN_PROGRESS;
        began = now;
        whenChanged.run();
    }

    /** It is to come to its end, and what has begun goes on. */
    public void cancel() {
        status = Status.CANCELLING;
        whenChanged.run();
    }

    public void end(Status how, @Nullable String why, Instant now) {
        status = how;
        details = why;
        ended = now;
        whenChanged.run();
    }
}
