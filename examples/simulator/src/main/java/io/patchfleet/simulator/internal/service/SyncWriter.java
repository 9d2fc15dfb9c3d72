package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Bucket;
import io.patchfleet.simulator.internal.world.DataSync;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.Power;
import io.patchfleet.simulator.internal.world.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what Systems Manager knows of nodes into the buckets of Resource Data Syncs: an object for each node and type,
 * an object of JSON in each line. Nothing is ever deleted, as AWS says.
 *
 * <p>Attributes are those of the inventory schema. That each line names its resource and when it was captured is shown
 * by AWS's example queries; what else AWS writes there is not documented.
 */
final class SyncWriter {

    /** AWS says "a few minutes". */
    private static final Duration DELAY = Duration.ofMinutes(1);

    private final AwsState state;

    SyncWriter(AwsState state) {
        this.state = state;
        state.onNodeChange(this::changed);
    }

    /** Begins a sync with everything that is known. */
    void begin(Scope scope, DataSync sync) {
        state.at(state.now().plus(DELAY), () -> write(scope, sync, scope.nodes()));
    }

    private void changed(Scope scope, Node node) {
        for (DataSync sync : scope.dataSyncs().values()) {
            state.at(state.now().plus(DELAY), () -> write(scope, sync, List.of(node)));
        }
    }

    private void write(Scope scope, DataSync sync, List<Node> nodes) {
        if (!sync.equals(scope.dataSyncs().get(sync.name()))) {
            return;
        }
        Bucket bucket = state.buckets().get(sync.bucket());
        sync.tried(state.now(), bucket != null);
        if (bucket != null) {
            nodes.forEach(node -> write(new Folder(bucket, sync, scope), node));
        }
    }

    private void write(Folder folder, Node node) {
        String information = folder.key(InventoryContent.INFORMATION, node);
        boolean gone = node.power() == Power.TERMINATED && folder.bucket.object(information) != null;
        if (!node.managed() && !gone) {
            return;
        }
        folder.put(information, line(node, state.now(), InventoryContent.information(node)), state.now());
        if (gone) {
            return;
        }
        folder.put(folder.key("AWS:Tag", node), tags(node), state.now());
        Map<String, String> summary = InventoryContent.of(node, InventoryContent.PATCH_SUMMARY);
        if (summary != null) {
            folder.put(
                    folder.key(InventoryContent.PATCH_SUMMARY, node), line(node, captured(node), summary), state.now());
        }
        folder.put(folder.key("AWS:ComplianceItem", node), items(node), state.now());
    }

    private Instant captured(Node node) {
        return node.snapshot() == null ? state.now() : node.snapshot().run().ended();
    }

    private String tags(Node node) {
        return node.tags().entrySet().stream()
                .map(tag -> Answer.object().put("Key", tag.getKey()).put("Value", tag.getValue()))
                .map(line -> finished(node, state.now(), line))
                .collect(Collectors.joining());
    }

    private String items(Node node) {
        List<String> lines = new ArrayList<>();
        for (String type : Compliance.TYPES) {
            Compliance.of(node, type, state.now())
                    .ifPresent(
                            compliance -> compliance.items().forEach(item -> lines.add(line(node, compliance, item))));
        }
        return String.join("", lines);
    }

    private static String line(Node node, Compliance compliance, Compliance.Item item) {
        ObjectNode line = Answer.object();
        line.put("ComplianceType", compliance.type());
        putText(line, "ExecutionId", compliance.executionId());
        line.put("ExecutionTime", text(compliance.executed()));
        line.put("Id", item.id());
        line.put("Title", item.title());
        line.put("Status", item.compliant() ? "COMPLIANT" : "NON_COMPLIANT");
        line.put("Severity", item.severity().name());
        line.setAll(item.details().get());
        return finished(node, compliance.executed(), line);
    }

    private static String line(Node node, Instant captured, Map<String, String> content) {
        ObjectNode line = Answer.object();
        content.forEach(line::put);
        return finished(node, captured, line);
    }

    private static String finished(Node node, Instant captured, ObjectNode line) {
        line.put("resourceId", node.id());
        line.put("captureTime", text(captured));
        line.put("schemaVersion", "1.0");
        return line + "\n";
    }

    private static void putText(ObjectNode line, String name, @Nullable String text) {
        if (text != null) {
            line.put(name, text);
        }
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Where the objects of one scope lie. */
    private record Folder(Bucket bucket, DataSync sync, Scope scope) {

        String key(String type, Node node) {
            String prefix = sync.prefix().isEmpty() ? "" : sync.prefix() + "/";
            return prefix + type + "/accountid=" + scope.account() + "/region=" + scope.region()
                    + "/resourcetype=ManagedInstanceInventory/" + node.id() + ".json";
        }

        void put(String key, String text, Instant now) {
            bucket.put(key, text, now);
        }
    }
}
