package io.patchfleet.simulator.internal.service;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds answers. */
final class Answer {

    private Answer() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode texts(Iterable<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    static ArrayNode tags(Map<String, String> tags) {
        ArrayNode array = array();
        tags.forEach((key, value) -> array.addObject().put("Key", key).put("Value", value));
        return array;
    }

    /** A page of a list, with the token of the next one if there is one. */
    static ObjectNode page(String member, ArrayNode items, @Nullable String nextToken) {
        ObjectNode answer = object();
        answer.set(member, items);
        if (nextToken != null) {
            answer.put("NextToken", nextToken);
        }
        return answer;
    }

    /** Epoch seconds with milliseconds, as the JSON protocol writes instants; what never happened is left out. */
    static ObjectNode putInstant(ObjectNode object, String name, @Nullable Instant instant) {
        if (instant != null) {
            object.put(name, seconds(instant));
        }
        return object;
    }

    static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }
}
