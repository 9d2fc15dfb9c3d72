package io.patchfleet.internal.inventory;

import io.patchfleet.internal.aws.ManagedNodes;
import io.patchfleet.model.Node;
import java.util.Optional;

/**
 * A node and what EC2 and Systems Manager say of it.
 *
 * @param managed what Systems Manager says; empty if it does not know the node or could not be asked
 * @param hasProfile whether EC2 shows an instance profile; true where EC2 was not asked
 */
public record Machine(Node node, Optional<ManagedNodes.Found> managed, boolean hasProfile) {

    /** Whether the node belongs to the fleet's denominator. */
    public boolean counts() {
        return node.power() == Node.Power.RUNNING;
    }
}
