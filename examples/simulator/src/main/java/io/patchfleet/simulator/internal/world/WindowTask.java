package io.patchfleet.simulator.internal.world;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A task that is registered with a maintenance window.
 *
 * @param targets whom it is run for: window targets or nodes, by their ids
 * @param members everything else that it was registered with, under the names of AWS's model
 */
public record WindowTask(String id, List<Target> targets, ObjectNode members) {

    public WindowTask {
        targets = List.copyOf(targets);
        members = members.deepCopy();
    }

    /** A copy. */
    @Override
    public ObjectNode members() {
        return members.deepCopy();
    }

    /** Whether it is run for that target of the window. */
    public boolean uses(String windowTarget) {
        return targets.stream()
                .anyMatch(
                        target -> target.namesWindowTargets() && target.values().contains(windowTarget));
    }
}
