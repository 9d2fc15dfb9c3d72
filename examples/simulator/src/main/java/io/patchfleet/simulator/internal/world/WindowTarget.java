package io.patchfleet.simulator.internal.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target that is registered with a maintenance window.
 *
 * @param resourceType {@code INSTANCE} or {@code RESOURCE_GROUP}
 * @param targets all of them have to fit
 */
public record WindowTarget(
        String id,
        String resourceType,
        List<Target> targets,
        @Nullable String ownerInformation,
        @Nullable String name,
        @Nullable String description) {

    public WindowTarget {
        targets = List.copyOf(targets);
    }

    public boolean covers(Node node) {
        return targets.stream().allMatch(target -> target.covers(node));
    }
}
