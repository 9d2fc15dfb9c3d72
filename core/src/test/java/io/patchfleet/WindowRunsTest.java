package io.patchfleet;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.Gap;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Schedule;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.WindowRun;
import io.patchfleet.run.WindowRun.Status;
import io.patchfleet.run.WindowRuns;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.InstallFailure;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedCommand;
import io.patchfleet.spec.FleetSpec;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Target;

/** What maintenance windows did is told as runs are: with one outcome for each node. */
class WindowRunsTest {

    private static final String HERE = "eu-central-1";

    @Test
    void aNodeThatAWindowInstalledOnIsPatchedOnceAScanHasFollowed() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            assertTrue(fleet.apply(fleet.plan(spec())).isComplete());
            aws.time().advance(ofDays(7));

            WindowRuns past = fleet.windowRuns().collect();

            assertEquals(
                    Set.of("bank-Production-install", "bank-Production-scan"),
                    past.runs().stream().map(WindowRun::window).collect(Collectors.toSet()));
            WindowRun install = only(past, "bank-Production-install");
            assertEquals(Status.SUCCESS, install.status());
            assertEquals(6, install.nodes().size());
            assertTrue(install.isPatched(), install::toString);
            assertTrue(
                    install.nodes().stream().allMatch(node -> node.commandId().isPresent() && node.attempts() == 1));
            assertTrue(
                    aws.world().nodes().stream().allMatch(node -> node.missing().isEmpty()));
            assertTrue(past.isComplete());
        }
    }

    @Test
    void withoutAScanAfterItAnInstallProvesNothing() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().addForeignWindow("111122223333", HERE, "theirs", "rate(1 day)", "PatchGroup", "Production");
            aws.time().advance(ofDays(1).plus(ofHours(6)));

            WindowRun run = fleet.windowRuns().named("theirs").collect().runs().get(0);

            assertEquals(6, run.nodes().size());
            assertFalse(run.isPatched());
            assertTrue(run.nodes().stream()
                    .allMatch(node -> node.result() == Result.UNKNOWN
                            && node.cause().equals(Optional.of(FailureCause.NO_REPORT))));
        }
    }

    @Test
    void aNodeOnWhichTheInstallFailedSaysWhy() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().nodes().get(0).failsInstall(InstallFailure.DISK_FULL, 9);
            assertTrue(fleet.apply(fleet.plan(spec())).isComplete());
            aws.time().advance(ofDays(7));

            List<NodeOutcome> failed = only(fleet.windowRuns().collect(), "bank-Production-install").nodes().stream()
                    .filter(node -> node.result() == Result.FAILED)
                    .toList();

            assertEquals(
                    List.of(aws.world().nodes().get(0).id()),
                    failed.stream().map(node -> node.node().id()).toList());
            assertEquals(Optional.of(FailureCause.DISK_FULL), failed.get(0).cause());
        }
    }

    @Test
    void anExecutionThatWasSkippedBecauseTheOneBeforeWentOnIsNamed() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().nodes().forEach(node -> node.failsInstall(InstallFailure.NEVER_ENDS, 99));
            aws.world()
                    .addForeignWindow("111122223333", HERE, "hourly", "rate(30 minutes)", "PatchGroup", "Production");
            aws.time().advance(ofHours(4));

            List<WindowRun> runs = fleet.windowRuns().collect().runs();

            assertTrue(
                    runs.stream()
                            .anyMatch(run -> run.status() == Status.SKIPPED_OVERLAPPING
                                    && run.nodes().isEmpty()),
                    runs::toString);
        }
    }

    @Test
    void onlyWhatBeganSinceThenIsTold() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().addForeignWindow("111122223333", HERE, "theirs", "rate(1 day)", "PatchGroup", "Production");
            aws.time().advance(ofDays(5).plus(ofHours(6)));

            int all = fleet.windowRuns().collect().runs().size();
            int lately = fleet.windowRuns()
                    .since(aws.clock().instant().minus(ofDays(2)))
                    .collect()
                    .runs()
                    .size();

            assertTrue(all >= 5, () -> String.valueOf(all));
            assertEquals(2, lately);
        }
    }

    @Test
    void whatCouldNotBeReadIsAGap() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.accessDenied("ssm:DescribeMaintenanceWindows"));

            WindowRuns past = fleet.windowRuns().collect();

            assertFalse(past.isComplete());
            assertEquals(
                    "what windows did could not be read", past.gaps().get(0).reason());
        }
    }

    @Test
    void aWindowWhoseNodesCannotBeReadHasNotReachedNobody() {
        for (String denied : List.of(
                "ssm:ListCommandInvocations",
                "ssm:DescribeMaintenanceWindowExecutionTasks",
                "ssm:DescribeMaintenanceWindowExecutionTaskInvocations")) {
            try (SimulatedAws aws = world();
                    PatchFleet fleet = Fleets.on(aws).build()) {
                aws.world().addForeignWindow("111122223333", HERE, "theirs", "rate(1 day)", "PatchGroup", "Production");
                aws.time().advance(ofDays(3).plus(ofHours(6)));
                aws.fault(Fault.accessDenied(denied));

                WindowRuns past = fleet.windowRuns().collect();

                assertTrue(past.runs().size() > 1, denied);
                assertFalse(past.isComplete(), denied);
                assertEquals(
                        List.of("what window theirs did on nodes could not be read"),
                        reasons(past),
                        "once for a cause");
                assertEquals(denied, past.gaps().get(0).failure().orElseThrow().operation());
            }
        }
    }

    @Test
    void aWindowThatCannotBeReadTakesNothingFromTheOthers() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().addForeignWindow("111122223333", HERE, "one", "rate(1 day)", "PatchGroup", "Production");
            aws.world().addForeignWindow("111122223333", HERE, "other", "rate(1 day)", "PatchGroup", "Production");
            aws.time().advance(ofDays(1).plus(ofHours(6)));
            aws.fault(Fault.accessDenied("ssm:DescribeMaintenanceWindowExecutions")
                    .times(1));

            WindowRuns past = fleet.windowRuns().collect();

            assertEquals(1, past.runs().size(), past.runs()::toString);
            String unread = past.runs().get(0).window().equals("one") ? "other" : "one";
            assertEquals(List.of("what window " + unread + " did could not be read"), reasons(past));
        }
    }

    @Test
    void nodesWhoseLookCannotBeReadTakeNothingFromTheOthers() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(6)
                        .regions(HERE)
                        .nodes(60, n -> n.os("UBUNTU").missing("openssl").tag("PatchGroup", "Production"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            assertTrue(fleet.apply(fleet.plan(spec())).isComplete());
            aws.time().advance(ofDays(7));
            aws.fault(Fault.accessDenied("ssm:DescribeInstancePatchStates").times(1));

            WindowRuns past = fleet.windowRuns().collect();

            List<NodeOutcome> nodes = only(past, "bank-Production-install").nodes();
            long known = nodes.stream()
                    .filter(node -> node.result() == Result.PATCHED)
                    .count();
            assertEquals(60, nodes.size());
            assertTrue(known == 10 || known == 50, () -> known + " of a batch of 50 and one of 10");
            assertEquals(List.of("what nodes found in windows could not be read"), reasons(past));
        }
    }

    @Test
    void aScanThatFollowsAnInstallInTheSameWindowIsNoAttemptAndProvesIt() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            window(ssm, "Install", "Scan");
            aws.time().advance(ofDays(1).plus(ofHours(6)));

            List<NodeOutcome> nodes = only(fleet.windowRuns().collect(), "both").nodes();

            assertEquals(6, nodes.size());
            assertEquals(
                    Set.of(Result.PATCHED),
                    nodes.stream().map(NodeOutcome::result).collect(Collectors.toSet()));
            assertEquals(Set.of(1), nodes.stream().map(NodeOutcome::attempts).collect(Collectors.toSet()));
            assertEquals(Set.of("Install"), operations(aws, nodes));
        }
    }

    @Test
    void ofSeveralInstallsInAWindowTheLastCountsAndEachIsAnAttempt() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            aws.world().nodes().forEach(node -> node.failsInstall(InstallFailure.DISK_FULL, 1));
            window(ssm, "Install", "Install", "Scan");
            aws.time().advance(ofDays(1).plus(ofHours(6)));

            List<NodeOutcome> nodes = only(fleet.windowRuns().collect(), "both").nodes();

            assertEquals(
                    Set.of(Result.PATCHED),
                    nodes.stream().map(NodeOutcome::result).collect(Collectors.toSet()));
            assertEquals(Set.of(2), nodes.stream().map(NodeOutcome::attempts).collect(Collectors.toSet()));
        }
    }

    private static Set<String> operations(SimulatedAws aws, List<NodeOutcome> nodes) {
        Set<String> ids =
                nodes.stream().map(node -> node.commandId().orElseThrow()).collect(Collectors.toSet());
        return aws.commands().stream()
                .filter(command -> ids.contains(command.id()))
                .map(SimulatedCommand::operation)
                .collect(Collectors.toSet());
    }

    /** A window of somebody else's that opens once a day and does one after the other; registered the last first. */
    private static void window(SsmClient ssm, String... operations) {
        String window = ssm.createMaintenanceWindow(r -> r.name("both")
                        .schedule("rate(1 day)")
                        .duration(5)
                        .cutoff(0)
                        .allowUnassociatedTargets(false))
                .windowId();
        Target production =
                Target.builder().key("tag:PatchGroup").values("Production").build();
        String target = ssm.registerTargetWithMaintenanceWindow(
                        r -> r.windowId(window).resourceType("INSTANCE").targets(production))
                .windowTargetId();
        for (int place = operations.length - 1; place >= 0; place--) {
            int priority = place + 1;
            Map<String, List<String>> parameters = Map.of("Operation", List.of(operations[place]));
            ssm.registerTaskWithMaintenanceWindow(r -> r.windowId(window)
                    .taskType("RUN_COMMAND")
                    .taskArn("AWS-RunPatchBaseline")
                    .priority(priority)
                    .maxConcurrency("100%")
                    .maxErrors("100%")
                    .targets(Target.builder()
                            .key("WindowTargetIds")
                            .values(target)
                            .build())
                    .taskInvocationParameters(p -> p.runCommand(c -> c.parameters(parameters))));
        }
    }

    private static List<String> reasons(WindowRuns past) {
        return past.gaps().stream().map(Gap::reason).toList();
    }

    private static WindowRun only(WindowRuns past, String window) {
        List<WindowRun> runs =
                past.runs().stream().filter(run -> run.window().equals(window)).toList();
        assertEquals(1, runs.size(), runs::toString);
        return runs.get(0);
    }

    private static FleetSpec spec() {
        return FleetSpec.builder("bank")
                .baseline("ubuntu", OperatingSystem.UBUNTU, b -> b.approve(r -> r.priority("*")))
                .environment(
                        "Production",
                        e -> e.adoptPatchGroup()
                                .installWindow(
                                        Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), ZoneOffset.UTC),
                                        ofHours(4))
                                .scanWindow(
                                        Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(6, 0), ZoneOffset.UTC),
                                        ofHours(2)))
                .build();
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder()
                .seed(6)
                .regions(HERE)
                .nodes(6, n -> n.os("UBUNTU").missing("openssl").tag("PatchGroup", "Production"))
                .build();
    }
}
