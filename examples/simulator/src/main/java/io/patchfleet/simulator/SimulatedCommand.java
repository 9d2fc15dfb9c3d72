package io.patchfleet.simulator;

import java.time.Instant;
import java.util.Map;

/**
 * A command that AWS accepted, as it stood when it was looked at.
 *
 * @param operation {@code Scan} or {@code Install}
 * @param requested when it was accepted
 * @param status of the whole, in Run Command's detailed words
 * @param nodes the status of each node that it went to, in Run Command's detailed words
 */
public record SimulatedCommand(
        String id,
        String account,
        String region,
        String document,
        String operation,
        String comment,
        Instant requested,
        String status,
        Map<String, String> nodes) {

    public SimulatedCommand {
        nodes = Map.copyOf(nodes);
    }
}
