package io.patchfleet.internal.compliance;

import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.model.OperationInterruptedException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Hands nodes from the fleet's threads to the one that called the verb. Giving never waits: the threads that give are
 * those that all calls and timers of the fleet need.
 */
final class Handover {

    private final BlockingQueue<Optional<NodeCompliance>> queue = new LinkedBlockingQueue<>();

    /** Gives a node. */
    void give(NodeCompliance node) {
        queue.add(Optional.of(node));
    }

    /** Nothing more will be given. */
    void finish() {
        queue.add(Optional.empty());
    }

    /** The next node, or empty if there are no more. */
    Optional<NodeCompliance> take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("reading compliance was interrupted", e);
        }
    }
}
