package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeCompliance.Fact;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

class ComplianceTest {

    private static final Duration A_WEEK = Duration.ofDays(7);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 42})
    void everyNodeIsInTheOneStateThatTheWorldsTruthCallsFor(long seed) {
        try (SimulatedAws aws = world(seed, 240);
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetCompliance now = fleet.compliance().collect();

            Map<String, NodeState> seen = now.nodes()
                    .collect(
                            Collectors.toMap(node -> node.id().id(), NodeCompliance::state, (a, b) -> a, TreeMap::new));
            assertEquals(truth(aws), seen);
            assertEquals(seen.size(), now.counts().total());
            assertTrue(now.isComplete(), now::toString);
        }
    }

    @Test
    void readsTheSameOverRealHttp() {
        try (SimulatedAws aws = world(42, 120);
                SdkHttpClient http = UrlConnectionHttpClient.create();
                PatchFleet inProcess = Fleets.on(aws).build();
                PatchFleet overHttp = Fleets.in(aws, http).build()) {
            FleetCompliance one = inProcess.compliance().withPatches().collect();
            FleetCompliance other = overHttp.compliance().withPatches().collect();

            assertEquals(one.nodes().toList(), other.nodes().toList());
            assertEquals(one.counts(), other.counts());
        }
    }

    @Test
    void countsAndRowsOfANodeAgree() {
        try (SimulatedAws aws = world(7, 300);
                PatchFleet fleet = Fleets.on(aws).build()) {
            List<NodeCompliance> bad = fleet.compliance()
                    .withPatches()
                    .collect()
                    .nodes()
                    .filter(node -> node.state() == NodeState.NON_COMPLIANT)
                    .toList();

            assertFalse(bad.isEmpty());
            for (NodeCompliance node : bad) {
                NodeCompliance.Counts counts = node.counts().orElseThrow();
                Map<PatchStatus.State, Long> rows = node.patches().orElseThrow().stream()
                        .collect(Collectors.groupingBy(PatchStatus::state, Collectors.counting()));
                assertEquals(counts.missing(), rows.getOrDefault(PatchStatus.State.MISSING, 0L), node::toString);
                assertEquals(counts.failed(), rows.getOrDefault(PatchStatus.State.FAILED, 0L), node::toString);
                assertEquals(
                        counts.pendingReboot(),
                        rows.getOrDefault(PatchStatus.State.INSTALLED_PENDING_REBOOT, 0L),
                        node::toString);
                assertEquals(
                        counts.rejected(), rows.getOrDefault(PatchStatus.State.INSTALLED_REJECTED, 0L), node::toString);
            }
        }
    }

    @Test
    void patchesAreReadOnlyWhereTheyAreAskedForAndOnlyOfNodesThatNeedIt() {
        try (SimulatedAws aws = world(7, 200);
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetCompliance counts = fleet.compliance().collect();
            assertEquals(0, aws.calls().count("ssm:DescribeInstancePatches"));

            FleetCompliance rows = fleet.compliance().withPatches().collect();
            assertEquals(
                    counts.counts().in(NodeState.NON_COMPLIANT), aws.calls().count("ssm:DescribeInstancePatches"));
            assertTrue(rows.nodes()
                    .allMatch(node -> node.patches().isPresent() == (node.state() == NodeState.NON_COMPLIANT)));
        }
    }

    @Test
    void whatIsTrueBesideTheStateIsNotHidden() {
        try (SimulatedAws aws = world(42, 600);
                PatchFleet fleet = Fleets.on(aws).build()) {
            Set<Fact> facts = new HashSet<>();
            fleet.compliance().collect().nodes().forEach(node -> facts.addAll(node.facts()));

            assertEquals(Set.of(Fact.values()), facts);
        }
    }

    @Test
    void aBadNodeWhoseAgentIsLostStaysBadAndIsSaidToBeLost() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions("eu-central-1")
                        .nodes(
                                1,
                                n -> n.os("AMAZON_LINUX_2023")
                                        .missing("openssl")
                                        .agentLost())
                        .nodes(1, n -> n.os("AMAZON_LINUX_2023").agentLost())
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            List<NodeCompliance> nodes = fleet.compliance().collect().nodes().toList();

            assertEquals(
                    Set.of(NodeState.NON_COMPLIANT, NodeState.CONNECTION_LOST),
                    nodes.stream().map(NodeCompliance::state).collect(Collectors.toSet()));
            assertTrue(nodes.stream().allMatch(node -> node.facts().contains(Fact.AGENT_LOST)));
        }
    }

    @Test
    void goodNewsGrowsStaleAndBadNewsDoesNot() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions("eu-central-1")
                        .nodes(1, n -> n.os("UBUNTU"))
                        .nodes(1, n -> n.os("UBUNTU").missing("openssl"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            assertEquals(1, fleet.compliance().collect().counts().in(NodeState.COMPLIANT));

            aws.time().advance(Duration.ofDays(8));
            StateCounts later = fleet.compliance().collect().counts();
            assertEquals(1, later.in(NodeState.SCAN_OUT_OF_DATE));
            assertEquals(1, later.in(NodeState.NON_COMPLIANT));

            assertEquals(
                    1,
                    fleet.compliance()
                            .maxScanAge(Duration.ofDays(30))
                            .collect()
                            .counts()
                            .in(NodeState.COMPLIANT));
        }
    }

    @Test
    void anUnmanagedNodeComesWithTheLikelyCause() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions("eu-central-1")
                        .nodes(1, n -> n.os("UBUNTU").withoutInstanceProfile())
                        .nodes(1, n -> n.os("UBUNTU").neverRegistered())
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            List<String> reasons = fleet.compliance()
                    .collect()
                    .nodes()
                    .filter(node -> node.state() == NodeState.UNMANAGED)
                    .map(node -> node.reason().orElseThrow())
                    .sorted()
                    .toList();

            assertEquals(2, reasons.size());
            assertTrue(reasons.get(0).contains("never registered"), reasons::toString);
            assertTrue(reasons.get(1).contains("no instance profile"), reasons::toString);
        }
    }

    @Test
    void excludedAndStoppedNodesAreCountedBesideTheFleet() {
        try (SimulatedAws aws = world(42, 300);
                PatchFleet fleet = Fleets.on(aws).build()) {
            StateCounts all = fleet.compliance().collect().counts();
            StateCounts without = fleet.compliance()
                    .excluding(Target.tag("Lifecycle", "rebuilt"))
                    .collect()
                    .counts();

            assertTrue(all.stopped() > 0, all::toString);
            assertTrue(without.excluded() > 0, without::toString);
            assertEquals(all.total(), without.total() + without.excluded());
            assertEquals(all.stopped(), without.stopped());
        }
    }

    @Test
    void aTargetLeavesAllOthersOutOfEveryNumber() {
        try (SimulatedAws aws = world(42, 300);
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetCompliance production =
                    fleet.compliance().of(Target.environment("Production")).collect();
            long inTruth = aws.world().nodes().stream()
                    .filter(SimulatedNode::isRunning)
                    .filter(node -> "Production".equals(node.tags().get("Environment")))
                    .count();

            assertEquals(inTruth, production.counts().total());
            assertTrue(production
                    .nodes()
                    .allMatch(node -> node.node().environment().orElse("").equals("Production")));
        }
    }

    @Test
    void bothSpellingsOfThePatchGroupTagAreOneGroup() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions("eu-central-1")
                        .nodes(2, n -> n.os("UBUNTU").tag("Patch Group", "web"))
                        .nodes(3, n -> n.os("UBUNTU").tag("PatchGroup", "web"))
                        .nodes(4, n -> n.os("UBUNTU").tag("PatchGroup", "Web"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            assertEquals(
                    5,
                    fleet.compliance()
                            .of(Target.patchGroup("web"))
                            .collect()
                            .counts()
                            .total());
        }
    }

    @Test
    void tagsOfHybridNodesAreKnown() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions("eu-central-1")
                        .nodes(2, n -> n.os("UBUNTU").hybrid().tag("Environment", "Production"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetCompliance now =
                    fleet.compliance().of(Target.environment("Production")).collect();

            assertEquals(2, now.counts().total());
            assertTrue(now.nodes().allMatch(node -> node.id().isHybrid()));
        }
    }

    @Test
    void passingByGivesTheSameSummaryAsCollecting() throws IOException {
        try (SimulatedAws aws = world(42, 300);
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetCompliance collected = fleet.compliance().collect();
            StateCounts.Tally tally = new StateCounts.Tally();
            ComplianceSummary passing = fleet.compliance().visit(node -> {
                if (node.id().id().isEmpty()) {
                    throw new IOException("a visitor may throw");
                }
                tally.add(node.state());
            });

            assertEquals(collected.scopes(), passing.scopes());
            assertEquals(passing.counts().byState(), tally.counts().byState());
        }
    }

    @Test
    void whatAVisitorThrowsComesOutAsItIsAndNothingMoreIsAsked() {
        try (SimulatedAws aws = world(42, 3000);
                PatchFleet fleet = Fleets.on(aws).build()) {
            IOException thrown = assertThrows(
                    IOException.class,
                    () -> fleet.compliance().withPatches().visit(node -> {
                        throw new IOException("enough");
                    }));

            assertEquals("enough", thrown.getMessage());
            assertTrue(aws.calls().count("ssm:DescribeInstancePatches") < 300);
        }
    }

    @Test
    void theSameWorldIsReadAsTheSameValue() {
        Function<Long, FleetCompliance> read = seed -> {
            try (SimulatedAws aws = world(seed, 200);
                    PatchFleet fleet = Fleets.on(aws).build()) {
                return fleet.compliance().withPatches().collect();
            }
        };

        assertEquals(read.apply(5L), read.apply(5L));
    }

    private static SimulatedAws world(long seed, int nodes) {
        return SimulatedAws.builder()
                .seed(seed)
                .regions("ap-northeast-1", "us-east-1", "eu-central-1")
                .nodes(nodes)
                .build();
    }

    /** Read from the world itself, by the words of the rule. */
    private static Map<String, NodeState> truth(SimulatedAws aws) {
        Map<String, NodeState> states = new TreeMap<>();
        for (SimulatedNode node : aws.world().nodes()) {
            if (node.isRunning()) {
                states.put(node.id(), truth(aws, node));
            }
        }
        return states;
    }

    private static NodeState truth(SimulatedAws aws, SimulatedNode node) {
        if (!node.isManaged()) {
            return NodeState.UNMANAGED;
        }
        if (node.lastLookedAt().isEmpty()) {
            return NodeState.NEVER_SCANNED;
        }
        if (!node.isCompliantAtLastLook()) {
            return NodeState.NON_COMPLIANT;
        }
        if (!node.isOnline()) {
            return NodeState.CONNECTION_LOST;
        }
        boolean old = node.lastLookedAt().get().isBefore(aws.clock().instant().minus(A_WEEK));
        return old || node.isLastInstalledByOverrideList() ? NodeState.SCAN_OUT_OF_DATE : NodeState.COMPLIANT;
    }
}
