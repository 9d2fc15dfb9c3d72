package io.patchfleet.spec;

import io.patchfleet.internal.spec.SyncTable;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Resource Data Sync: what Systems Manager knows of nodes, written by it into one bucket for many accounts and
 * Regions. Compliance can be read from there with {@link io.patchfleet.compliance.ComplianceRequest#from from(…)}.
 *
 * @param bucket the bucket's name
 * @param prefix under which keys, without a slash at its ends; empty: directly in the bucket
 * @param region the bucket's Region, in which Athena is asked, too
 * @param queriedBy who is asked; empty: the objects in the bucket are read themselves
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/inventory-resource-data-sync.html">Resource
 *     data sync for Inventory</a>
 */
public record ResourceDataSync(String bucket, String prefix, String region, Optional<Athena> queriedBy) {

    /** What a spec calls the kind of resource. */
    public static final String KIND = "resourceDataSync";

    /** What needs no escaping in a key, and has no meaning in SQL. */
    private static final Pattern PREFIX = Pattern.compile("|[\\w.=:-]+(/[\\w.=:-]+)*");

    private static final int LONGEST_PREFIX = 256;

    /**
     * Checks all of it.
     *
     * @throws io.patchfleet.model.InvalidInputException if something is not written as AWS would accept it
     */
    public ResourceDataSync {
        LogOutput.s3(bucket, prefix);
        Problem.refuseUnless(
                prefix.length() <= LONGEST_PREFIX && PREFIX.matcher(prefix).matches(),
                "prefix",
                prefix,
                "at most " + LONGEST_PREFIX + " letters, digits and - _ . = : with single slashes between");
        Scope.inRegions(region);
    }

    /**
     * A sync whose objects are read from its bucket.
     *
     * @param bucket the bucket's name
     * @param prefix under which keys; empty: directly in the bucket
     * @param region the bucket's Region
     * @return the sync
     * @throws io.patchfleet.model.InvalidInputException if something is not written as AWS would accept it
     */
    public static ResourceDataSync of(String bucket, String prefix, String region) {
        return new ResourceDataSync(bucket, prefix, region, Optional.empty());
    }

    /**
     * The same, asked of Athena: a few queries for the whole fleet, where reading is two objects for each node. The
     * tables are those of {@link #tableDdl()}.
     *
     * @param workgroup says where results are put, and who may ask
     * @param database where the tables are
     * @return the sync
     * @throws io.patchfleet.model.InvalidInputException if one is not written as Athena would accept it
     */
    public ResourceDataSync queriedBy(String workgroup, String database) {
        return new ResourceDataSync(bucket, prefix, region, Optional.of(new Athena(workgroup, database)));
    }

    /**
     * The same as a resource that a spec declares with {@link FleetSpec.Builder#include}: each account and Region gets
     * a sync of its own into the one bucket, whose policy has to let Systems Manager write there. AWS changes no sync: one
     * that is to be otherwise is taken away and made anew. What was written stays in the bucket.
     *
     * @param name what the spec calls it, at most 24 characters
     * @return the resource
     * @see <a
     *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateResourceDataSync.html">
     *     CreateResourceDataSync</a>
     */
    public FleetSpec.Declared named(String name) {
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put("bucket", bucket);
        properties.put("region", region);
        if (!prefix.isEmpty()) {
            properties.put("prefix", prefix);
        }
        return new DeclaredResource(KIND, name, properties);
    }

    /**
     * What makes the tables that are asked, once: Athena takes one statement at a time. Partitions are worked out from
     * each query, so that nothing has to be repaired when an account or a Region joins; in turn a query of one's own
     * has to name its accounts and Regions.
     *
     * @return the statements, one for each table
     * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html">Supported
     *     types for partition projection</a>
     */
    public List<String> tableDdl() {
        return Arrays.stream(SyncTable.values()).map(this::ddl).toList();
    }

    private String ddl(SyncTable table) {
        String name = queriedBy.map(athena -> "`" + athena.database + "`.").orElse("") + "`" + table.tableName() + "`";
        String location = this + "/" + table.folder();
        String columns = table.columns().stream()
                .map(column -> "  `" + column.toLowerCase(Locale.ROOT) + "` string")
                .collect(Collectors.joining(",\n"));
        return """
                CREATE EXTERNAL TABLE IF NOT EXISTS %s (
                %s
                )
                PARTITIONED BY (`accountid` string, `region` string, `resourcetype` string)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
                LOCATION '%s'
                TBLPROPERTIES (
                  'projection.enabled' = 'true',
                  'projection.accountid.type' = 'injected',
                  'projection.region.type' = 'injected',
                  'projection.resourcetype.type' = 'enum',
                  'projection.resourcetype.values' = '%s',
                  'storage.location.template' = '%saccountid=${accountid}/region=${region}/resourcetype=${resourcetype}/'
                )
                """.formatted(name, columns, location, SyncTable.RESOURCE_TYPE, location);
    }

    /** Such as {@code s3://inventory/fleet}. */
    @Override
    public String toString() {
        return LogOutput.s3(bucket, prefix).toString();
    }

    /**
     * Who is asked.
     *
     * @param workgroup the workgroup of Athena
     * @param database where the tables are
     */
    public record Athena(String workgroup, String database) {

        private static final Pattern WORKGROUP = Pattern.compile("[a-zA-Z0-9._-]{1,128}");
        private static final Pattern DATABASE = Pattern.compile("[a-z0-9_-]{1,255}");

        /**
         * Checks both.
         *
         * @throws io.patchfleet.model.InvalidInputException if one is not written as Athena would accept it
         */
        public Athena {
            Problem.refuseUnless(
                    WORKGROUP.matcher(workgroup).matches(),
                    "workgroup",
                    workgroup,
                    "1 to 128 letters, digits, dots, hyphens and underscores");
            Problem.refuseUnless(
                    DATABASE.matcher(database).matches(),
                    "database",
                    database,
                    "1 to 255 small letters, digits, hyphens and underscores");
        }
    }
}
