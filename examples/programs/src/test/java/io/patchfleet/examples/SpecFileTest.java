package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchfleet.model.Problem;
import io.patchfleet.spec.FleetSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpecFileTest {

    private static final Path FILE = Path.of("fleet.yaml");

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("", "fleet.yaml:1: there is nothing in it"),
                Arguments.of("- a", "fleet.yaml:1: allowed is an object: format, name, …"),
                Arguments.of("a: 1\nb: 'c", "fleet.yaml:2: found unexpected end of stream"),
                Arguments.of("a: 1\nb: 2\na: 3", "fleet.yaml:3: found duplicate key a"),
                Arguments.of("a: 1\n---\nb: 2", "fleet.yaml:2: but found another document"),
                Arguments.of("a: &x\n  b: [*x]", "fleet.yaml:1: this stands within itself"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aFileThatIsNoYamlIsRefusedWithTheLine(String text, String message) {
        assertEquals(
                List.of(message),
                assertThrows(WrongFileException.class, () -> SpecFile.read(FILE, text))
                        .lines());
    }

    @Test
    void aFewLinesThatStandForMillionsAreRefused() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThrows(WrongFileException.class, () -> SpecFile.read(FILE, text.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "baselines.bank-linux, 19",
        "baselines.bank-linux.rules[1].afterDays, 30",
        "baselines.bank-linux.rules[1].until, 28",
        "environments.Production.installWindow.cutoff, 90",
        "overrides[0].environments.Production.installWindow.duration, 120",
        "'nowhere[\"a.b\"]', 8",
    })
    void aFieldHasItsLineAndOneThatIsNotThereThatOfWhatItWouldStandIn(String path, int line) {
        SpecFile file = SpecFile.read(FILE, FleetInit.spec());
        assertEquals("fleet.yaml:" + line, file.place(new Problem(path, "", "")));
    }

    @Test
    void jsonIsReadWithTabsAndItsOwnLines() {
        FleetSpec spec = SpecFile.read(FILE, FleetInit.spec()).spec();
        SpecFile json = SpecFile.read(Path.of("fleet.json"), spec.toJson().replace("  ", "\t"));
        assertEquals(spec, json.spec());
        assertEquals("fleet.json:3", json.place(new Problem("name", "", "")));
    }
}
