package io.patchfleet.compliance;

import io.patchfleet.model.Ratio;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many nodes are in which state, and how many stand beside them.
 *
 * @param byState every state with its number, in the order of {@link NodeState}
 * @param stopped how many instances do not run; beside the total, not in it
 * @param excluded how many nodes the caller left out; beside the total, not in it
 */
public record StateCounts(Map<NodeState, Integer> byState, int stopped, int excluded) {

    /** No nodes. */
    public static final StateCounts NONE = new StateCounts(Map.of(), 0, 0);

    /** Takes numbers; a state that is not in the map is zero. */
    public StateCounts {
        Map<NodeState, Integer> complete = new EnumMap<>(NodeState.class);
        for (NodeState state : NodeState.values()) {
            complete.put(state, byState.getOrDefault(state, 0));
        }
        byState = Collections.unmodifiableMap(complete);
    }

    /**
     * How many are in a state.
     *
     * @param state the state
     * @return the number
     */
    public int in(NodeState state) {
        return byState.getOrDefault(state, 0);
    }

    /** How many nodes there are: the sum of the seven states. */
    public int total() {
        return byState.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many are neither known as good nor as bad. */
    public int unknown() {
        return total() - in(NodeState.COMPLIANT) - in(NodeState.NON_COMPLIANT);
    }

    /** The compliant ones of all. */
    public Ratio compliant() {
        return new Ratio(in(NodeState.COMPLIANT), total());
    }

    /**
     * The sum of both.
     *
     * @param other the other counts
     * @return the sum
     */
    public StateCounts plus(StateCounts other) {
        Map<NodeState, Integer> sum = new EnumMap<>(byState);
        other.byState.forEach((state, count) -> sum.merge(state, count, Integer::sum));
        return new StateCounts(sum, stopped + other.stopped, excluded + other.excluded);
    }

    /** Such as {@code 600 nodes, COMPLIANT 449, stopped 23, excluded 41}; states without nodes are left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(total()).append(" nodes");
        byState.forEach((state, count) -> {
            if (count > 0) {
                text.append(", ").append(state).append(' ').append(count);
            }
        });
        return text.append(", stopped ")
                .append(stopped)
                .append(", excluded ")
                .append(excluded)
                .toString();
    }

    /** Counts nodes one at a time; for one thread. */
    public static final class Tally {

        private final Map<NodeState, Integer> nodes = new EnumMap<>(NodeState.class);
        private int stopped;
        private int excluded;

        /** Begins at zero. */
        public Tally() {}

        /**
         * Counts a node.
         *
         * @param state the state that it is in
         */
        public void add(NodeState state) {
            nodes.merge(state, 1, Integer::sum);
        }

        /** Counts an instance that does not run. */
        public void addStopped() {
            stopped++;
        }

        /** Counts a node that was left out. */
        public void addExcluded() {
            excluded++;
        }

        /** What has been counted so far. */
        public StateCounts counts() {
            return new StateCounts(nodes, stopped, excluded);
        }
    }
}
