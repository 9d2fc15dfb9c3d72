package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.InventoryReader;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.internal.run.Roster.Batch;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.model.NodeId;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.target.Target.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that goes on. It finds the nodes of every scope, and then lets the roster decide and the desks of the scopes do,
 * until every node has ended or nothing more may be done. One lock guards the roster; no call is made under it.
 */
final class GoingRun implements PatchRun {

    private static final Logger LOG = LoggerFactory.getLogger(GoingRun.class);
    /** How long it is waited at the end for the answers to commands that have left. */
    private static final Duration LAST_ANSWERS = Duration.ofMinutes(3);

    private static final Duration TIME_TO_STOP = Duration.ofMinutes(1);

    private final String id = UUID.randomUUID().toString();
    private final Orders orders;
    private final FleetWork work;
    private final FleetWork.Running running;
    /** Commands that have left are not abandoned when the run is over: their ids would be lost. */
    private final FleetWork.Running sends;

    private final Instant deadline;
    private final Roster roster;
    private final Map<Place, ScopeDesk> desks = new HashMap<>();
    private final Map<String, Gap> gaps = new LinkedHashMap<>();
    private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
    private int commandsSent;
    private boolean ready;
    private boolean finished;
    private boolean toldStopped;
    private int openSends;
    private boolean steering;
    private boolean steerAgain;
    private Optional<String> cancelled = Optional.empty();
    private @Nullable Instant overSince;
    private @Nullable Future<?> wake;
    private Instant wakesAt = Instant.MAX;

    private GoingRun(Orders orders) {
        this.orders = orders;
        this.work = orders.work();
        this.roster = new Roster(orders);
        this.running = work.begin(Optional.of(orders.limit()));
        this.sends = work.begin(Optional.empty());
        this.deadline = work.time().now().plus(orders.limit());
    }

    static PatchRun start(Orders orders) {
        GoingRun run = new GoingRun(orders);
        try {
            FleetReach reach = run.work.reach(run.running.errand());
            run.find(reach);
            return run;
        } catch (RuntimeException | Error notStarted) {
            run.running.close();
            run.sends.close();
            throw notStarted;
        }
    }

    private void find(FleetReach reach) {
        reach.gaps().forEach(gap -> gaps.put(gap.toString(), gap));
        InventoryReader reader = new InventoryReader(work.caller(), work.environmentTag());
        List<CompletableFuture<Inventory>> inventories = reach.open().stream()
                .map(place -> reader.read(place, running.errand()))
                .toList();
        CompletableFuture.allOf(inventories.toArray(CompletableFuture[]::new))
                .thenRun(() ->
                        begin(inventories.stream().map(CompletableFuture::join).toList()))
                .exceptionally(thrown -> {
                    fail(thrown);
                    return null;
                });
    }

    private void begin(List<Inventory> inventories) {
        Instant now = work.time().now();
        synchronized (this) {
            List<List<Machine>> meant = inventories.stream().map(this::meant).toList();
            int longest = meant.stream().mapToInt(List::size).max().orElse(0);
            // One of each scope in turn, so that no scope is left to the end.
            for (int i = 0; i < longest; i++) {
                for (int scope = 0; scope < meant.size(); scope++) {
                    if (i < meant.get(scope).size()) {
                        mean(inventories.get(scope), meant.get(scope).get(i), now);
                    }
                }
            }
            inventories.forEach(inventory ->
                    desks.put(inventory.place(), new ScopeDesk(this, orders, inventory.place(), running.errand())));
            ready = true;
        }
        work.tell(new RunEvent.Started(now, id, progress().intended()));
        CompletableFuture<Void> end = running.errand().open();
        end.whenComplete((nothing, over) -> steer());
        steer();
    }

    private List<Machine> meant(Inventory inventory) {
        inventory.gaps().forEach(gap -> gaps.put(gap.toString(), gap));
        Map<Match, List<Machine>> counting = inventory.machines().stream()
                .filter(Machine::counts)
                .collect(Collectors.groupingBy(machine -> orders.target().match(machine.node())));
        List<Machine> perhaps = counting.getOrDefault(Match.UNKNOWN, List.of());
        if (!perhaps.isEmpty()) {
            String nodes = perhaps.size() == 1 ? "1 node was" : perhaps.size() + " nodes were";
            Gap gap = Gap.in(
                    inventory.place().scope(),
                    nodes + " left alone, because tags could not be read that say whether it is meant",
                    Optional.empty());
            gaps.put(gap.toString(), gap);
        }
        return counting.getOrDefault(Match.YES, List.of());
    }

