package io.patchfleet.examples.readme;

import static io.patchfleet.target.Target.environment;
import static io.patchfleet.target.Target.tag;

import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.RunOutcome;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Morning {

    private static final Logger log = LoggerFactory.getLogger(Morning.class);

    // README
    void morning(PatchFleet fleet) {
        RunOutcome scan = fleet.scan(environment("Production"))
                .within(Duration.ofHours(1))
                .run();
        log.info("{} of {} could not be reached", scan.count(NodeOutcome.Result.NOT_REACHED), scan.intended());

        FleetCompliance now = fleet.compliance()
                .excluding(tag("Lifecycle", "rebuilt")) // counted beside the fleet, not in it
                .maxScanAge(Duration.ofDays(2))
                .withPatches()
                .collect();
        now.gaps().forEach(gap -> log.warn("not read: {}", gap));
        now.by(node -> node.node().tags().getOrDefault("Team", "nobody's"))
                .forEach((team, counts) -> log.info("{}: {}", team, counts.compliant()));
        now.nodes()
                .filter(node -> node.state() == NodeState.NON_COMPLIANT)
                .forEach(node -> log.info("{} {}", node.id(), node.patches()));
    }
    // end
}
