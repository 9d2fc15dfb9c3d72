package io.patchfleet.internal.compliance;

import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.model.OperationInterruptedException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Hands nodes from the fleet's threads to the one that called the verb; a slow taker slows the givers. */
final class Handover {

    private static final int ROOM = 1000;

    private final BlockingQueue<Optional<NodeCompliance>> queue = new ArrayBlockingQueue<>(ROOM);
    private volatile boolean closed;

    /** Gives a node; waits for room. Does nothing once nobody takes any more. */
    void give(NodeCompliance node) {
        put(Optional.of(node));
    }

    /** Nothing more will be given. */
    void finish() {
        put(Optional.empty());
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

    /** Nobody takes any more: lets go those who wait to give. */
    void close() {
        closed = true;
        queue.clear();
    }

    private void put(Optional<NodeCompliance> node) {
        if (closed) {
            return;
        }
        try {
            queue.put(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("handing over a node was interrupted", e);
        }
    }
}
