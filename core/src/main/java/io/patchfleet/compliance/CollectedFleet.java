package io.patchfleet.compliance;

import io.patchfleet.model.Gap;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A summary and its nodes, in canonical order. */
final class CollectedFleet implements FleetCompliance {

    private final ComplianceSummary summary;
    private final List<NodeCompliance> nodes;

    CollectedFleet(ComplianceSummary summary, Collection<NodeCompliance> nodes) {
        this.summary = summary;
        this.nodes =
                nodes.stream().sorted(Comparator.comparing(NodeCompliance::id)).toList();
    }

    @Override
    public Stream<NodeCompliance> nodes() {
        return nodes.stream();
    }

    @Override
    public Asked asked() {
        return summary.asked();
    }

    @Override
    public Instant began() {
        return summary.began();
    }

    @Override
    public Instant ended() {
        return summary.ended();
    }

    @Override
    public List<ScopeCompliance> scopes() {
        return summary.scopes();
    }

    @Override
    public List<Gap> gaps() {
        return summary.gaps();
    }

    @Override
    public long missingPatches() {
        return summary.missingPatches();
    }

    @Override
    public SortedMap<String, Long> apiCalls() {
        return summary.apiCalls();
    }

    @Override
    public long throttled() {
        return summary.throttled();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CollectedFleet that && summary.equals(that.summary) && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return summary.hashCode() * 31 + nodes.hashCode();
    }

    @Override
    public String toString() {
        return summary.toString();
    }
}
