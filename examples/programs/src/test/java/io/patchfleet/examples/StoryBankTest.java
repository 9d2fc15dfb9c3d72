package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StoryBankTest {

    private static final List<String> OUTCOMES =
            List.of("patched", "failed", "stillMissing", "notReached", "cancelled", "unknown");

    @TempDir
    private static Path out;

    private static Run told = new Run(-1, "", "");
    private static Run again = told;

    @BeforeAll
    static void play() {
        told = bank();
        again = bank("--json");
    }

    private static Run bank(String... more) {
        List<String> arguments = new ArrayList<>(List.of("story", "bank", "--seed", "3", "--nodes", "40"));
        arguments.addAll(List.of("--regions", "eu-central-1,us-east-1", "--accounts", "111122223333"));
        arguments.addAll(List.of("--out", out.toString()));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    @Test
    void windowsKeepTheFleetPatchedAndTheRestIsDoneDirectly() {
        JsonNode tale = again.json();
        assertAll(
                () -> assertEquals(ExitCode.DONE, again.code(), again.err()),
                () -> assertTrue(tale.at("/declared/upToDate").asBoolean()),
                () -> assertEquals(0, tale.at("/declared/failed").asInt()),
                () -> assertEquals(3, tale.get("weeks").size()),
                () -> tale.get("weeks")
                        .forEach(week -> assertEquals(6, week.get("openings").asInt())),
                () -> assertTrue(
                        tale.at("/after/compliant").asInt()
                                > tale.at("/before/compliant").asInt(),
                        again.out()),
                () -> assertTrue(tale.at("/after/missingPatches").asInt()
                        < tale.at("/before/missingPatches").asInt()),
                () -> assertEquals(
                        tale.at("/install/intended").asInt(),
                        OUTCOMES.stream()
                                .mapToInt(outcome ->
                                        tale.get("install").get(outcome).asInt())
                                .sum()));
    }

    @Test
    void aFailedNodeIsFollowedToItsLog() {
        JsonNode node = again.json().get("followed");
        String log = node.get("log").asString();
        assertAll(
                () -> assertEquals("failed", node.get("outcome").asString()),
                () -> assertTrue(log.startsWith("/patching/direct: "), log),
                () -> assertTrue(log.endsWith("/" + node.get("id").asString() + "/"), log),
                () -> assertTrue(node.get("said").asString().contains("ERROR"), node.toString()),
                () -> assertTrue(told.out().contains(log), told.out()));
    }

    @Test
    void itSaysWhatWasAskedAndWhereThatIsShown() {
        JsonNode tale = again.json();
        assertAll(
                () -> assertTrue(Files.size(Path.of(tale.at("/before/report").asString())) > 10_000),
                () -> assertTrue(Files.size(Path.of(tale.at("/after/report").asString())) > 10_000),
                () -> assertEquals(
                        ExitCode.DONE,
                        Run.of(
                                        "fleet",
                                        "check",
                                        "--spec",
                                        tale.at("/declared/spec").asString())
                                .code()),
                () -> tale.get("answers")
                        .forEach(answer -> assertTrue(
                                told.out().contains(answer.get("shown").asString()))));
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        JsonNode tale = again.json();
        assertAll(
                () -> assertEquals(told.code(), again.code()),
                () -> assertTrue(
                        told.out().contains(tale.at("/followed/command").asString()), told.out()),
                () -> assertTrue(told.out().contains(tale.at("/after/compliant").asInt() + " of "), told.out()));
    }

    @Test
    void whereWindowsLeftNothingNothingIsPatchedDirectly(@TempDir Path elsewhere) {
        Run run = tiny(elsewhere);
        JsonNode tale = tiny(elsewhere, "--json").json();
        assertAll(
                () -> assertEquals(ExitCode.DONE, run.code(), run.err()),
                () -> assertTrue(run.out().contains("Windows left nothing that could be patched directly."), run.out()),
                () -> assertTrue(tale.get("install").isNull(), tale.toString()),
                () -> assertTrue(tale.get("followed").isNull(), tale.toString()),
                () -> assertTrue(tale.get("installAgain").isNull(), tale.toString()));
    }

    private static Run tiny(Path directory, String... more) {
        List<String> arguments = new ArrayList<>(List.of("story", "bank", "--seed", "3", "--nodes", "2"));
        arguments.addAll(List.of("--regions", "eu-central-1", "--accounts", "111122223333"));
        arguments.addAll(List.of("--out", directory.toString()));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }
}
