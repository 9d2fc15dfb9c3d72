package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.run.NodeTask.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The nodes that wait for their turn, and when it comes: what is to be proven goes first, then what is to be tried
 * again, then what has not begun. Guarded by the run's lock.
 */
final class Turns {

    /** How much of the pace has to be free before new nodes are begun, so that commands do not become many and small. */
    private static final int FILL = 4;

    private static final Duration LONGEST_GATHERING = Duration.ofMinutes(1);

    private static final Comparator<NodeTask> TURN =
            Comparator.comparing(NodeTask::due).thenComparingInt(NodeTask::order);

    private final OpenHours hours;
    private final Tally tally;
    private final PriorityQueue<NodeTask> toBegin = new PriorityQueue<>(TURN);
    private final PriorityQueue<NodeTask> toRetry = new PriorityQueue<>(TURN);
    private final PriorityQueue<NodeTask> toProve = new PriorityQueue<>(TURN);
    private Instant lastFill = Instant.MIN;

    Turns(OpenHours hours, Tally tally) {
        this.hours = hours;
        this.tally = tally;
    }

    void add(NodeTask task) {
        if (task.isToBeProven()) {
            toProve.add(task);
        } else {
            (task.attempts() > 0 ? toRetry : toBegin).add(task);
        }
    }

    /** Those whose turn it is now; they do not wait any more. */
    List<NodeTask> take(Instant now) {
        List<NodeTask> taken = new ArrayList<>();
        if (mayProve(now)) {
            take(toProve, now, toProve.size(), taken);
        }
        if (mayFill(now)) {
            // What was begun is brought to an end before more is begun.
            int retried = take(toRetry, now, tally.free(), taken);
            int begun = take(toBegin, now, tally.free() - retried, taken);
            lastFill = retried + begun > 0 ? now : lastFill;
        }
        return taken;
    }

    private static int take(PriorityQueue<NodeTask> queue, Instant now, int most, List<NodeTask> taken) {
        int count = 0;
        while (count < most && !queue.isEmpty() && !queue.peek().due().isAfter(now)) {
            NodeTask task = queue.remove();
            if (task.state() == State.READY) { // an error of ours may have ended it
                taken.add(task);
                count++;
            }
        }
        return count;
    }

    /** Not one by one: a scan of many costs as many calls as a scan of one. */
    private boolean mayProve(Instant now) {
        return toProve.size() >= Commands.BATCH
                || gathered().filter(moment -> !moment.isAfter(now)).isPresent();
    }

    /** When the nodes that are to be proven have waited long enough for others. */
    private Optional<Instant> gathered() {
        boolean othersFollow = tally.inFlight() > toProve.size();
        return first(toProve).map(due -> othersFollow ? due.plus(LONGEST_GATHERING) : due);
    }

    private boolean mayFill(Instant now) {
        int free = tally.free();
        if (free <= 0 || !hours.isOpen(now)) {
            return false;
        }
        return free * FILL >= tally.pace()
                || free >= toBegin.size() + toRetry.size()
                || lastFill.plus(LONGEST_GATHERING).compareTo(now) <= 0;
    }

    /** When the next turn comes, whatever happens meanwhile; empty if nothing is known to come. */
    Optional<Instant> next(Instant now) {
        Stream<Instant> filling = tally.free() <= 0
                ? Stream.empty()
                : Stream.of(toRetry, toBegin)
                        .flatMap(queue -> first(queue).stream())
                        .flatMap(due -> hours.next(later(due, now)).stream())
                        .map(due -> tally.inFlight() == 0 ? due : later(due, lastFill.plus(LONGEST_GATHERING)));
        return Stream.concat(gathered().stream(), filling).min(Instant::compareTo);
    }

    private static Optional<Instant> first(PriorityQueue<NodeTask> queue) {
        return Optional.ofNullable(queue.peek()).map(NodeTask::due);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Takes out all that would still be begun. */
    List<NodeTask> takeUnbegun() {
        return takeUnbegun(task -> true);
    }

    /** Takes out all that would still be begun there. */
    List<NodeTask> takeUnbegun(Place place) {
        return takeUnbegun(task -> task.place().equals(place));
    }

    private List<NodeTask> takeUnbegun(Predicate<NodeTask> which) {
        List<NodeTask> taken = Stream.of(toRetry, toBegin)
                .flatMap(PriorityQueue::stream)
                .filter(which)
                .toList();
        toRetry.removeIf(which);
        toBegin.removeIf(which);
        return taken;
    }

    void clear() {
        toBegin.clear();
        toRetry.clear();
        toProve.clear();
    }
}
