package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.Member;
import io.patchfleet.simulator.internal.model.OperationModel;
import io.patchfleet.simulator.internal.model.ServiceModel;
import io.patchfleet.simulator.internal.model.Shape;
import io.patchfleet.simulator.internal.service.AwsRefusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** REST with JSON: the operation is a method and a path, and its members are in path, query and body. */
final class RestJsonProtocol implements Protocol {

    private static final JsonNodeFactory TREE = JsonNodeFactory.instance;

    private final ServiceModel model;

    RestJsonProtocol(ServiceModel model) {
        this.model = model;
    }

    @Override
    public String operation(Request request) {
        return model.operation(request.method(), request.path()).orElse("");
    }

    @Override
    public ObjectNode read(Request request, OperationModel operation) {
        ObjectNode members = JsonProtocol.members(request.body());
        Map<String, List<String>> query = query(request.query());
        for (Map.Entry<String, Member> entry : operation.input().members().entrySet()) {
            Member member = entry.getValue();
            String name = member.nameInUrl(entry.getKey());
            switch (member.location()) {
                case PATH ->
                    members.put(entry.getKey(), decoded(operation.route().label(name, request.path())));
                case QUERY -> {
                    List<String> values = query.remove(name);
                    if (values != null) {
                        members.set(entry.getKey(), value(member.shape(), values));
                    }
                }
                case BODY -> {
                    // There already.
                }
            }
        }
        query.forEach((name, values) -> members.put(name, String.join(",", values)));
        return members;
    }

    @Override
    public Answer answer(OperationModel operation, ObjectNode output, String requestId) {
        return Answer.json(200, Map.of("x-amzn-RequestId", requestId), JsonProtocol.text(output));
    }

    @Override
    public Answer refusal(AwsRefusal refusal, String requestId) {
        ObjectNode body = TREE.objectNode().put(model.messageMember(refusal.code()), refusal.words());
        return Answer.json(
                refusal.status(),
                Map.of("x-amzn-RequestId", requestId, "x-amzn-ErrorType", refusal.code()),
                JsonProtocol.text(body));
    }

    static JsonNode value(Shape shape, List<String> values) {
        if (shape.kind() == Shape.Kind.LIST) {
            ArrayNode list = TREE.arrayNode();
            values.forEach(list::add);
            return list;
        }
        String text = String.join(",", values);
        boolean number = shape.kind() == Shape.Kind.INTEGER && text.matches("-?\\d{1,9}");
        return number ? TREE.numberNode(Integer.parseInt(text)) : TREE.stringNode(text);
    }

    static Map<String, List<String>> query(String encoded) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters
                        .computeIfAbsent(decoded(pair.substring(0, equals)), unseen -> new ArrayList<>())
                        .add(decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** SDKs escape a blank as {@code %20}; a plus is a plus. */
    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
