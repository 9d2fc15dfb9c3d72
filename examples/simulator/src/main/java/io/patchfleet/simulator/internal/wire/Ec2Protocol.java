package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.OperationModel;
import io.patchfleet.simulator.internal.model.ServiceModel;
import io.patchfleet.simulator.internal.service.AwsRefusal;
import tools.jackson.databind.node.ObjectNode;

/** EC2's own kind of query: other parameter names, flat lists, no element around the answer, other errors. */
final class Ec2Protocol implements Protocol {

    private final ServiceModel model;

    Ec2Protocol(ServiceModel model) {
        this.model = model;
    }

    @Override
    public String operation(Request request) {
        return new Form(request).read("Action").orElse("");
    }

    @Override
    public ObjectNode read(Request request, OperationModel operation) {
        return new FormReader(new Form(request), true).read(operation.input());
    }

    @Override
    public Answer answer(OperationModel operation, ObjectNode output, String requestId) {
        return QueryProtocol.xml(
                200,
                requestId,
                XmlWriter.document(
                        operation.name() + "Response",
                        model.xmlNamespace(),
                        xml -> xml.text("requestId", requestId).members(operation.output(), output)));
    }

    @Override
    public Answer refusal(AwsRefusal refusal, String requestId) {
        return QueryProtocol.xml(
                refusal.status(),
                requestId,
                XmlWriter.document(
                        "Response",
                        "",
                        xml -> xml.element(
                                        "Errors",
                                        errors -> errors.element(
                                                "Error",
                                                error -> error.text("Code", refusal.code())
                                                        .text("Message", refusal.words())))
                                .text("RequestID", requestId)));
    }
}
