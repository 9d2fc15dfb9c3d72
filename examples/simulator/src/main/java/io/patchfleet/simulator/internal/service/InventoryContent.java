package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.PatchSnapshot;
import io.patchfleet.simulator.internal.world.Power;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What nodes said of themselves, as texts, under the names of AWS's inventory schema. */
final class InventoryContent {

    static final String INFORMATION = "AWS:InstanceInformation";
    static final String PATCH_SUMMARY = "AWS:PatchSummary";

    private InventoryContent() {}

    /** What is known of a managed node in that respect; null if nothing. */
    static @Nullable Map<String, String> of(Node node, String type) {
        if (!node.managed()) {
            return null;
        }
        PatchSnapshot snapshot = node.snapshot();
        if (type.equals(INFORMATION)) {
            return information(node);
        }
        return snapshot == null ? null : patchSummary(node, snapshot);
    }

    static Map<String, String> information(Node node) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("AgentType", "amazon-ssm-agent");
        content.put("AgentVersion", node.agent().version());
        content.put("ComputerName", node.hardware().computerName());
        content.put("InstanceId", node.id());
        content.put("InstanceStatus", status(node));
        content.put("IpAddress", node.hardware().address());
        content.put("PlatformName", node.product().platformName());
        content.put("PlatformType", node.product().operatingSystem().isWindows() ? "Windows" : "Linux");
        content.put("PlatformVersion", node.product().platformVersion());
        content.put("ResourceType", SsmNodes.resourceType(node));
        return content;
    }

    /**
     * Best practices of AWS name the states.
     *
     * @see <a href="https://aws-samples.github.io/cloud-operations-best-practices/">Filter out non-active managed
     *     nodes</a>
     */
    private static String status(Node node) {
        if (node.power() == Power.STOPPED) {
            return "Stopped";
        }
        if (node.power() == Power.TERMINATED) {
            return "Terminated";
        }
        // AWS documents that the agent's silence is seen here of hybrid nodes; of instances, only that they stop or go.
        return node.agent().online() || !node.hybrid() ? "Active" : "ConnectionLost";
    }

    private static Map<String, String> patchSummary(Node node, PatchSnapshot snapshot) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("InstanceId", node.id());
        content.put("PatchGroup", snapshot.patchGroup());
        content.put("BaselineId", snapshot.baseline().id());
        content.put("SnapshotId", snapshot.run().snapshotId());
        content.put("OwnerInformation", "");
        SsmPatchStates.counts(snapshot).forEach((name, count) -> content.put(name, String.valueOf(count)));
        content.put("OperationType", snapshot.run().operation().wire());
        content.put("OperationStartTime", text(snapshot.run().started()));
        content.put("OperationEndTime", text(snapshot.run().ended()));
        content.put("RebootOption", snapshot.run().rebootOption());
        content.put("ExecutionId", snapshot.run().executionId());
        content.put("InstallOverrideList", text(snapshot.run().overrideList()));
        content.put("LastNoRebootInstallOperationTime", text(snapshot.run().lastNoRebootInstall()));
        return content;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
