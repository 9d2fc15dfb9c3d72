package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The first command of the README, twice. */
class QuickstartTest {

    private static final List<String> FILES = List.of("report.html", "report.json", "report.csv", "report.md");
    private static final List<String> STATES = List.of(
            "compliant", "nonCompliant", "neverScanned", "scanOutOfDate", "connectionLost", "unmanaged", "unreadable");

    @TempDir
    private static Path out;

    private static Run first = new Run(-1, "", "");
    private static Run second = first;
    private static final Map<String, byte[]> FIRST_FILES = new TreeMap<>();

    @BeforeAll
    static void runTwice() throws IOException {
        first = quickstart();
        for (String file : FILES) {
            FIRST_FILES.put(file, Files.readAllBytes(out.resolve(file)));
            Files.delete(out.resolve(file));
        }
        second = quickstart();
    }

    private static Run quickstart() {
        return Run.of(
                "quickstart",
                "--nodes",
                "600",
                "--regions",
                "ap-northeast-1,us-east-1,eu-central-1",
                "--seed",
                "42",
                "--json",
                "--out",
                out.toString());
    }

    @Test
    void itEndsWellWhateverItFound() {
        assertAll(
                () -> assertEquals(ExitCode.DONE, first.code(), first.err()),
                () -> assertTrue(first.json().at("/nodes/nonCompliant").asInt() > 0, first.out()),
                () -> assertTrue(first.json().get("complete").asBoolean(), first.out()));
    }

    @Test
    void theStatesAddUp() {
        JsonNode result = first.json();
        JsonNode nodes = result.get("nodes");
        int scopes = result.get("scopes")
                .valueStream()
                .mapToInt(scope -> scope.get("nodes").asInt())
                .sum();
        double percent =
                100.0 * nodes.get("compliant").asInt() / nodes.get("total").asInt();
        assertAll(
                () -> assertEquals(
                        nodes.get("total").asInt(),
                        STATES.stream()
                                .mapToInt(state -> nodes.get(state).asInt())
                                .sum()),
                () -> assertEquals(nodes.get("total").asInt(), scopes),
                () -> assertEquals(percent, result.get("compliantPercent").asDouble(), 0.001),
                () -> assertEquals(
                        0, nodes.get("neverScanned").asInt(), "a scan leaves no node unscanned that it reaches"));
    }

    @Test
    void theObjectAgreesWithTheJsonReport() throws IOException {
        JsonNode result = first.json();
        JsonNode report = JsonMapper.shared().readTree(FIRST_FILES.get("report.json"));
        assertAll(
                () -> assertEquals(sorted(result.get("nodes")), sorted(report.get("counts"))),
                () -> assertEquals(result.get("missingPatches"), report.get("missingPatches")),
                () -> assertEquals(result.get("apiCalls"), report.get("apiCalls")),
                () -> assertEquals(
                        result.at("/nodes/total").asInt(), report.get("nodes").size()));
    }

    private static Map<String, Integer> sorted(JsonNode counts) {
        Map<String, Integer> sorted = new TreeMap<>();
        counts.forEachEntry((state, count) -> sorted.put(state, count.asInt()));
        return sorted;
    }

    @Test
    void theObjectAgreesWithTheRowsOfTheCsvReport() {
        List<String[]> rows = new String(FIRST_FILES.get("report.csv"), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(",", -1))
                .toList();
        List<String> titles = Arrays.asList(rows.get(0));
        int missing = titles.indexOf("missing");
        int state = titles.indexOf("state");
        long sum = rows.stream()
                .skip(1)
                .filter(row -> !row[missing].isEmpty())
                .mapToLong(row -> Long.parseLong(row[missing]))
                .sum();
        long compliant =
                rows.stream().filter(row -> row[state].equals("compliant")).count();
        assertAll(
                () -> assertEquals(first.json().at("/nodes/total").asInt(), rows.size() - 1),
                () -> assertEquals(first.json().at("/nodes/compliant").asInt(), compliant),
                () -> assertEquals(first.json().get("missingPatches").asLong(), sum));
    }

    @Test
    void theSameSeedTellsTheSameStoryToTheByte() {
        assertAll(
                () -> assertEquals(first.out(), second.out()),
                () -> assertAll(FILES.stream()
                        .map(file -> () -> assertArrayEquals(
                                FIRST_FILES.get(file), Files.readAllBytes(out.resolve(file)), file))));
    }

    @Test
    void progressIsToldInPlainLinesWhereNobodyLooksOn() {
        assertTrue(first.err().contains("scanned 566 of 566 nodes\n"), first.err());
    }

    @Test
    void aPersonIsToldInATableAndWhereTheReportIs(@TempDir Path directory) {
        Run run = Run.answering(
                "", true, "quickstart", "--nodes", "20", "--regions", "us-east-1", "--out", directory.toString());
        assertAll(
                () -> assertEquals(ExitCode.DONE, run.code(), run.err()),
                () -> assertTrue(run.out().contains(" nodes are compliant; "), run.out()),
                () -> assertTrue(run.out().contains("111122223333  us-east-1  read "), run.out()),
                () -> assertTrue(run.out().contains("Written: " + directory.resolve("report.html")), run.out()),
                () -> assertTrue(run.err().contains("\rScanned [####"), run.err()),
                () -> assertTrue(Files.size(directory.resolve("report.html")) > 10_000));
    }
}
