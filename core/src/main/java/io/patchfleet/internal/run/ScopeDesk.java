package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.aws.PatchStates;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.inventory.InventoryReader;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.internal.run.Roster.Batch;
import io.patchfleet.internal.run.Roster.Found;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does in one scope what the roster decides: sends commands, follows them, and reads what scans found. */
final class ScopeDesk implements CommandWatch.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeDesk.class);

    /** How often a command is looked for whose sending got no answer: for two minutes. */
    private static final int LOOKS_FOR_COMMAND = 24;
    /** How often a patch state is looked for after its scan ended. */
    private static final int LOOKS_FOR_STATE = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** By how much AWS's clock may be behind ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** Others wait for the places of nodes that have ended. */
    private static final Duration PARTS_OF_INSTALLS = Duration.ofSeconds(45);
    /** Nobody waits for single nodes, unless one of them never ends. */
    private static final Duration PARTS_OF_SCANS = Duration.ofMinutes(10);
    /** How long it is believed who is at work on nodes, while a command waits to be sent. */
    private static final Duration LONGEST_BELIEF = Duration.ofMinutes(1);
    /** AWS keeps a snapshot for three days. */
    private static final Duration LIFE_OF_SNAPSHOT = Duration.ofDays(2);

    private static final Set<Kind> MAY_PASS =
            Set.of(Kind.PASSING, Kind.UNSEEN, Kind.SCOPE_CLOSED, Kind.THROTTLED, Kind.EXPIRED, Kind.UNREACHED);
    private static final Set<FailureCause> PERHAPS_GONE =
            Set.of(FailureCause.DELIVERY_TIMEOUT, FailureCause.UNDELIVERABLE);

    private final GoingRun run;
    private final Orders orders;
    private final FleetWork work;
    private final Place place;
    private final Errand errand;
    private final CommandWatch watch;
    private final Occupied occupied;
    /** The patches that are approved at the first command stay those of the whole run. */
    private String snapshot = "";

    private Instant snapshotEnds = Instant.MIN;
    private final Map<String, Batch> sent = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commands = new AtomicInteger();

    ScopeDesk(GoingRun run, Orders orders, Place place, Errand errand) {
        this.run = run;
        this.orders = orders;
        this.work = orders.work();
        this.place = place;
        this.errand = errand;
        boolean installs = orders.operation() == Operation.INSTALL;
        Duration betweenParts = installs ? PARTS_OF_INSTALLS : PARTS_OF_SCANS;
        this.watch = new CommandWatch(work.time(), work.caller(), place, errand, betweenParts, this);
        this.occupied = new Occupied(work.time(), work.caller(), place, errand, known::contains, installs);
    }

    /** Never fails: what becomes of the nodes is told to the run. */
    void perform(Batch batch) {
        Instant looked = work.time().now();
        occupied.look()
                .whenComplete((seen, thrown) -> run.mind(batch, () -> {
                    if (thrown != null) {
                        notSeen(batch, CallFailedException.of(thrown));
                    } else {
                        Batch free = free(batch, seen);
                        if (!free.tasks().isEmpty()) {
                            send(free, looked);
                        }
                    }
                }));
    }

    private Batch free(Batch batch, Occupied.Seen seen) {
        List<NodeTask> free = new ArrayList<>();
        Map<NodeTask, String> busy = new HashMap<>();
        for (NodeTask task : batch.tasks()) {
            seen.by(task.member()).ifPresentOrElse(why -> busy.put(task, why), () -> free.add(task));
        }
        if (!busy.isEmpty()) {
            run.tell(roster -> busy.forEach(
                    (task, why) -> roster.busy(task, why, work.time().now())));
        }
        return batch.of(free);
    }

    private void notSeen(Batch batch, CallFailedException failed) {
        if (failed.kind() == Kind.OVER) {
            LOG.debug("nothing more is begun in {}", place.scope());
            return;
        }
        boolean again = MAY_PASS.contains(failed.kind());
        if (again) {
            LOG.info("whether others are at work in {} is not known yet: {}", place.scope(), failed.failure());
        } else {
            run.note(place, "whether others are at work on nodes is not known", failed.failure());
        }
        Failure failure = Failure.of(
                FailureCause.NOT_SENT,
                Result.NOT_REACHED,
                Optional.of(failed.failure().toString()));
        run.tell(roster -> batch.tasks().forEach(task -> {
            if (again) {
                roster.unseen(task, failure, work.time().now());
            } else {
                roster.refused(task, failure);
            }
        }));
    }

    private void send(Batch batch, Instant looked) {
        Commands.Operation operation = new Commands.Operation(
                batch.tasks().size(),
                "PatchFleet " + run.id() + " " + commands.incrementAndGet(),
                orders.delivery(),
                parameters(batch.operation()),
                batch.operation() == Operation.INSTALL ? orders.logs() : Optional.empty());
        Sending sending = new Sending(batch, looked);
        sendOnce(sending, operation)
                .exceptionallyCompose(thrown -> sending.isOpen() && isPassing(thrown)
                        ? afterLostReply(sending, operation, thrown)
                        : CompletableFuture.failedFuture(thrown))
                .whenComplete((command, thrown) -> run.mind(batch, () -> sent(sending, operation, command, thrown)));
    }

    private static boolean isPassing(Throwable thrown) {
        return CallFailedException.of(thrown).kind() == Kind.PASSING;
    }

    private void sent(
            Sending sending, Commands.Operation operation, @Nullable String answer, @Nullable Throwable thrown) {
        String command = answer != null ? answer : sending.taken();
        Batch batch = sending.batch();
        if (command != null) {
            if (thrown != null) {
                run.note(
                        place,
                        "a command was sent, but",
                        CallFailedException.of(thrown).failure());
            }
            known.add(command);
            sent.put(command, batch);
            run.sent(batch, command, node -> operation.output(command, node.id()));
            watch.watch(command);
        } else if (thrown != null) {
            failed(batch, CallFailedException.of(thrown));
        }
        if (sending.isOpen()) {
            run.sendEnded();
        }
    }

    private Map<String, String> parameters(Operation operation) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("Operation", operation.wireName());
        if (orders.operation() == Operation.INSTALL) {
            parameters.put("SnapshotId", snapshot());
        }
        if (operation == Operation.INSTALL) {
            parameters.put("RebootOption", orders.reboot().wireName());
            orders.overrideList().ifPresent(list -> parameters.put("InstallOverrideList", list.toString()));
        }
        return parameters;
    }

    private synchronized String snapshot() {
        Instant now = work.time().now();
        if (!now.isBefore(snapshotEnds)) {
            snapshot = UUID.randomUUID().toString();
            snapshotEnds = now.plus(LIFE_OF_SNAPSHOT);
        }
        return snapshot;
    }

    private CompletableFuture<String> sendOnce(Sending sending, Commands.Operation operation) {
        return Commands.send(work.caller(), place, run.sendErrand(), operation, () -> leaving(sending), sending::take);
    }

    /** The nodes for which a command may still be sent, asked when it is about to be. */
    private List<String> leaving(Sending sending) {
        Instant now = work.time().now();
        Batch batch = sending.batch();
        if (now.isAfter(sending.looked().plus(LONGEST_BELIEF))) {
            run.tell(roster -> roster.chooseAgain(batch, now));
            return List.of();
        }
        Batch allowed = batch.of(run.sending(batch, !sending.isOpen()));
        sending.leave(allowed);
        return allowed.ids();
    }

    /**
     * SendCommand takes no token: after a lost answer the comment tells whether the command exists. A scan that is not
     * seen is sent again, which does no harm. An install is another attempt, before which is looked once more who is at
     * work on the nodes.
     */
    private CompletableFuture<String> afterLostReply(Sending sending, Commands.Operation operation, Throwable lost) {
        Instant since = work.time().now().minus(CLOCK_SKEW);
        return lookFor(operation.comment(), since, LOOKS_FOR_COMMAND).thenCompose(found -> {
            if (found.isPresent()) {
                return CompletableFuture.completedFuture(found.get());
            }
            return sending.batch().operation() == Operation.INSTALL ? unseen(lost) : sendOnce(sending, operation);
        });
    }

    private static <T> CompletableFuture<T> unseen(Throwable thrown) {
        AwsFailure failure = CallFailedException.of(thrown).failure();
        return CompletableFuture.failedFuture(new CallFailedException(failure, Kind.UNSEEN, thrown));
    }

    private CompletableFuture<Optional<String>> lookFor(String comment, Instant since, int looks) {
        return CommandWatch.after(work.time(), run.sendErrand(), BETWEEN_LOOKS)
                .thenCompose(waited -> Commands.since(work.caller(), place, run.sendErrand(), since))
                .handle((all, thrown) -> {
                    if (thrown != null && (looks == 1 || !mayPass(thrown))) {
                        return ScopeDesk.<Optional<String>>unseen(thrown);
                    }
                    Optional<String> found = thrown != null
                            ? Optional.empty()
                            : all.stream()
                                    .filter(command -> command.comment().equals(comment))
                                    .map(Commands.Sent::id)
                                    .findFirst();
                    return found.isPresent() || looks == 1
                            ? CompletableFuture.completedFuture(found)
                            : lookFor(comment, since, looks - 1);
                })
                .thenCompose(next -> next);
    }

    private static boolean mayPass(Throwable thrown) {
        return MAY_PASS.contains(CallFailedException.of(thrown).kind());
    }

    /** One id that AWS does not accept makes it refuse all; halving finds it. */
    private void failed(Batch batch, CallFailedException failed) {
        if (failed.kind() == Kind.OVER) {
            LOG.debug("a command was not sent: {}", failed.failure());
            return;
        }
        boolean badId = failed.failure().code().equals("InvalidInstanceId");
        List<NodeTask> nodes = batch.tasks();
        if (badId && nodes.size() > 1) {
            int half = nodes.size() / 2;
            List.of(nodes.subList(0, half), nodes.subList(half, nodes.size())).forEach(part -> {
                Batch some = batch.of(part);
                run.tell(roster -> roster.chosenAgain(some));
                send(some, work.time().now());
            });
            return;
        }
        FailureCause cause = badId ? FailureCause.UNMANAGED : FailureCause.NOT_SENT;
        Result result = failed.kind() == Kind.UNSEEN ? Result.UNKNOWN : Result.NOT_REACHED;
        Failure failure = Failure.of(cause, result, Optional.of(failed.failure().toString()));
        if (!badId) {
            run.note(place, "no command could be sent", failed.failure());
        }
        boolean again = !badId && MAY_PASS.contains(failed.kind());
        run.tell(roster -> nodes.forEach(task -> {
            if (again) {
                roster.notSent(task, failure, work.time().now());
            } else {
                roster.refused(task, failure);
            }
        }));
    }

    /** A command on its way: who it is for, and what is known of it. */
    private static final class Sending {

        private final Instant looked;
        private volatile Batch batch;
        private volatile boolean open;
        private volatile @Nullable String taken;

        Sending(Batch batch, Instant looked) {
            this.batch = batch;
            this.looked = looked;
        }

        Batch batch() {
            return batch;
        }

        Instant looked() {
            return looked;
        }

        /** Whether AWS was called, so that it may have the command. */
        boolean isOpen() {
            return open;
        }

        @Nullable
        String taken() {
            return taken;
        }

        void leave(Batch allowed) {
            batch = allowed;
            open = open || !allowed.tasks().isEmpty();
        }

        void take(String command) {
            taken = command;
        }
    }

    @Override
    public void heard(Commands.Sent command, List<Commands.Invocation> invocations) {
        Batch batch = command.ended() ? sent.remove(command.id()) : sent.get(command.id());
        if (batch == null) {
            return;
        }
        Map<String, Commands.Invocation> byNode = new HashMap<>();
        invocations.stream()
                .filter(invocation -> command.ended() || Causes.hasEnded(invocation))
                .forEach(invocation -> byNode.put(invocation.node(), invocation));
        Map<NodeTask, Optional<Failure>> ended = new HashMap<>();
        for (NodeTask task : run.awaiting(batch, command.id())) {
            Commands.Invocation invocation = byNode.get(task.node().id());
            if (invocation != null || command.ended()) {
                ended.put(task, Optional.ofNullable(invocation).flatMap(Causes::failure));
            }
        }
        gone(ended)
                .whenComplete((gone, unread) ->
                        run.mind(batch, () -> conclude(command, batch, ended, gone == null ? Set.of() : gone)));
    }

    /** Not reached, or not heard of again. */
    private static boolean isPerhapsGone(Failure failure) {
        return PERHAPS_GONE.contains(failure.cause()) || failure.result() == Result.UNKNOWN;
    }

    /** Which of these nodes are not there any more. */
    private CompletableFuture<Set<String>> gone(Map<NodeTask, Optional<Failure>> ended) {
        boolean worthALook = ended.values().stream().flatMap(Optional::stream).anyMatch(ScopeDesk::isPerhapsGone);
        if (!worthALook) {
            return CompletableFuture.completedFuture(Set.of());
        }
        return new InventoryReader(work.caller(), work.environmentTag())
                .read(place, errand)
                .thenApply(inventory -> {
                    Set<String> gone = new HashSet<>();
                    if (inventory.gaps().isEmpty()) {
                        ended.keySet().forEach(task -> gone.add(task.node().id()));
                        inventory.machines().stream()
                                .filter(Machine::counts)
                                .forEach(machine ->
                                        gone.remove(machine.node().id().id()));
                    }
                    return gone;
                });
    }

    private void conclude(
            Commands.Sent command, Batch batch, Map<NodeTask, Optional<Failure>> ended, Set<String> gone) {
        List<NodeTask> scanned = new ArrayList<>();
        run.tell(roster -> ended.forEach((task, failure) -> {
            Optional<Failure> told = failure.map(
                    why -> isPerhapsGone(why) && gone.contains(task.node().id())
                            ? Failure.of(FailureCause.NODE_GONE, why.result(), why.detail())
                            : why);
            if (roster.ended(task, command.id(), told, work.time().now())) {
                scanned.add(task);
            }
        }));
        if (!scanned.isEmpty()) {
            judge(command, batch.of(scanned), LOOKS_FOR_STATE);
        }
    }

    /** Reads what scans found; a report may come a little after its command. */
    private void judge(Commands.Sent command, Batch scanned, int looks) {
        PatchStates.read(work.caller(), place, errand, scanned.ids())
                .whenComplete((states, thrown) -> run.mind(scanned, () -> {
                    if (thrown != null) {
                        notRead(command, scanned, looks, CallFailedException.of(thrown));
                    } else {
                        found(command, scanned, looks, states);
                    }
                }));
    }

    private void notRead(Commands.Sent command, Batch scanned, int looks, CallFailedException failed) {
        if (failed.kind() == Kind.OVER) {
            LOG.debug("what {} found is not read any more", command.id());
        } else if (MAY_PASS.contains(failed.kind()) && looks > LOOKS_FOR_STATE - LOOKS_FOR_COMMAND) {
            later(command, scanned, looks - 1);
        } else {
            run.note(place, "what scans found could not be read", failed.failure());
            unreported(scanned.tasks(), Optional.of(failed.failure().toString()));
        }
    }

    private void found(Commands.Sent command, Batch scanned, int looks, Map<String, PatchStates.State> states) {
        List<NodeTask> unreported = new ArrayList<>();
        run.tell(roster -> scanned.tasks()
                .forEach(task -> Optional.ofNullable(states.get(task.node().id()))
                        .filter(state -> isOf(command, state))
                        .ifPresentOrElse(
                                state -> roster.found(
                                        task, found(state), work.time().now()),
                                () -> unreported.add(task))));
        if (!unreported.isEmpty() && looks > 1) {
            later(command, scanned.of(unreported), looks - 1);
        } else if (!unreported.isEmpty()) {
            unreported(unreported, Optional.empty());
        }
    }

    private void later(Commands.Sent command, Batch scanned, int looks) {
        CommandWatch.after(work.time(), errand, BETWEEN_LOOKS).whenComplete((waited, over) -> {
            if (over == null) {
                judge(command, scanned, looks);
            }
        });
    }

    private void unreported(List<NodeTask> tasks, Optional<String> detail) {
        run.tell(roster -> tasks.forEach(
                task -> roster.unreported(task, detail, work.time().now())));
    }

    private static boolean isOf(Commands.Sent command, PatchStates.State state) {
        return state.complete()
                && !state.install()
                && state.ended()
                        .map(ended -> !ended.isBefore(command.requested()))
                        .orElse(false);
    }

    private static Found found(PatchStates.State state) {
        var counts = state.counts();
        int open = counts.missing() + counts.failed() + counts.rejected() + counts.pendingReboot();
        return new Found(open, counts.failed(), counts.pendingReboot(), !counts.anyNonCompliant());
    }

    @Override
    public void lost(String command, CallFailedException why) {
        Batch batch = sent.remove(command);
        if (batch == null) {
            return;
        }
        if (why.kind() == Kind.OVER) {
            LOG.debug("command {} is not followed any more", command);
            return;
        }
        run.note(place, "how commands ended is not known", why.failure());
        Failure failure = Failure.of(
                FailureCause.NO_REPORT,
                Result.UNKNOWN,
                Optional.of(why.failure().toString()));
        run.tell(roster -> roster.close(place, failure));
    }
}
