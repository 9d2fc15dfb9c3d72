package io.patchfleet;

import static io.patchfleet.model.Share.nodes;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Share;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.run.WindowRun;
import io.patchfleet.run.WindowRuns;
import io.patchfleet.simulator.InstallFailure;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedCommand;
import io.patchfleet.simulator.SimulatedCommand.OnNode;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spi.Accounts;
import io.patchfleet.target.Target;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Twelve scopes, three weeks of windows and two direct runs, on nodes of which many are in trouble and while others send
 * commands, too: what PatchFleet says of each node is held against what the simulated AWS knows.
 */
class ThreeWeeksTest {

    private static final String[] ACCOUNTS = {"111122223333", "222233334444", "333344445555"};
    private static final String[] REGIONS = {"eu-central-1", "us-east-1", "ap-northeast-1", "eu-west-1"};
    private static final List<String> ENVIRONMENTS = List.of("Development", "Testing", "Production");
    private static final int PACE = 9;
    private static final int BUDGET = 4;
    /** How many commands others send. */
    private static final int FOREIGN = 8;

    private final List<RunEvent.StoppedEarly> stops = new CopyOnWriteArrayList<>();
    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(42)
            .untouched()
            .accounts(ACCOUNTS)
            .regions(REGIONS)
            .nodes(48)
            .troubledInstalls(0.3)
            .build();
    private final PatchFleet fleet = Fleets.on(aws)
            .accounts(Accounts.assuming("PatchFleet", ACCOUNTS))
            .onEvent(RunEvent.StoppedEarly.class, stops::add)
            .build();
    private final Map<String, String> groups = new HashMap<>();
    /** Nodes of which exactly one result is the true one. */
    private final Set<String> lookedAt = new HashSet<>();
    /** Of commands that have been held against what was said of them. */
    private final Set<String> told = new HashSet<>();

    @AfterEach
    void close() {
        fleet.close();
        aws.close();
    }

    @Test
    void everyNodeThatWasMeantEndsOnceAndAsItTrulyWas() {
        List<SimulatedNode> all = aws.world().nodes();
        for (int i = 0; i < all.size(); i++) {
            String group = ENVIRONMENTS.get(i % ENVIRONMENTS.size());
            all.get(i).tag("PatchGroup", group);
            all.get(i).tag("Patch Group", group);
            groups.put(all.get(i).id(), group);
        }
        assertTrue(fleet.apply(fleet.plan(spec())).isComplete());

        Instant begin = aws.clock().instant();
        aws.time().advance(ofDays(7));
        runWhileTheWindowOfProductionIsOpen();
        aws.time().advance(ofDays(7));
        runUntilTheBudgetIsSpent();
        aws.time().advance(Duration.between(aws.clock().instant(), begin.plus(ofDays(21))));

        WindowRuns windows = fleet.windowRuns().since(begin).collect();
        assertTrue(windows.isComplete(), windows.gaps()::toString);
        // Three weeks, three environments with two windows each, twelve scopes.
        assertEquals(3 * 3 * 2 * 12, windows.runs().size());
        List<SimulatedCommand> commands = aws.commands();
        windows.runs().forEach(run -> assertTrueToTheWorld(run, commands));
        assertTrue(
                lookedAt.size() > groups.size() / 2,
                () -> lookedAt.size() + " of " + groups.size() + " were looked at");
        InstallTest.assertNobodyWasWorkedOnTwiceAtATime(aws);
        assertEquals(FOREIGN, untold(), "commands of which nothing was said, but for those of others");
    }

    private void assertTrueToTheWorld(WindowRun run, List<SimulatedCommand> commands) {
        Map<String, NodeOutcome> outcomes =
                run.nodes().stream().collect(toMap(node -> node.node().id(), Function.identity()));
        Map<String, OnNode> truth = new HashMap<>();
        for (SimulatedCommand command : commandsOf(run, commands)) {
            told.add(command.id());
            command.invocations().forEach(each -> truth.put(each.node(), each));
        }
        assertEquals(truth.keySet(), outcomes.keySet(), run::toString);
        truth.forEach((node, each) -> assertTrueToTheWorld(Objects.requireNonNull(outcomes.get(node)), each));
    }

