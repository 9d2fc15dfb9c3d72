package io.patchfleet;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.Schedule;
import io.patchfleet.model.Share;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.InstallFailure;
import io.patchfleet.simulator.NodeShape;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedCommand;
import io.patchfleet.target.Target;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** What becomes of a run when AWS, or what lies between, does not do as it should. */
class TroubledRunTest {

    private static final String HERE = "eu-central-1";

    @Test
    void anInstallThatIsNotWaitedForAnyMoreIsNotPatchedOver() {
        try (SimulatedAws aws = lacking(1, node -> node.failsInstall(InstallFailure.NEVER_ENDS, 1));
                PatchFleet fleet = Fleets.on(aws).build()) {
            RunOutcome outcome = fleet.install(Target.everything())
                    .executionTimeout(ofMinutes(20))
                    .run();

            assertTrue(outcome.isPatched(), outcome::toString);
            InstallTest.assertNobodyWasWorkedOnTwiceAtATime(aws);
            List<SimulatedCommand> commands = aws.commands();
            Instant ended = commands.get(0).invocations().get(0).ended().orElseThrow();
            assertTrue(commands.stream()
                    .skip(1)
                    .noneMatch(command -> command.requested().isBefore(ended)));
        }
    }

    @Test
    void aMomentInWhichAwsTakesNoCommandsCostsNoAttemptAndNoneOfTheBudget() {
        try (SimulatedAws aws = lacking(1_200, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.error("ssm:SendCommand").times(30));

            RunOutcome outcome = fleet.scan(Target.everything())
                    .stopAfterFailures(Share.percent(60))
                    .run();

            assertFalse(outcome.stoppedEarly(), outcome::toString);
            long unseen = outcome.nodes()
                    .filter(node -> node.cause().equals(Optional.of(FailureCause.NOT_SENT)))
                    .count();
            // Commands that left and were not answered, twice, are failures: how many, the breaker decides.
            assertTrue(unseen <= 600, outcome::toString);
            assertTrue(outcome.count(Result.STILL_MISSING) >= 600, outcome::toString);
        }
    }

