package io.patchfleet.internal.aws;

import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.internal.call.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What Systems Manager knows of the nodes of a place, for one verb; wherever it is read. */
public interface Knowledge {

    /** Hands over every node; a node may come twice if a first attempt broke off. */
    CompletableFuture<Void> nodes(Place place, Consumer<ManagedNodes.Found> each);

    /** Hands over tags of these hybrid nodes, and maybe of others; a node without tags does not come. */
    CompletableFuture<Void> hybridTags(
            Place place, Collection<String> nodes, BiConsumer<String, SortedMap<String, String>> each);

    /** How nodes are best asked for together; none of the parts is empty. */
    default List<List<String>> parts(List<String> nodes) {
        return IntStream.iterate(0, from -> from < nodes.size(), from -> from + PatchStates.BATCH)
                .mapToObj(from -> nodes.subList(from, Math.min(from + PatchStates.BATCH, nodes.size())))
                .toList();
    }

    /** What the last operation on the nodes of a part found; a node without data is absent. */
    CompletableFuture<Map<String, PatchStates.State>> states(Place place, List<String> part);

    /** Those patches of a node of which something is wrong, the worst first. */
    CompletableFuture<List<PatchStatus>> patches(Place place, String node, Counts counts);

    /** What may be behind it, beside the obvious, that nothing is known of what a node lacks. */
    Optional<String> doubt();
}
