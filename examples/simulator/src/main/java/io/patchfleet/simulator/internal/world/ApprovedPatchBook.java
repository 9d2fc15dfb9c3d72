package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of approved patches of one account and Region: whoever names the same snapshot id, for the same patch
 * group and operating system, gets the same patches, for three days.
 */
final class ApprovedPatchBook {

    private record Key(String snapshotId, String patchGroup, OperatingSystem operatingSystem) {}

    private static final Duration KEPT = Duration.ofDays(3);

    private final Map<Key, ApprovedPatches> snapshots = new HashMap<>();

    /**
     * What a run on the node may install.
     *
     * @param snapshotId null for a snapshot of its own
     */
    ApprovedPatches of(Node node, @Nullable String snapshotId, Instant now) {
        ApprovedPatches fresh = new ApprovedPatches(node.scope().baselineFor(node), now);
        if (snapshotId == null) {
            return fresh;
        }
        Key key = new Key(snapshotId, node.patchGroup(), node.product().operatingSystem());
        ApprovedPatches kept = snapshots.get(key);
        if (kept != null && kept.asOf().plus(KEPT).isAfter(now)) {
            return kept;
        }
        snapshots.put(key, fresh);
        return fresh;
    }
}
