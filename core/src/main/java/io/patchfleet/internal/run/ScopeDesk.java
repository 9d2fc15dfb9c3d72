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

    private static final Set<Kind> MAY_PASS =
            Set.of(
            Kind.PASSING, Kind.UNSEEN, Kind.SCOPE_CLOSED, Kind.THROTTLED, Kind.EXPIRED, Kind.UNREACHED);
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
    private final String snapshot = UUID.randomUUID().toString();

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
        this.watch = new CommandWatch(work.time(), work.caller(), place, errand, installs, this);
        this.occupied = new Occupied(work.time(), work.caller(), place, errand, known::contains, installs);
    }

    /** Never fails: what becomes of the nodes is told to the run. */
    void perform(Batch batch) {
        boolean verifies = batch.operation() != orders.operation();
        CompletableFuture<Batch> free = verifies
                ? CompletableFuture.completedFuture(batch)
                : occupied.look().thenApply(seen -> free(batch, seen));
        free.thenCompose(some -> some.tasks().isEmpty() ? CompletableFuture.completedFuture(null) : send(some))
                .exceptionally(thrown -> {
                    failed(batch, thrown);
                    return null;
                });
    }

    private Batch free(Batch batch, Occupied.Seen seen) {
        List<NodeTask> free = new ArrayList<>();
        Map<NodeTask, String> busy = new HashMap<>();
        for (NodeTask task : batch.tasks()) {
            seen.by(task.member()).ifPresentOrElse(why -> busy.put(task, why), () -> free.add(task));
        }
        run.tell(roster ->
                busy.forEach((task, why) -> roster.busy(task, why, work.time().now())));
        return batch.of(free);
    }

    private CompletableFuture<Void> send(Batch batch) {
        Commands.Operation operation = new Commands.Operation(
                batch.ids(),
                "PatchFleet " + run.id() + " " + commands.incrementAndGet(),
                orders.delivery(),
                parameters(batch.operation()),
                batch.operation() == Operation.INSTALL ? orders.logs() : Optional.empty());
        return sendOnce(batch, operation)
                .exceptionallyCompose(thrown -> CallFailedException.of(thrown).kind() == Kind.PASSING
                        ? afterLostReply(batch, operation, thrown)
                        : CompletableFuture.failedFuture(thrown))
                .thenAccept(command -> {
                    known.add(command);
                    sent.put(command, batch);
                    run.sent(batch, command, node -> operation.output(command, node.id()));
                    watch.watch(command);
                })
                .exceptionally(thrown -> {
                    failed(batch, thrown);
                    return null;
                });
    }

    private Map<String, String> parameters(Operation operation) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("Operation", operation.wireName());
        if (orders.operation() == Operation.INSTALL) {
            parameters.put("SnapshotId", snapshot);
        }
        if (operation == Operation.INSTALL) {
            parameters.put("RebootOption", orders.reboot().wireName());
            orders.overrideList().ifPresent(list -> parameters.put("InstallOverrideList", list.toString()));
        }
        return parameters;
    }

    private CompletableFuture<String> sendOnce(Batch batch, Commands.Operation operation) {
        return Commands.send(work.caller(), place, errand, operation, () -> run.tell(roster -> roster.sending(batch)));
    }

    /**
     * SendCommand takes no token: after a lost answer the comment tells whether the command exists. A scan that is not
     * seen is sent again, which does no harm. An install is another attempt, before which is looked once more who is at
     * work on the nodes.
     */
    private CompletableFuture<String> afterLostReply(Batch batch, Commands.Operation operation, Throwable lost) {
        Instant since = work.time().now().minus(CLOCK_SKEW);
        return lookFor(operation.comment(), since, LOOKS_FOR_COMMAND)
                .exceptionallyCompose(ScopeDesk::unseen)
                .thenCompose(found -> {
                    if (found.isPresent()) {
                        return CompletableFuture.completedFuture(found.get());
                    }
                    return batch.operation() == Operation.INSTALL ? unseen(lost) : sendOnce(batch, operation);
                });
    }

    private static <T> CompletableFuture<T> unseen(Throwable thrown) {
        AwsFailure failure = CallFailedException.of(thrown).failure();
        return CompletableFuture.failedFuture(new CallFailedException(failure, Kind.UNSEEN, thrown));
    }

    private CompletableFuture<Optional<String>> lookFor(String comment, Instant since, int looks) {
        return CommandWatch.after(work.time(), errand, BETWEEN_LOOKS)
                .thenCompose(waited -> Commands.since(work.caller(), place, errand, since))
                .thenCompose(all -> {
                    Optional<String> found = all.stream()
                            .filter(command -> command.comment().equals(comment))
                            .map(Commands.Sent::id)
                            .findFirst();
                    return found.isPresent() || looks == 1
                            ? CompletableFuture.completedFuture(found)
                            : lookFor(comment, since, looks - 1);
                });
    }

    /** One id that AWS does not accept makes it refuse all; halving finds it. */
    private void failed(Batch batch, Throwable thrown) {
        CallFailedException failed = CallFailedException.of(thrown);
        boolean badId = failed.failure().code().equals("InvalidInstanceId");
        List<NodeTask> nodes = batch.tasks();
        if (badId && nodes.size() > 1) {
            int half = nodes.size() / 2;
            List.of(nodes.subList(0, half), nodes.subList(half, nodes.size())).forEach(part -> send(batch.of(part)));
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
        for (NodeTask task : batch.tasks()) {
            Commands.Invocation invocation = byNode.get(task.node().id());
            if (invocation != null || command.ended()) {
                ended.put(task, Optional.ofNullable(invocation).flatMap(Causes::failure));
            }
        }
        gone(ended).whenComplete((gone, unread) -> conclude(command, ended, gone == null ? Set.of() : gone));
    }

    /** Which of the nodes that were not reached are not there any more. */
    private CompletableFuture<Set<String>> gone(Map<NodeTask, Optional<Failure>> ended) {
        boolean worthALook = ended.values().stream()
                .flatMap(Optional::stream)
                .anyMatch(failure -> PERHAPS_GONE.contains(failure.cause()));
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

    private void conclude(Commands.Sent command, Map<NodeTask, Optional<Failure>> ended, Set<String> gone) {
        List<NodeTask> scanned = new ArrayList<>();
        run.tell(roster -> ended.forEach((task, failure) -> {
            Optional<Failure> told = failure.map(why -> PERHAPS_GONE.contains(why.cause())
                            && gone.contains(task.node().id())
                    ? Failure.of(FailureCause.NODE_GONE, why.result(), why.detail())
                    : why);
            if (roster.ended(task, command.id(), told, work.time().now())) {
                scanned.add(task);
            }
        }));
        if (!scanned.isEmpty()) {
            judge(command, scanned, LOOKS_FOR_STATE);
        }
    }

    /** Reads what scans found; a report may come a little after its command. */
    private void judge(Commands.Sent command, List<NodeTask> scanned, int looks) {
        List<String> ids = scanned.stream().map(task -> task.node().id()).toList();
        PatchStates.read(work.caller(), place, errand, ids).whenComplete((states, failure) -> {
            if (failure != null) {
                AwsFailure why = CallFailedException.of(failure).failure();
                run.note(place, "what scans found could not be read", why);
                unreported(scanned, Optional.of(why.toString()));
                return;
            }
            List<NodeTask> unreported = new ArrayList<>();
            run.tell(roster -> scanned.forEach(task -> Optional.ofNullable(
                            states.get(task.node().id()))
                    .filter(state -> isOf(command, state))
                    .ifPresentOrElse(
                            state ->
                                    roster.found(task, found(state), work.time().now()),
                            () -> unreported.add(task))));
            if (!unreported.isEmpty() && looks > 1) {
                CommandWatch.after(work.time(), errand, BETWEEN_LOOKS).whenComplete((waited, over) -> {
                    if (over == null) {
                        judge(command, unreported, looks - 1);
                    }
                });
            } else if (!unreported.isEmpty()) {
                unreported(unreported, Optional.empty());
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
        return new Found(open, counts.pendingReboot(), !counts.anyNonCompliant());
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
        run.tell(roster -> batch.tasks().stream()
                .filter(task -> roster.awaits(task, command))
                .forEach(task -> roster.refused(task, failure)));
    }

    int commandsSent() {
        return commands.get();
    }
}
