package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks after all commands of a run in one scope together: one list of them every few seconds, whose counts say where
 * something has changed. How single nodes ended is read of a command that has ended, and of one that goes on only now
 * and then.
 */
final class CommandWatch {

    private static final String LIST = "";

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** A refusal may pass: credentials cannot be had for a moment, or a policy is being edited. */
    private static final Duration REFUSED_FOR_GOOD = Duration.ofMinutes(5);
    /** By how much AWS's clock may be behind ours. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final FleetTime time;
    private final Caller caller;
    private final Place place;
    private final Errand errand;
    private final Duration betweenParts;
    private final Listener listener;
    private final Map<String, Watched> open = new HashMap<>();
    /** What has been refused without a break since when: a command's id, or none for the list of them. */
    private final Map<String, Instant> refused = new ConcurrentHashMap<>();

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
            refused.remove(LIST);
            commands.forEach(this::take);
        } else if (failure != null && isFinal(LIST, failure)) {
            loseAll(CallFailedException.of(failure));
        }
        // Nothing is waited for in vain: a clock that jumps to the next thing to do would jump there.
        if (oldest().isPresent()) {
            Duration longer = pause.multipliedBy(3).dividedBy(2);
            lookAfter(longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
        }
    }

    /** A scope that does not answer for a while may answer later; the run's own limit ends that. */
    private boolean isFinal(String what, Throwable failure) {
        CallFailedException failed = CallFailedException.of(failure);
        if (failed.kind() == Kind.OVER) {
            return true;
        }
        if (Retries.mayPass(failed)) {
            return false;
        }
        Instant first = refused.putIfAbsent(what, time.now());
        return first != null && !time.now().isBefore(first.plus(REFUSED_FOR_GOOD));
    }

    private void take(Commands.Sent command) {
        if (!isToBeRead(command)) {
            return;
        }
        Commands.invocations(caller, place, errand, command.id(), true).whenComplete((invocations, failure) -> {
            if (invocations != null) {
                refused.remove(command.id());
                read(command, (int)
                        invocations.stream().filter(Causes::hasEnded).count());
                listener.heard(command, invocations);
            } else if (failure != null && isFinal(command.id(), failure)) {
                forget(command.id());
                listener.lost(command.id(), CallFailedException.of(failure));
            } else if (command.ended()) {
                again(command);
            } else {
                read(command, 0);
            }
        });
    }

    private synchronized void forget(String command) {
        open.remove(command);
    }

    /** Of how many nodes of a command that goes on it is known how they ended: the list may know of more by now. */
    private synchronized void read(Commands.Sent command, int ended) {
        Watched watched = open.get(command.id());
        if (watched != null) {
            watched.completed = ended;
        }
    }

    /** The end of a command is read until it can be read. */
    private void again(Commands.Sent command) {
        watch(command.id(), time.now().isBefore(command.requested()) ? time.now() : command.requested());
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
