package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.run.Orders.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nodes of one scope that get one command. */
record Batch(Place place, Operation operation, List<NodeTask> tasks) {

    Batch {
        tasks = List.copyOf(tasks);
    }

    /** As few as there can be, of nodes whose turn it is. */
    static List<Batch> of(List<NodeTask> chosen) {
        Map<Kind, List<NodeTask>> byKind = new LinkedHashMap<>();
        for (NodeTask task : chosen) {
            byKind.computeIfAbsent(new Kind(task.place(), task.next()), kind -> new ArrayList<>())
                    .add(task);
        }
        List<Batch> batches = new ArrayList<>();
        byKind.forEach((kind, all) -> {
            for (int from = 0; from < all.size(); from += Commands.BATCH) {
                int to = Math.min(from + Commands.BATCH, all.size());
                batches.add(new Batch(kind.place(), kind.operation(), all.subList(from, to)));
            }
        });
        return batches;
    }

    List<String> ids() {
        return tasks.stream().map(task -> task.node().id()).toList();
    }

    /** The same for some of its nodes. */
    Batch with(List<NodeTask> some) {
        return new Batch(place, operation, some);
    }

    private record Kind(Place place, Operation operation) {}
}