    @Test
    void aScanThatNobodyAnswersForIsNotSentForHours() {
        try (SimulatedAws aws = lacking(3, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            Instant began = aws.clock().instant();
            aws.fault(Fault.error("ssm:SendCommand"));

            RunOutcome outcome = fleet.scan(Target.everything()).run();

            assertEquals(0, outcome.count(Result.PATCHED), outcome::toString);
            assertTrue(
                    outcome.nodes().allMatch(node -> node.cause().equals(Optional.of(FailureCause.NOT_SENT))),
                    outcome::toString);
            assertTrue(aws.clock().instant().isBefore(began.plus(ofMinutes(90))));
        }
    }

    @Test
    void aRefusalThatPassesGivesNobodyUp() {
        try (SimulatedAws aws = lacking(60, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.scheduler().schedule(() -> refuse(aws), 20, TimeUnit.SECONDS);

            RunOutcome outcome = fleet.install(Target.everything()).run();

            assertEquals(60, outcome.count(Result.PATCHED), outcome::toString);
        }
    }

    private static void refuse(SimulatedAws aws) {
        aws.fault(Fault.accessDenied("ssm:ListCommands").times(5));
        aws.fault(Fault.accessDenied("ssm:ListCommandInvocations").times(3));
    }

    @Test
    void whereNobodyCanBeFollowedNothingMoreIsBegun() {
        try (SimulatedAws aws = lacking(60, node -> node.failsInstall(InstallFailure.PACKAGE_LOCK, 1));
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.scheduler()
                    .schedule(() -> aws.fault(Fault.accessDenied("ssm:ListCommandInvocations")), 30, TimeUnit.SECONDS);
            Instant began = aws.clock().instant();

            RunOutcome outcome =
                    fleet.install(Target.everything()).pace(Share.nodes(20)).run();

            assertEquals(60, outcome.intended());
            assertEquals(0, outcome.count(Result.PATCHED), outcome::toString);
            assertTrue(outcome.count(Result.NOT_REACHED) >= 20, outcome::toString);
            assertTrue(outcome.gaps().toString().contains("how commands ended is not known"));
            assertTrue(
                    aws.commands().stream()
                            .allMatch(command -> command.requested().isBefore(began.plus(ofMinutes(8)))),
                    () -> aws.commands().toString());
        }
    }

    @Test
    void whatIsOnItsWayWhenBegunNodesAreStoppedIsStoppedToo() {
        try (SimulatedAws aws = lacking(3, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.slow("ssm:SendCommand", ofSeconds(30)));
            PatchRun run = fleet.install(Target.everything()).start();
            run.await(ofSeconds(15));

            run.cancel("a test stops it", PatchRun.Begun.DANGEROUS_STOPPED);

            RunOutcome outcome = run.await();
            assertEquals(1, aws.commands().size());
            assertEquals(1, aws.calls().count("ssm:CancelCommand"));
            assertEquals(
                    Set.of(aws.commands().get(0).id()),
                    outcome.nodes().map(node -> node.commandId().orElse("none")).collect(Collectors.toSet()));
        }
    }

    @Test
    void whatCouldNotBeStoppedIsAGapOfTheOutcome() {
        try (SimulatedAws aws = lacking(3, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.accessDenied("ssm:CancelCommand"));
            PatchRun run = fleet.install(Target.everything()).start();
            run.await(ofSeconds(40));

            run.cancel("a test stops it", PatchRun.Begun.DANGEROUS_STOPPED);

            assertTrue(
                    run.await().gaps().toString().contains("a command could not be stopped"),
                    () -> run.await().toString());
        }
    }

    @Test
    void closingTheFleetWaitsForTheIdsOfCommandsThatHaveLeft() {
        try (SimulatedAws aws = lacking(3, node -> {})) {
            aws.fault(Fault.slow("ssm:SendCommand", ofSeconds(30)));
            PatchFleet fleet = Fleets.on(aws).build();
            PatchRun run = fleet.install(Target.everything()).start();
            run.await(ofSeconds(15));

            fleet.close();

            List<NodeOutcome> nodes = run.await().nodes().toList();
            assertTrue(
                    nodes.stream()
                            .allMatch(node -> node.result() == Result.UNKNOWN
                                    && node.commandId().isPresent()),
                    nodes::toString);
        }
    }

    @Test
    void aNodeIsProvenByTheSnapshotThatItWasInstalledFrom() {
        try (SimulatedAws aws = lacking(4, node -> {});
                PatchFleet fleet = Fleets.on(aws).build()) {
            LocalTime opens = LocalTime.ofInstant(aws.clock().instant(), ZoneOffset.UTC)
                    .plusHours(1)
                    .withSecond(0)
                    .withNano(0);

            RunOutcome outcome = fleet.install(Target.everything())
                    .pace(Share.nodes(1))
                    .allowedHours(Schedule.daily(opens, ZoneOffset.UTC), ofSeconds(10))
                    .within(ofDays(6))
                    .run();

            assertTrue(outcome.isPatched(), outcome::toString);
            Map<String, Set<String>> snapshots = snapshotsOfNodes(aws);
            assertTrue(snapshots.values().stream().allMatch(ofNode -> ofNode.size() == 1), snapshots::toString);
            assertTrue(snapshots.values().stream().distinct().count() > 1, "AWS keeps none for so long");
        }
    }

    @Test
    void aPolicyThatForbidsOneNodeKeepsNoOtherFromBeingPatched() {
        try (SimulatedAws aws = lacking(20, node -> {})) {
            String forbidden = aws.world().nodes().get(7).id();
            try (PatchFleet fleet = Fleets.on(aws)
                    .customizeClients(
                            (scope, client) -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                                    .addExecutionInterceptor(new Policy(forbidden))
                                    .build()))
                    .build()) {
                RunOutcome outcome = fleet.install(Target.everything()).run();

                assertEquals(19, outcome.count(Result.PATCHED), outcome::toString);
                NodeOutcome left = outcome.nodes()
                        .filter(node -> node.node().id().equals(forbidden))
                        .findFirst()
                        .orElseThrow();
                assertEquals(Result.NOT_REACHED, left.result());
                assertEquals(Optional.of(FailureCause.NOT_SENT), left.cause());
                assertTrue(outcome.gaps().toString().contains("no command could be sent to some nodes"));
            }
        }
    }

    /** Refuses a command to a node as IAM does, whose message names the resource. */
    private record Policy(String forbidden) implements ExecutionInterceptor {

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof SendCommandRequest send
                    && send.instanceIds().contains(forbidden)) {
                String words = "User: arn:aws:iam::111122223333:user/operator is not authorized to perform:"
                        + " ssm:SendCommand on resource: arn:aws:ec2:" + HERE + ":111122223333:instance/" + forbidden
                        + " because no identity-based policy allows the ssm:SendCommand action";
                throw SsmException.builder()
                        .statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDeniedException")
                                .errorMessage(words)
                                .build())
                        .build();
            }
        }
    }

    private static Map<String, Set<String>> snapshotsOfNodes(SimulatedAws aws) {
        Map<String, Set<String>> snapshots = new TreeMap<>();
        try (SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            for (Command command : ssm.listCommandsPaginator(r -> {}).commands()) {
                command.instanceIds()
                        .forEach(node -> snapshots
                                .computeIfAbsent(node, key -> new TreeSet<>())
                                .addAll(command.parameters().get("SnapshotId")));
            }
        }
        return snapshots;
    }

    private static SimulatedAws lacking(int nodes, Consumer<NodeShape> more) {
        return SimulatedAws.builder()
                .seed(4)
                .regions(HERE)
                .nodes(nodes, n -> more.accept(n.os("UBUNTU").missing("openssl")))
                .workers(8)
                .build();
    }
}
