package io.patchfleet.simulator.internal.service;

import tools.jackson.databind.node.ObjectNode;

/** One operation of a service. */
@FunctionalInterface
public interface Operation {

    /**
     * Answers a call; the caller holds the world still meanwhile and has brought it up to {@link Call#now()}.
     *
     * @return the members of the answer under their names in AWS's model; timestamps as epoch seconds (a decimal number)
     * @throws AwsRefusal where AWS would refuse
     */
    ObjectNode answer(Call call);
}
