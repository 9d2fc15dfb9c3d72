package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.Gap;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Share;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whom a run is about: told before it begins, and of nodes that are named and cannot be worked on. */
class PreviewTest {

    private static final String HERE = "eu-central-1";
    private static final String ACCOUNT = "111122223333";

    @Test
    void aPreviewCountsWhomTheRunIsThenAboutAndSendsNothing() {
        try (SimulatedAws aws = fleet();
                PatchFleet fleet = Fleets.on(aws).build()) {
            PatchRun.Preview preview =
                    fleet.install(Target.everything()).pace(Share.percent(10)).preview();

            assertEquals(123, preview.intended());
            assertEquals(Map.of(FailureCause.UNMANAGED, 2, FailureCause.AGENT_LOST, 1), preview.outOfReach());
            assertEquals(12, preview.atATime());
            assertEquals(3, preview.commands());
            assertEquals(List.of(), preview.gaps());
            assertEquals(
                    "123 nodes meant, 2 out of reach: UNMANAGED, 1 out of reach: AGENT_LOST, 12 at a time, at least 3"
                            + " commands",
                    preview.toString());
            assertEquals(0, aws.commands().size());
            assertEquals(123, fleet.scan(Target.everything()).run().intended());
        }
    }

    @Test
    void aPreviewSaysWhatItCouldNotRead() {
        try (SimulatedAws aws = fleet();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.accessDenied("ec2:DescribeInstances"));

            PatchRun.Preview preview = fleet.scan(Target.everything()).preview();

            assertTrue(preview.toString().contains("\n  " + ACCOUNT + ", " + HERE), preview::toString);
            assertEquals(1, preview.gaps().size());
        }
    }

    @Test
    void aPreviewOfNobodyNeedsNoCommand() {
        try (SimulatedAws aws = fleet();
                PatchFleet fleet = Fleets.on(aws).build()) {
            assertEquals(
                    "0 nodes meant, 0 at a time, at least 0 commands",
                    fleet.scan(Target.tag("Team", "nobody")).preview().toString());
        }
    }

    @Test
    void aNodeThatIsNamedAndDoesNotRunOrIsNowhereIsAGap() {
        try (SimulatedAws aws = fleet();
                PatchFleet fleet = Fleets.on(aws).build()) {
            SimulatedNode running = aws.world().nodes().get(0);
            SimulatedNode stopped = aws.world().nodes().stream()
                    .filter(node -> !node.isRunning())
                    .findFirst()
                    .orElseThrow();
            Target named = Target.ids(List.of(
                    node(HERE, running.id()),
                    node(HERE, stopped.id()),
                    node(HERE, "i-0123456789abcdef0"),
                    node("us-west-2", "i-0123456789abcdef1")));

            RunOutcome outcome = fleet.scan(named).run();

            assertEquals(1, outcome.intended());
            assertFalse(outcome.isPatched());
            assertEquals(
                    Set.of(
                            "111122223333, eu-central-1: node " + stopped.id() + " is meant and does not run",
                            "111122223333, eu-central-1: node i-0123456789abcdef0 is meant and is not there",
                            "111122223333, us-west-2: node i-0123456789abcdef1 is meant and is in an account or a Region"
                                    + " that is not the fleet's"),
                    outcome.gaps().stream().map(Gap::toString).collect(Collectors.toSet()));
            assertEquals(
                    List.of(),
                    fleet.scan(Target.everything().except(named)).run().gaps());
            assertEquals(
                    List.of(),
                    fleet.scan(Target.ids(List.of(node(HERE, running.id()), node(HERE, stopped.id())))
                                    .except(Target.ids(List.of(node(HERE, stopped.id())))))
                            .run()
                            .gaps());
            assertFalse(fleet.scan(named.and(Target.tag("Team", "nobody")))
                    .preview()
                    .toString()
                    .contains(stopped.id()));
        }
    }

    private static NodeId node(String region, String id) {
        return new NodeId(new Scope(ACCOUNT, region), id);
    }

    private static SimulatedAws fleet() {
        return SimulatedAws.builder()
                .regions(HERE)
                .nodes(120, node -> node.os("UBUNTU"))
                .nodes(2, node -> node.os("UBUNTU").neverRegistered())
                .nodes(1, node -> node.os("UBUNTU").agentLost())
                .nodes(1, node -> node.os("UBUNTU").stopped())
                .build();
    }
}
