package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An association of State Manager: a document, for whom, and when. */
public record Association(
        String id,
        String name,
        String document,
        List<Target> targets,
        String schedule,
        Map<String, List<String>> parameters,
        Instant created) {

    public Association {
        targets = List.copyOf(targets);
        parameters = Map.copyOf(parameters);
    }

    public boolean covers(Node node) {
        return targets.stream().allMatch(target -> target.covers(node));
    }
}