    /** The commands of a window, by what the world knows: sent where it is, while it was open, to its group. */
    private List<SimulatedCommand> commandsOf(WindowRun run, List<SimulatedCommand> commands) {
        Instant began = run.began().orElseThrow();
        Instant ended = run.ended().orElse(aws.clock().instant());
        String operation = run.window().endsWith("-install") ? "Install" : "Scan";
        String group = run.window().split("-", -1)[1];
        return commands.stream()
                .filter(command -> command.account().equals(run.scope().account())
                        && command.region().equals(run.scope().region()))
                .filter(command -> command.operation().equals(operation) && !isOfARun(command))
                .filter(command -> !command.requested().isBefore(began)
                        && !command.requested().isAfter(ended))
                .filter(command ->
                        command.invocations().stream().allMatch(each -> group.equals(groups.get(each.node()))))
                .toList();
    }

    private void assertTrueToTheWorld(NodeOutcome outcome, OnNode truth) {
        Set<Result> possible = switch (truth.status()) {
            case "Success" -> seen(truth.node());
            case "Failed" -> Set.of(Result.FAILED);
            // Too many others had failed before its turn came.
            case "Terminated" -> truth.began().isPresent() ? Set.of() : Set.of(Result.CANCELLED);
            default -> truth.began().isPresent() ? Set.of(Result.FAILED, Result.UNKNOWN) : Set.of(Result.NOT_REACHED);
        };
        assertTrue(possible.contains(outcome.result()), () -> outcome + " is truly " + truth);
    }

    /** What AWS shows of a node is what its last look found; after an install nobody has looked whether it is clean. */
    private Set<Result> seen(String node) {
        Optional<SimulatedCommand> last = aws.commands().stream()
                .filter(command -> command.invocations().stream()
                        .anyMatch(
                                each -> each.node().equals(node) && each.began().isPresent()))
                .max(Comparator.comparing(SimulatedCommand::requested));
        if (last.filter(command -> command.operation().equals("Scan")
                        && command.invocations().stream()
                                .anyMatch(each -> each.node().equals(node)
                                        && each.status().equals("Success")))
                .isEmpty()) {
            return Set.of(Result.PATCHED, Result.STILL_MISSING, Result.UNKNOWN);
        }
        lookedAt.add(node);
        return Set.of(aws.world().node(node).isCompliantAtLastLook() ? Result.PATCHED : Result.STILL_MISSING);
    }

