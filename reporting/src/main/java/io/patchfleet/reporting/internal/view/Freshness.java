package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How old what is known is.
 *
 * @param median half of the judged nodes were looked at later than that
 * @param oldest the oldest look that was counted
 */
public record Freshness(Duration median, Duration oldest) {

    /** Of the judged nodes; empty if none says when it was looked at. */
    public static Optional<Freshness> of(FleetCompliance fleet) {
        List<Duration> ages = fleet.nodes()
                .filter(node -> node.state().isJudged())
                .map(NodeCompliance::lastLook)
                .flatMap(Optional::stream)
                .map(look -> Duration.between(look, fleet.began()))
                .sorted()
                .toList();
        return ages.isEmpty()
                ? Optional.empty()
                : Optional.of(new Freshness(ages.get(ages.size() / 2), ages.get(ages.size() - 1)));
    }
}
