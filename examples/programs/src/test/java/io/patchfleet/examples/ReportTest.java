package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program on a simulated AWS that others could call as well. */
class ReportTest {

    private static final String[] REGIONS = {"eu-central-1", "us-east-1"};

    private static final SimulatedAws AWS = SimulatedAws.builder()
            .seed(7)
            .regions(REGIONS)
            .nodes(120)
            .followingTheWallClock(1)
            .build();

    @TempDir
    private Path out;

    @AfterAll
    static void close() {
        AWS.close();
    }

    private Run report(String... options) {
        return Run.of(Stream.concat(
                        Stream.of("report", "--endpoint", AWS.endpoint().toString(), "--out", out.toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void itAgreesWithTheTruthNodeByNode() throws IOException {
        Run run = report("--regions", String.join(",", REGIONS), "--json");
        assertEquals(ExitCode.DONE, run.code(), run.err());
        JsonNode report = JsonMapper.shared().readTree(Files.readString(out.resolve("report.json")));
        List<String> wrong = new ArrayList<>();
        for (JsonNode reported : report.get("nodes")) {
            SimulatedNode node = AWS.world().node(reported.get("id").asString());
            if (!fits(reported.get("state").asString(), node)) {
                wrong.add(node + " is reported as " + reported);
            }
        }
        long stopped = AWS.world().nodes().stream()
                .filter(node -> node.id().startsWith("i-") && !node.isRunning())
                .count();
        assertAll(
                () -> assertEquals(List.of(), wrong),
                () -> assertEquals(
                        AWS.world().nodes().size(),
                        run.json().at("/nodes/total").asInt() + stopped));
    }

    private static boolean fits(String state, SimulatedNode node) {
        return switch (state) {
            case "unmanaged" -> !node.isManaged();
            case "neverScanned" -> node.isManaged() && node.lastLookedAt().isEmpty();
            case "connectionLost" -> node.isManaged() && !node.isOnline();
            case "compliant", "scanOutOfDate" -> node.isOnline();
            case "nonCompliant" -> node.isManaged() && node.lastLookedAt().isPresent();
            default -> false;
        };
    }

    @Test
    void withoutRegionsItReadsThoseThatAreEnabled() {
        Run everywhere = report("--json");
        Run named = report("--regions", String.join(",", REGIONS), "--json");
        assertAll(
                () -> assertEquals(ExitCode.DONE, everywhere.code(), everywhere.err()),
                () -> assertEquals(named.json().get("nodes"), everywhere.json().get("nodes")),
                () -> assertTrue(everywhere.json().get("scopes").size() > REGIONS.length, everywhere.out()));
    }

    @Test
    void itChangesNothing() {
        report("--regions", "eu-central-1", "--details");
        assertEquals(0, AWS.calls().count("ssm:SendCommand"));
    }

    @Test
    void onlyTheFilesThatWereAskedForAreWritten() {
        Run run = report("--regions", "eu-central-1", "--format", "md,csv", "--json");
        assertAll(
                () -> assertEquals(
                        List.of(
                                out.resolve("report.md").toString(),
                                out.resolve("report.csv").toString()),
                        run.json()
                                .get("reports")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()),
                () -> assertTrue(Files.exists(out.resolve("report.md"))),
                () -> assertFalse(Files.exists(out.resolve("report.html"))));
    }

    @Test
    void whatIsMissingIsAskedOnlyWithDetails() {
        Run counts = report("--regions", "us-east-1", "--json");
        Run details = report("--regions", "us-east-1", "--json", "--details");
        JsonNode never = counts.json().get("apiCalls").path("ssm:DescribeInstancePatches");
        assertAll(
                () -> assertTrue(never.isMissingNode(), counts.out()),
                () -> assertTrue(
                        details.json()
                                        .get("apiCalls")
                                        .path("ssm:DescribeInstancePatches")
                                        .asInt()
                                > 0,
                        details.out()));
    }

    @Test
    void findingsEndInExitCodeOneIfThatIsWanted() {
        assertAll(
                () -> assertEquals(
                        ExitCode.DONE, report("--regions", "us-east-1").code()),
                () -> assertEquals(
                        ExitCode.FINDINGS,
                        report("--regions", "us-east-1", "--fail-on-findings").code()));
    }

    @Test
    void nodesThatAreExcludedAreCountedBesideTheOthers() {
        JsonNode all = report("--regions", "us-east-1", "--json").json();
        JsonNode rest = report(
                        "--regions",
                        "us-east-1",
                        "--json",
                        "--exclude",
                        "Environment=Production",
                        "--exclude",
                        "Environment=Testing")
                .json();
        int excluded = rest.at("/nodes/excluded").asInt();
        assertAll(
                () -> assertTrue(excluded > 0, rest.toString()),
                () -> assertEquals(
                        all.at("/nodes/total").asInt()
                                + all.at("/nodes/stopped").asInt(),
                        rest.at("/nodes/total").asInt()
                                + rest.at("/nodes/stopped").asInt()
                                + excluded));
    }

    @Test
    void aGoodScanIsOutOfDateAfterTheAgeThatWasGiven() {
        JsonNode week = report("--regions", "us-east-1", "--json").json();
        JsonNode minute = report("--regions", "us-east-1", "--json", "--max-scan-age", "PT1M")
                .json();
        assertAll(
                () -> assertTrue(week.at("/nodes/compliant").asInt() > 0, week.toString()),
                () -> assertEquals(0, minute.at("/nodes/compliant").asInt(), minute.toString()));
    }

    @Test
    void tagsToGroupByAreInTheReport() throws IOException {
        report("--regions", "us-east-1", "--group-by", "Team,Application", "--group-by", "Owner");
        JsonNode report = JsonMapper.shared().readTree(Files.readString(out.resolve("report.json")));
        assertEquals(
                List.of("Team", "Application", "Owner"),
                report.get("groupedBy").valueStream().map(JsonNode::asString).toList());
    }

    @Test
    void theTimeIsThatOfTheSimulatedAws() throws IOException {
        report("--regions", "us-east-1");
        JsonNode report = JsonMapper.shared().readTree(Files.readString(out.resolve("report.json")));
        assertEquals(
                AWS.clock().instant().toString().substring(0, 10),
                report.get("began").asString().substring(0, 10));
        assertFalse(report.get("began")
                .asString()
                .startsWith(Clock.systemUTC().instant().toString().substring(0, 13)));
    }

    @Test
    void anEmptyFleetIsNothingToJudge(@TempDir Path directory) {
        Run run = Run.of("report", "--nodes", "0", "--regions", "us-east-1", "--out", directory.toString());
        assertAll(
                () -> assertEquals(ExitCode.DONE, run.code(), run.err()),
                () -> assertTrue(
                        run.out().startsWith("No running nodes were found, so there is nothing to judge."), run.out()));
    }

    @Test
    void anEmptyFleetHasNoRate(@TempDir Path directory) {
        Run run = Run.of("report", "--nodes", "0", "--regions", "us-east-1", "--json", "--out", directory.toString());
        assertTrue(run.json().get("compliantPercent").isNull(), run.out());
    }
}
