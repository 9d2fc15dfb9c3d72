package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.simulator.SimulatedAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetProgramsTest {

    private static final List<String> REGIONS = List.of("eu-central-1", "us-east-1");
    private static final List<String> ACCOUNTS = List.of("111122223333");

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(7)
            .untouched()
            .regions(REGIONS.toArray(String[]::new))
            .accounts(ACCOUNTS.toArray(String[]::new))
            .followingTheWallClock(1)
            .build();

    @TempDir
    private Path directory;

    private String spec = "";

    @BeforeEach
    void begin() {
        assertEquals(
                ExitCode.DONE,
                Run.of("fleet", "init", "--out", directory.toString()).code());
        spec = directory.resolve("fleet.yaml").toString();
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aPlanThatWasSavedAndReviewedIsAppliedAndRefusedOnceItIsOutOfDate() {
        String saved = directory.resolve("plan.json").toString();
        String hash = on("plan", "--json", "--save", saved).json().path("hash").asString();

        Run other = with("apply", "--plan", saved, "--reviewed", hash.replaceAll("[0-9a-f]{4}$", "0000"));
        assertEquals(ExitCode.BAD_USAGE, other.code());
        assertTrue(other.err().contains("--reviewed"), other.err());

        Run applied = with("apply", "--plan", saved, "--reviewed", hash);
        assertEquals(ExitCode.DONE, applied.code(), applied.err());
        assertTrue(applied.out().contains(" applied, 0 failed, 0 not attempted"), applied.out());

        Run twice = with("apply", "--plan", saved);
        assertEquals(ExitCode.FAILED, twice.code());
        assertTrue(twice.err().contains("the fleet has changed since this plan was made"), twice.err());
    }

    @Test
    void aPlanThatWasAlteredIsRefused() throws IOException {
        Path saved = directory.resolve("plan.json");
        on("plan", "--save", saved.toString());
        Files.writeString(saved, Files.readString(saved).replace("bank-redhat", "bank-readhat"));

        Run applied = with("apply", "--plan", saved.toString());

        assertEquals(ExitCode.BAD_USAGE, applied.code());
        assertTrue(applied.err().contains("it was altered after it was made"), applied.err());
    }

    @Test
    void driftOfASpecThatIsNotAppliedYetIsAllOfItAndTheHelpSaysSo() {
        assertEquals(
                on("plan", "--json").json().path("changes"),
                on("drift", "--json").json().path("changes"));
        String help = Run.of("fleet", "drift", "--help").out().replaceAll("\\s+", " ");
        assertTrue(help.contains("what is declared and not applied yet"), help);
    }

    @Test
    void theCheckLooksAtTheFleetWhenAskedAndFailsForAGroupThatNoNodeCarries() {
        assertEquals(ExitCode.DONE, on("check").code());

        Run check = on("check", "--online");

        assertEquals(ExitCode.FINDINGS, check.code(), check.err());
        assertTrue(check.out().contains("To mend:"), check.out());
        assertTrue(check.out().contains("no node that could be read carries this one"), check.out());
        assertTrue(on("check", "--online", "--json")
                .json()
                .path("errors")
                .toString()
                .contains(".patchGroup"));
    }

    @Test
    void whoeverActsSaysFirstOnWhichAws() {
        String made = "Making bank-servers as declared on ";
        String takenAway = "Taking away what was made for bank-servers on ";
        String saved = directory.resolve("plan.json").toString();
        on("plan", "--save", saved);

        assertEquals(made + aws.endpoint(), first(with("apply", "--plan", saved)));
        assertEquals(made + aws.endpoint(), first(on("apply")));
        assertEquals(takenAway + aws.endpoint(), first(on("destroy")));
        String[] throwaway = {"--spec", spec, "--seed", "7", "--nodes", "4", "--regions", "us-east-1"};
        assertEquals(made + "a simulated AWS (seed 7)", first(bare("apply", throwaway)));
        assertEquals(takenAway + "a simulated AWS (seed 7)", first(bare("destroy", throwaway)));
    }

    private static String first(Run run) {
        return run.err().lines().findFirst().orElseThrow();
    }

    private static Run bare(String program, String... more) {
        List<String> arguments = new ArrayList<>(List.of("fleet", program));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private Run on(String program, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--spec", spec));
        arguments.addAll(List.of(more));
        return with(program, arguments.toArray(String[]::new));
    }

    private Run with(String program, String... more) {
        List<String> arguments = new ArrayList<>(List.of("fleet", program));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--endpoint", aws.endpoint().toString()));
        arguments.addAll(List.of("--regions", String.join(",", REGIONS), "--accounts", String.join(",", ACCOUNTS)));
        return Run.of(arguments.toArray(String[]::new));
    }
}
