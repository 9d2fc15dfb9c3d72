package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.aws.PatchStates;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.model.NodeId;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunEvent;
import io.patchfleet.target.Target.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The part of a scan that is in one scope. Nodes are sent commands in batches, the commands are watched together, and
 * what a node's scan found is read from its patch state: a command that ended well proves nothing.
 */
final class ScopeScan {

    /** How often a command is looked for whose sending got no answer: for two minutes. */
    private static final int LOOKS_FOR_COMMAND = 24;
    /** How often a patch state is looked for after its scan ended. */
    private static final int LOOKS_FOR_STATE = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** By how much AWS's clock may be behind ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final String run;
    private final FleetWork work;
    private final Duration delivery;
    private final Errand errand;
    private final Inventory inventory;
    private final RunTally tally;
    private final Instant since;
    private final CommandWatch watch;
    private final List<NodeId> reachable = new ArrayList<>();
    private final Map<NodeId, NodeOutcome> outcomes = new HashMap<>();
    private final Map<String, Gap> gaps = new LinkedHashMap<>();
    private final AtomicInteger batches = new AtomicInteger();
    private int commandsSent;

    ScopeScan(String run, DefaultScanRequest request, Errand errand, Inventory inventory, RunTally tally) {
        this.run = run;
        this.work = request.work();
        this.delivery = request.delivery();
        this.errand = errand;
        this.inventory = inventory;
        this.tally = tally;
        this.since = work.time().now().minus(CLOCK_SKEW);
        this.watch = new CommandWatch(work, inventory.place(), errand, since, tally);
        inventory.gaps().forEach(gap -> gaps.put(gap.toString(), gap));
        Map<Match, List<Machine>> running = inventory.machines().stream()
                .filter(Machine::counts)
                .collect(Collectors.groupingBy(machine -> request.target().match(machine.node())));
        running.getOrDefault(Match.YES, List.of()).forEach(this::mean);
        leaveAlone(running.getOrDefault(Match.UNKNOWN, List.of()));
    }

    /** Never fails: what could not be done is in the result. */
    CompletableFuture<ScopeResult> run() {
        List<CompletableFuture<Void>> scans = new ArrayList<>();
        for (int from = 0; from < reachable.size(); from += Commands.BATCH) {
            scans.add(scan(reachable.subList(from, Math.min(from + Commands.BATCH, reachable.size()))));
        }
        return CompletableFuture.allOf(scans.toArray(CompletableFuture[]::new)).thenApply(done -> result());
    }

    private void leaveAlone(List<Machine> perhapsMeant) {
        if (!perhapsMeant.isEmpty()) {
            String nodes = perhapsMeant.size() == 1 ? "1 node was" : perhapsMeant.size() + " nodes were";
            Gap gap = Gap.in(
                    place().scope(),
                    nodes + " left alone, because tags could not be read that say whether it is meant",
                    Optional.empty());
            gaps.put(gap.toString(), gap);
        }
    }

    private void mean(Machine machine) {
        tally.intend(1);
        NodeId node = machine.node().id();
        if (machine.managed().isEmpty()) {
            FailureCause why = inventory.managedRead() ? FailureCause.UNMANAGED : FailureCause.NOT_SENT;
            endUnsent(outcome(node, Result.NOT_REACHED).cause(why).build());
        } else if (machine.managed().get().answers()) {
            reachable.add(node);
        } else {
            endUnsent(outcome(node, Result.NOT_REACHED)
                    .cause(FailureCause.AGENT_LOST)
                    .build());
        }
    }

    private CompletableFuture<Void> scan(List<NodeId> batch) {
        String comment = "PatchFleet scan " + run + " " + batches.incrementAndGet();
        return send(batch, comment)
                .thenCompose(command -> follow(command, batch))
                .exceptionallyCompose(thrown -> notSent(batch, CallFailedException.of(thrown)));
    }

    /** SendCommand takes no token: after a lost answer the comment tells whether the command exists. */
    private CompletableFuture<String> send(List<NodeId> batch, String comment) {
        return sendOnce(batch, comment)
                .exceptionallyCompose(thrown -> CallFailedException.of(thrown).kind() == Kind.PASSING
                        ? lookFor(comment, LOOKS_FOR_COMMAND)
                                .exceptionallyCompose(ScopeScan::unseen)
                                .thenCompose(found -> found.map(CompletableFuture::completedFuture)
                                        .orElseGet(() -> sendOnce(batch, comment)))
                        : CompletableFuture.failedFuture(thrown));
    }

    private static <T> CompletableFuture<T> unseen(Throwable thrown) {
        AwsFailure failure = CallFailedException.of(thrown).failure();
        return CompletableFuture.failedFuture(new CallFailedException(failure, Kind.UNSEEN, thrown));
    }

    private CompletableFuture<String> sendOnce(List<NodeId> batch, String comment) {
        return Commands.sendScan(work.caller(), place(), errand, ids(batch), comment, delivery);
    }

    private CompletableFuture<Optional<String>> lookFor(String comment, int looks) {
        return after(BETWEEN_LOOKS)
                .thenCompose(waited -> Commands.since(work.caller(), place(), errand, since))
                .thenCompose(commands -> {
                    Optional<String> found = commands.stream()
                            .filter(command -> command.comment().equals(comment))
                            .map(Commands.Sent::id)
                            .findFirst();
                    return found.isPresent() || looks == 1
                            ? CompletableFuture.completedFuture(found)
                            : lookFor(comment, looks - 1);
                });
    }

