package io.patchfleet.internal.json;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** JSON text to and from a tree of plain values: maps, lists, texts, numbers, booleans, null. */
public final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /**
     * Reads a text.
     *
     * @param text one JSON value
     * @return the tree, whose maps keep their order
     * @throws InvalidInputException if it is no JSON, or a name stands twice in an object: with line and column
     */
    public static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw Problem.refusal(
                        place(parser.currentTokenLocation()), parser.getString(), "nothing more after the JSON value");
            }
            return tree;
        } catch (JacksonException e) {
            throw Problem.refusal(place(e.getLocation()), e.getOriginalMessage(), "JSON as RFC 8259 has it");
        }
    }

    /**
     * Writes a tree for people and programs, two spaces to a level, with the maps in their own order.
     *
     * @param tree the tree
     * @return the text, which ends with a line break
     */
    public static String write(Object tree) {
        return write(tree, new Indented(Indented.WIDE)) + "\n";
    }

    /**
     * The same, with each element of a list on a line of its own: for lists of long texts.
     *
     * @param tree the tree
     * @return the text, which ends with a line break
     */
    public static String writeTall(Object tree) {
        return write(tree, new Indented(Indented.TALL)) + "\n";
    }

    /**
     * Writes a tree for hashing: nothing between the parts, each map in the order of its keys.
     *
     * @param tree the tree
     * @return the text
     */
    public static String canonical(Object tree) {
        return write(sorted(tree), ObjectWriteContext.empty());
    }

    private static String write(@Nullable Object tree, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(context, text)) {
            write(tree, json);
        }
        return text.toString();
    }

    private static void write(@Nullable Object tree, JsonGenerator json) {
        if (tree instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, value) -> {
                json.writeName(String.valueOf(name));
                write(value, json);
            });
            json.writeEndObject();
        } else if (tree instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(value -> write(value, json));
            json.writeEndArray();
        } else if (tree instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (tree instanceof Integer number) {
            json.writeNumber(number);
        } else if (tree instanceof Long number) {
            json.writeNumber(number);
        } else if (tree == null) {
            json.writeNull();
        } else {
            json.writeString(tree.toString());
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, value(parser));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        return token == null ? null : scalar(parser, token);
    }

    private static @Nullable Object scalar(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            default -> parser.getString();
        };
    }

    private static @Nullable Object sorted(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, value) -> sorted.put(String.valueOf(name), sorted(value)));
            return sorted;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> sorted = new ArrayList<>();
            list.forEach(value -> sorted.add(sorted(value)));
            return sorted;
        }
        return tree;
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "JSON" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Two spaces and a line feed on every platform. */
    private static final class Indented extends ObjectWriteContext.Base {

        private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
        private static final DefaultPrettyPrinter WIDE = new DefaultPrettyPrinter()
                .withArrayIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter())
                .withObjectIndenter(LINES);
        private static final DefaultPrettyPrinter TALL =
                new DefaultPrettyPrinter().withArrayIndenter(LINES).withObjectIndenter(LINES);

        private final DefaultPrettyPrinter printer;

        Indented(DefaultPrettyPrinter printer) {
            this.printer = printer;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return printer.createInstance();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
