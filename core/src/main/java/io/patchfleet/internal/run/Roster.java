package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.internal.run.NodeTask.State;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All nodes of a run, and what is to be done with them next. It decides and does nothing: what it is told has happened
 * changes it, {@link #due} says what may be begun, and the rest is somebody else's. Guarded by the run's lock.
 */
final class Roster {

    /** After which pause it is looked again whether somebody else is still at work on a node. */
    private static final Duration TURN_PAUSE = Duration.ofMinutes(1);
    /** How often it is looked who is at work on a node where that cannot be read: for an hour. */
    private static final int MOST_LOOKS = 6;

    private final Orders orders;
    private final Verdicts verdicts;
    private final Tally tally;
    private final Turns turns;
    private final News news = new News();
    private final Course course;
    private final Map<NodeId, NodeTask> tasks = new LinkedHashMap<>();
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparing(Expiry::at));

    Roster(Orders orders) {
        this.orders = orders;
        this.verdicts = new Verdicts(orders);
        this.tally = new Tally(orders.pace(), orders.stopAfterFailures());
        this.turns = new Turns(orders.hours(), tally);
        this.course = new Course(orders, verdicts, tally, turns, news);
    }

    /** Adds a node that is to be worked on. */
    void add(Place place, Node node, Instant now) {
        turns.add(mean(place, node, now));
    }

    /** Adds a node that is meant and cannot be reached. */
    void addUnreachable(Place place, Node node, FailureCause why, Instant now) {
        NodeTask task = mean(place, node, now);
        course.end(task, task.outcome(Result.NOT_REACHED).cause(why).build());
    }

    private NodeTask mean(Place place, Node node, Instant now) {
        NodeTask task = new NodeTask(place, node, tasks.size(), orders.operation(), now);
        tasks.put(node.id(), task);
        tally.meant();
        return task;
    }

    /** What may be begun now, in commands. Nodes that are given out are on their way. */
    List<Batch> due(Instant now) {
        List<NodeTask> chosen = turns.take(now);
        tally.chosen(chosen);
        return Batch.of(chosen);
    }

    /** When something is to be done next, whatever happens meanwhile; empty if nothing is known to be. */
    Optional<Instant> next(Instant now) {
        return Stream.concat(
                        turns.next(now).stream(),
                        Stream.ofNullable(expiries.peek()).map(Expiry::at))
                .min(Instant::compareTo);
    }

    /**
     * A command is about to leave: from now on nobody knows whether AWS has it until it answers.
     *
     * @param comment by which it can be found
     * @return the nodes for which it may still be sent: much may have happened since they were chosen
     */
    List<NodeTask> sending(Batch batch, String comment, Instant now) {
        List<NodeTask> allowed = new ArrayList<>();
        batch.tasks().stream().filter(NodeTask::isOnItsWay).forEach(task -> {
            if (course.maySend(task, now)) {
                task.sending(comment);
                allowed.add(task);
            } else {
                course.waitFor(task, task.next(), now);
            }
        });
        return allowed;
    }

    /** Too much time has passed since it was looked who is at work on these nodes. */
    void chooseAgain(Batch batch, Instant now) {
        batch.tasks().stream().filter(NodeTask::isOnItsWay).forEach(task -> course.waitFor(task, task.next(), now));
    }

    /** AWS refused the command as a whole: its nodes are on their way in other commands. */
    void chosenAgain(Batch batch) {
        batch.tasks().stream().filter(task -> task.state() == State.SENDING).forEach(NodeTask::chosen);
    }

    /** AWS took the command. */
    void sent(Batch batch, String command, Function<NodeId, Optional<String>> output, Instant now) {
        boolean isAttempt = batch.operation() == orders.operation();
        tally.commandSent();
        for (NodeTask task : batch.tasks()) {
            if (isAttempt) {
                tally.attempted(task);
            }
            task.running(command, isAttempt, output.apply(task.node()), now);
            expiries.add(new Expiry(now.plus(verdicts.longestCommand()), task, command));
        }
    }

    /** Somebody else is at work on the node: it waits its turn, which costs no attempt. */
    void busy(NodeTask task, String why, Instant now) {
        if (task.state() == State.CHOSEN) {
            postpone(task, Failure.of(FailureCause.BUSY, Result.NOT_REACHED, Optional.of(why)), now.plus(TURN_PAUSE));
        }
    }

    /** A calendar lets nobody be begun: the node waits, which costs no attempt. */
    void closed(NodeTask task, Calendars.Closed closed) {
        if (task.state() == State.CHOSEN) {
            postpone(
                    task,
                    Failure.of(FailureCause.TIME_UP, Result.NOT_REACHED, Optional.of(closed.why())),
                    closed.until());
        }
    }

    /** It could not be looked whether the node may be begun, or somebody is at work on it: it is looked again a few times. */
    void unseen(NodeTask task, Failure why, Instant now) {
        if (task.state() != State.CHOSEN) {
            return;
        }
        int times = task.failLook();
        if (times <= MOST_LOOKS) {
            postpone(task, why, now.plus(TURN_PAUSE.multipliedBy(1L << (times - 1))));
        } else {
            refused(task, why);
        }
    }

    private void postpone(NodeTask task, Failure why, Instant due) {
        if (!task.isToBeProven()) {
            task.remember(why);
        }
        course.tryAgain(task, task.next(), why.cause(), due);
    }

    /** Whether AWS has a scan for the node nobody knows: it is sent again, once. */
    void unanswered(NodeTask task, Failure why, Instant now) {
        if (!task.isOnItsWay()) {
            return;
        }
        if (task.isUnansweredAgain()) {
            course.commandFailed(task, why, now);
        } else {
            course.waitFor(task, task.next(), now);
        }
    }

    /** No command could be sent to the node, which may go well another time. */
    void notSent(NodeTask task, Failure why, Instant now) {
        if (task.isOnItsWay()) {
            course.commandFailed(task, why, now);
        }
    }

    /** No command can be sent to the node. */
    void refused(NodeTask task, Failure why) {
        if (task.isOnItsWay() || task.state() == State.RUNNING) {
            course.giveUp(task, why);
        }
    }

    /** Nothing more can be done with the node, because of an error in this library. */
    void broken(NodeTask task, Failure why) {
        if (task.state() != State.ENDED) {
            task.conclude(why);
            course.endFailed(task);
        }
    }

    /** Nobody can be followed there any more: nothing else is begun, so that nothing is begun blindly. */
    void close(Place place, Failure why) {
        course.close(place);
        running().filter(task -> task.place().equals(place)).toList().forEach(task -> course.giveUp(task, why));
    }

    private Stream<NodeTask> running() {
        return tasks.values().stream().filter(task -> task.state() == State.RUNNING);
    }

    /** The commands that are at work on nodes, and where. */
    Map<String, Place> commandsAtWork() {
        Map<String, Place> commands = new LinkedHashMap<>();
        running().forEach(task -> task.command().ifPresent(command -> commands.put(command, task.place())));
        return commands;
    }

    /** Whether the run still waits to hear of that command on that node. */
    boolean awaits(NodeTask task, String command) {
        return task.state() == State.RUNNING
                && task.command().filter(command::equals).isPresent();
    }

    /** The command has ended on the node; true if what a scan found is to be read now. */
    boolean ended(NodeTask task, String command, Optional<Failure> failure, Instant now) {
        if (!awaits(task, command)) {
            return false;
        }
        if (task.next() == Operation.SCAN) {
            failure.ifPresentOrElse(why -> course.commandFailed(task, why, now), task::judged);
            return failure.isEmpty();
        }
        Optional<Failure> told = failure.map(why -> verdicts.ofCommand(task, why, now));
        if (told.isEmpty() || Causes.mayHaveInstalled(told.get().cause())) {
            told.ifPresent(task::suspect);
            course.waitFor(task, Operation.SCAN, now);
        } else {
            course.commandFailed(task, told.get(), now);
        }
        return false;
    }

    /**
     * What has run longer than it may is not waited for; of an install a scan may tell.
     *
     * @return the commands that are left to themselves from now on, and where they are
     */
    Map<String, Place> expire(Instant now) {
        Map<String, Place> left = new LinkedHashMap<>();
        while (!expiries.isEmpty() && !expiries.peek().at().isAfter(now)) {
            Expiry expired = expiries.poll();
            if (awaits(expired.task(), expired.command())) {
                left.put(expired.command(), expired.task().place());
                ended(expired.task(), expired.command(), Optional.of(verdicts.ofSilence()), now);
            }
        }
        return left;
    }

    void found(NodeTask task, Found found, Instant now) {
        if (task.state() != State.JUDGED) {
            return;
        }
        Optional<Result> good = verdicts.good(task, found);
        if (good.isPresent()) {
            tally.wentWell(task);
            course.end(task, task.outcome(good.get()).stillMissing(found.open()).build());
        } else {
            course.attemptFailed(task, Verdicts.remaining(task, found), now);
        }
    }

    /** No report of a scan came, or it could not be read. */
    void unreported(NodeTask task, Optional<String> detail, Instant now) {
        if (task.state() == State.JUDGED) {
            course.commandFailed(task, Failure.of(FailureCause.NO_REPORT, Result.UNKNOWN, detail), now);
        }
    }

    /** Ends what cannot be begun any more in the hours that are allowed. */
    void leaveWhatIsTooLate(Instant now, Instant deadline) {
        if (!orders.hours().isAlways()
                && orders.hours().next(now).filter(deadline::isAfter).isEmpty()) {
            turns.takeUnbegun().forEach(task -> course.leaveUnbegun(task, FailureCause.TIME_UP));
        }
    }

    /** Nothing more is done: every node that has not ended ends. */
    void over(boolean cancelled, String why) {
        turns.clear();
        tasks.values().stream()
                .filter(task -> task.state() != State.ENDED)
                .forEach(task -> course.end(task, Verdicts.left(task, cancelled, why)));
    }

    boolean isDone() {
        return tally.allHaveEnded();
    }

    PatchRun.Progress progress() {
        return tally.progress();
    }

    /** What has happened since this was asked for last. */
    List<RunEvent> takeNews(Instant now, String run) {
        return news.take(now, run, tally.failing());
    }

    /** How the run has ended, once all of its nodes have. */
    RunOutcome outcome(String run, List<Gap> gaps) {
        List<NodeOutcome> outcomes = tasks.values().stream()
                .flatMap(task -> task.outcome().stream())
                .sorted(Comparator.comparing(NodeOutcome::node))
                .toList();
        return new RunResult(
                run, outcomes, tally.commands(), tally.attempts(), tally.maxInFlight(), news.isStoppedEarly(), gaps);
    }

    private record Expiry(Instant at, NodeTask task, String command) {}
}