    private void mean(Inventory inventory, Machine machine, Instant now) {
        if (machine.managed().isEmpty()) {
            FailureCause why = inventory.managedRead() ? FailureCause.UNMANAGED : FailureCause.NOT_SENT;
            roster.addUnreachable(inventory.place(), machine.node(), why, now);
        } else if (machine.managed().get().answers()) {
            roster.add(inventory.place(), machine.node(), now);
        } else {
            roster.addUnreachable(inventory.place(), machine.node(), FailureCause.AGENT_LOST, now);
        }
    }

    /** Tells the roster what has happened, and does what follows from it. */
    void tell(Consumer<Roster> news) {
        synchronized (this) {
            if (finished) {
                return;
            }
            news.accept(roster);
        }
        steer();
    }

    /**
     * The nodes of a batch for which a command may leave now; none once nothing more is to be begun.
     *
     * @param isFirst whether it is about to leave for the first time; a call that AWS throttled leaves again
     */
    List<NodeTask> sending(Batch batch, boolean isFirst) {
        List<NodeTask> allowed;
        synchronized (this) {
            if (finished || isOver()) {
                return List.of();
            }
            allowed = roster.sending(batch, work.time().now());
            openSends += allowed.isEmpty() || !isFirst ? 0 : 1;
        }
        if (allowed.size() < batch.tasks().size()) {
            steer();
        }
        return allowed;
    }

    /** A command that had left was answered, or will not be. */
    void sendEnded() {
        synchronized (this) {
            openSends--;
        }
        steer();
    }

    /** For commands on their way, which the end of the run does not abandon. */
    Errand sendErrand() {
        return sends.errand();
    }

    /** Those of a batch that the run still waits to hear of. */
    synchronized List<NodeTask> awaiting(Batch batch, String command) {
        return batch.tasks().stream()
                .filter(task -> roster.awaits(task, command))
                .toList();
    }

