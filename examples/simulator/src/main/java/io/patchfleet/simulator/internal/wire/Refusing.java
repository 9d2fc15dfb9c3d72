package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.service.AwsRefusal;

/** Puts refusals into the words of the caller's protocol. */
final class Refusing implements Step {

    @Override
    public Answer answer(Exchange exchange, Rest rest) {
        try {
            return rest.answer(exchange);
        } catch (AwsRefusal refusal) {
            return exchange.protocol().refusal(refusal, exchange.id());
        }
    }
}
