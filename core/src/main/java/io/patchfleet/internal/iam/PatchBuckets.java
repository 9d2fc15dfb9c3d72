package io.patchfleet.internal.iam;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * AWS's buckets from which nodes fetch what Patch Manager runs on them. The names are those of "Amazon S3 buckets for
 * patching operations" in the user guide of Systems Manager; AWS advises against wildcards in them, which others'
 * buckets might fit.
 */
final class PatchBuckets {

    /** Endings of the buckets with Patch Manager's modules. */
    private static final Map<String, String> MODULES = new TreeMap<>(Map.ofEntries(
            Map.entry("af-south-1", "bdd5f65a9"),
            Map.entry("ap-east-1", "632356271"),
            Map.entry("ap-northeast-1", "4849fa78f"),
            Map.entry("ap-northeast-2", "10467995c"),
            Map.entry("ap-northeast-3", "67373598a"),
            Map.entry("ap-south-1", "cb7c62ff9"),
            Map.entry("ap-south-2", "32f4b4128"),
            Map.entry("ap-southeast-1", "7fdfd9ef7"),
            Map.entry("ap-southeast-2", "17283a275"),
            Map.entry("ap-southeast-3", "aa48fc462"),
            Map.entry("ap-southeast-4", "01e2c40d3"),
            Map.entry("ca-central-1", "3148e69e3"),
            Map.entry("ca-west-1", "9e3a4b2f9"),
            Map.entry("eu-central-1", "9163fdaaf"),
            Map.entry("eu-central-2", "184ce43c8"),
            Map.entry("eu-north-1", "795879e9b"),
            Map.entry("eu-south-1", "c52f3f594"),
            Map.entry("eu-south-2", "a4cf248b1"),
            Map.entry("eu-west-1", "5522fb710"),
            Map.entry("eu-west-2", "902a2bc74"),
            Map.entry("eu-west-3", "29bf85721"),
            Map.entry("il-central-1", "e221cb57b"),
            Map.entry("me-central-1", "2932f2f80"),
            Map.entry("me-south-1", "a53fc9dce"),
            Map.entry("sa-east-1", "ddf4b6a09"),
            Map.entry("us-east-1", "1970c647d"),
            Map.entry("us-east-2", "552881074"),
            Map.entry("us-west-1", "8badb4304"),
            Map.entry("us-west-2", "34d7f99f8")));

    /** Endings of the buckets with snapshots of baselines, where they have one. */
    private static final Map<String, String> SNAPSHOTS = Map.of(
            "af-south-1", "tbxdb5b9",
            "ap-south-2", "50209442",
            "ap-southeast-3", "be0a3174",
            "ap-southeast-4", "dc6f76ce",
            "eu-south-2", "df2c9d70",
            "me-south-1", "uduvl7q8");

    private PatchBuckets() {}

    /** The Regions whose buckets are documented. */
    static SortedSet<String> regions() {
        return new TreeSet<>(MODULES.keySet());
    }

    /** For Regions that the table lacks, the form of name that AWS documents for any Region. */
    static List<String> of(String region) {
        String snapshots = "patch-baseline-snapshot-" + region + ending(SNAPSHOTS.get(region));
        return MODULES.containsKey(region)
                ? List.of(
                        "aws-patch-manager-" + region + ending(MODULES.get(region)),
                        "aws-patchmanager-macos-" + region + ending(MODULES.get(region)),
                        snapshots)
                : List.of("aws-ssm-" + region, "aws-patchmanager-macos-" + region, snapshots);
    }

    private static String ending(@org.jspecify.annotations.Nullable String suffix) {
        return suffix == null ? "" : "-" + suffix;
    }
}
