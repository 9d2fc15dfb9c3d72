package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ComplianceLevel;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.OperatingSystem;
import io.patchfleet.simulator.internal.world.PatchRow;
import io.patchfleet.simulator.internal.world.PatchSnapshot;
import io.patchfleet.simulator.internal.world.PatchState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The compliance of one node in one respect, with the items that make it up.
 *
 * @param type {@code Patch} or {@code Association}
 * @param executed when it was found out
 * @param executionId the command that found it out; null for an association
 */
record Compliance(
        Node node, String type, Instant executed, @Nullable String executionId, List<Item> items) {

    static final String ASSOCIATION = "Association";
    static final String PATCH = "Patch";
    static final List<String> TYPES = List.of(ASSOCIATION, PATCH);

    /** One thing that complies or does not; its details are written only for whoever asks for them. */
    record Item(String id, String title, boolean compliant, ComplianceLevel severity, Supplier<ObjectNode> details) {}

    Compliance {
        items = List.copyOf(items);
    }

    /** What Systems Manager keeps of a node in that respect; of its patches nothing, unless a run looked at them. */
    static Optional<Compliance> of(Node node, String type, Instant now) {
        if (!node.managed()) {
            return Optional.empty();
        }
        return type.equals(ASSOCIATION)
                ? Optional.of(associations(node, now))
                : Optional.ofNullable(node.snapshot()).map(snapshot -> patches(node, snapshot));
    }

    boolean compliant() {
        return items.stream().allMatch(Item::compliant);
    }

    /** The gravest level of what does not comply. */
    ComplianceLevel severity() {
        ComplianceLevel gravest = ComplianceLevel.UNSPECIFIED;
        for (Item item : items) {
            if (!item.compliant() && item.severity().compareTo(gravest) < 0) {
                gravest = item.severity();
            }
        }
        return gravest;
    }

    private static Compliance associations(Node node, Instant now) {
        List<Item> items =
                List.of(association(node, "AWS-GatherSoftwareInventory"), association(node, "AWS-UpdateSSMAgent"));
        return new Compliance(node, ASSOCIATION, node.agent().lastPing(now), null, items);
    }

    private static Item association(Node node, String document) {
        return new Item(
                Ids.uuid("association/" + document + "/" + node.scope().account() + "/"
                        + node.scope().region()),
                "",
                true,
                ComplianceLevel.UNSPECIFIED,
                () -> Answer.object().put("DocumentName", document).put("DocumentVersion", "1"));
    }

    private static Compliance patches(Node node, PatchSnapshot snapshot) {
        List<Item> items = snapshot.listed().stream()
                .filter(row -> row.state() != PatchState.NOT_APPLICABLE)
                .map(row -> patch(snapshot, row))
                .toList();
        return new Compliance(
                node, PATCH, snapshot.run().ended(), snapshot.run().executionId(), items);
    }

    private static Item patch(PatchSnapshot snapshot, PatchRow row) {
        return new Item(
                row.release().id(), row.release().title(), row.compliant(), row.level(), () -> details(snapshot, row));
    }

    private static ObjectNode details(PatchSnapshot snapshot, PatchRow row) {
        boolean linux = snapshot.operatingSystem().family() != OperatingSystem.Family.WINDOWS;
        ObjectNode details = Answer.object();
        details.put("DocumentName", "AWS-RunPatchBaseline");
        details.put("DocumentVersion", "1");
        details.put("PatchBaselineId", snapshot.baseline().id());
        details.put("PatchGroup", snapshot.patchGroup());
        details.put("PatchState", row.state().wire());
        if (row.described()) {
            details.put("Classification", row.release().classification());
            details.put("PatchSeverity", row.release().severity());
        }
        if (row.installedAt() != null && snapshot.operatingSystem().family() != OperatingSystem.Family.DEBIAN) {
            details.put("InstalledTime", row.installedAt().toString());
        }
        if (linux && row.lacking() && !row.release().cves().isEmpty()) {
            details.put("CVEIds", String.join(",", row.release().cves()));
        }
        return details;
    }
}
