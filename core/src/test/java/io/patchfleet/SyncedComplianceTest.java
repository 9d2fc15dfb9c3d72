package io.patchfleet;

import static io.patchfleet.Synced.HERE;
import static io.patchfleet.Synced.QUERIED;
import static io.patchfleet.Synced.SYNC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Compliance read from the bucket of a Resource Data Sync. */
class SyncedComplianceTest {

    private static final String THERE = "us-east-1";

    @Test
    void theAnswersOfTheBucketAndOfAthenaAreThatOfTheApi() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            Synced.everywhere(aws);
            Synced.declareTables(aws);

            FleetCompliance asked = fleet.compliance().withPatches().collect();
            long told = aws.calls().count("ssm:DescribeInstancePatchStates");
            FleetCompliance synced = fleet.compliance().withPatches().from(SYNC).collect();

            FleetCompliance queried =
                    fleet.compliance().withPatches().from(QUERIED).collect();

            assertSame(asked, synced);
            assertEquals(synced.nodes().toList(), queried.nodes().toList());
            assertEquals(asked.missingPatches(), synced.missingPatches());
            assertEquals(synced.missingPatches(), queried.missingPatches());
            assertTrue(synced.isComplete(), synced::toString);
            assertTrue(queried.isComplete(), queried::toString);
            assertEquals(3, queried.apiCalls().get("athena:StartQueryExecution"), "one query for each table");
            assertEquals(told, aws.calls().count("ssm:DescribeInstancePatchStates"), "Systems Manager was asked");
            assertEquals(Optional.of("s3://inventory/fleet"), synced.asked().sync());
            assertEquals(List.of(), aws.violations());
        }
    }

    @Test
    void whatAScanFindsIsInTheBucketWhenItHasEnded() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .regions(HERE)
                        .nodes(3, node -> node.os("AMAZON_LINUX_2023").neverScanned())
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            Synced.everywhere(aws);
            assertEquals(3, fleet.compliance().from(SYNC).collect().counts().in(NodeState.NEVER_SCANNED));

            fleet.scan(Target.everything()).run();
            aws.time().advance(Duration.ofMinutes(2));

            assertSame(
                    fleet.compliance().collect(), fleet.compliance().from(SYNC).collect());
            assertEquals(0, fleet.compliance().from(SYNC).collect().counts().in(NodeState.NEVER_SCANNED));
        }
    }

    @Test
    void aNodeWithoutObjectsIsNeverCompliant() {
        try (SimulatedAws aws = compliant(4, HERE);
                PatchFleet fleet = Fleets.on(aws).build();
                S3Client s3 = Synced.bucket(aws)) {
            Synced.everywhere(aws);
            List<SimulatedNode> nodes = aws.world().nodes();
            s3.deleteObject(r -> r.bucket(SYNC.bucket()).key(Synced.key("AWS:PatchSummary", nodes.get(0))));
            nodes.get(1).loseAgent();
            s3.putObject(
                    r -> r.bucket(SYNC.bucket()).key(Synced.key("AWS:PatchSummary", nodes.get(2))),
                    RequestBody.fromString("<html>"));

            Map<String, NodeState> states = states(fleet.compliance().from(SYNC).collect());

            assertEquals(NodeState.NEVER_SCANNED, states.get(nodes.get(0).id()));
            assertEquals(NodeState.CONNECTION_LOST, states.get(nodes.get(1).id()));
            assertEquals(NodeState.UNREADABLE, states.get(nodes.get(2).id()));
            assertEquals(NodeState.COMPLIANT, states.get(nodes.get(3).id()));
        }
    }

    @Test
    void aScopeThatNoSyncLeadsFromIsItsOwnGapAlone() {
        try (SimulatedAws aws = compliant(6, HERE, THERE);
                PatchFleet fleet = Fleets.on(aws).build()) {
            Synced.from(aws, List.of(HERE));

            FleetCompliance now = fleet.compliance().from(SYNC).collect();

            assertEquals(3, now.counts().in(NodeState.COMPLIANT));
            assertEquals(3, now.counts().in(NodeState.UNREADABLE));
            assertEquals(
                    List.of(ScopeCompliance.Status.READ, ScopeCompliance.Status.PARTIAL),
                    now.scopes().stream().map(ScopeCompliance::status).toList());
            assertTrue(now.gaps().toString().contains("no Resource Data Sync of it leads there"), now.gaps()::toString);
        }
    }

    @Test
    void aScopeWithoutManagedNodesHasNoObjectsAndIsRead() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .regions(HERE)
                        .nodes(2, node -> node.os("UBUNTU").neverRegistered())
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            Synced.everywhere(aws);

            FleetCompliance now = fleet.compliance().from(SYNC).collect();

            assertEquals(2, now.counts().in(NodeState.UNMANAGED));
            assertTrue(now.isComplete(), now::toString);
        }
    }

    @Test
    void aBucketThatRefusesLeavesEveryRunningNodeUnreadable() {
        try (SimulatedAws aws = compliant(4, HERE, THERE);
                PatchFleet fleet = Fleets.on(aws).build()) {
            Synced.everywhere(aws);
            aws.fault(Fault.accessDenied("s3:ListBucket"));

            List<NodeCompliance> nodes = new ArrayList<>();
            ComplianceSummary now = fleet.compliance().from(SYNC).visit(nodes::add);

            assertEquals(4, now.counts().in(NodeState.UNREADABLE));
            assertEquals(4, nodes.size());
            assertFalse(now.isComplete());
            assertTrue(now.gaps().stream().allMatch(gap -> gap.toString().contains("s3:ListBucket AccessDenied")));
        }
    }

    @Test
    void aQueryThatFailsIsToldInAthenasWords() {
        try (SimulatedAws aws = compliant(2, HERE);
                PatchFleet fleet = Fleets.on(aws).build()) {
            Synced.everywhere(aws);
            Synced.declareTables(aws);

            FleetCompliance now = fleet.compliance()
                    .from(SYNC.queriedBy("patching", "elsewhere"))
                    .collect();

            assertEquals(2, now.counts().in(NodeState.UNREADABLE));
            assertTrue(
                    now.gaps().toString().contains("athena:GetQueryExecution FAILED: SCHEMA_NOT_FOUND"),
                    now.gaps()::toString);
        }
    }

    private static void assertSame(FleetCompliance asked, FleetCompliance synced) {
        assertEquals(
                asked.nodes().toList(),
                synced.nodes().map(SyncedComplianceTest::withoutDoubt).toList());
        assertEquals(asked.counts(), synced.counts());
    }

    /** Of a node that was never scanned it is said that the sync may be behind. */
    private static NodeCompliance withoutDoubt(NodeCompliance node) {
        return node.state() == NodeState.NEVER_SCANNED
                ? NodeCompliance.builder().from(node).reason(Optional.empty()).build()
                : node;
    }

    private static Map<String, NodeState> states(FleetCompliance fleet) {
        return fleet.nodes().collect(Collectors.toMap(node -> node.id().id(), NodeCompliance::state));
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder().seed(7).regions(HERE, THERE).nodes(40).build();
    }

    private static SimulatedAws compliant(int nodes, String... regions) {
        return SimulatedAws.builder()
                .regions(regions)
                .nodes(nodes, node -> node.os("AMAZON_LINUX_2023"))
                .build();
    }
}
