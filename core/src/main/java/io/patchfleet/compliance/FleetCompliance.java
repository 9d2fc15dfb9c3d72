package io.patchfleet.compliance;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is true of the fleet, node by node: a summary that kept its nodes. */
public interface FleetCompliance extends ComplianceSummary {

    /** The nodes in canonical order (account, Region, id); may be asked for again at will. */
    Stream<NodeCompliance> nodes();

    /**
     * A summary with its nodes, for tests of an application's own.
     *
     * @param summary what is true in numbers
     * @param nodes what is true of each node, in any order
     * @return both
     */
    static FleetCompliance of(ComplianceSummary summary, Collection<NodeCompliance> nodes) {
        return new CollectedFleet(summary, nodes);
    }

    /**
     * Counts the nodes by something.
     *
     * @param key what to count by, such as a tag's value; never null
     * @return the counts by key, in order; stopped and excluded instances are in none of them
     */
    default SortedMap<String, StateCounts> by(Function<NodeCompliance, String> key) {
        SortedMap<String, StateCounts.Tally> tallies = new TreeMap<>();
        nodes().forEach(node -> tallies.computeIfAbsent(key.apply(node), k -> new StateCounts.Tally())
                .add(node.state()));
        SortedMap<String, StateCounts> counts = new TreeMap<>();
        tallies.forEach((k, tally) -> counts.put(k, tally.counts()));
        return counts;
    }
}
