package io.patchfleet.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that AWS accepted, as it stood when it was looked at.
 *
 * @param operation {@code Scan} or {@code Install}
 * @param requested when it was accepted
 * @param status of the whole, in Run Command's detailed words
 * @param invocations what became of it on each node that it went to
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
        List<OnNode> invocations) {

    public SimulatedCommand {
        invocations = List.copyOf(invocations);
    }

    /** The status of each node, in Run Command's detailed words. */
    public Map<String, String> nodes() {
        Map<String, String> statuses = new LinkedHashMap<>();
        invocations.forEach(each -> statuses.put(each.node(), each.status()));
        return statuses;
    }

    /**
     * The truth about a command on one node.
     *
     * @param status in Run Command's detailed words
     * @param began when the node began to work on it; empty if it never did
     * @param ended when the node had done with it, whatever its agent has told since; of a node that never began, when
     *     the command came to its end there; empty until then
     * @param exitCode -1 until one was reported
     */
    public record OnNode(String node, String status, Optional<Instant> began, Optional<Instant> ended, int exitCode) {

        /** Whether the node was at work on it at that instant. */
        public boolean inFlightAt(Instant instant) {
            return began.isPresent()
                    && !began.get().isAfter(instant)
                    && (ended.isEmpty() || ended.get().isAfter(instant));
        }
    }
}
