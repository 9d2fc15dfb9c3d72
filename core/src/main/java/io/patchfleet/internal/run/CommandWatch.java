package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Looks after all commands of a run in one scope together: one list of them every few seconds, no call for each. */
final class CommandWatch {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private static final Set<Kind> MAY_PASS = Set.of(Kind.PASSING, Kind.SCOPE_CLOSED, Kind.THROTTLED);

    private final FleetWork work;
    private final Place place;
    private final Errand errand;
    private final Instant since;
    private final RunTally tally;
    private final Map<String, Watched> open = new HashMap<>();
    private boolean looking;

    /** Watches commands that were asked for since then. */
    CommandWatch(FleetWork work, Place place, Errand errand, Instant since, RunTally tally) {
        this.work = work;
        this.place = place;
        this.errand = errand;
        this.since = since;
        this.tally = tally;
    }

    /** The command, once it has ended on all of its nodes. */
    CompletableFuture<Commands.Sent> end(String command) {
        Watched watched = new Watched(errand.open());
        boolean first;
        synchronized (this) {
            open.put(command, watched);
            first = !looking;
            looking = true;
        }
        if (first) {
            lookAfter(FIRST_PAUSE);
        }
        return watched.end;
    }

    private void lookAfter(Duration pause) {
        work.time()
                .later(
                        pause,
                        () -> Commands.since(work.caller(), place, errand, since)
                                .whenComplete((commands, failure) -> seen(commands, failure, pause)));
    }

    private void seen(@Nullable List<Commands.Sent> commands, @Nullable Throwable failure, Duration pause) {
        if (commands != null) {
            commands.forEach(this::take);
        } else if (failure != null && isFinal(failure)) {
            failAll(failure);
        }
        synchronized (this) {
            looking = !open.isEmpty();
            if (!looking) {
                return;
            }
        }
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        lookAfter(longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
    }

    /** A scope that does not answer for a while may answer later; the run's own limit ends that. */
    private static boolean isFinal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return !(cause instanceof CallFailedException failed) || !MAY_PASS.contains(failed.kind());
    }

    private void take(Commands.Sent command) {
        Watched watched;
        synchronized (this) {
            watched = command.ended() ? open.remove(command.id()) : open.get(command.id());
        }
        if (watched == null) {
            return;
        }
        tally.end(command.completed() - watched.completed);
        watched.completed = command.completed();
        if (command.ended()) {
            watched.end.complete(command);
        }
    }

    private void failAll(Throwable failure) {
        List<Watched> failed;
        synchronized (this) {
            failed = List.copyOf(open.values());
            open.clear();
        }
        failed.forEach(watched -> watched.end.completeExceptionally(failure));
    }

    private static final class Watched {
        private final CompletableFuture<Commands.Sent> end;
        private int completed;

        Watched(CompletableFuture<Commands.Sent> end) {
            this.end = end;
        }
    }
}
