package io.patchfleet.simulator.internal.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a call brought; the wire has held it against AWS's model, so types and limits are right. */
final class Input {

    private final String operation;
    private final JsonNode members;

    private Input(String operation, JsonNode members) {
        this.operation = operation;
        this.members = members;
    }

    /**
     * @param operation with its service, for messages: {@code ssm:SendCommand}
     * @param played the members that the operation heeds; with any other it refuses loudly
     */
    static Input of(Call call, String operation, Set<String> played) {
        ObjectNode members = call.input();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (!played.contains(member.getKey()) && !empty(member.getValue())) {
                throw new NotPlayedException(operation + ": " + member.getKey());
            }
        }
        return new Input(operation, members);
    }

    /** What to throw when AWS knows something that is not played here. */
    NotPlayedException notPlayed(String what) {
        return new NotPlayedException(operation + ": " + what);
    }

    /** Whether the member is there, empty or not. */
    boolean has(String name) {
        return members.has(name);
    }

    Optional<String> text(String name) {
        JsonNode value = members.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** A member that AWS's model requires. */
    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalStateException(operation + " came without " + name));
    }

    /** Refuses, as AWS does for a required member, unless all of these are there. */
    void demand(String... names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!has(name)) {
                missing.add("Value null at '" + Character.toLowerCase(name.charAt(0)) + name.substring(1)
                        + "' failed to satisfy constraint: Member must not be null");
            }
        }
        if (!missing.isEmpty()) {
            String count = missing.size() == 1 ? "1 validation error" : missing.size() + " validation errors";
            throw new AwsRefusal("ValidationException", count + " detected: " + String.join("; ", missing));
        }
    }

    int number(String name, int otherwise) {
        return members.path(name).asInt(otherwise);
    }

    boolean flag(String name) {
        return members.path(name).asBoolean(false);
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        members.path(name).forEach(value -> texts.add(value.asString()));
        return texts;
    }

    /** A structure within; an empty one if it is missing. */
    Input object(String name) {
        return new Input(operation, members.path(name));
    }

    List<Input> items(String name) {
        List<Input> items = new ArrayList<>();
        members.path(name).forEach(value -> items.add(new Input(operation, value)));
        return items;
    }

    /** What came for those of the members that did, as it came. */
    ObjectNode only(Set<String> names) {
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        members.properties().stream()
                .filter(member -> names.contains(member.getKey()))
                .forEach(member -> chosen.set(member.getKey(), member.getValue().deepCopy()));
        return chosen;
    }

    /** A map of texts. */
    Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        members.path(name)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        return texts;
    }

    /** A map of structures. */
    Map<String, Input> structures(String name) {
        Map<String, Input> structures = new LinkedHashMap<>();
        members.path(name)
                .properties()
                .forEach(entry -> structures.put(entry.getKey(), new Input(operation, entry.getValue())));
        return structures;
    }

    Map<String, List<String>> textLists(String name) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        members.path(name).properties().forEach(entry -> {
            List<String> texts = new ArrayList<>();
            entry.getValue().forEach(value -> texts.add(value.asString()));
            lists.put(entry.getKey(), texts);
        });
        return lists;
    }

    private static boolean empty(JsonNode value) {
        return value.isNull() || (value.isContainer() && value.isEmpty());
    }
}
