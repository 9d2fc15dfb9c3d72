package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.compliance.NodeState;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.ToIntFunction;

/**
 * The order in which nodes need somebody's attention: by state, then by what is wrong, then by how long ago the node
 * was looked at.
 */
public final class WorstFirst implements Comparator<NodeCompliance> {

    private static final Comparator<NodeCompliance> ORDER = Comparator.comparingInt(WorstFirst::rank)
            .thenComparing(most(Counts::criticalNonCompliant))
            .thenComparing(most(Counts::securityNonCompliant))
            .thenComparing(most(Counts::otherNonCompliant))
            .thenComparing(most(Counts::failed))
            .thenComparing(most(Counts::missing))
            .thenComparing(node -> node.lastLook().orElse(Instant.MIN))
            .thenComparing(NodeCompliance::id);

    @Override
    public int compare(NodeCompliance one, NodeCompliance other) {
        return ORDER.compare(one, other);
    }

    private static int rank(NodeCompliance node) {
        return node.state() == NodeState.COMPLIANT
                ? ShownState.values().length
                : ShownState.of(node.state()).place();
    }

    private static Comparator<NodeCompliance> most(ToIntFunction<Counts> number) {
        return Comparator.<NodeCompliance>comparingInt(
                        node -> node.counts().map(number::applyAsInt).orElse(0))
                .reversed();
    }
}
