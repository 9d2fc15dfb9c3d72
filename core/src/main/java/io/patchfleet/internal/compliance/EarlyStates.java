package io.patchfleet.internal.compliance;

import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.internal.aws.Knowledge;
import io.patchfleet.internal.aws.ManagedNodes;
import io.patchfleet.internal.aws.PatchStates;
import io.patchfleet.internal.call.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Asks for the patch states of a place while its instances are still being read: their pages hang on each other by
 * tokens and take long, and the states need not wait for the last of them. Only for a question about all nodes, and only
 * for nodes that answer, since these run; the others wait until it is known whether they do.
 */
final class EarlyStates implements Knowledge {

    private final Knowledge knowledge;
    /** What has been asked for, by node. */
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    /** Nodes that answer, as yet too few for a call. */
    private final Set<String> gathered = new LinkedHashSet<>();

    EarlyStates(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public CompletableFuture<Void> nodes(Place place, Consumer<ManagedNodes.Found> each) {
        return knowledge.nodes(place, node -> {
            each.accept(node);
            if (node.answers() && !asked.containsKey(node.id())) {
                gather(node.id()).ifPresent(batch -> ask(place, batch));
            }
        });
    }

    private void ask(Place place, List<String> batch) {
        Asked together = new Asked(batch.get(0), knowledge.states(place, batch));
        batch.forEach(node -> asked.put(node, together));
    }

    private synchronized Optional<List<String>> gather(String node) {
        gathered.add(node);
        if (gathered.size() < PatchStates.BATCH) {
            return Optional.empty();
        }
        List<String> batch = List.copyOf(gathered);
        gathered.clear();
        return Optional.of(batch);
    }

    /** Nodes that were asked for together stay together, so that none costs a call twice. */
    @Override
    public List<List<String>> parts(List<String> nodes) {
        Map<String, List<String>> early = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (String node : nodes) {
            Asked together = asked.get(node);
            (together == null ? others : early.computeIfAbsent(together.first(), key -> new ArrayList<>())).add(node);
        }
        List<List<String>> parts = new ArrayList<>(early.values());
        parts.addAll(knowledge.parts(others));
        return parts;
    }

    @Override
    public CompletableFuture<Map<String, PatchStates.State>> states(Place place, List<String> part) {
        Asked early = asked.get(part.get(0));
        part.forEach(asked::remove);
        return early == null ? knowledge.states(place, part) : early.states();
    }

    @Override
    public CompletableFuture<Void> hybridTags(
            Place place, Collection<String> nodes, BiConsumer<String, SortedMap<String, String>> each) {
        return knowledge.hybridTags(place, nodes, each);
    }

    @Override
    public CompletableFuture<List<PatchStatus>> patches(Place place, String node, Counts counts) {
        return knowledge.patches(place, node, counts);
    }

    @Override
    public Optional<String> doubt() {
        return knowledge.doubt();
    }

    /**
     * Nodes that were asked for together.
     *
     * @param first one of them
     */
    private record Asked(String first, CompletableFuture<Map<String, PatchStates.State>> states) {}
}
