package io.patchfleet.internal.aws;

import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What Systems Manager says when it is asked itself. */
public record AskedKnowledge(Caller caller, Errand errand) implements Knowledge {

    @Override
    public CompletableFuture<Void> nodes(Place place, Consumer<ManagedNodes.Found> each) {
        return ManagedNodes.read(caller, place, errand, each);
    }

    /** The tagging API is asked for all at once. */
    @Override
    public CompletableFuture<Void> hybridTags(
            Place place, Collection<String> nodes, BiConsumer<String, SortedMap<String, String>> each) {
        return HybridTags.read(caller, place, errand, each);
    }

    @Override
    public CompletableFuture<Map<String, PatchStates.State>> states(Place place, List<String> part) {
        return PatchStates.read(caller, place, errand, part);
    }

    @Override
    public CompletableFuture<List<PatchStatus>> patches(Place place, String node, Counts counts) {
        return PatchRows.read(caller, place, errand, node, counts);
    }

    @Override
    public Optional<String> doubt() {
        return Optional.empty();
    }
}
