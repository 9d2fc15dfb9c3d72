package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that was run through the jar's own entry point.
 *
 * @param code its exit code
 * @param out what it left on standard output
 * @param err what it left on standard error
 */
record Run(int code, String out, String err) {

    /** Without anybody at a terminal, without variables, with nothing to read. */
    static Run of(String... arguments) {
        return answering("", false, arguments);
    }

    static Run answering(String input, boolean terminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                Map.of());
        int code = Programs.run(shell, arguments);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The one object on standard output. */
    JsonNode json() {
        List<String> lines = out.lines().toList();
        assertEquals(1, lines.size(), () -> "standard output holds one line; it holds:\n" + out);
        return JsonMapper.shared().readTree(lines.get(0));
    }
}
