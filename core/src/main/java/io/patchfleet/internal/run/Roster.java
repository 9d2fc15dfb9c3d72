package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.internal.run.NodeTask.State;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.RebootOption;
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

    /** How much of the pace has to be free before new nodes are begun, so that commands do not become many and small. */
    private static final int FILL = 4;

    private static final Duration LONGEST_GATHERING = Duration.ofMinutes(1);
    /** How late it is heard at most that a command has ended, where AWS answers. */
    private static final Duration LONGEST_LOOKS = Duration.ofMinutes(5);
    /** After which pause it is looked again whether somebody else is still at work on a node. */
    private static final Duration TURN_PAUSE = Duration.ofMinutes(1);
    /** How often it is looked who is at work on a node where that cannot be read: for an hour. */
    private static final int MOST_LOOKS = 6;

    private static final Comparator<NodeTask> TURN =
            Comparator.comparing(NodeTask::due).thenComparingInt(NodeTask::order);

    private final Orders orders;
    private final Map<NodeId, NodeTask> tasks = new LinkedHashMap<>();
    private final PriorityQueue<NodeTask> toBegin = new PriorityQueue<>(TURN);
    private final PriorityQueue<NodeTask> toRetry = new PriorityQueue<>(TURN);
    private final PriorityQueue<NodeTask> toVerify = new PriorityQueue<>(TURN);
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparing(Expiry::at));
    private final List<NodeOutcome> news = new ArrayList<>();
    private final List<Waiting> waits = new ArrayList<>();
    private Instant lastFill = Instant.MIN;
    private int inFlight;
    private int maxInFlight;
    private int failing;
    private int sent;
    private int ended;
    private boolean stopped;
    private boolean stoppedEarly;

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
        return toVerify.size() >= Commands.BATCH
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
        if (free <= 0 || stopped || !isOpen(now)) {
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
            for (int from = 0; from < all.size(); from += Commands.BATCH) {
                batches.add(new Batch(
                        kind, List.copyOf(all.subList(from, Math.min(from + Commands.BATCH, all.size())))));
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
        Stream<Instant> expiring = Stream.ofNullable(expiries.peek()).map(Expiry::at);
        return Stream.of(verifying, beginning, expiring)
                .flatMap(Function.identity())
                .min(Instant::compareTo);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Stream<NodeTask> running() {
        return tasks.values().stream().filter(task -> task.state() == State.RUNNING);
    }

    /**
     * A command is about to leave: from now on nobody knows whether AWS has it until it answers.
     *
     * @return the nodes for which it may still be sent: much may have happened since they were chosen
     */
    List<NodeTask> sending(Batch batch, Instant now) {
        List<NodeTask> allowed = new ArrayList<>();
        for (NodeTask task : batch.tasks()) {
            if (!isOnItsWay(task)) {
                continue;
            }
            if (proves(task) || (!stopped && isOpen(now))) {
                task.sending();
                allowed.add(task);
            } else if (stopped) {
                leaveUnbegun(task, FailureCause.STOPPED_EARLY);
            } else {
                chooseAgain(task, now);
            }
        }
        return allowed;
    }

    /** Too much time has passed since it was looked who is at work on these nodes. */
    void chooseAgain(Batch batch, Instant now) {
        batch.tasks().stream().filter(Roster::isOnItsWay).forEach(task -> chooseAgain(task, now));
    }

    /** AWS refused the command as a whole: its nodes are on their way in other commands. */
    void chosenAgain(Batch batch) {
        batch.tasks().stream().filter(task -> task.state() == State.SENDING).forEach(NodeTask::chosen);
    }

    private void chooseAgain(NodeTask task, Instant now) {
        waitFor(task, task.next(), now);
    }

    private boolean isOpen(Instant now) {
        return orders.hours().next(now).filter(now::equals).isPresent();
    }

    /** Whether what comes next for a node is the scan that proves its install. */
    private boolean proves(NodeTask task) {
        return task.next() != orders.operation();
    }

    /** AWS took the command. */
    void sent(Batch batch, String command, Function<NodeId, Optional<String>> output, Instant now) {
        for (NodeTask task : batch.tasks()) {
            boolean isAttempt = batch.operation() == orders.operation();
            sent += isAttempt && task.attempts() == 0 ? 1 : 0;
            task.running(command, isAttempt, output.apply(task.node()), now);
            expiries.add(new Expiry(now.plus(orders.delivery()).plus(orders.execution()), task, command));
        }
    }

    /** Somebody else is at work on the node: it waits its turn, which costs no attempt. */
    void busy(NodeTask task, String why, Instant now) {
        if (task.state() == State.CHOSEN) {
            postpone(task, Failure.of(FailureCause.BUSY, Result.NOT_REACHED, Optional.of(why)), now.plus(TURN_PAUSE));
        }
    }

    /** It could not be looked whether somebody else is at work on the node: it is looked again a few times. */
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
        if (!proves(task)) {
            task.fail(why);
        }
        waitFor(task, task.next(), due);
        tell(task, why.cause(), due);
    }

    /** No command could be sent to the node, which may go well another time. */
    void notSent(NodeTask task, Failure why, Instant now) {
        if (isOnItsWay(task)) {
            failed(task, why, now);
        }
    }

    /** No command can be sent to the node. */
    void refused(NodeTask task, Failure why) {
        if (isOnItsWay(task) || task.state() == State.RUNNING) {
            giveUp(task, why);
        }
    }

    /** Nothing more can be done with the node, because of an error in this library. */
    void broken(NodeTask task, Failure why) {
        if (task.state() != State.ENDED) {
            task.conclude(why);
            count(task);
            end(task, task.failed().build());
            stopIfTooManyFail();
        }
    }

    private static boolean isOnItsWay(NodeTask task) {
        return task.state() == State.CHOSEN || task.state() == State.SENDING;
    }

    /** Nobody can be followed there any more: nothing else is begun, so that nothing is begun blindly. */
    void close(Place place, Failure why) {
        for (PriorityQueue<NodeTask> queue : List.of(toRetry, toBegin)) {
            List<NodeTask> there =
                    queue.stream().filter(task -> task.place().equals(place)).toList();
            queue.removeAll(there);
            there.forEach(task -> leaveUnbegun(task, FailureCause.NOT_SENT));
        }
        tasks.values().stream()
                .filter(task -> task.place().equals(place) && task.state() == State.RUNNING)
                .forEach(task -> giveUp(task, why));
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
            failed(task, failure.get(), now);
            return false;
        }
        Optional<Failure> told = failure.map(why -> begunAfterAll(task, why, now));
        if (told.isEmpty() || Causes.mayHaveInstalled(told.get().cause())) {
            told.ifPresent(task::suspect);
            waitFor(task, Operation.SCAN, now);
        } else {
            failed(task, told.get(), now);
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

    /** What a scan found: how many patches are missing, failed, rejected or wait for a reboot. */
    void found(NodeTask task, Found found, Instant now) {
        if (task.state() != State.JUDGED) {
            return;
        }
        if (found.isClean()) {
            wentWell(task, task.outcome(Result.PATCHED).stillMissing(0));
        } else if (!proves(task) || isAsFarAsItGoes(task, found)) {
            wentWell(task, task.outcome(Result.STILL_MISSING).stillMissing(found.open()));
        } else {
            fail(task, remaining(task, found), now);
        }
    }

    /** An override list leaves what it does not name. */
    private boolean isAsFarAsItGoes(NodeTask task, Found found) {
        return orders.overrideList().isPresent() && task.suspicion().isEmpty() && found.failed() == 0;
    }

    private Failure remaining(NodeTask task, Found found) {
        OptionalInt open = OptionalInt.of(found.open());
        return task.suspicion()
                .map(why -> new Failure(why.cause(), why.result(), why.detail(), why.exitCode(), open))
                .orElseGet(() -> new Failure(
                        found.isOnlyPendingReboot() ? FailureCause.PENDING_REBOOT : FailureCause.PATCH_FAILED,
                        Result.STILL_MISSING,
                        Optional.empty(),
                        OptionalInt.empty(),
                        open));
    }

    /** No report of a scan came, or it could not be read. */
    void unreported(NodeTask task, Optional<String> detail, Instant now) {
        if (task.state() == State.JUDGED) {
            failed(task, Failure.of(FailureCause.NO_REPORT, Result.UNKNOWN, detail), now);
        }
    }

    /** A scan that proves is tried again by itself: what was installed stays installed. */
    private void failed(NodeTask task, Failure failure, Instant now) {
        if (!proves(task)) {
            fail(task, failure, now);
            return;
        }
        int times = task.failScan(failure.cause());
        Optional<Duration> pause = orders.retries().pause(failure.cause(), times, task.failuresOfScans());
        if (pause.isPresent()) {
            Instant due = now.plus(pause.get());
            waitFor(task, Operation.SCAN, due);
            tell(task, failure.cause(), due);
        } else {
            giveUp(task, failure);
        }
    }

    private void fail(NodeTask task, Failure failure, Instant now) {
        Retries retries = orders.retries();
        int times = task.fail(failure);
        Optional<Duration> pause = retries.pause(failure.cause(), times, task.failures(retries));
        if (isCounted(failure.cause(), pause.isEmpty())) {
            count(task);
        }
        if (pause.isEmpty() || stopped) {
            stoppedEarly = stoppedEarly || pause.isPresent();
            end(task, task.failed().build());
        } else {
            Instant due = now.plus(pause.get());
            waitFor(task, orders.operation(), due);
            tell(task, failure.cause(), due);
        }
        stopIfTooManyFail();
    }

    /** Neither what only waits its turn nor what was ordered so is a failure of the node. */
    private boolean isCounted(FailureCause cause, boolean isFinal) {
        boolean isOrdered = cause == FailureCause.PENDING_REBOOT && orders.reboot() == RebootOption.NO_REBOOT;
        return !isOrdered && (isFinal || !orders.retries().isTurn(cause));
    }

    /** Ends a node without another attempt. Whether an install went well that no scan proved is not known. */
    private void giveUp(NodeTask task, Failure why) {
        if (proves(task)) {
            Failure first = task.suspicion().orElse(why);
            task.conclude(new Failure(
                    first.cause(),
                    Result.UNKNOWN,
                    first.detail().or(why::detail),
                    first.exitCode(),
                    OptionalInt.empty()));
        } else {
            task.fail(why);
        }
        count(task);
        end(task, task.failed().build());
        stopIfTooManyFail();
    }

    private void count(NodeTask task) {
        failing += task.isFailing() ? 0 : 1;
        task.failing();
    }

    private void wentWell(NodeTask task, NodeOutcome.Builder outcome) {
        failing -= task.isFailing() ? 1 : 0;
        task.wentWell();
        end(task, outcome.build());
    }

    /** A node that is to be proven keeps its place; one that is to be begun gives it back. */
    private void waitFor(NodeTask task, Operation operation, Instant due) {
        task.waitFor(operation, due);
        if (proves(task)) {
            toVerify.add(task);
            return;
        }
        inFlight -= task.isInFlight() ? 1 : 0;
        task.leaveFlight();
        (task.attempts() > 0 ? toRetry : toBegin).add(task);
    }

    private void tell(NodeTask task, FailureCause cause, Instant next) {
        if (task.waitsFor(cause)) {
            waits.add(new Waiting(task.node(), cause, next));
        }
    }

    private void stopIfTooManyFail() {
        Optional<Share> limit = orders.stopAfterFailures();
        if (!stopped && limit.isPresent() && failing >= Math.max(1, limit.get().of(tasks.size()))) {
            stopped = true;
            leaveUnbegun(FailureCause.STOPPED_EARLY);
        }
    }

    private void leaveUnbegun(FailureCause why) {
        for (PriorityQueue<NodeTask> queue : List.of(toRetry, toBegin)) {
            queue.forEach(task -> leaveUnbegun(task, why));
            queue.clear();
        }
    }

    private void leaveUnbegun(NodeTask task, FailureCause why) {
        stoppedEarly = stoppedEarly || why == FailureCause.STOPPED_EARLY;
        end(task, unbegun(task, why, Result.NOT_REACHED));
    }

    /** Ends what cannot be begun any more in the hours that are allowed. */
    void leaveWhatIsTooLate(Instant now, Instant deadline) {
        if (!orders.hours().isAlways()
                && orders.hours().next(now).filter(deadline::isAfter).isEmpty()) {
            leaveUnbegun(FailureCause.TIME_UP);
        }
    }

    /** What has run longer than it may is not waited for; of an install a scan may tell. */
    void expire(Instant now) {
        while (!expiries.isEmpty() && !expiries.peek().at().isAfter(now)) {
            Expiry expired = expiries.poll();
            if (awaits(expired.task(), expired.command())) {
                Failure failure = Failure.of(
                        FailureCause.EXECUTION_TIMEOUT,
                        Result.UNKNOWN,
                        Optional.of("nothing was heard for " + orders.delivery().plus(orders.execution())));
                if (expired.task().next() == Operation.INSTALL) {
                    expired.task().suspect(failure);
                    waitFor(expired.task(), Operation.SCAN, now);
                } else {
                    failed(expired.task(), failure, now);
                }
            }
        }
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

    /** Whether nodes were left out because too many others had failed. */
    boolean isStoppedEarly() {
        return stoppedEarly;
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

    private record Expiry(Instant at, NodeTask task, String command) {}

    /** A node that is to be tried again. */
    record Waiting(NodeId node, FailureCause cause, Instant next) {}

    /**
     * What a scan found.
     *
     * @param open how many patches are missing, failed, rejected or wait for a reboot
     * @param failed how many of these failed to be installed
     * @param pendingReboot how many only wait for a reboot
     * @param isClean whether nothing at all speaks against the node
     */
    record Found(int open, int failed, int pendingReboot, boolean isClean) {

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
