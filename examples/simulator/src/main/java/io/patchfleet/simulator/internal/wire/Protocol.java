package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.OperationModel;
import io.patchfleet.simulator.internal.service.AwsRefusal;
import tools.jackson.databind.node.ObjectNode;

/** How one of AWS's protocols puts trees on the wire. What it reads is not yet held against the model. */
interface Protocol {

    /** The operation that is asked for; empty if the request names none. */
    String operation(Request request);

    /** The members of the request under the model's names; what the model does not know under its own. */
    ObjectNode read(Request request, OperationModel operation);

    Answer answer(OperationModel operation, ObjectNode output, String requestId);

    Answer refusal(AwsRefusal refusal, String requestId);
}
