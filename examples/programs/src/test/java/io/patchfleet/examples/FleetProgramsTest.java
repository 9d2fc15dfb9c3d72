package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.simulator.DeclaredResource;
import io.patchfleet.simulator.DeclaredResource.Kind;
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
import tools.jackson.databind.JsonNode;

class FleetProgramsTest {

    private static final List<String> REGIONS = List.of("eu-central-1", "us-east-1");
    private static final List<String> ACCOUNTS = List.of("111122223333", "222233334444");

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
    void aSpecIsCheckedPlannedAppliedKeptAndTakenAway() throws IOException {
        assertEquals(
                ExitCode.DONE,
                Run.of("fleet", "check", "--spec", spec, "--max-age", "20").code());

        Run plan = on("plan", "--fail-on-findings");
        assertEquals(ExitCode.FINDINGS, plan.code(), plan.err());
        assertTrue(plan.out().contains("  + patchBaseline bank-linux"), plan.out());
        assertEquals(0, made());

        JsonNode applied = on("apply", "--json").json();
        assertEquals(0, applied.path("failed").asInt());
        assertTrue(applied.path("complete").asBoolean());
        assertEquals(needed(applied).size(), applied.path("applied").asInt());
        assertEquals(4L * ACCOUNTS.size() * REGIONS.size(), made());

        JsonNode again = on("apply", "--json").json();
        assertEquals(0, again.path("applied").asInt());
        assertEquals(again.path("changes").size(), again.path("unchanged").asInt());

        touch();
        Run drift = on("drift", "--fail-on-findings", "--json");
        assertEquals(ExitCode.FINDINGS, drift.code(), drift.err());
        JsonNode change = needed(drift.json()).get(0);
        assertEquals(
                "update patchBaseline bank-redhat",
                change.path("action").asString() + " " + change.path("kind").asString() + " "
                        + change.path("name").asString());
        assertEquals(
                "{\"path\":\"rejectedPatches\",\"old\":\"telnet\",\"new\":null}",
                change.path("fields").get(0).toString());
        assertEquals(ExitCode.DONE, on("apply").code());
        assertEquals(ExitCode.DONE, on("drift", "--fail-on-findings").code());

        Run destroyed = on("destroy");
        assertEquals(ExitCode.DONE, destroyed.code(), destroyed.out());
        assertEquals(0, made());
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
    void theCheckLooksAtTheFleetWhenAsked() {
        Run check = on("check", "--online");

        assertEquals(ExitCode.DONE, check.code(), check.err());
        assertTrue(check.out().contains("no node that could be read carries this one"), check.out());
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

    /** How many baselines there are that are not AWS's. */
    private long made() {
        return aws.world().declared().stream()
                .filter(each -> each.kind() == Kind.PATCH_BASELINE)
                .count();
    }

    private void touch() {
        DeclaredResource baseline = aws.world().declared().stream()
                .filter(each -> each.name().equals("bank-redhat")
                        && each.account().equals(ACCOUNTS.get(0))
                        && each.region().equals(REGIONS.get(0)))
                .findFirst()
                .orElseThrow();
        SsmCalls.Answer touched = new SsmCalls(aws.endpoint(), baseline.region(), baseline.account())
                .call(
                        "UpdatePatchBaseline",
                        "{\"BaselineId\":\"" + baseline.id() + "\",\"RejectedPatches\":[\"telnet\"]}");
        assertEquals(200, touched.status(), touched::body);
    }

    private static List<JsonNode> needed(JsonNode plan) {
        List<JsonNode> needed = new ArrayList<>();
        plan.path("changes").forEach(change -> {
            if (!change.path("action").asString().equals("keep")) {
                needed.add(change);
            }
        });
        return needed;
    }
}
