package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.FleetTime;
import io.patchfleet.internal.call.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks after all commands of a run in one scope together: one list of them every few seconds, whose counts say where
 * something has changed. How single nodes ended is read of a command that has ended, and of one that goes on only now
 * and then.
 */
final class CommandWatch {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** By how much AWS's clock may be behind ours. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final FleetTime time;
    private final Caller caller;
    private final Place place;
    private final Errand errand;
    private final Duration betweenParts;
    private final Listener listener;
    private final Map<String, Watched> open = new HashMap<>();
    private boolean looking;

    /**
     * Watches nothing yet.
     *
     * @param betweenParts how often it is read at most how single nodes ended while others of the same command go on
     */
    CommandWatch(FleetTime time, Caller caller, Place place, Errand errand, Duration betweenParts, Listener listener) {
        this.time = time;
        this.caller = caller;
        this.place = place;
        this.errand = errand;
        this.betweenParts = betweenParts;
        this.listener = listener;
    }

    /** Who hears of it. */
    interface Listener {

        /** What is known of a command; all of it if the command has ended. */
        void heard(Commands.Sent command, List<Commands.Invocation> invocations);

        /** How a command goes on cannot be read any more. */
        void lost(String command, CallFailedException why);
    }

    void watch(String command) {
        watch(command, time.now());
    }

    private void watch(String command, Instant since) {
        boolean first;
        synchronized (this) {
            open.put(command, new Watched(since));
            first = !looking;
            looking = true;
        }
        if (first) {
            lookAfter(FIRST_PAUSE);
        }
    }

    private void lookAfter(Duration pause) {
        time.later(pause, () -> look(pause));
    }

    private void look(Duration pause) {
        Optional<Instant> oldest = oldest();
        if (oldest.isEmpty() || errand.isOver()) {
            return;
        }
        Commands.since(caller, place, errand, oldest.get().minus(CLOCK_SKEW))
                .whenComplete((commands, failure) -> seen(commands, failure, pause));
    }

    private synchronized Optional<Instant> oldest() {
        Optional<Instant> oldest =
                open.values().stream().map(watched -> watched.since).min(Instant::compareTo);
        looking = oldest.isPresent();
        return oldest;
    }

    private void seen(@Nullable List<Commands.Sent> commands, @Nullable Throwable failure, Duration pause) {
        if (commands != null) {
            commands.forEach(this::take);
        } else if (failure != null && !mayPass(failure)) {
            loseAll(CallFailedException.of(failure));
        }
        // Nothing is waited for in vain: a clock that jumps to the next thing to do would jump there.
        if (oldest().isPresent()) {
            Duration longer = pause.multipliedBy(3).dividedBy(2);
            lookAfter(longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
        }
    }

    /** A scope that does not answer for a while may answer later; the run's own limit ends that. */
    private static boolean mayPass(Throwable failure) {
        return Retries.mayPass(CallFailedException.of(failure));
    }

    private void take(Commands.Sent command) {
        if (!isToBeRead(command)) {
            return;
        }
        Commands.invocations(caller, place, errand, command.id(), true).whenComplete((invocations, failure) -> {
            if (invocations != null) {
                listener.heard(command, invocations);
            } else if (failure != null && (command.ended() || !mayPass(failure))) {
                again(command, failure);
            }
        });
    }

    /** The end of a command is read until it can be read. */
    private void again(Commands.Sent command, Throwable failure) {
        if (mayPass(failure) && !errand.isOver()) {
            watch(command.id(), time.now().isBefore(command.requested()) ? time.now() : command.requested());
        } else {
            listener.lost(command.id(), CallFailedException.of(failure));
        }
    }

    private synchronized boolean isToBeRead(Commands.Sent command) {
        Watched watched = open.get(command.id());
        if (watched == null) {
            return false;
        }
        if (command.ended()) {
            open.remove(command.id());
            return true;
        }
        Instant now = time.now();
        if (command.completed() > watched.completed
                && !watched.read.plus(betweenParts).isAfter(now)) {
            watched.completed = command.completed();
            watched.read = now;
            return true;
        }
        return false;
    }

    private void loseAll(CallFailedException failure) {
        List<String> lost;
        synchronized (this) {
            lost = new ArrayList<>(open.keySet());
            open.clear();
        }
        lost.forEach(command -> listener.lost(command, failure));
    }

    private static final class Watched {
        private final Instant since;
        private Instant read;
        private int completed;

        Watched(Instant since) {
            this.since = since;
            this.read = since;
        }
    }
}
