package io.patchfleet;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.NodeState;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Share;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.InstallFailure;
import io.patchfleet.simulator.Limit;
import io.patchfleet.simulator.NodeShape;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedCommand;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.target.Target;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What an installation does, and what it says of each node that was meant. */
class InstallTest {

    private static final String HERE = "eu-central-1";
    private static final String THERE = "us-east-1";
    private static final int LOCKED = 4;

    @Test
    void aNodeIsPatchedWhenAScanAfterTheInstallSeesItClean() {
        try (SimulatedAws aws = lacking(5, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            RunOutcome outcome = fleet.install(Target.everything()).run();

            assertEquals(5, outcome.count(Result.PATCHED), outcome::toString);
            assertTrue(outcome.isPatched());
            assertEquals(5, outcome.attempts());
            assertEquals(1, operations(aws).stream().filter("Install"::equals).count());
            assertEquals(operations(aws).size(), outcome.commandsSent());
            assertTrue(aws.world().nodes().stream()
                    .allMatch(node -> node.missing().isEmpty() && node.isCompliantAtLastLook()));
            assertEquals(5, fleet.compliance().collect().counts().in(NodeState.COMPLIANT));
        }
    }

    @Test
    void installAndScanOfAScopeUseOneSnapshot() {
        try (SimulatedAws aws = lacking(3, node -> node.failsInstall(InstallFailure.REPOSITORY_UNREACHABLE, 1));
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.install(Target.everything()).run();

            Set<String> snapshots = CommandTexts.parameters(aws, HERE, "SnapshotId");
            assertEquals(1, snapshots.size(), snapshots::toString);
        }
    }

    @ParameterizedTest(name = "{0} on a node")
    @CsvSource({
        // failure, how often, result, cause, attempts
        "PACKAGE_LOCK, 4, PATCHED, , 5",
        "REPOSITORY_UNREACHABLE, 1, PATCHED, , 2",
        "REPOSITORY_UNREACHABLE, 9, FAILED, REPOSITORY, 3",
        "PAYLOAD_UNREACHABLE, 2, PATCHED, , 3",
        "REPOSITORY_MISSING, 9, FAILED, REPOSITORY_MISSING, 1",
        "DISK_FULL, 9, FAILED, DISK_FULL, 1",
        "OUT_OF_MEMORY, 1, PATCHED, , 2",
        "OUT_OF_MEMORY, 9, FAILED, OUT_OF_MEMORY, 3",
        "UNKNOWN, 1, PATCHED, , 2",
        "UNKNOWN, 9, FAILED, OTHER, 3",
        "PATCH_FAILS, 1, PATCHED, , 2",
        "PATCH_FAILS_QUIETLY, 1, PATCHED, , 2",
        "PATCH_FAILS_QUIETLY, 9, STILL_MISSING, PATCH_FAILED, 3",
        "UNEXPECTED_REBOOT, 1, PATCHED, , 1",
        "NEVER_ENDS, 1, PATCHED, , 2",
        "NEVER_ENDS, 9, FAILED, EXECUTION_TIMEOUT, 3",
        "AGENT_FALLS_SILENT, 1, UNKNOWN, EXECUTION_TIMEOUT, 1",
    })
    void eachCauseOfFailureHasItsOwnAnswer(
            InstallFailure failure, int times, Result result, FailureCause cause, int attempts) {
        for (String system : List.of(times == 1 ? "UBUNTU" : "AMAZON_LINUX_2023", "WINDOWS")) {
            try (SimulatedAws aws = one(system, node -> node.failsInstall(failure, times));
                    PatchFleet fleet = Fleets.on(aws).build()) {
                NodeOutcome node = fleet.install(Target.everything())
                        .run()
                        .nodes()
                        .findFirst()
                        .orElseThrow();

                assertEquals(result, node.result(), () -> system + " " + node);
                assertEquals(Optional.ofNullable(cause), node.cause(), () -> system + " " + node);
                assertEquals(attempts, node.attempts(), () -> system + " " + node);
            }
        }
    }

    @Test
    void retriesOfOneCauseCanBeSaidApart() {
        try (SimulatedAws aws = one("UBUNTU", node -> node.failsInstall(InstallFailure.REPOSITORY_UNREACHABLE, 9));
                PatchFleet fleet = Fleets.on(aws).build()) {
            RunOutcome outcome = fleet.install(Target.everything())
                    .retries(1)
                    .retries(FailureCause.REPOSITORY, 0)
                    .run();

            assertEquals(1, outcome.attempts());
            assertEquals(1, outcome.count(Result.FAILED));
        }
    }

    @Test
    void aNodeThatComesBackLateFromItsRebootIsPatched() {
        try (SimulatedAws aws = lacking(2, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().nodes().get(0).rebootTakes(ofMinutes(25));
            aws.world().nodes().get(1).losesAgentAfterReboot(ofMinutes(40));

            assertTrue(fleet.install(Target.everything()).run().isPatched());
        }
    }

    @Test
    void aNodeThatDoesNotComeBackFromItsRebootIsUnknownAndNamesItsCommand() {
        try (SimulatedAws aws = lacking(2, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            SimulatedNode lost = aws.world().nodes().get(0);
            lost.losesAgentAfterReboot();

            RunOutcome outcome = fleet.install(Target.everything())
                    .executionTimeout(ofHours(1))
                    .run();

            NodeOutcome node = of(outcome, lost);
            assertEquals(Result.UNKNOWN, node.result());
            assertEquals(Optional.of(FailureCause.EXECUTION_TIMEOUT), node.cause());
            assertTrue(node.commandId().isPresent());
            assertEquals(1, outcome.count(Result.PATCHED));
        }
    }

    @Test
    void withoutARebootWhatNeedsOneIsStillMissing() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(4)
                        .regions(HERE)
                        .nodes(2, n -> n.os("AMAZON_LINUX_2023").missing("kernel"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            RunOutcome outcome = fleet.install(Target.everything())
                    .reboot(RebootOption.NO_REBOOT)
                    .run();

            assertEquals(2, outcome.count(Result.STILL_MISSING), outcome::toString);
            assertTrue(outcome.nodes()
                    .allMatch(node ->
                            node.cause().equals(Optional.of(FailureCause.PENDING_REBOOT)) && node.attempts() == 1));
        }
    }

    @Test
    void noMoreNodesAreWorkedOnAtATimeThanThePaceAllows() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(4)
                        .regions(HERE, THERE)
                        .accounts("111122223333", "222233334444")
                        .nodes(120, n -> n.os("UBUNTU").missing("openssl"))
                        .build();
                PatchFleet fleet = Fleets.on(aws)
                        .accounts(io.patchfleet.spi.Accounts.assuming("PatchFleet", "111122223333", "222233334444"))
                        .build()) {
            RunOutcome outcome =
                    fleet.install(Target.everything()).pace(Share.percent(10)).run();

            assertTrue(outcome.isPatched(), outcome::toString);
            assertEquals(12, outcome.maxInFlight());
            assertTrue(mostInFlight(aws) <= 12, () -> mostInFlight(aws) + " at a time");
        }
    }

    @Test
    void afterSoManyFailuresNoOtherNodeIsBegun() {
        try (SimulatedAws aws = lacking(40, node -> node.failsInstall(InstallFailure.DISK_FULL, 9));
                PatchFleet fleet = Fleets.on(aws).build()) {
            RunOutcome outcome = fleet.install(Target.everything())
                    .pace(Share.nodes(2))
                    .stopAfterFailures(Share.nodes(3))
                    .run();

            assertTrue(outcome.stoppedEarly());
            assertEquals(40, outcome.intended());
            assertTrue(outcome.count(Result.FAILED) <= 4, outcome::toString);
            assertEquals(outcome.intended() - outcome.count(Result.FAILED), outcome.count(Result.NOT_REACHED));
            assertTrue(outcome.nodes()
                    .filter(node -> node.result() == Result.NOT_REACHED)
                    .allMatch(node -> node.cause().equals(Optional.of(FailureCause.STOPPED_EARLY))));
        }
    }

    @Test
    void aNodeWhoseRetryGoesWellGivesItsPlaceInTheBudgetBack() {
        try (SimulatedAws aws = lacking(20, node -> node.failsInstall(InstallFailure.UNKNOWN, 1));
                PatchFleet fleet = Fleets.on(aws).build()) {
            RunOutcome outcome = fleet.install(Target.everything())
                    .pace(Share.nodes(1))
                    .stopAfterFailures(Share.nodes(4))
                    .run();

            assertTrue(outcome.isPatched(), outcome::toString);
            assertFalse(outcome.stoppedEarly());
            assertEquals(40, outcome.attempts());
        }
    }

    @Test
    void credentialsThatExpireInMidRunAreWaitedFor() {
        try (SimulatedAws aws = lacking(8, node -> {})) {
            aws.world().nodes().forEach(node -> node.rebootTakes(Duration.ofMinutes(12)));
            LateCredentials late =
                    new LateCredentials(aws, "arn:aws:iam::111122223333:role/PatchFleet", Duration.ofMinutes(3));
            try (PatchFleet fleet = Fleets.with(late, aws).build()) {
                RunOutcome outcome =
                        fleet.install(Target.everything()).pace(Share.nodes(2)).run();

                assertTrue(late.renewals() >= 2, () -> String.valueOf(late.renewals()));
                assertTrue(outcome.isPatched(), outcome::toString);
                assertEquals(8, outcome.attempts());
                assertNobodyWasWorkedOnTwiceAtATime(aws);
            }
        }
    }

    @Test
    void aNodeThatSomebodyElsesCommandIsAtWorkOnWaitsItsTurn() {
        try (SimulatedAws aws = lacking(6, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            List<SimulatedNode> busy = aws.world().nodes().subList(0, 3);
            aws.world().sendForeignCommand(busy.toArray(SimulatedNode[]::new));
            aws.time().advance(Duration.ofSeconds(20));

            RunOutcome outcome = fleet.install(Target.everything()).run();

            assertTrue(outcome.isPatched(), outcome::toString);
            assertNobodyWasWorkedOnTwiceAtATime(aws);
            assertEquals(6, outcome.attempts());
        }
    }

    @Test
    void aForeignCommandBetweenTheLookAndTheSendCostsAWaitAndNoAttempt() {
        try (SimulatedAws aws = lacking(6, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world()
                    .sendForeignCommandBeforeNext(
                            aws.world().nodes().get(0), aws.world().nodes().get(1));

            RunOutcome outcome = fleet.install(Target.everything()).retries(1).run();

            assertTrue(outcome.isPatched(), outcome::toString);
            assertTrue(
                    aws.world().nodes().stream().allMatch(node -> node.missing().isEmpty()));
        }
    }

    @Test
    void nodesAreBegunOnlyInAllowedHours() {
        try (SimulatedAws aws = lacking(30, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            Instant start = aws.clock().instant();
            LocalTime opens = LocalTime.ofInstant(start, ZoneOffset.UTC)
                    .plusHours(3)
                    .withSecond(0)
                    .withNano(0);

            RunOutcome outcome = fleet.install(Target.everything())
                    .pace(Share.nodes(5))
                    .allowedHours(Schedule.daily(opens, ZoneOffset.UTC), ofMinutes(30))
                    .within(Duration.ofDays(4))
                    .run();

            assertTrue(outcome.isPatched(), outcome::toString);
            assertTrue(installs(aws).allMatch(command -> {
                Duration after = Duration.between(opens, LocalTime.ofInstant(command.requested(), ZoneOffset.UTC));
                return !after.isNegative() && after.compareTo(ofMinutes(31)) < 0;
            }));
        }
    }

    @Test
    void onAFrozenDayNoNodeIsBegun() {
        try (SimulatedAws aws = lacking(3, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            LocalDate today = LocalDate.ofInstant(aws.clock().instant(), ZoneOffset.UTC);

            RunOutcome outcome = fleet.install(Target.everything())
                    .freeze(today, today.plusDays(1), ZoneOffset.UTC)
                    .within(Duration.ofDays(3))
                    .run();

            assertTrue(outcome.isPatched(), outcome::toString);
            assertTrue(installs(aws)
                    .allMatch(command -> !command.requested()
                            .isBefore(today.plusDays(2)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant())));
        }
    }

    @Test
    void whatHasNoTimeLeftIsNotReached() {
        try (SimulatedAws aws = lacking(3, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            LocalDate today = LocalDate.ofInstant(aws.clock().instant(), ZoneOffset.UTC);

            RunOutcome outcome = fleet.install(Target.everything())
                    .freeze(today, today.plusDays(9), ZoneOffset.UTC)
                    .within(ofHours(2))
                    .run();

            assertEquals(3, outcome.count(Result.NOT_REACHED), outcome::toString);
            assertTrue(outcome.nodes().allMatch(node -> node.cause().equals(Optional.of(FailureCause.TIME_UP))));
            assertEquals(0, outcome.commandsSent());
        }
    }

    @Test
    void cancellingLeavesBegunNodesToFinishAndNamesTheirCommand() {
        try (SimulatedAws aws = lacking(30, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            PatchRun run =
                    fleet.install(Target.everything()).pace(Share.nodes(10)).start();
            run.await(Duration.ofSeconds(40));
            run.cancel("a test ends it");
            RunOutcome outcome = run.await();
            aws.time().advance(ofHours(3));

            assertEquals(30, outcome.intended());
            assertEquals(10, outcome.count(Result.UNKNOWN), outcome::toString);
            assertEquals(20, outcome.count(Result.CANCELLED), outcome::toString);
            List<NodeOutcome> begun = outcome.nodes()
                    .filter(node -> node.result() == Result.UNKNOWN)
                    .toList();
            assertTrue(begun.stream()
                    .allMatch(node -> node.commandId().isPresent()
                            && aws.world().node(node.node().id()).missing().isEmpty()));
            assertEquals(0, aws.calls().count("ssm:CancelCommand"));
        }
    }

    @Test
    void stoppingBegunNodesTooIsAskedOfAwsOnlyWhenItIsSaid() {
        try (SimulatedAws aws = lacking(8, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            PatchRun run = fleet.install(Target.everything()).start();
            run.await(Duration.ofSeconds(40));
            run.cancel("a test stops it", PatchRun.Begun.DANGEROUS_STOPPED);

            assertEquals(8, run.await().count(Result.UNKNOWN));
            assertEquals(1, aws.calls().count("ssm:CancelCommand"));
        }
    }

    @Test
    void closingTheFleetForgetsNobody() {
        try (SimulatedAws aws = lacking(30, node -> {})) {
            PatchFleet fleet = Fleets.on(aws).build();
            PatchRun run =
                    fleet.install(Target.everything()).pace(Share.nodes(10)).start();
            run.await(Duration.ofSeconds(40));
            fleet.close();

            assertEquals(30, run.await().intended());
            assertFalse(run.await().isPatched());
        }
    }

    @Test
    void anInterruptedRunReturnsWhatItHasComeTo() throws InterruptedException {
        List<RunOutcome> outcomes = new CopyOnWriteArrayList<>();
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        List<Thread> callers = new CopyOnWriteArrayList<>();
        try (SimulatedAws aws = lacking(30, node -> {});
                PatchFleet fleet = Fleets.on(aws)
                        .onEvent(
                                RunEvent.CommandSent.class,
                                sent -> callers.get(0).interrupt())
                        .build()) {
            Thread caller = new Thread(() -> {
                outcomes.add(
                        fleet.install(Target.everything()).pace(Share.nodes(10)).run());
                interrupted.add(Thread.currentThread().isInterrupted());
            });
            callers.add(caller);
            caller.start();
            caller.join();

            assertEquals(List.of(true), interrupted);
            assertEquals(30, outcomes.get(0).intended());
            assertFalse(outcomes.get(0).isPatched());
        }
    }

    @Test
    void aNodeThatIsTerminatedMeanwhileIsGone() {
        try (SimulatedAws aws = lacking(3, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            PatchRun run =
                    fleet.install(Target.everything()).pace(Share.nodes(1)).start();
            run.await(Duration.ofSeconds(5));
            aws.world().nodes().forEach(SimulatedNode::terminate);

            RunOutcome outcome = run.await();

            SimulatedCommand.OnNode begun = aws.commands().get(0).invocations().get(0);
            assertTrue(begun.began().isPresent());
            outcome.nodes().forEach(node -> {
                // What became of the one that had begun, nobody will ever know.
                boolean hadBegun = node.node().id().equals(begun.node());
                assertEquals(hadBegun ? Result.UNKNOWN : Result.NOT_REACHED, node.result(), node::toString);
                assertTrue(
                        Set.of(FailureCause.NODE_GONE, FailureCause.UNMANAGED)
                                .contains(node.cause().orElseThrow()),
                        node::toString);
            });
        }
    }

    @Test
    void whereTheOutputIsStandsInTheOutcome() {
        try (SimulatedAws aws = lacking(1, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            NodeOutcome node = fleet.install(Target.everything())
                    .logsTo(LogOutput.cloudWatch("/patching/production"))
                    .run()
                    .nodes()
                    .findFirst()
                    .orElseThrow();

            String install = installs(aws).findFirst().orElseThrow().id();
            assertEquals(
                    Optional.of("/patching/production: " + install + "/"
                            + node.node().id() + "/"),
                    node.output());
        }
    }

    @Test
    void anOverrideListInstallsWhatItNames() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(4)
                        .regions(HERE)
                        .nodes(
                                1,
                                n -> n.os("AMAZON_LINUX_2023")
                                        .missing("openssl")
                                        .missing("libxml2"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().putOverrideList("s3://lists/urgent.yaml", "patches:\n  - id: 'openssl*'\n");

            RunOutcome outcome = fleet.install(Target.everything())
                    .overrideList(URI.create("s3://lists/urgent.yaml"))
                    .retries(0)
                    .run();

            assertEquals(1, outcome.count(Result.STILL_MISSING), outcome::toString);
            assertEquals(Set.of("s3://lists/urgent.yaml"), CommandTexts.parameters(aws, HERE, "InstallOverrideList"));
        }
    }

    @Test
    void anInstallThatCannotBeProvenIsUnknownAndIsNotRepeated() {
        try (SimulatedAws aws = lacking(4, node -> {});
                PatchFleet fleet = Fleets.on(aws)
                        .onEvent(RunEvent.CommandSent.class, sent -> aws.fault(Fault.accessDenied("ssm:SendCommand")))
                        .build()) {
            RunOutcome outcome = fleet.install(Target.everything()).run();

            assertEquals(4, outcome.count(Result.UNKNOWN), outcome::toString);
            assertEquals(4, outcome.attempts());
            assertEquals(
                    4,
                    aws.world().nodes().stream()
                            .mapToInt(SimulatedNode::installs)
                            .sum());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aLostReplyToAnInstallPatchesNobodyTwice(long seed) {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(seed)
                        .regions(HERE)
                        .nodes(60, n -> n.os("UBUNTU").missing("openssl"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.lostReply("ssm:SendCommand").times(2));

            assertTrue(fleet.install(Target.everything()).run().isPatched());
            assertTrue(aws.world().nodes().stream().allMatch(node -> node.installs() == 1));
        }
    }

    @Test
    void aClientThatRetriesForItselfSendsNoSecondCommandWhenAReplyIsLost() {
        try (SimulatedAws aws = lacking(10, node -> {});
                SsmClient theirs = Fleets.client(
                        aws,
                        HERE,
                        SsmClient.builder().overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD)));
                PatchFleet fleet = Fleets.on(aws)
                        .clients(request -> Optional.<SdkClient>of(theirs).filter(request.type()::isInstance))
                        .build()) {
            aws.fault(Fault.lostReply("ssm:SendCommand").times(1));

            assertTrue(fleet.install(Target.everything()).run().isPatched());
            assertEquals(1, installs(aws).count());
        }
    }

    @Test
    void aBusyNodeWaitsItsTurnAlsoWithoutRetries() {
        try (SimulatedAws aws = lacking(2, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().sendForeignCommand(aws.world().nodes().get(0));
            aws.time().advance(Duration.ofSeconds(20));

            RunOutcome outcome = fleet.install(Target.everything()).retries(0).run();

            assertTrue(outcome.isPatched(), outcome::toString);
            assertEquals(2, outcome.attempts());
        }
    }

    @Test
    void whereCommandsCannotBeFollowedAnyMoreNoOtherNodeIsBegun() {
        try (SimulatedAws aws = lacking(20, node -> {});
                PatchFleet fleet = Fleets.on(aws)
                        .onEvent(
                                RunEvent.CommandSent.class,
                                sent -> aws.fault(Fault.accessDenied("ssm:ListCommandInvocations")))
                        .build()) {
            RunOutcome outcome =
                    fleet.install(Target.everything()).pace(Share.nodes(2)).run();
            aws.time().advance(ofHours(2));

            assertEquals(2, outcome.count(Result.UNKNOWN), outcome::toString);
            assertEquals(18, outcome.count(Result.NOT_REACHED), outcome::toString);
            assertEquals(
                    2,
                    aws.world().nodes().stream()
                            .mapToInt(SimulatedNode::installs)
                            .sum());
        }
    }

    @Test
    void onceARunHasStoppedNotEvenACommandThatWaitsToBeSentIsSent() {
        List<RunEvent> heard = new CopyOnWriteArrayList<>();
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(4)
                        .regions(HERE)
                        .nodes(400, n -> n.os("UBUNTU").missing("openssl").failsInstall(InstallFailure.DISK_FULL, 9))
                        .build();
                PatchFleet fleet =
                        Fleets.on(aws).onEvent(RunEvent.class, heard::add).build()) {
            aws.limit(Limit.of("ssm:SendCommand", 0.02, 2));

            RunOutcome outcome = fleet.install(Target.everything())
                    .stopAfterFailures(Share.nodes(3))
                    .run();
            aws.time().advance(Duration.ofSeconds(1));

            assertTrue(outcome.stoppedEarly(), outcome::toString);
            int stop = (int) heard.stream()
                    .takeWhile(event -> !(event instanceof RunEvent.StoppedEarly))
                    .count();
            assertEquals(
                    List.of(),
                    heard.subList(stop, heard.size()).stream()
                            .filter(RunEvent.CommandSent.class::isInstance)
                            .toList());
            assertTrue(outcome.count(Result.NOT_REACHED) > 0, outcome::toString);
        }
    }

    @Test
    void onceARunHasStoppedItDoesNotWaitForNodesThatCouldNotBeBegunAnyMore() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(4)
                        .regions(HERE, THERE)
                        .nodes(20, n -> n.os("UBUNTU").missing("openssl").failsInstall(InstallFailure.DISK_FULL, 9))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.throttle("ssm:ListCommands").in(THERE));
            Instant start = aws.clock().instant();

            RunOutcome outcome = fleet.install(Target.everything())
                    .stopAfterFailures(Share.nodes(1))
                    .run();

            assertTrue(outcome.stoppedEarly(), outcome::toString);
            outcome.nodes()
                    .forEach(node -> assertEquals(
                            node.node().scope().region().equals(THERE) ? Result.NOT_REACHED : Result.FAILED,
                            node.result(),
                            node::toString));
            assertTrue(Duration.between(start, aws.clock().instant()).compareTo(ofHours(1)) < 0);
        }
    }

    @Test
    void followingManyNodesCostsABoundedNumberOfCallsAMinute() {
        try (SimulatedAws aws = lacking(400, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            Instant start = aws.clock().instant();

            assertTrue(fleet.install(Target.everything()).run().isPatched());

            long minutes = Duration.between(start, aws.clock().instant()).toMinutes() + 1;
            long looks = aws.calls().count("ssm:ListCommands") + aws.calls().count("ssm:ListCommandInvocations");
            // A list every quarter of a minute, and each of the 8 commands at most every 45 seconds.
            assertTrue(looks <= minutes * (5 + 2 * 8), () -> looks + " in " + minutes + " minutes");
            assertEquals(8, installs(aws).count());
        }
    }

    @Test
    void listenersHearOfRetriesAndOfTheStop() {
        List<RunEvent> heard = new CopyOnWriteArrayList<>();
        try (SimulatedAws aws = lacking(10, node -> node.failsInstall(InstallFailure.REPOSITORY_UNREACHABLE, 9));
                PatchFleet fleet =
                        Fleets.on(aws).onEvent(RunEvent.class, heard::add).build()) {
            fleet.install(Target.everything())
                    .pace(Share.nodes(2))
                    .stopAfterFailures(Share.nodes(5))
                    .run();
            aws.time().advance(Duration.ofSeconds(1));

            assertTrue(heard.stream()
                    .anyMatch(event ->
                            event instanceof RunEvent.NodeWaits waits && waits.cause() == FailureCause.REPOSITORY));
            assertEquals(
                    1,
                    heard.stream()
                            .filter(RunEvent.StoppedEarly.class::isInstance)
                            .count());
            assertEquals(
                    10,
                    heard.stream()
                            .filter(RunEvent.NodeFinished.class::isInstance)
                            .count());
        }
    }

    @Test
    void whatCannotBeMeantIsRefusedWhenItIsSaid() {
        try (SimulatedAws aws = lacking(1, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            var request = fleet.install(Target.everything());
            assertRefused("pace: '0'", () -> request.pace(Share.nodes(0)));
            assertRefused("retries: '11'", () -> request.retries(11));
            assertRefused("retries: 'BUSY'", () -> request.retries(FailureCause.BUSY, 0));
            assertRefused("retries: 'AGENT_LOST'", () -> request.retries(FailureCause.AGENT_LOST, 2));
            assertRefused("within: 'PT0S'", () -> request.within(Duration.ZERO));
            assertRefused("overrideList: 'ftp://x'", () -> request.overrideList(URI.create("ftp://x")));
            assertRefused(
                    "freeze: ",
                    () -> request.freeze(LocalDate.of(2026, 2, 2), LocalDate.of(2026, 2, 1), ZoneOffset.UTC));
            assertRefused("allowedHours: ", () -> request.allowedHours(Schedule.rate(ofHours(12)), ofHours(2)));
            assertEquals(0, aws.calls().entries().size());
        }
    }

    private static void assertRefused(String begin, Runnable saying) {
        String said = assertThrows(InvalidInputException.class, saying::run).toString();
        assertTrue(said.contains(": " + begin), said);
    }

    static void assertNobodyWasWorkedOnTwiceAtATime(SimulatedAws aws) {
        List<SimulatedCommand> commands = aws.commands();
        for (SimulatedNode node : aws.world().nodes()) {
            List<SimulatedCommand.OnNode> work = new ArrayList<>();
            commands.forEach(command -> command.invocations().stream()
                    .filter(each ->
                            each.node().equals(node.id()) && each.began().isPresent())
                    // What the document itself refuses, because another one is at work, does nothing.
                    .filter(each -> each.exitCode() != LOCKED)
                    .forEach(work::add));
            work.sort(Comparator.comparing(each -> each.began().orElseThrow()));
            for (int i = 1; i < work.size(); i++) {
                SimulatedCommand.OnNode one = work.get(i - 1);
                SimulatedCommand.OnNode next = work.get(i);
                assertFalse(
                        one.inFlightAt(next.began().orElseThrow()), () -> node + ": " + next + " began during " + one);
            }
        }
    }

    /** The most nodes that commands of runs were at work on at the same time, as the world itself knows. */
    static long mostInFlight(SimulatedAws aws) {
        List<SimulatedCommand.OnNode> all = aws.commands().stream()
                .filter(command -> command.comment().startsWith("PatchFleet"))
                .flatMap(command -> command.invocations().stream())
                .toList();
        return all.stream()
                .flatMap(each -> each.began().stream())
                .mapToLong(moment ->
                        all.stream().filter(each -> each.inFlightAt(moment)).count())
                .max()
                .orElse(0);
    }

    private static NodeOutcome of(RunOutcome outcome, SimulatedNode node) {
        return outcome.nodes()
                .filter(each -> each.node().id().equals(node.id()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> operations(SimulatedAws aws) {
        return aws.commands().stream().map(SimulatedCommand::operation).toList();
    }

    private static java.util.stream.Stream<SimulatedCommand> installs(SimulatedAws aws) {
        return aws.commands().stream().filter(command -> command.operation().equals("Install"));
    }

    private static SimulatedAws one(String system, Consumer<NodeShape> more) {
        return SimulatedAws.builder()
                .seed(4)
                .regions(HERE)
                .nodes(1, n -> more.accept(n.os(system).missing(system.equals("WINDOWS") ? "KB5040437" : "openssl")))
                .build();
    }

    private static SimulatedAws lacking(int nodes, Consumer<NodeShape> more) {
        return SimulatedAws.builder()
                .seed(4)
                .regions(HERE)
                .nodes(nodes, n -> more.accept(n.os("UBUNTU").missing("openssl")))
                .build();
    }
}