    /** Does something about nodes; what should not happen ends these nodes and no others, and is not kept silent. */
    void mind(Batch batch, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error bug) {
            LOG.error("run {} cannot go on with {} nodes", id, batch.tasks().size(), bug);
            NodeTask.Failure failure = NodeTask.Failure.of(
                    FailureCause.OTHER,
                    NodeOutcome.Result.UNKNOWN,
                    Optional.of("an error of PatchFleet itself: " + bug));
            tell(roster -> batch.tasks().forEach(task -> roster.broken(task, failure)));
        }
    }

    void sent(Batch batch, String command, Function<NodeId, Optional<String>> output) {
        synchronized (this) {
            commandsSent++;
            if (finished) {
                return;
            }
            Instant now = work.time().now();
            roster.sent(batch, command, output, now);
            work.tell(new RunEvent.CommandSent(
                    now, id, batch.place().scope(), command, batch.tasks().size()));
        }
        steer();
    }

    /** Lets the desks do what is due. One thread at a time does so; what it causes is done in its next round. */
    private void steer() {
        synchronized (this) {
            if (steering) {
                steerAgain = true;
                return;
            }
            steering = true;
        }
        boolean again = true;
        while (again) {
            step();
            synchronized (this) {
                again = steerAgain;
                steerAgain = false;
                steering = again;
            }
        }
    }

    private void step() {
        List<Batch> due;
        boolean done;
        synchronized (this) {
            if (!ready || finished) {
                return;
            }
            Instant now = work.time().now();
            due = isOver() ? endWhatIsLeft(now) : next(now);
            events(now).forEach(work::tell);
            done = roster.isDone();
            finished = done;
        }
        due.forEach(batch -> mind(
                batch,
                () -> Optional.ofNullable(desks.get(batch.place()))
                        .orElseThrow()
                        .perform(batch)));
        if (done) {
            finish();
        }
    }

    private boolean isOver() {
        return cancelled.isPresent() || running.errand().isOver();
    }

    private List<Batch> next(Instant now) {
        roster.expire(now);
        roster.leaveWhatIsTooLate(now, deadline);
        List<Batch> due = roster.due(now);
        wakeAt(roster.next(now).filter(deadline::isAfter).orElse(deadline), now);
        return due;
    }

    /** Commands that have left are waited for a while: AWS may have them, and then their ids are worth knowing. */
    private List<Batch> endWhatIsLeft(Instant now) {
        Instant since = overSince == null ? now : overSince;
        overSince = since;
        Instant end = since.plus(LAST_ANSWERS);
        if (openSends > 0 && now.isBefore(end) && !sends.errand().isOver()) {
            wakeAt(end, now);
        } else {
            boolean isTimeUp = cancelled.isEmpty() && !now.isBefore(deadline);
            roster.over(!isTimeUp, isTimeUp ? "the run had no time left" : cancelled.orElse("the fleet was closed"));
        }
        return List.of();
    }

    private List<RunEvent> events(Instant now) {
        List<RunEvent> events = new ArrayList<>();
        roster.takeWaits()
                .forEach(wait -> events.add(new RunEvent.NodeWaits(now, id, wait.node(), wait.cause(), wait.next())));
        if (roster.isStoppedEarly() && !toldStopped) {
            toldStopped = true;
            events.add(new RunEvent.StoppedEarly(now, id, roster.failing()));
        }
        roster.takeNews().forEach(ended -> events.add(new RunEvent.NodeFinished(now, id, ended)));
        return events;
    }

    private void wakeAt(Instant moment, Instant now) {
        if (wake != null && !wakesAt.isAfter(moment) && wakesAt.isAfter(now)) {
            return;
        }
        if (wake != null) {
            wake.cancel(false);
        }
        Duration pause = Duration.between(now, moment);
        wakesAt = moment;
        wake = work.time().later(pause.isNegative() ? Duration.ZERO : pause, this::steer);
    }

    private void finish() {
        RunOutcome result;
        synchronized (this) {
            if (wake != null) {
                wake.cancel(false);
            }
            result = new RunResult(
                    id,
                    roster.outcomes().stream()
                            .sorted(Comparator.comparing(NodeOutcome::node))
                            .toList(),
                    commandsSent,
                    roster.attempts(),
                    roster.maxInFlight(),
                    roster.isStoppedEarly(),
                    gaps.values().stream().distinct().sorted().toList());
        }
        running.close();
        sends.close();
        work.tell(new RunEvent.Finished(work.time().now(), id, result));
        outcome.complete(result);
    }

    private void fail(Throwable thrown) {
        running.close();
        sends.close();
        outcome.completeExceptionally(thrown);
    }

    /** Remembers once what could not be done. */
    synchronized void note(Place place, String what, AwsFailure failure) {
        gaps.putIfAbsent(
                place.scope() + what + failure.operation() + failure.code(),
                Gap.in(place.scope(), what, Optional.of(failure)));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public synchronized Progress progress() {
        return roster.progress();
    }

    @Override
    public RunOutcome await() {
        return Await.on(outcome, "waiting for run " + id);
    }

    @Override
    public Optional<RunOutcome> await(Duration limit) {
        if (outcome.isDone()) {
            return Optional.of(await());
        }
        CompletableFuture<Optional<RunOutcome>> first = outcome.thenApply(Optional::of);
        Future<?> timer = work.time().later(limit, () -> first.complete(Optional.empty()));
        try {
            return Await.on(first, "waiting for run " + id);
        } finally {
            timer.cancel(false);
        }
    }

    @Override
    public void cancel(String reason) {
        cancel(reason, Begun.LEFT_TO_FINISH);
    }

    @Override
    public void cancel(String reason, Begun begun) {
        LOG.info("run {} is cancelled: {}", id, reason);
        List<NodeTask> atWork;
        synchronized (this) {
            if (finished) {
                return;
            }
            // From here on nothing is begun any more.
            cancelled = cancelled.or(() -> Optional.of(reason));
            atWork = begun == Begun.DANGEROUS_STOPPED ? roster.atWork() : List.of();
        }
        stop(atWork);
        running.errand().end("cancelled", reason);
        steer();
    }

    private void stop(List<NodeTask> atWork) {
        Map<String, Place> commands = new LinkedHashMap<>();
        synchronized (this) {
            atWork.forEach(task -> task.command().ifPresent(command -> commands.put(command, task.place())));
        }
        if (commands.isEmpty()) {
            return;
        }
        try (FleetWork.Running stopping = work.begin(Optional.of(TIME_TO_STOP))) {
            List<CompletableFuture<?>> calls = new ArrayList<>();
            commands.forEach((command, place) ->
                    calls.add(Commands.cancel(work.caller(), place, stopping.errand(), command)
                            .handle((done, thrown) -> {
                                if (thrown != null) {
                                    note(
                                            place,
                                            "a command could not be stopped",
                                            CallFailedException.of(thrown).failure());
                                }
                                return null;
                            })));
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        }
    }

    @Override
    public CompletableFuture<RunOutcome> toFuture() {
        return outcome.copy();
    }
}
