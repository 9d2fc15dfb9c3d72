package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.service.AwsRefusal;

/** One thing that happens to every request on its way in, and may happen to its answer on the way out. */
@FunctionalInterface
interface Step {

    /**
     * Answers, or lets the rest answer.
     *
     * @throws AwsRefusal where AWS would refuse
     */
    Answer answer(Exchange exchange, Rest rest);

    /** The steps that follow. */
    @FunctionalInterface
    interface Rest {
        Answer answer(Exchange exchange);
    }

    /** This step with others behind it. */
    default Rest before(Rest rest) {
        return exchange -> answer(exchange, rest);
    }
}