    /** One id that AWS does not accept makes it refuse all; halving finds it. */
    private CompletableFuture<Void> notSent(List<NodeId> batch, CallFailedException failed) {
        boolean badId = failed.failure().code().equals("InvalidInstanceId");
        if (badId && batch.size() > 1) {
            int half = batch.size() / 2;
            return CompletableFuture.allOf(scan(batch.subList(0, half)), scan(batch.subList(half, batch.size())));
        }
        boolean cancelled = failed.kind() == Kind.OVER && tally.isCancelled();
        FailureCause cause =
                badId ? FailureCause.UNMANAGED : cancelled ? FailureCause.CANCELLED : FailureCause.NOT_SENT;
        Result result =
                failed.kind() == Kind.UNSEEN ? Result.UNKNOWN : cancelled ? Result.CANCELLED : Result.NOT_REACHED;
        batch.forEach(node -> endUnsent(outcome(node, result)
                .cause(cause)
                .detail(failed.failure().toString())
                .build()));
        if (!badId && !cancelled) {
            note("no command could be sent", failed.failure());
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> follow(String command, List<NodeId> batch) {
        sent(command, batch);
        return watch.end(command)
                .thenCompose(ended -> Commands.invocations(work.caller(), place(), errand, command)
                        .thenCompose(invocations -> conclude(ended, batch, invocations)))
                .exceptionally(thrown -> {
                    AwsFailure failure = CallFailedException.of(thrown).failure();
                    note("how commands ended is not known", failure);
                    batch.forEach(node -> end(outcome(node, Result.UNKNOWN)
                            .commandId(command)
                            .detail(failure.toString())
                            .build()));
                    return null;
                });
    }

    private CompletableFuture<Void> conclude(
            Commands.Sent command, List<NodeId> batch, List<Commands.Invocation> invocations) {
        Map<String, Commands.Invocation> byNode = new HashMap<>();
        invocations.forEach(invocation -> byNode.put(invocation.node(), invocation));
        List<NodeId> scanned = new ArrayList<>();
        for (NodeId node : batch) {
            Commands.Invocation invocation = byNode.get(node.id());
            if (invocation == null || Causes.mayHaveScanned(invocation)) {
                scanned.add(node);
            } else {
                end(failed(node, command, invocation));
            }
        }
        return scanned.isEmpty() ? CompletableFuture.completedFuture(null) : verify(command, scanned, LOOKS_FOR_STATE);
    }

    private NodeOutcome failed(NodeId node, Commands.Sent command, Commands.Invocation invocation) {
        return outcome(node, Causes.result(invocation))
                .cause(Causes.cause(invocation))
                .commandId(command.id())
                .exitCode(invocation.exitCode())
                .detail(Optional.of(invocation.output()).filter(output -> !output.isBlank()))
                .build();
    }

    /** Reads what the scans found; a report may come a little after its command. */
    private CompletableFuture<Void> verify(Commands.Sent command, List<NodeId> scanned, int looks) {
        return PatchStates.read(work.caller(), place(), errand, ids(scanned)).thenCompose(states -> {
            List<NodeId> unreported = new ArrayList<>();
            for (NodeId node : scanned) {
                Optional<PatchStates.State> state =
                        Optional.ofNullable(states.get(node.id())).filter(s -> isOf(command, s));
                state.ifPresentOrElse(found -> end(found(node, command, found)), () -> unreported.add(node));
            }
            if (unreported.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            if (looks > 1) {
                return after(BETWEEN_LOOKS).thenCompose(waited -> verify(command, unreported, looks - 1));
            }
            unreported.forEach(node -> end(outcome(node, Result.UNKNOWN)
                    .commandId(command.id())
                    .cause(FailureCause.NO_REPORT)
                    .build()));
            return CompletableFuture.completedFuture(null);
        });
    }

    private static boolean isOf(Commands.Sent command, PatchStates.State state) {
        return state.ended().map(ended -> !ended.isBefore(command.requested())).orElse(false);
    }

    private static NodeOutcome found(NodeId node, Commands.Sent command, PatchStates.State state) {
        var counts = state.counts();
        return outcome(node, counts.anyNonCompliant() ? Result.STILL_MISSING : Result.PATCHED)
                .commandId(command.id())
                .stillMissing(counts.missing() + counts.failed() + counts.rejected() + counts.pendingReboot())
                .build();
    }

    private CompletableFuture<Void> after(Duration pause) {
        CompletableFuture<Void> passed = errand.open();
        work.time().later(pause, () -> passed.complete(null));
        return passed;
    }

    private void sent(String command, List<NodeId> batch) {
        synchronized (this) {
            commandsSent++;
        }
        tally.send(batch.size());
        work.tell(new RunEvent.CommandSent(work.time().now(), run, place().scope(), command, batch.size()));
    }

    /** Ends a node that no command counts. */
    private void endUnsent(NodeOutcome outcome) {
        tally.end(1);
        end(outcome);
    }

    private void end(NodeOutcome outcome) {
        synchronized (this) {
            if (outcomes.putIfAbsent(outcome.node(), outcome) != null) {
                return;
            }
        }
        work.tell(new RunEvent.NodeFinished(work.time().now(), run, outcome));
    }

    private synchronized void note(String what, AwsFailure failure) {
        gaps.putIfAbsent(
                what + failure.operation() + failure.code(), Gap.in(place().scope(), what, Optional.of(failure)));
    }

    private synchronized ScopeResult result() {
        return new ScopeResult(List.copyOf(outcomes.values()), commandsSent, List.copyOf(gaps.values()));
    }

    private Place place() {
        return inventory.place();
    }

    private static NodeOutcome.Builder outcome(NodeId node, Result result) {
        return NodeOutcome.builder().node(node).result(result);
    }

    private static List<String> ids(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::id).toList();
    }

    /** What a scope's part of the run comes to. */
    record ScopeResult(List<NodeOutcome> outcomes, int commandsSent, List<Gap> gaps) {}
}
