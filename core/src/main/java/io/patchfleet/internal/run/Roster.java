package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.internal.run.NodeTask.State;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Share;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.PatchRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All nodes of a run, and what is to be done with them next. It decides and does nothing: what it is told has happened
 * changes it, {@link #due} says what may be begun, and the rest is somebody else's. Guarded by the run's lock.
 */
final class Roster {

    /** As many nodes as one command takes. */
    private static final int BATCH = 50;
    /** How much of the pace has to be free before new nodes are begun, so that commands do not become many and small. */
    private static final int FILL = 4;

    private static final Duration LONGEST_GATHERING = Duration.ofMinutes(1);
    /** How late it is heard at most that a command has ended, where AWS answers. */
    private static final Duration LONGEST_LOOKS = Duration.ofMinutes(5);

    private static final Comparator<NodeTask> TURN =
            Comparator.comparing(NodeTask::due).thenComparingInt(NodeTask::order);

    private final Orders orders;
    private final Map<NodeId, NodeTask> tasks = new LinkedHashMap<>();
    private final PriorityQueue<NodeTask> toBegin = new PriorityQueue<>(TURN);
    private final PriorityQueue<NodeTask> toRetry = new PriorityQueue<>(TURN);
    private final PriorityQueue<NodeTask> toVerify = new PriorityQueue<>(TURN);
    private final List<NodeOutcome> news = new ArrayList<>();
    private final List<Waiting> waits = new ArrayList<>();
    private Instant lastFill = Instant.MIN;
    private int inFlight;
    private int maxInFlight;
    private int failing;
    private int sent;
    private int ended;
    private boolean stopped;

    Roster(Orders orders) {
        this.orders = orders;
    }

    /** Adds a node that is to be worked on. */
    void add(Place place, Node node, Instant now) {
        NodeTask task = new NodeTask(place, node, tasks.size(), orders.operation(), now);
        tasks.put(node.id(), task);
        toBegin.add(task);
    }

    /** Adds a node that is meant and cannot be reached. */
    void addUnreachable(Place place, Node node, FailureCause why, Instant now) {
        NodeTask task = new NodeTask(place, node, tasks.size(), orders.operation(), now);
        tasks.put(node.id(), task);
        end(task, task.outcome(Result.NOT_REACHED).cause(why).build());
    }

    /** What may be begun now, in commands. Nodes that are given out are being sent. */
    List<Batch> due(Instant now) {
        List<NodeTask> chosen = new ArrayList<>();
        if (mayVerify(now)) {
            take(toVerify, now, tasks.size(), chosen);
        }
        if (mayFill(now)) {
            int free = pace() - inFlight;
            // What was begun is brought to an end before more is begun.
            int retried = take(toRetry, now, free, chosen);
            int begun = take(toBegin, now, free - retried, chosen);
            lastFill = retried + begun > 0 ? now : lastFill;
        }
        chosen.forEach(task -> {
            inFlight += task.isInFlight() ? 0 : 1;
            task.chosen();
        });
        maxInFlight = Math.max(maxInFlight, inFlight);
        return batches(chosen);
    }

    private static int take(PriorityQueue<NodeTask> queue, Instant now, int most, List<NodeTask> chosen) {
        int taken = 0;
        while (taken < most && !queue.isEmpty() && !queue.peek().due().isAfter(now)) {
            chosen.add(queue.poll());
            taken++;
        }
        return taken;
    }

    /** Not one by one: a scan of many costs as many calls as a scan of one. */
    private boolean mayVerify(Instant now) {
        return toVerify.size() >= BATCH
                || gathered().filter(moment -> !moment.isAfter(now)).isPresent();
    }

    /** When the nodes that are to be verified have waited long enough for others. */
    private Optional<Instant> gathered() {
        boolean othersFollow = inFlight > toVerify.size();
        return Stream.ofNullable(toVerify.peek())
                .map(NodeTask::due)
                .map(due -> othersFollow ? due.plus(LONGEST_GATHERING) : due)
                .findFirst();
    }

    private boolean mayFill(Instant now) {
        int free = pace() - inFlight;
        if (free <= 0 || stopped || orders.hours().next(now).filter(now::equals).isEmpty()) {
            return false;
        }
        return free * FILL >= pace()
                || free >= toBegin.size() + toRetry.size()
                || lastFill.plus(LONGEST_GATHERING).compareTo(now) <= 0;
    }

    private int pace() {
        return orders.pace().of(tasks.size());
    }

    private static List<Batch> batches(List<NodeTask> chosen) {
        Map<Batch.Kind, List<NodeTask>> byKind = new LinkedHashMap<>();
        for (NodeTask task : chosen) {
            byKind.computeIfAbsent(new Batch.Kind(task.place(), task.next()), kind -> new ArrayList<>())
                    .add(task);
        }
        List<Batch> batches = new ArrayList<>();
        byKind.forEach((kind, all) -> {
            for (int from = 0; from < all.size(); from += BATCH) {
                batches.add(new Batch(kind, List.copyOf(all.subList(from, Math.min(from + BATCH, all.size())))));
            }
        });
        return batches;
    }

    /** When something is to be done next, whatever happens meanwhile; empty if nothing is known to be. */
    Optional<Instant> next(Instant now) {
        Stream<Instant> verifying = gathered().stream();
        Stream<Instant> beginning = Stream.of(toRetry, toBegin)
                .flatMap(queue -> Stream.ofNullable(queue.peek()))
                .filter(task -> !stopped && inFlight < pace())
                .flatMap(task -> orders.hours().next(later(task.due(), now)).stream())
                .map(moment -> inFlight == 0 ? moment : later(moment, lastFill.plus(LONGEST_GATHERING)));
        Stream<Instant> expiring = running().map(this::expiry);
        return Stream.of(verifying, beginning, expiring)
                .flatMap(Function.identity())
                .min(Instant::compareTo);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Instant expiry(NodeTask task) {
        return task.sent().orElseThrow().plus(orders.execution());
    }

    private Stream<NodeTask> running() {
        return tasks.values().stream().filter(task -> task.state() == State.RUNNING);
    }

    /** A command is on its way: from now on nobody knows whether AWS has it until it answers. */
    void sending(Batch batch) {
        batch.tasks().stream().filter(task -> task.state() == State.CHOSEN).forEach(NodeTask::sending);
    }

    /** AWS took the command. */
    void sent(Batch batch, String command, Function<NodeId, Optional<String>> output, Instant now) {
        for (NodeTask task : batch.tasks()) {
            boolean isAttempt = batch.operation() == orders.operation();
            sent += isAttempt && task.attempts() == 0 ? 1 : 0;
            task.running(command, isAttempt, output.apply(task.node()), now);
        }
    }

    /** Somebody else is at work on the node. */
    void busy(NodeTask task, String why, Instant now) {
        fail(task, Failure.of(FailureCause.BUSY, Result.NOT_REACHED, Optional.of(why)), now);
    }

    /** No command could be sent to the node, which may go well another time. */
    void notSent(NodeTask task, Failure why, Instant now) {
        fail(task, why, now);
    }

    /** No command can be sent to the node. */
    void refused(NodeTask task, Failure why) {
        if (task.state() != State.ENDED) {
            task.fail(why);
            count(task);
            end(task, task.failed().build());
            stopIfTooManyFail();
        }
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
        if (task.next() == Operation.SCAN && failure.isEmpty()) {
            task.judged();
            return true;
        }
        if (task.next() == Operation.SCAN) {
            failScan(task, failure.get(), now);
            return false;
        }
        Optional<Failure> told = failure.map(why -> begunAfterAll(task, why, now));
        if (told.isEmpty() || Causes.mayHaveInstalled(told.get().cause())) {
            told.ifPresent(task::suspect);
            task.waitFor(Operation.SCAN, now);
            toVerify.add(task);
        } else {
            fail(task, told.get(), now);
        }
        return false;
    }

    /**
     * AWS says that a command was not delivered also where a node began and fell silent. Then it says so later than it
     * had been told to wait for the delivery.
     */
    private Failure begunAfterAll(NodeTask task, Failure failure, Instant now) {
        Instant undelivered = task.sent().orElseThrow().plus(orders.delivery()).plus(LONGEST_LOOKS);
        return failure.cause() == FailureCause.DELIVERY_TIMEOUT && now.isAfter(undelivered)
                ? Failure.of(FailureCause.EXECUTION_TIMEOUT, Result.UNKNOWN, failure.detail())
                : failure;
    }

    /** A scan that verifies is tried again by itself: what was installed stays installed. */
    private void failScan(NodeTask task, Failure failure, Instant now) {
        if (orders.operation() == Operation.SCAN) {
            fail(task, failure, now);
            return;
        }
        FailureCause first =
                task.last().map(Failure::cause).filter(Causes::mayHaveInstalled).orElse(failure.cause());
        Failure unproven =
                new Failure(first, Result.UNKNOWN, failure.detail(), failure.exitCode(), failure.stillMissing());
        int times = task.fail(unproven);
        Optional<Duration> pause = orders.retries().pause(failure.cause(), times, times);
        if (pause.isPresent()) {
            waitFor(task, Operation.SCAN, failure.cause(), now.plus(pause.get()));
        } else {
            count(task);
            end(task, task.failed().build());
            stopIfTooManyFail();
        }
    }

    /** What a scan found: how many patches are missing, failed, rejected or wait for a reboot. */
    void found(NodeTask task, Found found, Instant now) {
        if (task.state() != State.JUDGED) {
            return;
        }
        if (found.isClean()) {
            failing -= task.isFailing() ? 1 : 0;
            task.unsuspect();
            end(task, task.outcome(Result.PATCHED).stillMissing(0).build());
        } else if (orders.operation() == Operation.SCAN) {
            task.unsuspect();
            end(
                    task,
                    task.outcome(Result.STILL_MISSING)
                            .stillMissing(found.open())
                            .build());
        } else {
            fail(task, remaining(task, found), now);
        }
    }

    private static Failure remaining(NodeTask task, Found found) {
        OptionalInt open = OptionalInt.of(found.open());
        if (task.last().isPresent() && Causes.mayHaveInstalled(task.last().get().cause())) {
            Failure last = task.last().get();
            return new Failure(last.cause(), last.result(), last.detail(), last.exitCode(), open);
        }
        FailureCause cause = found.isOnlyPendingReboot() ? FailureCause.PENDING_REBOOT : FailureCause.PATCH_FAILED;
        return new Failure(cause, Result.STILL_MISSING, Optional.empty(), OptionalInt.empty(), open);
    }

    /** No report of a scan came, or it could not be read. */
    void unreported(NodeTask task, Optional<String> detail, Instant now) {
        if (task.state() == State.JUDGED) {
            Failure failure = Failure.of(FailureCause.NO_REPORT, Result.UNKNOWN, detail);
            failScan(task, failure, now);
        }
    }

    private void fail(NodeTask task, Failure failure, Instant now) {
        if (task.state() == State.ENDED) {
            return;
        }
        Retries retries = orders.retries();
        boolean isTurn = retries.isTurn(failure.cause());
        int times = task.fail(failure);
        if (!isTurn) {
            count(task);
        }
        Optional<Duration> pause = retries.pause(failure.cause(), times, task.failures(retries));
        if (pause.isEmpty() || stopped) {
            end(task, task.failed().build());
        } else {
            inFlight--;
            task.leaveFlight();
            waitFor(task, orders.operation(), failure.cause(), now.plus(pause.get()));
        }
        stopIfTooManyFail();
    }

    private void count(NodeTask task) {
        failing += task.isFailing() ? 0 : 1;
        task.failing();
    }

    private void waitFor(NodeTask task, Operation operation, FailureCause cause, Instant due) {
        task.waitFor(operation, due);
        (task.isInFlight() ? toVerify : task.attempts() > 0 ? toRetry : toBegin).add(task);
        waits.add(new Waiting(task.node(), cause, due));
    }

    private void stopIfTooManyFail() {
        Optional<Share> limit = orders.stopAfterFailures();
        if (!stopped && limit.isPresent() && failing >= Math.max(1, limit.get().of(tasks.size()))) {
            stopped = true;
            List.of(toRetry, toBegin).forEach(queue -> {
                queue.forEach(task -> end(task, unbegun(task, FailureCause.STOPPED_EARLY, Result.NOT_REACHED)));
                queue.clear();
            });
        }
    }

    /** What has run longer than it may is left to itself. */
    void expire(Instant now) {
        running().filter(task -> !expiry(task).isAfter(now)).toList().forEach(task -> {
            Failure failure = Failure.of(
                    FailureCause.EXECUTION_TIMEOUT,
                    Result.UNKNOWN,
                    Optional.of("nothing was heard for " + orders.execution()));
            task.fail(failure);
            count(task);
            end(task, task.failed().build());
            stopIfTooManyFail();
        });
    }

    /** Nothing more is done: every node that has not ended ends. */
    void over(boolean cancelled, String why) {
        List.of(toBegin, toRetry, toVerify).forEach(PriorityQueue::clear);
        tasks.values().stream()
                .filter(task -> task.state() != State.ENDED)
                .forEach(task -> end(task, left(task, cancelled, why)));
    }

    private NodeOutcome left(NodeTask task, boolean cancelled, String why) {
        FailureCause cause = cancelled ? FailureCause.CANCELLED : FailureCause.TIME_UP;
        boolean mayHaveBegun = task.state() == State.SENDING
                || (task.isInFlight() && task.command().isPresent());
        return mayHaveBegun
                ? task.outcome(Result.UNKNOWN).cause(cause).detail(why).build()
                : unbegun(task, cause, cancelled ? Result.CANCELLED : Result.NOT_REACHED);
    }

    /** A node that is not begun again: what is known of its last attempt says more than why there is no other. */
    private static NodeOutcome unbegun(NodeTask task, FailureCause cause, Result result) {
        return task.last().isPresent()
                ? task.failed().build()
                : task.outcome(result).cause(cause).build();
    }

    private void end(NodeTask task, NodeOutcome outcome) {
        inFlight -= task.isInFlight() ? 1 : 0;
        task.end(outcome);
        ended++;
        news.add(outcome);
    }

    boolean isDone() {
        return ended == tasks.size();
    }

    boolean isStopped() {
        return stopped;
    }

    int failing() {
        return failing;
    }

    int maxInFlight() {
        return maxInFlight;
    }

    int attempts() {
        return tasks.values().stream().mapToInt(NodeTask::attempts).sum();
    }

    PatchRun.Progress progress() {
        return new PatchRun.Progress(tasks.size(), sent, ended);
    }

    List<NodeOutcome> outcomes() {
        return tasks.values().stream().flatMap(task -> task.outcome().stream()).toList();
    }

    /** The nodes that a command is at work on. */
    List<NodeTask> atWork() {
        return running().toList();
    }

    /** What has ended since this was asked for last. */
    List<NodeOutcome> takeNews() {
        List<NodeOutcome> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    /** What is to be tried again, since this was asked for last. */
    List<Waiting> takeWaits() {
        List<Waiting> taken = List.copyOf(waits);
        waits.clear();
        return taken;
    }

    /** A node that is to be tried again. */
    record Waiting(NodeId node, FailureCause cause, Instant next) {}

    /**
     * What a scan found.
     *
     * @param open how many patches are missing, failed, rejected or wait for a reboot
     * @param pendingReboot how many of these only wait for a reboot
     * @param isClean whether nothing at all speaks against the node
     */
    record Found(int open, int pendingReboot, boolean isClean) {

        private boolean isOnlyPendingReboot() {
            return pendingReboot > 0 && pendingReboot == open;
        }
    }

    /** Nodes of one scope that get one command. */
    record Batch(Kind kind, List<NodeTask> tasks) {

        Place place() {
            return kind.place();
        }

        Operation operation() {
            return kind.operation();
        }

        List<String> ids() {
            return tasks.stream().map(task -> task.node().id()).toList();
        }

        /** The same for some of its nodes. */
        Batch of(List<NodeTask> some) {
            return new Batch(kind, List.copyOf(some));
        }

        record Kind(Place place, Operation operation) {}
    }
}
