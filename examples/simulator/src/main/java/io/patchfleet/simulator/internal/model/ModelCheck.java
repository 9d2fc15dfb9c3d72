package io.patchfleet.simulator.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds a tree against a shape. */
public final class ModelCheck {

    private final List<Flaw> flaws = new ArrayList<>();

    private ModelCheck() {}

    /** Every way in which the tree is not what the shape says, in the tree's order. */
    public static List<Flaw> flaws(JsonNode tree, Shape shape) {
        ModelCheck check = new ModelCheck();
        check.value(tree, shape, "");
        return List.copyOf(check.flaws);
    }

    private void value(JsonNode value, Shape shape, String path) {
        if (!isA(value, shape.kind())) {
            found(Flaw.Kind.TYPE, path, value, "Member must be of type " + shape.kind());
            return;
        }
        switch (shape.kind()) {
            case STRUCTURE -> structure(value, shape, path);
            case LIST -> {
                bounds(value.size(), "have length", shape, path, value);
                for (int i = 0; i < value.size(); i++) {
                    value(value.get(i), shape.elements().shape(), path + "." + (i + 1) + ".member");
                }
            }
            case MAP -> {
                bounds(value.size(), "have length", shape, path, value);
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    text(entry.getKey(), shape.keys().shape(), path, value);
                    value(entry.getValue(), shape.elements().shape(), path + "." + entry.getKey() + ".member");
                }
            }
            case STRING -> text(value.asString(), shape, path, value);
            case INTEGER, LONG, FLOAT, DOUBLE -> bounds(value.asDouble(), "have value", shape, path, value);
            case BOOLEAN, TIMESTAMP, BLOB -> {
                // Right by their type.
            }
        }
    }

    private void structure(JsonNode value, Shape shape, String path) {
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Member member = shape.members().get(entry.getKey());
            if (member == null) {
                found(Flaw.Kind.UNKNOWN, below(path, entry.getKey()), entry.getValue(), "Member is not in the model");
            } else if (!entry.getValue().isNull()) {
                value(entry.getValue(), member.shape(), below(path, entry.getKey()));
            }
        }
        for (String name : shape.members().keySet()) {
            if (shape.required().contains(name) && !value.hasNonNull(name)) {
                found(Flaw.Kind.MISSING, below(path, name), null, "Member must not be null");
            }
        }
    }

    private void text(String text, Shape shape, String path, JsonNode value) {
        if (!shape.values().isEmpty() && !shape.values().contains(text)) {
            found(
                    Flaw.Kind.CONSTRAINT,
                    path,
                    value,
                    shape.values().stream()
                            .collect(Collectors.joining(", ", "Member must satisfy enum value set: [", "]")));
        }
        bounds(text.codePointCount(0, text.length()), "have length", shape, path, value);
        if (shape.pattern() != null && !shape.pattern().matcher(text).matches()) {
            found(
                    Flaw.Kind.CONSTRAINT,
                    path,
                    value,
                    "Member must satisfy regular expression pattern: " + shape.pattern());
        }
    }

    private void bounds(double amount, String measure, Shape shape, String path, JsonNode value) {
        if (shape.min() != null && amount < shape.min()) {
            found(Flaw.Kind.CONSTRAINT, path, value, limit(measure, "greater", shape.min()));
        }
        if (shape.max() != null && amount > shape.max()) {
            found(Flaw.Kind.CONSTRAINT, path, value, limit(measure, "less", shape.max()));
        }
    }

    private static String limit(String measure, String side, double bound) {
        return "Member must " + measure + " " + side + " than or equal to " + Math.round(bound);
    }

    private void found(Flaw.Kind kind, String path, @Nullable JsonNode value, String demand) {
        flaws.add(new Flaw(kind, path, value == null ? null : shown(value), demand));
    }

    private static String shown(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(ModelCheck::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.isString() ? value.asString() : value.toString();
    }

    /** AWS names members in its messages with a small first letter. */
    private static String below(String path, String member) {
        String small = Character.toLowerCase(member.charAt(0)) + member.substring(1);
        return path.isEmpty() ? small : path + "." + small;
    }

    private static boolean isA(JsonNode value, Shape.Kind kind) {
        return switch (kind) {
            case STRUCTURE, MAP -> value.isObject();
            case LIST -> value.isArray();
            case STRING, BLOB -> value.isString();
            case INTEGER, LONG -> value.isIntegralNumber();
            case FLOAT, DOUBLE, TIMESTAMP -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
        };
    }
}
