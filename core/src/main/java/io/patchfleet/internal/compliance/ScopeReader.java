package io.patchfleet.internal.compliance;

import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.internal.aws.Knowledge;
import io.patchfleet.internal.aws.PatchStates;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.internal.inventory.Memberships;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.target.Target.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Reads the compliance of one scope whose nodes are known, and hands over each node as soon as it is judged. */
final class ScopeReader {

    private final Knowledge knowledge;
    private final Question question;
    private final Judge judge;
    private final Inventory inventory;
    private final Consumer<NodeCompliance> taker;

    private final StateCounts.Tally tally = new StateCounts.Tally();
    private final Map<String, Loss> losses = new TreeMap<>();
    private long missingPatches;

    ScopeReader(
            Knowledge knowledge, Question question, Judge judge, Inventory inventory, Consumer<NodeCompliance> taker) {
        this.knowledge = knowledge;
        this.question = question;
        this.judge = judge;
        this.inventory = inventory;
        this.taker = taker;
    }

    /** Never fails: what could not be read is in the result. */
    CompletableFuture<Result> read() {
        Map<String, Machine> managed = new LinkedHashMap<>();
        for (Machine machine : inventory.machines()) {
            Match meant = question.meant(inventory, machine.node());
            if (meant != Match.NO) {
                sort(machine, meant, managed);
            }
        }
        return CompletableFuture.allOf(knowledge.parts(List.copyOf(managed.keySet())).stream()
                        .map(part -> readBatch(part, managed))
                        .toArray(CompletableFuture[]::new))
                .thenApply(done -> result());
    }

    private void sort(Machine machine, Match meant, Map<String, Machine> managed) {
        Match excluded = question.excluded(inventory, machine.node());
        if (!machine.counts()) {
            count(StateCounts.Tally::addStopped);
        } else if (excluded == Match.YES) {
            count(StateCounts.Tally::addExcluded);
        } else if (meant == Match.UNKNOWN || excluded == Match.UNKNOWN) {
            give(judge.unreadable(machine, inventory.doubt(machine.node())));
        } else if (machine.managed().isPresent()) {
            managed.put(machine.node().id().id(), machine);
        } else if (inventory.managedRead()) {
            give(judge.unmanaged(machine));
        } else {
            give(judge.unreadable(machine, "its managed nodes could not be read"));
        }
    }

    private CompletableFuture<?> readBatch(List<String> ids, Map<String, Machine> managed) {
        List<Machine> batch =
                ids.stream().map(id -> Objects.requireNonNull(managed.get(id))).toList();
        return knowledge
                .states(inventory.place(), ids)
                .thenCompose(states -> judgeBatch(batch, states))
                .exceptionally(thrown -> {
                    AwsFailure failure = CallFailedException.of(thrown).failure();
                    lose("patch states could not be read", failure, batch.size());
                    batch.forEach(machine -> give(judge.unreadable(machine, failure.toString())));
                    return null;
                });
    }

    private CompletableFuture<Void> judgeBatch(List<Machine> batch, Map<String, PatchStates.State> states) {
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (Machine machine : batch) {
            PatchStates.State state = states.get(machine.node().id().id());
            if (state != null && !state.complete()) {
                give(judge.unreadable(
                        machine, "its patch state came without the counts of missing and failed patches"));
                continue;
            }
            NodeCompliance node = judge.managed(machine, Optional.ofNullable(state), inventory, knowledge.doubt());
            if (question.withPatches() && node.state() == NodeState.NON_COMPLIANT) {
                open.add(withPatches(node).thenAccept(this::give));
            } else {
                give(node);
            }
        }
        return CompletableFuture.allOf(open.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<NodeCompliance> withPatches(NodeCompliance node) {
        NodeCompliance.Counts counts = node.counts().orElseThrow();
        return knowledge
                .patches(inventory.place(), node.id().id(), counts)
                .thenApply(rows -> detailed(node, rows))
                .exceptionally(thrown -> {
                    lose(
                            "patches could not be read",
                            CallFailedException.of(thrown).failure(),
                            1);
                    return node;
                });
    }

    private static NodeCompliance detailed(NodeCompliance node, List<PatchStatus> rows) {
        return NodeCompliance.builder().from(node).patches(rows).build();
    }

    private void give(NodeCompliance node) {
        count(counts -> counts.add(node.state()));
        node.counts().ifPresent(counts -> addMissing(counts.missing()));
        taker.accept(node);
    }

    private synchronized void count(Consumer<StateCounts.Tally> add) {
        add.accept(tally);
    }

    private synchronized void addMissing(int patches) {
        missingPatches += patches;
    }

    private synchronized void lose(String what, AwsFailure failure, int nodes) {
        losses.merge(
                what + " " + failure.operation() + " " + failure.code(),
                new Loss(what, failure, nodes),
                (one, other) -> new Loss(what, one.failure, one.nodes + other.nodes));
    }

    private synchronized Result result() {
        List<Gap> gaps = new ArrayList<>(inventory.gaps());
        losses.values().forEach(loss -> gaps.add(loss.gap(inventory)));
        ScopeCompliance scope = ScopeCompliance.builder()
                .scope(inventory.place().scope())
                .accountName(inventory.place().account().name())
                .status(status(gaps))
                .counts(inventory.failed() ? Optional.empty() : Optional.of(tally.counts()))
                .gaps(gaps)
                .build();
        return new Result(scope, missingPatches, inventory.groups());
    }

    private ScopeCompliance.Status status(Collection<Gap> gaps) {
        if (inventory.failed()) {
            return ScopeCompliance.Status.FAILED;
        }
        return gaps.isEmpty() ? ScopeCompliance.Status.READ : ScopeCompliance.Status.PARTIAL;
    }

    /**
     * What a scope comes to.
     *
     * @param groups who belongs there to the resource groups that were asked for
     */
    record Result(ScopeCompliance scope, long missingPatches, Memberships groups) {}

    private record Loss(String what, AwsFailure failure, int nodes) {

        Gap gap(Inventory inventory) {
            String of = nodes == 1 ? "of 1 node " : "of " + nodes + " nodes ";
            return Gap.in(inventory.place().scope(), of + what, Optional.of(failure));
        }
    }
}
