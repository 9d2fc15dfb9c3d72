package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.model.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** What the commands of a run say in one scope. */
final class Instructions {

    /** AWS keeps a snapshot for three days. */
    private static final Duration LIFE_OF_SNAPSHOT = Duration.ofDays(2);

    private final String run;
    private final Orders orders;
    private final AtomicInteger commands = new AtomicInteger();
    /** The patches that are approved at the first command stay those of the whole run, as long as AWS keeps them. */
    private final List<String> snapshots = new ArrayList<>();

    private Instant snapshotEnds = Instant.MIN;
    /** Which one each node was installed from: by that it is proven. */
    private final Map<NodeId, Integer> installed = new HashMap<>();

    Instructions(String run, Orders orders) {
        this.run = run;
        this.orders = orders;
    }

    /** For one command more: its comment is its own, so that it can be found by it. */
    Commands.Operation next(Batch batch) {
        return new Commands.Operation(
                batch.tasks().size(),
                "PatchFleet " + run + " " + commands.incrementAndGet(),
                orders.delivery(),
                parameters(batch),
                batch.operation() == Operation.INSTALL ? orders.logs() : Optional.empty());
    }

    private Map<String, String> parameters(Batch batch) {
        Operation operation = batch.operation();
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("Operation", operation.wireName());
        if (orders.operation() == Operation.INSTALL) {
            parameters.put("SnapshotId", operation == Operation.INSTALL ? toInstall(batch) : toProve(batch));
        }
        if (operation == Operation.INSTALL) {
            parameters.put("RebootOption", orders.reboot().wireName());
            orders.overrideList().ifPresent(list -> parameters.put("InstallOverrideList", list.toString()));
        }
        return parameters;
    }

    private synchronized String toInstall(Batch batch) {
        Instant now = orders.work().time().now();
        if (!now.isBefore(snapshotEnds)) {
            snapshots.add(UUID.randomUUID().toString());
            snapshotEnds = now.plus(LIFE_OF_SNAPSHOT);
        }
        int last = snapshots.size() - 1;
        batch.tasks().forEach(task -> installed.put(task.node(), last));
        return snapshots.get(last);
    }

    /** The oldest of theirs: what is approved since then, some of them have not been told to install. */
    private synchronized String toProve(Batch batch) {
        return batch.tasks().stream()
                .flatMap(task -> Optional.ofNullable(installed.get(task.node())).stream())
                .min(Comparator.naturalOrder())
                .map(snapshots::get)
                .orElseThrow();
    }
}
