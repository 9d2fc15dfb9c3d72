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

/** What Systems Manager knows of the nodes of a place, for one verb; wherever it is read. */
public interface Knowledge {

    /** Hands over every node; a node may come twice if a first attempt broke off. */
    CompletableFuture<Void> nodes(Place place, Consumer<ManagedNodes.Found> each);

    /** Hands over tags of these hybrid nodes, and maybe of others; a node without tags does not come. */
    CompletableFuture<Void> hybridTags(
            Place place, Collection<String> nodes, BiConsumer<String, SortedMap<String, String>> each);

    /** What the last operation on nodes found, up to {@link PatchStates#BATCH} at a time; one without data is absent. */
    CompletableFuture<Map<String, PatchStates.State>> states(Place place, Collection<String> nodes);

    /** Those patches of a node of which something is wrong, the worst first. */
    CompletableFuture<List<PatchStatus>> patches(Place place, String node, Counts counts);

    /** What may be behind it, beside the obvious, that nothing is known of what a node lacks. */
    Optional<String> doubt();
}
