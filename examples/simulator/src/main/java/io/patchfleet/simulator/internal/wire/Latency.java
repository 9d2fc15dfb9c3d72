package io.patchfleet.simulator.internal.wire;

import java.time.Duration;

/** Every answer takes its time. */
final class Latency implements Step {

    private final Duration length;

    Latency(Duration length) {
        this.length = length;
    }

    @Override
    public Answer answer(Exchange exchange, Rest rest) {
        return rest.answer(exchange).heldBack(length);
    }
}
