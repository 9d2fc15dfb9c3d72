package io.patchfleet.simulator.internal.model;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads those shapes of a model that the played operations reach. */
final class ShapeReader {

    private static final Shape NOTHING =
            new Shape("nothing", Shape.Kind.STRUCTURE, Map.of(), Set.of(), null, null, null, null, null, List.of());

    private final String service;
    private final JsonNode source;
    private final Map<String, Shape> read = new HashMap<>();

    ShapeReader(String service, JsonNode source) {
        this.service = service;
        this.source = source;
    }

    /** The structure of that name; one without members if the name is empty. */
    Shape structure(String name) {
        return name.isEmpty() ? NOTHING : shape(name);
    }

    /** How each error spells the member that holds its text. */
    Map<String, String> messageMembers() {
        Map<String, String> members = new TreeMap<>();
        for (Map.Entry<String, JsonNode> shape : source.properties()) {
            if (shape.getValue().path("exception").asBoolean(false)) {
                for (String member : shape.getValue().path("members").propertyNames()) {
                    if (member.equalsIgnoreCase("message")) {
                        members.put(shape.getKey(), member);
                    }
                }
            }
        }
        return Map.copyOf(members);
    }

    private Shape shape(String name) {
        Shape known = read.get(name);
        if (known != null) {
            return known;
        }
        JsonNode node = source.path(name);
        Map<String, Member> members = new LinkedHashMap<>();
        Member element = member(node.has("member") ? node.path("member") : node.path("value"));
        Member key = member(node.path("key"));
        Shape shape = new Shape(
                name,
                Shape.Kind.valueOf(node.path("type").asString().toUpperCase(Locale.ROOT)),
                members,
                Set.copyOf(texts(node.path("required"))),
                element,
                key,
                number(node.path("min")),
                number(node.path("max")),
                node.has("pattern") ? Pattern.compile(node.path("pattern").asString()) : null,
                texts(node.path("enum")));
        // Known before its parts are, because a part may be the same shape again.
        read.put(name, shape);
        for (Map.Entry<String, JsonNode> part : node.path("members").properties()) {
            members.put(part.getKey(), member(name, part.getKey(), part.getValue()));
        }
        KnownDifferences.additions(service, name).forEach((member, like) -> {
            Member published = members.get(like);
            if (published == null) {
                throw new IllegalStateException("the model's " + name + " has no " + like);
            }
            members.put(member, published);
        });
        if (element != null) {
            shape(node.has("member") ? target(node.path("member")) : target(node.path("value")));
        }
        if (key != null) {
            shape(target(node.path("key")));
        }
        return shape;
    }

    private Member member(String structure, String name, JsonNode node) {
        Shape published = shape(target(node));
        Optional<UnaryOperator<Shape>> difference = KnownDifferences.of(service, structure, name);
        if (difference.isEmpty()) {
            return member(published.name(), node);
        }
        String own = structure + "." + name;
        read.put(own, difference.get().apply(published));
        return member(own, node);
    }

    private @Nullable Member member(JsonNode node) {
        return node.isMissingNode() ? null : member(target(node), node);
    }

    private Member member(String shape, JsonNode node) {
        Member.Location location = switch (node.path("location").asString("")) {
            case "uri" -> Member.Location.PATH;
            case "querystring" -> Member.Location.QUERY;
            default -> Member.Location.BODY;
        };
        return new Member(shape, text(node, "locationName"), text(node, "queryName"), location, read);
    }

    private static String target(JsonNode member) {
        return member.path("shape").asString();
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.has(name) ? node.path(name).asString() : null;
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isMissingNode() ? null : node.asDouble();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
