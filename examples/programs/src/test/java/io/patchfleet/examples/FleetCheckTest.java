package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FleetCheckTest {

    private static final String LATE = """
            format: patchfleet.spec/1
            name: late
            baselines:
              linux:
                operatingSystem: AMAZON_LINUX_2023
                rules:
                  - filters: {CLASSIFICATION: [Security]}
                    afterDays: 7
            environments:
              Production:
                installWindow:
                  schedule: {every: SATURDAY, at: "01:00", zone: UTC}
                  duration: PT4H
            """;

    @TempDir
    private Path directory;

    @Test
    void anAgeThatCannotBeKeptEndsWithOneAndSaysByHowMuchAndWhatToChange() throws IOException {
        Run run = Run.of("fleet", "check", "--spec", file("late.yaml", LATE), "--max-age", "20");
        assertAll(
                () -> assertEquals(ExitCode.FINDINGS, run.code()),
                () -> assertTrue(run.out().contains("= 21 d 4 h, 1 d 4 h too old"), run.out()),
                () -> assertTrue(
                        run.out().contains("change baselines.linux.rules[0].afterDays: '7' to at most 5"), run.out()),
                () -> assertTrue(run.out().contains("To look at:"), run.out()),
                () -> assertEquals("", run.err()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22", "P22D"})
    void anAgeThatIsKeptEndsWithNought(String maxAge) throws IOException {
        Run run = Run.of("fleet", "check", "--spec", file("late.yaml", LATE), "--max-age", maxAge);
        assertEquals(ExitCode.DONE, run.code(), run.out());
    }

    @Test
    void howManyOpeningsMayFailIsForThePersonToSay() throws IOException {
        String file = file("late.yaml", LATE);
        assertAll(
                () -> assertEquals(
                        ExitCode.DONE,
                        Run.of("fleet", "check", "--spec", file, "--failures", "0")
                                .code()),
                () -> assertEquals(
                        ExitCode.FINDINGS,
                        Run.of("fleet", "check", "--spec", file, "--failures", "2")
                                .code()));
    }

    @Test
    void aScriptReadsOneObject() throws IOException {
        String name = file("late.yaml", LATE);
        JsonNode json = Run.of("fleet", "check", "--spec", name, "--json").json();
        JsonNode budget = json.at("/ageBudgets/0");
        assertAll(
                () -> assertEquals("late", json.get("spec").asString()),
                () -> assertEquals(20, json.get("maxAge").asInt()),
                () -> assertEquals(false, json.get("kept").asBoolean()),
                () -> assertEquals(21.17, budget.get("worstAge").asDouble()),
                () -> assertEquals(1.17, budget.get("tooOldBy").asDouble()),
                () -> assertTrue(budget.get("untilScanned").isNull()),
                () -> assertEquals(name + ":8", budget.at("/changes/0/place").asString()),
                () -> assertEquals("at most 5", budget.at("/changes/0/allowed").asString()),
                () -> assertEquals(
                        "cron(0 1 ? * SAT *)", json.at("/openings/0/schedule").asString()),
                () -> assertEquals(5, json.at("/openings/0/next").size()),
                () -> assertEquals(name + ":10", json.at("/problems/0/place").asString()));
    }

    @Test
    void aSpecThatIsWrongEndsWithTwoAndALineForEachProblem() throws IOException {
        String name = file(
                "wrong.yaml", LATE.replace("afterDays: 7", "afterDays: 700").replace("PT4H", "PT30H") + "nam: x\n");
        Run run = Run.of("fleet", "check", "--spec", name, "--json");
        assertAll(
                () -> assertEquals(ExitCode.BAD_USAGE, run.code()),
                () -> assertEquals(
                        List.of(
                                name + ":14: nam: 'x' is not allowed here; allowed: no such field here, but one of"
                                        + " format, baselines, environments, resources, name, tags, adopt,"
                                        + " overrides; did you mean name?",
                                name
                                        + ":8: baselines.linux.rules[0].afterDays: '700' is not allowed here; allowed: 0 to"
                                        + " 360 days",
                                name + ":13: environments.Production.installWindow.duration: 'PT30H' is not allowed"
                                        + " here; allowed: whole hours, PT1H to PT24H"),
                        run.err().lines().toList()),
                () -> assertEquals("", run.out()));
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsOption() {
        Path none = directory.resolve("none.yaml");
        Run run = Run.of("fleet", "check", "--spec", none.toString());
        assertAll(
                () -> assertEquals(ExitCode.BAD_USAGE, run.code()),
                () -> assertTrue(
                        run.err()
                                .startsWith("--spec: '" + none
                                        + "' is not allowed here; allowed: a file in UTF-8 that can be read"),
                        run.err()));
    }

    @Test
    void fleetAloneListsItsPrograms() {
        Run run = Run.of("fleet");
        assertAll(
                () -> assertEquals(ExitCode.DONE, run.code()),
                () -> assertTrue(run.out().contains("  init  "), run.out()),
                () -> assertTrue(run.out().contains("  check  "), run.out()));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
