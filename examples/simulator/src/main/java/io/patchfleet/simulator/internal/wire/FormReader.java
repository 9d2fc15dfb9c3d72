package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.Member;
import io.patchfleet.simulator.internal.model.Shape;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns dotted parameters into the tree that the model describes. EC2 names and flattens them in its own way. */
final class FormReader {

    private static final JsonNodeFactory TREE = JsonNodeFactory.instance;

    private final Form form;
    private final boolean ec2;

    FormReader(Form form, boolean ec2) {
        this.form = form;
        this.ec2 = ec2;
    }

    /** The input; parameters that it has no place for come along under their own names, for the model to refuse. */
    ObjectNode read(Shape input) {
        ObjectNode tree = structure(input, "");
        form.unread().forEach(name -> tree.put(name, form.read(name).orElse("")));
        return tree;
    }

    private ObjectNode structure(Shape shape, String prefix) {
        ObjectNode tree = TREE.objectNode();
        for (Map.Entry<String, Member> entry : shape.members().entrySet()) {
            Member member = entry.getValue();
            String name = prefix + (ec2 ? member.nameInEc2Query(entry.getKey()) : member.nameInXml(entry.getKey()));
            if (form.has(name)) {
                tree.set(entry.getKey(), value(member.shape(), name));
            }
        }
        return tree;
    }

    private JsonNode value(Shape shape, String name) {
        return switch (shape.kind()) {
            case STRUCTURE -> structure(shape, name + ".");
            case LIST -> list(shape, ec2 ? name : name + "." + shape.elements().nameInXml("member"));
            case MAP -> map(shape, name + ".entry");
            default -> scalar(shape.kind(), form.read(name).orElse(""));
        };
    }

    private ArrayNode list(Shape shape, String name) {
        ArrayNode tree = TREE.arrayNode();
        for (int i = 1; form.has(name + "." + i); i++) {
            tree.add(value(shape.elements().shape(), name + "." + i));
        }
        return tree;
    }

    private ObjectNode map(Shape shape, String name) {
        ObjectNode tree = TREE.objectNode();
        for (int i = 1; form.has(name + "." + i); i++) {
            String key = form.read(name + "." + i + "." + shape.keys().nameInXml("key"))
                    .orElse("");
            tree.set(
                    key,
                    value(
                            shape.elements().shape(),
                            name + "." + i + "." + shape.elements().nameInXml("value")));
        }
        return tree;
    }

    /** A number or a truth value if it reads as one; else the text, for the model to refuse. */
    private static JsonNode scalar(Shape.Kind kind, String text) {
        return switch (kind) {
            case INTEGER, LONG ->
                text.matches("[-+]?\\d{1,18}") ? TREE.numberNode(Long.parseLong(text)) : TREE.stringNode(text);
            case FLOAT, DOUBLE ->
                text.matches("[-+]?\\d+(\\.\\d+)?") ? TREE.numberNode(Double.parseDouble(text)) : TREE.stringNode(text);
            case BOOLEAN ->
                switch (text) {
                    case "true" -> TREE.booleanNode(true);
                    case "false" -> TREE.booleanNode(false);
                    default -> TREE.stringNode(text);
                };
            default -> TREE.stringNode(text);
        };
    }
}
