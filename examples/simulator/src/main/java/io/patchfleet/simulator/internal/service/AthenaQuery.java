package io.patchfleet.simulator.internal.service;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A query that was started, and what has become of it by the world's clock. */
final class AthenaQuery {

    /** How long Athena takes is not documented; a second or two is usual. */
    private static final Duration QUEUED = Duration.ofMillis(200);

    private static final Duration ALTOGETHER = Duration.ofMillis(1500);

    private final String id;
    private final String sql;
    private final String workGroup;
    private final String outputLocation;
    private final Instant submitted;
    private final AthenaResult result;
    private final @Nullable String failure;
    private @Nullable Instant cancelled;

    /**
     * A query.
     *
     * @param failure why it comes to a bad end; null if it does not
     */
    AthenaQuery(
            String id,
            String sql,
            String workGroup,
            String outputLocation,
            Instant submitted,
            AthenaResult result,
            @Nullable String failure) {
        this.id = id;
        this.sql = sql;
        this.workGroup = workGroup;
        this.outputLocation = outputLocation;
        this.submitted = submitted;
        this.result = result;
        this.failure = failure;
    }

    String id() {
        return id;
    }

    String sql() {
        return sql;
    }

    String workGroup() {
        return workGroup;
    }

    String outputLocation() {
        return outputLocation;
    }

    Instant submitted() {
        return submitted;
    }

    AthenaResult result() {
        return result;
    }

    @Nullable
    String failure() {
        return failure;
    }

    String state(Instant now) {
        if (cancelled != null) {
            return "CANCELLED";
        }
        if (now.isBefore(submitted.plus(QUEUED))) {
            return "QUEUED";
        }
        if (now.isBefore(ended())) {
            return "RUNNING";
        }
        return failure == null ? "SUCCEEDED" : "FAILED";
    }

    /** When it ends, or ended. */
    Instant ended() {
        return cancelled == null ? submitted.plus(ALTOGETHER) : cancelled;
    }

    /** Ends it, unless it has ended. */
    void cancel(Instant now) {
        if (cancelled == null && now.isBefore(ended())) {
            cancelled = now;
        }
    }
}
