package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.InventoryReader;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.model.NodeId;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does in one scope what the roster decides: looks who is at work, has commands sent, follows them, and has the reports
 * of scans read. For any thread; what it knows of commands is in concurrent maps, and what is known of nodes is the
 * run's alone.
 */
final class ScopeDesk implements Dispatch.Listener, CommandWatch.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeDesk.class);

    /** Others wait for the places of nodes that have ended. */
    private static final Duration PARTS_OF_INSTALLS = Duration.ofSeconds(45);
    /** Nobody waits for single nodes, unless one of them never ends. */
    private static final Duration PARTS_OF_SCANS = Duration.ofMinutes(10);

    private static final Duration INVENTORY_BELIEVED = Duration.ofSeconds(30);

    private static final Set<FailureCause> PERHAPS_GONE =
            Set.of(FailureCause.DELIVERY_TIMEOUT, FailureCause.UNDELIVERABLE);

    private final Steering run;
    private final FleetWork work;
    private final Place place;
    private final Errand errand;
    private final Orders orders;
    private final Calendars calendars;
    private final CommandWatch watch;
    private final Occupied occupied;
    private final Dispatch dispatch;
    private final Reports reports;
    /** Who is in the scope, as it was read last. Guarded by this. */
    private @Nullable CompletableFuture<Inventory> inventory;

    private Instant inventoryRead = Instant.MIN;
    /** The commands that are followed. */
    private final Map<String, Batch> sent = new ConcurrentHashMap<>();
    /** All commands of this run, those that have ended included. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    ScopeDesk(Steering run, Orders orders, Calendars calendars, Place place, Errand errand) {
        this.run = run;
        this.orders = orders;
        this.calendars = calendars;
        this.work = orders.work();
        this.place = place;
        this.errand = errand;
        boolean installs = orders.operation() == Operation.INSTALL;
        Duration betweenParts = installs ? PARTS_OF_INSTALLS : PARTS_OF_SCANS;
        this.watch = new CommandWatch(work.time(), work.caller(), place, errand, betweenParts, this);
        this.occupied = new Occupied(work.time(), work.caller(), place, errand, known::contains, installs);
        this.dispatch = new Dispatch(run, orders, place, this);
        this.reports = new Reports(run, work, place, errand);
    }

    /** Never fails: what becomes of the nodes is told to the run. */
    void perform(Batch batch) {
        if (batch.operation() != orders.operation()) { // What was installed is proven, whatever a calendar says.
            sendToTheFree(batch);
            return;
        }
        calendars
                .look(place)
                .whenComplete((closed, thrown) -> run.mind(batch, () -> {
                    if (thrown != null) {
                        notSeen(batch, "whether their calendars are open", CallFailedException.of(thrown));
                    } else if (closed.isPresent()) {
                        run.tell(roster -> batch.tasks().forEach(task -> roster.closed(task, closed.get())));
                    } else {
                        sendToTheFree(batch);
                    }
                }));
    }

    private void sendToTheFree(Batch batch) {
        Instant looked = work.time().now();
        occupied.look()
                .whenComplete((seen, thrown) -> run.mind(batch, () -> {
                    if (thrown != null) {
                        notSeen(batch, "whether others are at work on nodes", CallFailedException.of(thrown));
                    } else {
                        Batch free = free(batch, seen);
                        if (!free.tasks().isEmpty()) {
                            dispatch.send(free, looked);
                        }
                    }
                }));
    }

    private Batch free(Batch batch, Occupied.Seen seen) {
        List<NodeTask> free = new ArrayList<>();
        Map<NodeTask, String> busy = new LinkedHashMap<>();
        for (NodeTask task : batch.tasks()) {
            seen.by(task.member()).ifPresentOrElse(why -> busy.put(task, why), () -> free.add(task));
        }
        if (!busy.isEmpty()) {
            run.tell(roster -> busy.forEach(
                    (task, why) -> roster.busy(task, why, work.time().now())));
        }
        return batch.with(free);
    }

    private void notSeen(Batch batch, String what, CallFailedException failed) {
        if (failed.kind() == Kind.OVER) {
            LOG.debug("nothing more is begun in {}", place.scope());
            return;
        }
        boolean again = Retries.mayPass(failed);
        if (again) {
            LOG.info("{} in {} is not known yet: {}", what, place.scope(), failed.failure());
        } else {
            run.note(place, what + " is not known", failed.failure());
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

    /** A command is not waited for any more. Where it still is at work it holds its nodes, as anybody's does. */
    void leave(String command) {
        known.remove(command);
        occupied.forget();
    }

    @Override
    public void taken(String command, Batch batch, Function<NodeId, Optional<String>> output) {
        known.add(command);
        sent.put(command, batch);
        run.sent(batch, command, output);
        watch.watch(command);
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
        Map<NodeTask, Optional<Failure>> ended = new LinkedHashMap<>();
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
        return inventory().thenApply(inventory -> {
            Set<String> gone = new HashSet<>();
            if (inventory.gaps().isEmpty()) {
                ended.keySet().forEach(task -> gone.add(task.node().id()));
                inventory.machines().stream()
                        .filter(Machine::counts)
                        .forEach(machine -> gone.remove(machine.node().id().id()));
            }
            return gone;
        });
    }

    /** Read once for all commands that end together. */
    private synchronized CompletableFuture<Inventory> inventory() {
        CompletableFuture<Inventory> last = inventory;
        if (last != null && work.time().now().isBefore(inventoryRead.plus(INVENTORY_BELIEVED))) {
            return last;
        }
        CompletableFuture<Inventory> now =
                new InventoryReader(work.caller(), work.environmentTag()).read(place, errand);
        inventory = now;
        inventoryRead = work.time().now();
        return now;
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
            reports.read(command, batch.with(scanned));
        }
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
