package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.NodeState;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Scope;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedCommand;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.spi.ActionRecorder;
import io.patchfleet.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {

    private static final String HERE = "eu-central-1";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 42})
    void everyRunningNodeIsMeantOnceAndEndsInOneOutcome(long seed) {
        try (SimulatedAws aws = world(seed, 300);
                PatchFleet fleet = Fleets.on(aws).build()) {
            Set<String> running = aws.world().nodes().stream()
                    .filter(SimulatedNode::isRunning)
                    .map(SimulatedNode::id)
                    .collect(Collectors.toSet());

            RunOutcome outcome = fleet.scan(Target.everything()).run();

            List<String> nodes = outcome.nodes().map(node -> node.node().id()).toList();
            assertEquals(running.size(), nodes.size());
            assertEquals(running, Set.copyOf(nodes));
            int counted = 0;
            for (Result result : Result.values()) {
                counted += outcome.count(result);
            }
            assertEquals(outcome.intended(), counted);
            assertFalse(outcome.isPatched());
        }
    }

    @Test
    void aNodeThatWasScannedIsKnownAfterwards() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions(HERE)
                        .nodes(3, n -> n.os("UBUNTU").neverScanned())
                        .nodes(
                                2,
                                n -> n.os("AMAZON_LINUX_2023")
                                        .missing("openssl")
                                        .neverScanned())
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            assertEquals(5, fleet.compliance().collect().counts().in(NodeState.NEVER_SCANNED));

            RunOutcome outcome = fleet.scan(Target.everything()).run();

            assertEquals(3, outcome.count(Result.PATCHED), outcome::toString);
            assertEquals(2, outcome.count(Result.STILL_MISSING), outcome::toString);
            assertEquals(3, fleet.compliance().collect().counts().in(NodeState.COMPLIANT));
            assertEquals(2, fleet.compliance().collect().counts().in(NodeState.NON_COMPLIANT));
        }
    }

    @Test
    void nodesThatCannotBeReachedAreNotSentAnythingAndSayWhy() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions(HERE)
                        .nodes(1, n -> n.os("UBUNTU").agentLost())
                        .nodes(1, n -> n.os("UBUNTU").neverRegistered())
                        .nodes(1, n -> n.os("UBUNTU").stopped())
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            RunOutcome outcome = fleet.scan(Target.everything()).run();

            assertEquals(2, outcome.intended());
            assertEquals(2, outcome.count(Result.NOT_REACHED));
            assertEquals(
                    Set.of(FailureCause.AGENT_LOST, FailureCause.UNMANAGED),
                    outcome.nodes().map(node -> node.cause().orElseThrow()).collect(Collectors.toSet()));
            assertEquals(0, outcome.commandsSent());
        }
    }

    @Test
    void aScanThatFailsOnTheNodeIsAFailureWithItsCause() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions(HERE)
                        .nodes(1, n -> n.os("UBUNTU").failsScans("OSError: [Errno 28] No space left on device"))
                        .nodes(1, n -> n.os("UBUNTU").failsScans("something unheard of"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            RunOutcome outcome = fleet.scan(Target.everything()).run();

            assertEquals(2, outcome.count(Result.FAILED), outcome::toString);
            assertEquals(
                    Set.of(FailureCause.DISK_FULL, FailureCause.OTHER),
                    outcome.nodes().map(node -> node.cause().orElseThrow()).collect(Collectors.toSet()));
            assertTrue(outcome.nodes().allMatch(node -> node.exitCode().isPresent()));
        }
    }

    @Test
    void onlyTheTargetIsScanned() {
        try (SimulatedAws aws = world(42, 300);
                PatchFleet fleet = Fleets.on(aws).build()) {
            SimulatedNode one = aws.world().nodes().stream()
                    .filter(node -> node.isRunning() && node.isOnline())
                    .findFirst()
                    .orElseThrow();
            NodeId id = new NodeId(new Scope(one.account(), one.region()), one.id());

            RunOutcome outcome = fleet.scan(Target.ids(List.of(id))).run();

            assertEquals(List.of(id), outcome.nodes().map(NodeOutcome::node).toList());
            assertEquals(
                    Set.of(one.id()),
                    aws.commands().stream()
                            .flatMap(command -> command.nodes().keySet().stream())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void nodesWhoseTagsAreNotKnownAreLeftAloneAndSaidSo() {
        try (SimulatedAws aws = world(42, 300);
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.accessDenied("ec2:*"));

            RunOutcome outcome =
                    fleet.scan(Target.environment("Production")).start().await();

            assertEquals(
                    List.of(),
                    outcome.nodes().filter(node -> !node.node().isHybrid()).toList());
            assertTrue(
                    outcome.gaps().stream().anyMatch(gap -> gap.reason().contains("left alone, because tags")),
                    () -> outcome.gaps().toString());
            assertFalse(outcome.isPatched());
        }
    }

    @Test
    void aBatchOfFiftyIsOneCommandAndFollowingItCostsFewCalls() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions(HERE)
                        .nodes(500, n -> n.os("UBUNTU"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            RunOutcome outcome = fleet.scan(Target.everything()).run();

            assertEquals(10, outcome.commandsSent());
            assertEquals(500, outcome.count(Result.PATCHED), outcome::toString);
            assertTrue(
                    aws.calls().count("ssm:ListCommandInvocations") <= 20,
                    () -> aws.calls().entries().toString());
            assertTrue(
                    aws.calls().count("ssm:ListCommands") < 100,
                    () -> aws.calls().entries().toString());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aLostReplyToSendCommandScansNobodyTwice(long seed) {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(seed)
                        .regions(HERE)
                        .nodes(200, n -> n.os("UBUNTU"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.lostReply("ssm:SendCommand").times(2));

            RunOutcome outcome = fleet.scan(Target.everything()).run();

            assertEquals(200, outcome.count(Result.PATCHED), outcome::toString);
            Map<String, Long> commandsOfNode = aws.commands().stream()
                    .map(SimulatedCommand::nodes)
                    .flatMap(nodes -> nodes.keySet().stream())
                    .collect(Collectors.groupingBy(node -> node, Collectors.counting()));
            assertTrue(commandsOfNode.values().stream().allMatch(times -> times == 1), commandsOfNode::toString);
        }
    }

    @Test
    void aNodeThatDisappearsBetweenTheLookAndTheSendDoesNotStopTheOthers() {
        try (SimulatedAws aws = SimulatedAws.builder()
                .seed(3)
                .regions(HERE)
                .nodes(20, n -> n.os("UBUNTU"))
                .build()) {
            SimulatedNode gone = aws.world().nodes().get(7);
            try (PatchFleet fleet =
                    Fleets.on(aws).recorder(new Before(gone::deregister)).build()) {
                RunOutcome outcome = fleet.scan(Target.everything()).run();

                assertEquals(19, outcome.count(Result.PATCHED), outcome::toString);
                NodeOutcome lost = outcome.nodes()
                        .filter(node -> node.result() == Result.NOT_REACHED)
                        .findFirst()
                        .orElseThrow();
                assertEquals(gone.id(), lost.node().id());
                assertEquals(Optional.of(FailureCause.UNMANAGED), lost.cause());
            }
        }
    }

    @Test
    void cancellingSendsNoMoreAndForgetsNobody() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions(HERE)
                        .nodes(100, n -> n.os("UBUNTU"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            PatchRun run = fleet.scan(Target.everything()).start();
            run.await(Duration.ofSeconds(12));
            run.cancel("a test ends it");

            RunOutcome outcome = run.await();

            assertEquals(100, outcome.intended());
            assertEquals(0, outcome.count(Result.PATCHED));
            assertTrue(outcome.nodes()
                    .allMatch(node -> node.result() == Result.CANCELLED
                            || (node.result() == Result.UNKNOWN
                                    && node.commandId().isPresent())));
        }
    }

    @Test
    void nodesWhoseReportsCannotBeReadAreUnknownAndCountedOnce() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions(HERE)
                        .nodes(30, n -> n.os("UBUNTU"))
                        .nodes(2, n -> n.os("UBUNTU").failsScans("something unheard of"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.accessDenied("ssm:DescribeInstancePatchStates"));

            RunOutcome outcome = fleet.scan(Target.everything()).run();

            assertEquals(32, outcome.intended());
            assertEquals(30, outcome.count(Result.UNKNOWN), outcome::toString);
            assertEquals(2, outcome.count(Result.FAILED), outcome::toString);
        }
    }

    @Test
    void closingTheFleetEndsTheRunAndForgetsNobody() {
        try (SimulatedAws aws = SimulatedAws.builder()
                .seed(3)
                .regions(HERE)
                .nodes(60, n -> n.os("UBUNTU"))
                .build()) {
            PatchFleet fleet = Fleets.on(aws).build();
            PatchRun run = fleet.scan(Target.everything()).start();
            run.await(Duration.ofSeconds(8));
            fleet.close();

            assertEquals(60, run.await().intended());
            assertFalse(run.await().isPatched());
        }
    }

    @Test
    void everyCommandIsRecordedBeforeItIsSentAndListenersHearOfTheRunInOrder() {
        List<ActionRecorder.Action> recorded = new CopyOnWriteArrayList<>();
        List<RunEvent> heard = new CopyOnWriteArrayList<>();
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions(HERE)
                        .nodes(60, n -> n.os("UBUNTU"))
                        .build();
                PatchFleet fleet = Fleets.on(aws)
                        .recorder(new Remembering(recorded))
                        .onEvent(RunEvent.class, heard::add)
                        .build()) {
            RunOutcome outcome = fleet.scan(Target.everything()).run();
            aws.time().advance(Duration.ofSeconds(1));

            assertEquals(outcome.commandsSent(), recorded.size());
            assertTrue(recorded.stream()
                    .allMatch(action -> action.operation().equals("ssm:SendCommand")
                            && action.actor().name().equals("tester")
                            && action.what().contains(outcome.id())));
            assertTrue(heard.get(0) instanceof RunEvent.Started started && started.intended() == 60);
            assertTrue(heard.get(heard.size() - 1) instanceof RunEvent.Finished);
            assertEquals(
                    60,
                    heard.stream()
                            .filter(RunEvent.NodeFinished.class::isInstance)
                            .count());
        }
    }

    private static SimulatedAws world(long seed, int nodes) {
        return SimulatedAws.builder()
                .seed(seed)
                .regions("ap-northeast-1", "us-east-1", HERE)
                .nodes(nodes)
                .build();
    }

    private record Before(Runnable action) implements ActionRecorder {

        @Override
        public void before(Action about) {
            action.run();
        }

        @Override
        public void after(Action done, Optional<AwsFailure> failure) {}
    }

    private record Remembering(List<ActionRecorder.Action> actions) implements ActionRecorder {

        @Override
        public void before(Action about) {
            actions.add(about);
        }

        @Override
        public void after(Action done, Optional<AwsFailure> failure) {}
    }
}
