package io.patchfleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An answer of AWS that its manual shows, and what it would be with one member another or none. Members are named by
 * their JSON pointers.
 */
record Recorded(String text) {

    private static final String EXAMPLES = "aws-cli-examples/";
    private static final JsonFactory JSON = new JsonFactory();

    /** By the name of the file, without its end. */
    static Recorded of(String name) {
        String file = EXAMPLES + name + ".json";
        try (InputStream stream = Objects.requireNonNull(Recorded.class.getResourceAsStream(file), file)) {
            return new Recorded(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every text, number and truth value in it. */
    List<String> members() {
        List<String> members = new ArrayList<>();
        rewritten((json, pointer, parser) -> {
            members.add(pointer);
            json.copyCurrentEvent(parser);
        });
        return members;
    }

    /** What one says. */
    String text(String member) {
        List<String> found = new ArrayList<>();
        rewritten((json, pointer, parser) -> {
            if (pointer.equals(member)) {
                found.add(parser.getString());
            }
            json.copyCurrentEvent(parser);
        });
        return found.get(0);
    }

    /** With another value of the same type. */
    Recorded changed(String member) {
        return replaced(member, Recorded::writeAnother);
    }

    private static void writeAnother(JsonGenerator json, JsonParser parser) {
        switch (parser.currentToken()) {
            case VALUE_STRING -> json.writeString(parser.getString() + "-changed");
            case VALUE_TRUE, VALUE_FALSE -> json.writeBoolean(parser.currentToken() == JsonToken.VALUE_FALSE);
            default -> json.writeNumber(parser.getDecimalValue().add(BigDecimal.ONE));
        }
    }

    /** With this text for a value. */
    Recorded with(String member, String value) {
        return replaced(member, (json, parser) -> json.writeString(value));
    }

    /** With this time, as the service sends it, for a value. */
    Recorded with(String member, Instant value) {
        return replaced(member, (json, parser) -> json.writeNumber(value.getEpochSecond()));
    }

    private Recorded replaced(String member, BiConsumer<JsonGenerator, JsonParser> value) {
        return rewritten((json, pointer, parser) -> {
            if (pointer.equals(member)) {
                value.accept(json, parser);
            } else {
                json.copyCurrentEvent(parser);
            }
        });
    }

    /** Without an element of a list, or without a member of an object and its name. */
    Recorded without(String member) {
        StringWriter text = new StringWriter();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text());
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            while (parser.nextToken() != null) {
                boolean named = parser.currentToken() == JsonToken.PROPERTY_NAME;
                if (!pointer(parser).equals(member)) {
                    json.copyCurrentEvent(parser);
                } else if (named) {
                    parser.nextToken();
                }
            }
        }
        return new Recorded(text.toString());
    }

    private Recorded rewritten(Writer values) {
        StringWriter text = new StringWriter();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text());
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue()) {
                    values.write(json, pointer(parser), parser);
                } else {
                    json.copyCurrentEvent(parser);
                }
            }
        }
        return new Recorded(text.toString());
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    private interface Writer {
        void write(JsonGenerator json, String pointer, JsonParser parser);
    }
}
