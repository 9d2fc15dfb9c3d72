package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.OperationModel;
import io.patchfleet.simulator.internal.model.ServiceModel;
import io.patchfleet.simulator.internal.service.AwsRefusal;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** AWS query: a form in, XML out, the answer within an element of its own. */
final class QueryProtocol implements Protocol {

    private final ServiceModel model;

    QueryProtocol(ServiceModel model) {
        this.model = model;
    }

    @Override
    public String operation(Request request) {
        return new Form(request).read("Action").orElse("");
    }

    @Override
    public ObjectNode read(Request request, OperationModel operation) {
        return new FormReader(new Form(request), false).read(operation.input());
    }

    @Override
    public Answer answer(OperationModel operation, ObjectNode output, String requestId) {
        return xml(200, requestId, XmlWriter.document(operation.name() + "Response", model.xmlNamespace(), xml -> {
            if (!operation.resultWrapper().isEmpty()) {
                xml.element(operation.resultWrapper(), result -> result.members(operation.output(), output));
            }
            xml.element("ResponseMetadata", metadata -> metadata.text("RequestId", requestId));
        }));
    }

    @Override
    public Answer refusal(AwsRefusal refusal, String requestId) {
        return refusal(refusal, model.xmlNamespace(), requestId);
    }

    static Answer refusal(AwsRefusal refusal, String namespace, String requestId) {
        return xml(
                refusal.status(),
                requestId,
                XmlWriter.document(
                        "ErrorResponse",
                        namespace,
                        xml -> xml.element(
                                        "Error",
                                        error -> error.text("Type", refusal.status() < 500 ? "Sender" : "Receiver")
                                                .text("Code", refusal.code())
                                                .text("Message", refusal.words()))
                                .text("RequestId", requestId)));
    }

    static Answer xml(int status, String requestId, String body) {
        return Answer.of(status, "text/xml;charset=UTF-8", Map.of("x-amzn-RequestId", requestId), body);
    }
}
