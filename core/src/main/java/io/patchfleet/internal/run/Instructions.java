package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.run.Orders.Operation;
import java.time.Duration;
import java.time.Instant;
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
    /** The patches that are approved at the first command stay those of the whole run. */
    private String snapshot = "";

    private Instant snapshotEnds = Instant.MIN;

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
                parameters(batch.operation()),
                batch.operation() == Operation.INSTALL ? orders.logs() : Optional.empty());
    }

    private Map<String, String> parameters(Operation operation) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("Operation", operation.wireName());
        if (orders.operation() == Operation.INSTALL) {
            parameters.put("SnapshotId", snapshot());
        }
        if (operation == Operation.INSTALL) {
            parameters.put("RebootOption", orders.reboot().wireName());
            orders.overrideList().ifPresent(list -> parameters.put("InstallOverrideList", list.toString()));
        }
        return parameters;
    }

    private synchronized String snapshot() {
        Instant now = orders.work().time().now();
        if (!now.isBefore(snapshotEnds)) {
            snapshot = UUID.randomUUID().toString();
            snapshotEnds = now.plus(LIFE_OF_SNAPSHOT);
        }
        return snapshot;
    }
}
