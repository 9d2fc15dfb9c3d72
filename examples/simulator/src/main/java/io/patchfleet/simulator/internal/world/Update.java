package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release that an Install is to bring to a node.
 *
 * @param software its index in the node's product
 * @param level the index of the release
 */
record Update(int software, int level) {

    /** Everything that is approved and lacking, or, with a list, what the list names. */
    static List<Update> of(Node node, ApprovedPatches approved, @Nullable OverrideList list, Instant now) {
        List<Update> updates = new ArrayList<>();
        for (int index = 0; index < node.product().software().size(); index++) {
            int installed = node.installation().level(index);
            int wanted = list == null
                    ? approved.newest(node.product(), node.product().software().get(index))
                    : listed(node, index, approved, list, now);
            // Even a list only updates what is there.
            if (installed != Software.ABSENT && wanted > installed) {
                updates.add(new Update(index, wanted));
            }
        }
        return updates;
    }

    /** On Linux a list stands in the place of the baseline's rules; on Windows the baseline has to approve as well. */
    private static int listed(Node node, int index, ApprovedPatches approved, OverrideList list, Instant now) {
        Product product = node.product();
        Software software = product.software().get(index);
        for (int level = software.newest(); level >= 0; level--) {
            Release release = software.releases().get(level);
            boolean allowed = !product.operatingSystem().isWindows()
                    || approved.baseline()
                            .approval(product, release, approved.asOf())
                            .isPresent();
            if (allowed && !release.released().isAfter(now) && list.names(release, product.operatingSystem())) {
                return level;
            }
        }
        return Software.ABSENT;
    }

    Release release(Node node) {
        return node.product().software().get(software).releases().get(level);
    }
}
