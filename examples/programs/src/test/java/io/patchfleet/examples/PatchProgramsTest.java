package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.InstallFailure;
import io.patchfleet.simulator.NodeShape;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedCommand;
import io.patchfleet.simulator.SimulatedNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PatchProgramsTest {

    private static final String HERE = "eu-central-1";
    private static final String THERE = "us-east-1";
    private static final List<String> ACCOUNTS = List.of("111122223333", "222233334444");
    private static final List<String> OUTCOMES =
            List.of("patched", "failed", "stillMissing", "notReached", "cancelled", "unknown");
    /** So many seconds there in one here: an install of ten minutes takes one. */
    private static final double HASTE = 600;

    @Test
    void aRunIsCountedAsTheSimulatedAwsCountsIt() {
        try (SimulatedAws aws = SimulatedAws.builder()
                .seed(7)
                .regions(HERE, THERE)
                .accounts(ACCOUNTS.toArray(String[]::new))
                .nodes(60)
                .troubledInstalls(0.3)
                .followingTheWallClock(HASTE)
                .build()) {
            Run run = on(aws, "install", "--environment", "Production", "--pace", "25%", "--retry", "1", "--json");
            JsonNode result = run.json();
            List<SimulatedNode> meant = nodes(
                    aws,
                    node -> node.isRunning() && "Production".equals(node.tags().get("Environment")));

            assertEquals(ExitCode.FINDINGS, run.code(), run.err());
            assertEquals(
                    List.of(
                            "run",
                            "intended",
                            "patched",
                            "failed",
                            "stillMissing",
                            "notReached",
                            "cancelled",
                            "unknown",
                            "attempts",
                            "commandsSent",
                            "maxInFlight",
                            "stoppedEarly",
                            "nodes",
                            "gaps"),
                    List.copyOf(result.propertyNames()));
            assertEquals(meant.size(), result.get("intended").asInt());
            assertAddsUp(result);
            assertEquals(aws.commands().size(), result.get("commandsSent").asInt());
            assertEquals(
                    aws.commands().stream()
                            .filter(command -> command.operation().equals("Install"))
                            .mapToInt(command -> command.invocations().size())
                            .sum(),
                    result.get("attempts").asInt());
            assertTrue(aws.commands().stream()
                    .map(SimulatedCommand::comment)
                    .allMatch(comment -> comment.contains(result.get("run").asString())));
            assertTrue(result.get("maxInFlight").asInt() <= Math.max(1, meant.size() / 4), run.out());
            assertTrue(result.get("patched").asInt() > 0, run.out());
            assertTrue(idsOf(result, "patched").stream()
                    .map(aws.world()::node)
                    .allMatch(node -> node.missing().isEmpty() && node.isCompliantAtLastLook()));
        }
    }

    @Test
    void aFleetThatIsPatchedEndsWellAndIsSeenCleanByAScan(@TempDir Path out) {
        try (SimulatedAws aws = lacking(4, node -> node.tag("Patch Group", "web"))) {
            Run before = on(aws, "scan", "--on", "group:web", "--json", "--out", out.toString());
            Run install = on(aws, "install", "--all", "--logs", "/patching");
            String one = nodes(aws, node -> true).get(0).id();
            Run after =
                    on(aws, "scan", "--on", "id:" + one + ",id:" + ACCOUNTS.get(0) + "/" + HERE + "/" + one, "--json");
            assertAll(
                    () -> assertEquals(ExitCode.FINDINGS, before.code(), before.err()),
                    () -> assertEquals(4, before.json().get("stillMissing").asInt()),
                    () -> assertEquals(before.out(), Files.readString(out.resolve("patch-run.json"))),
                    () -> assertEquals(ExitCode.DONE, install.code(), install.err()),
                    () -> assertTrue(install.out().contains(": 4 of 4 nodes seen clean; "), install.out()),
                    () -> assertTrue(install.err().contains("ended 4 of 4 nodes\n"), install.err()),
                    () -> assertEquals(ExitCode.DONE, after.code(), after.err()),
                    () -> assertEquals(
                            "{\"account\":\"" + ACCOUNTS.get(0) + "\",\"region\":\"" + HERE + "\",\"id\":\"" + one
                                    + "\",\"outcome\":\"patched\",\"cause\":null,\"attempts\":1,\"commandId\":\""
                                    + aws.commands()
                                            .get(aws.commands().size() - 1)
                                            .id()
                                    + "\",\"exitCode\":null,\"detail\":null,\"stillMissing\":0,\"output\":null}",
                            after.json().get("nodes").get(0).toString()),
                    () -> assertEquals(1, after.json().get("intended").asInt()));
        }
    }

    @Test
    void nobodyIsBegunWhereACalendarThatIsHeededIsNotThere() {
        try (SimulatedAws aws = lacking(2, node -> {})) {
            Run run = on(aws, "install", "--all", "--calendar", "quarter-end", "--json");
            assertAll(
                    () -> assertEquals(ExitCode.FAILED, run.code()),
                    () -> assertEquals(2, run.json().get("notReached").asInt()),
                    () -> assertTrue(run.err().contains("whether their calendars are open is not known"), run.err()),
                    () -> assertEquals(0, aws.commands().size()));
        }
    }

    @Test
    void theNodesOfResourceGroupsArePatchedAndAGroupThatNobodyHasIsSaid() {
        try (SimulatedAws aws = lacking(3, node -> node.tag("Team", "cards"))) {
            aws.world().addResourceGroup(ACCOUNTS.get(0), HERE, "cards", "Team", "cards");
            Run install = on(aws, "install", "--on", "resource-group:cards,spelled-wrong", "--json");
            Run none = on(aws, "scan", "--on", "resource-group:spelled-wrong");
            String gap = "no account and Region that could be asked has a resource group spelled-wrong";
            assertAll(
                    () -> assertEquals(ExitCode.FAILED, install.code(), install.err()),
                    () -> assertEquals(3, install.json().get("patched").asInt(), install.out()),
                    () -> assertTrue(install.err().contains(gap), install.err()),
                    () -> assertEquals(ExitCode.FAILED, none.code(), none.err()),
                    () -> assertTrue(none.err().contains(gap), none.err()));
        }
    }

    @Test
    void aPersonIsToldWhyNodesFailedAndWhereTheirOutputIs() {
        try (SimulatedAws aws = lacking(
                6, node -> node.failsInstall(InstallFailure.DISK_FULL, 9).tag("Team", "cards"))) {
            Run run = on(
                    aws,
                    "install",
                    "--on",
                    "tag:Team=payments,cards",
                    "--pace",
                    "1",
                    "--stop-after",
                    "4",
                    "--logs",
                    "s3://bank-logs/patching/");
            SimulatedCommand command = aws.commands().get(0);
            String node = command.invocations().get(0).node();
            assertAll(
                    () -> assertEquals(ExitCode.FINDINGS, run.code(), run.err()),
                    () -> assertTrue(run.out().contains("failed       disk full          4"), run.out()),
                    () -> assertTrue(run.out().contains("not reached  stopped early      2"), run.out()),
                    () -> assertTrue(run.out().contains("  and 1 more, which --json names"), run.out()),
                    () -> assertTrue(run.out().contains("    said: "), run.out()),
                    () -> assertTrue(
                            run.out().contains("output: s3://bank-logs/patching/" + command.id() + "/" + node + "/"),
                            run.out()),
                    () -> assertTrue(run.err().contains("stopped early: 4 nodes have failed"), run.err()));
        }
    }

    @Test
    void aScriptIsToldOfEveryNodeWhatAPersonIsToldOfAFew() {
        try (SimulatedAws aws = lacking(6, node -> node.failsInstall(InstallFailure.DISK_FULL, 9))) {
            Run run = on(aws, "install", "--all", "--logs", "s3://bank-logs/patching/", "--json");
            JsonNode nodes = run.json().get("nodes");
            String command = aws.commands().get(0).id();
            assertEquals(6, nodes.size());
            nodes.forEach(node -> assertAll(
                    () -> assertEquals(command, node.get("commandId").asString()),
                    () -> assertTrue(node.get("exitCode").asInt() != 0, node.toString()),
                    () -> assertTrue(node.get("detail").asString().contains("ERROR"), node.toString()),
                    () -> assertTrue(node.get("stillMissing").isNull(), node.toString()),
                    () -> assertEquals(
                            "s3://bank-logs/patching/" + command + "/"
                                    + node.get("id").asString() + "/",
                            node.get("output").asString())));
        }
    }

    @Test
    void whatCouldBeDoneOnlyInPartIsSaidAndHasItsOwnCode() {
        try (SimulatedAws aws = SimulatedAws.builder()
                .seed(4)
                .regions(HERE, THERE)
                .accounts(ACCOUNTS.toArray(String[]::new))
                .nodes(4, node -> node.os("UBUNTU"))
                .followingTheWallClock(HASTE)
                .build()) {
            aws.fault(Fault.accessDenied("*").in(THERE));
            Run part = on(aws, "scan", "--all", "--json");
            Run none = on(aws, "scan", "--environment", "Nowhere");
            assertAll(
                    () -> assertEquals(ExitCode.FAILED, part.code()),
                    () -> assertTrue(part.err().contains("not read or done: "), part.err()),
                    () -> part.json()
                            .get("gaps")
                            .forEach(gap ->
                                    assertTrue(part.err().contains("not read or done: " + gap.asString()), part.err())),
                    () -> assertTrue(!part.json().get("gaps").isEmpty(), part.out()),
                    () -> assertEquals(2, part.json().get("patched").asInt(), part.out()),
                    () -> assertEquals(ExitCode.FAILED, none.code()),
                    () -> assertTrue(none.out().contains("no running node was found that is meant"), none.out()));
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aRunThatIsStoppedSendsNoMoreAndNamesTheCommandsThatGoOn() throws Exception {
        try (SimulatedAws aws = SimulatedAws.builder()
                .seed(4)
                .regions(HERE)
                .nodes(6, node -> node.os("UBUNTU").missing("openssl"))
                .followingTheWallClock(10)
                .build()) {
            CompletableFuture<Run> ended = new CompletableFuture<>();
            Thread program = new Thread(() -> {
                Run run = on(aws, "install", "--all", "--pace", "2");
                ended.complete(run);
            });
            program.start();
            while (looksAfterACommand(aws) == 0) {
                Thread.onSpinWait();
            }
            program.interrupt();

            Run run = ended.get();
            SimulatedCommand command = aws.commands().get(0);
            assertAll(
                    () -> assertEquals(ExitCode.FAILED, run.code()),
                    () -> assertEquals(1, aws.commands().size()),
                    () -> assertTrue(run.err().contains("stopped before the end"), run.err()),
                    () -> assertTrue(run.err().contains("  at work: command " + command.id() + " in "), run.err()),
                    () -> assertTrue(run.out().contains("cancelled  cancelled      4"), run.out()),
                    () -> assertTrue(run.out().contains("unknown    cancelled      2"), run.out()),
                    () -> assertTrue(run.out().contains("  command " + command.id() + ": 2 nodes"), run.out()));
        }
    }

    /** The first look follows the answer to what was sent. */
    private static long looksAfterACommand(SimulatedAws aws) {
        return aws.commands().isEmpty()
                ? 0
                : aws.calls().entries().stream()
                        .filter(entry -> entry.operation().equals("ssm:ListCommands"))
                        .mapToLong(entry -> entry.calls() - 1)
                        .sum();
    }

    private static SimulatedAws lacking(int nodes, Consumer<NodeShape> more) {
        return SimulatedAws.builder()
                .seed(4)
                .regions(HERE)
                .nodes(nodes, node -> more.accept(node.os("UBUNTU").missing("openssl")))
                .followingTheWallClock(HASTE)
                .build();
    }

    private static Run on(SimulatedAws aws, String program, String... more) {
        List<String> arguments = new ArrayList<>(List.of("patch", program));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--endpoint", aws.endpoint().toString()));
        arguments.addAll(List.of("--regions", String.join(",", aws.regions())));
        arguments.addAll(List.of("--accounts", String.join(",", aws.accounts())));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static List<SimulatedNode> nodes(SimulatedAws aws, Predicate<SimulatedNode> meant) {
        return aws.world().nodes().stream().filter(meant).toList();
    }

    private static void assertAddsUp(JsonNode result) {
        int sum = 0;
        for (String outcome : OUTCOMES) {
            int count = result.get(outcome).asInt();
            assertEquals(count, idsOf(result, outcome).size(), outcome);
            sum += count;
        }
        assertEquals(result.get("intended").asInt(), sum);
        assertEquals(sum, result.get("nodes").size());
    }

    private static List<String> idsOf(JsonNode result, String outcome) {
        Stream<JsonNode> nodes = result.get("nodes").valueStream();
        return nodes.filter(node -> node.get("outcome").asString().equals(outcome))
                .map(node -> node.get("id").asString())
                .sorted()
                .toList();
    }
}