    /** Begins an hour after the window opened, so that many nodes are busy and those of its group are not its own. */
    private void runWhileTheWindowOfProductionIsOpen() {
        Instant opening = aws.clock()
                .instant()
                .atZone(ZoneOffset.UTC)
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY))
                .with(LocalTime.of(1, 0))
                .toInstant();
        aws.time().advance(Duration.between(aws.clock().instant(), opening.plus(ofHours(1))));
        Set<String> running = running();
        foreignCommandsInMidRun();

        RunOutcome outcome = fleet.install(Target.everything())
                .pace(nodes(PACE))
                .retries(1)
                .within(ofHours(20))
                .run();

        assertFalse(outcome.stoppedEarly());
        assertTrueToTheWorld(outcome, running);
    }

    private void runUntilTheBudgetIsSpent() {
        Set<String> running = running();
        aws.world().nodes().stream()
                .filter(node -> running.contains(node.id()))
                .limit(16)
                .forEach(node -> node.failsInstall(InstallFailure.DISK_FULL, 99));
        stops.clear();

        PatchRun run = fleet.install(Target.everything())
                .pace(nodes(PACE))
                .stopAfterFailures(nodes(BUDGET))
                .retries(0)
                .within(ofHours(20))
                .start();
        RunOutcome outcome = run.await();

        assertTrue(outcome.stoppedEarly());
        assertEquals(1, stops.size());
        assertTrueToTheWorld(outcome, running);
        // Whoever had begun when the last one of the budget failed was left to finish.
        assertTrue(outcome.count(Result.FAILED) <= BUDGET + PACE, outcome::toString);
        Instant stop = stops.get(0).at();
        assertEquals(
                List.of(),
                ofRuns().stream()
                        .filter(command -> command.operation().equals("Install")
                                && command.requested().isAfter(stop))
                        .toList());
    }

    private void assertTrueToTheWorld(RunOutcome outcome, Set<String> meant) {
        Map<String, NodeOutcome> outcomes =
                outcome.nodes().collect(toMap(node -> node.node().id(), Function.identity()));
        assertEquals(meant, outcomes.keySet());
        assertEquals(
                meant.size(),
                Arrays.stream(Result.values()).mapToInt(outcome::count).sum());
        Map<String, List<OnNode>> installs = ofRuns().stream()
                .filter(command -> !told.contains(command.id()))
                .filter(command -> command.operation().equals("Install"))
                .flatMap(command -> command.invocations().stream())
                .collect(groupingBy(OnNode::node));
        outcomes.forEach((node, one) -> {
            List<OnNode> tries = installs.getOrDefault(node, List.of());
            switch (one.result()) {
                case PATCHED ->
                    assertEquals(List.of(), aws.world().node(node).missing(), () -> one + " after " + tries);
                case NOT_REACHED, CANCELLED ->
                    assertTrue(
                            tries.stream().noneMatch(each -> each.began().isPresent() && each.exitCode() == 0),
                            () -> one + " after " + tries);
                case STILL_MISSING ->
                    assertFalse(aws.world().node(node).missing().isEmpty(), () -> one + " after " + tries);
                case FAILED -> assertFalse(tries.isEmpty(), one::toString);
                default ->
                    assertTrue(one.cause().isPresent() || one.stillMissing().isPresent(), one::toString);
            }
        });
        assertTrue(outcome.maxInFlight() <= PACE, outcome::toString);
        assertTrue(InstallTest.mostInFlight(aws) <= PACE + outcome.count(Result.UNKNOWN));
        ofRuns().forEach(command -> told.add(command.id()));
    }

    /** Somebody else patches, at some moment and just between a look and what is sent after it. */
    private void foreignCommandsInMidRun() {
        List<SimulatedNode> reachable = aws.world().nodes().stream()
                .filter(node -> node.isRunning() && node.isOnline())
                .toList();
        for (int i = 0; i < 4; i++) {
            aws.world().sendForeignCommandAt(aws.clock().instant().plus(ofMinutes(10 + 25L * i)), reachable.get(i));
            aws.world().sendForeignCommandBeforeNext(reachable.get(20 + i));
        }
    }

    private Set<String> running() {
        return aws.world().nodes().stream()
                .filter(SimulatedNode::isRunning)
                .map(SimulatedNode::id)
                .collect(toSet());
    }

    private List<SimulatedCommand> ofRuns() {
        return aws.commands().stream().filter(ThreeWeeksTest::isOfARun).toList();
    }

    private static boolean isOfARun(SimulatedCommand command) {
        return command.comment().startsWith("PatchFleet");
    }

    private long untold() {
        return aws.commands().stream()
                .filter(command -> !told.contains(command.id()))
                .count();
    }

    private static FleetSpec spec() {
        FleetSpec.Builder spec = FleetSpec.builder("bank")
                .baseline(
                        "linux",
                        OperatingSystem.AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.classification("*").afterDays(0)));
        for (int i = 0; i < ENVIRONMENTS.size(); i++) {
            DayOfWeek day = DayOfWeek.SATURDAY.minus(2L - i);
            spec.environment(
                    ENVIRONMENTS.get(i),
                    e -> e.installWindow(
                                    Schedule.weekly(day, LocalTime.of(1, 0), ZoneOffset.UTC),
                                    ofHours(4),
                                    w -> w.pace(Share.percent(50)))
                            .scanWindow(Schedule.weekly(day, LocalTime.of(8, 0), ZoneOffset.UTC), ofHours(2)));
        }
        return spec.build();
    }
}
