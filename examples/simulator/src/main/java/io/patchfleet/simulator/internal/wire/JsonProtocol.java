package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.OperationModel;
import io.patchfleet.simulator.internal.model.ServiceModel;
import io.patchfleet.simulator.internal.service.AwsRefusal;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** AWS JSON 1.1: the operation in a header, JSON both ways, dates as seconds since 1970. */
final class JsonProtocol implements Protocol {

    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    /** Dates are decimal fractions; the exponent that Java would write is lawful JSON and hard to read. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final ServiceModel model;

    JsonProtocol(ServiceModel model) {
        this.model = model;
    }

    @Override
    public String operation(Request request) {
        String target = request.header("X-Amz-Target").orElse("");
        String prefix = model.targetPrefix() + ".";
        return target.startsWith(prefix) ? target.substring(prefix.length()) : "";
    }

    @Override
    public ObjectNode read(Request request, OperationModel operation) {
        return members(request.body());
    }

    /** The object that a body is; an empty one if it is empty. */
    static ObjectNode members(String body) {
        if (body.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree instanceof ObjectNode members) {
                return members;
            }
        } catch (JacksonException e) {
            throw new AwsRefusal("SerializationException", "Unable to parse the request: " + e.getOriginalMessage());
        }
        throw new AwsRefusal("SerializationException", "Start of structure or map expected");
    }

    /** As it goes on the wire. */
    static String text(ObjectNode body) {
        return JSON.writeValueAsString(body);
    }

    @Override
    public Answer answer(OperationModel operation, ObjectNode output, String requestId) {
        return answer(200, output, requestId);
    }

    @Override
    public Answer refusal(AwsRefusal refusal, String requestId) {
        return refusal(refusal, model.messageMember(refusal.code()), requestId);
    }

    static Answer refusal(AwsRefusal refusal, String messageMember, String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("__type", refusal.code());
        body.put(messageMember, refusal.words());
        return answer(refusal.status(), body, requestId);
    }

    private static Answer answer(int status, ObjectNode body, String requestId) {
        return Answer.of(status, CONTENT_TYPE, Map.of("x-amzn-RequestId", requestId), text(body));
    }
}
