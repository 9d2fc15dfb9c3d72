package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.service.AwsRefusal;

/** Counts every call, and how it ended. */
final class Recording implements Step {

    private final Calls calls;

    Recording(Calls calls) {
        this.calls = calls;
    }

    @Override
    public Answer answer(Exchange exchange, Rest rest) {
        Calls.Tally tally = calls.of(exchange);
        tally.calls.increment();
        try {
            Answer answer = rest.answer(exchange);
            if (answer.dropped()) {
                tally.failed.increment();
            }
            return answer;
        } catch (AwsRefusal refusal) {
            boolean throttled = exchange.service().dialect().isThrottled(refusal);
            (throttled ? tally.throttled : tally.failed).increment();
            throw refusal;
        }
    }
}
