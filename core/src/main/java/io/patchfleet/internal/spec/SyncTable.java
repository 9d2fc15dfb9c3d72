package io.patchfleet.internal.spec;

import java.util.List;
import java.util.Locale;

/**
 * A type of inventory that Systems Manager writes into the bucket of a Resource Data Sync, and so a table for Athena.
 *
 * <p>Names of types and attributes are those of AWS's inventory schema. How they lie in the bucket is documented by
 * examples only: {@code AWS:Type/accountid=…/region=…/resourcetype=ManagedInstanceInventory/node.json}, one object of
 * JSON a line. Numbers are written as texts there and declared as numbers in the schema, so that all is read as text.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/inventory-schema.html">Metadata collected
 *     by inventory</a>
 */
public enum SyncTable {
    /** What the last patch operation found, in numbers. The last one is in no schema yet; the API has it. */
    PATCH_SUMMARY(
            "PatchSummary",
            "ResourceId",
            "BaselineId",
            "InstalledCount",
            "InstalledOtherCount",
            "InstalledPendingRebootCount",
            "InstalledRejectedCount",
            "MissingCount",
            "FailedCount",
            "CriticalNonCompliantCount",
            "SecurityNonCompliantCount",
            "OtherNonCompliantCount",
            "OperationType",
            "OperationEndTime",
            "InstallOverrideList",
            "LastNoRebootInstallOperationTime",
            "AvailableSecurityUpdateCount"),
    /** Each patch, and whatever else a node can comply with. */
    COMPLIANCE_ITEM(
            "ComplianceItem",
            "ResourceId",
            "ComplianceType",
            "Id",
            "Title",
            "Classification",
            "PatchSeverity",
            "PatchState",
            "InstalledTime",
            "CVEIds"),
    /** The tags of nodes. */
    TAG("Tag", "ResourceId", "Key", "Value");

    /** What all nodes are called in the bucket. */
    public static final String RESOURCE_TYPE = "ManagedInstanceInventory";

    private final String type;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> columns;

    SyncTable(String type, String... columns) {
        this.type = type;
        this.columns = List.of(columns);
    }

    /** As keys in the bucket begin, such as {@code AWS:PatchSummary/}. */
    public String folder() {
        return "AWS:" + type + "/";
    }

    /** As the walkthroughs of AWS and its crawler call the table, such as {@code aws_patchsummary}. */
    public String tableName() {
        return "aws_" + type.toLowerCase(Locale.ROOT);
    }

    /** Those of its attributes that are read; the first holds the node's id. */
    public List<String> columns() {
        return columns;
    }
}
