package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.spec.FleetSpec;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What comes back is not what the documents say. */
class StrangeAnswersTest {

    private static final String NODE = "mi-0123456789abcdef0";
    private static final String THEIRS = "{\"BaselineId\":\"pb-0123456789abcdef0\",\"BaselineName\":\"theirs\","
            + "\"OperatingSystem\":\"UBUNTU\",\"DefaultBaseline\":false}";

    private final CannedAws aws = new CannedAws();

    @Test
    void aPageTokenThatComesBackIsAGapAndNotAnEndlessLoop() {
        aws.answer("DescribeInstanceProperties", body -> "{\"InstanceProperties\":[],\"NextToken\":\"again\"}");

        FleetCompliance now = collect();

        assertEquals(ScopeCompliance.Status.PARTIAL, now.scopes().get(0).status());
        assertTrue(
                now.gaps().toString().contains("ssm:DescribeInstanceProperties page token loop"),
                () -> now.gaps().toString());
        assertEquals(
                2,
                aws.calls().stream()
                        .filter("DescribeInstanceProperties"::equals)
                        .count());
    }

    @Test
    void aWindowThatRunsIsSeenOnWhateverPageItStands() {
        aws.answer("DescribePatchBaselines", body -> "{\"BaselineIdentities\":[" + THEIRS + "]}")
                .answer(
                        "DescribePatchGroups",
                        body -> "{\"Mappings\":[{\"PatchGroup\":\"Payments\",\"BaselineIdentity\":" + THEIRS + "}]}")
                .answer("CreatePatchBaseline", body -> "{\"BaselineId\":\"pb-0123456789abcdef1\"}")
                .answer(
                        "DescribeMaintenanceWindowsForTarget",
                        body -> "{\"WindowIdentities\":[{\"WindowId\":\"mw-0123456789abcdef0\",\"Name\":\"nightly\"}]}")
                .answer(
                        "DescribeMaintenanceWindowExecutions",
                        body -> body.contains("\"NextToken\"")
                                ? "{\"WindowExecutions\":[{\"Status\":\"IN_PROGRESS\"}]}"
                                : "{\"WindowExecutions\":[{\"Status\":\"SUCCESS\"}],\"NextToken\":\"more\"}");
        FleetSpec spec = FleetSpec.builder("bank")
                .baseline("ubuntu", OperatingSystem.UBUNTU, b -> b.approve(r -> r.priority("*")))
                .environment("Payments", e -> e.adoptPatchGroup())
                .build();
        try (PatchFleet fleet = fleet()) {
            String outcome = fleet.apply(fleet.plan(spec)).toString();

            assertTrue(outcome.contains("window nightly of patch group Payments is running"), outcome);
        }
        assertTrue(aws.calls().stream().noneMatch("DeregisterPatchBaselineForPatchGroup"::equals));
    }

    @Test
    void wordsThatNobodyKnowsAreTakenForWhatIsLeastGood() {
        aws.answer(
                "DescribeInstanceProperties",
                body -> "{\"InstanceProperties\":[{\"InstanceId\":\"" + NODE
                        + "\",\"PingStatus\":\"Sleepwalking\",\"PlatformName\":\"TempleOS\",\"ResourceType\":\"Toaster\"}]}");
        aws.answer("DescribeInstancePatchStates", body -> state("\"MissingCount\":1,\"FailedCount\":0"));
        aws.answer(
                "DescribeInstancePatches",
                body -> "{\"Patches\":[{\"Title\":\"t\",\"KBId\":\"k\",\"Classification\":\"\",\"Severity\":\"Dire\","
                        + "\"State\":\"HalfInstalled\",\"InstalledTime\":0}]}");

        NodeCompliance node = collect().nodes().findFirst().orElseThrow();

        assertEquals(NodeState.NON_COMPLIANT, node.state());
        assertTrue(node.facts().contains(NodeCompliance.Fact.AGENT_LOST));
        assertTrue(node.node().operatingSystem().isEmpty());
        PatchStatus patch = node.patches().orElseThrow().get(0);
        assertEquals(PatchStatus.State.UNKNOWN, patch.state());
        assertTrue(patch.installedAt().isEmpty());
    }

    @Test
    void membersThatAreAbsentDoNotMakeANodeCompliant() {
        aws.answer(
                "DescribeInstanceProperties",
                body -> "{\"InstanceProperties\":[{\"InstanceId\":\"" + NODE + "\",\"PingStatus\":\"Online\"},{}]}");
        aws.answer(
                "DescribeInstancePatchStates",
                body -> "{\"InstancePatchStates\":[{\"InstanceId\":\"" + NODE + "\"},{}]}");
        aws.answer("DescribePatchGroups", body -> "{\"Mappings\":[{}]}");
        aws.answer("DescribePatchBaselines", body -> "{\"BaselineIdentities\":[{\"DefaultBaseline\":true},{}]}");
        aws.answer("GetResources", body -> "{\"ResourceTagMappingList\":[{}]}");

        FleetCompliance now = collect();

        assertEquals(1, now.counts().total());
        NodeCompliance node = now.nodes().findFirst().orElseThrow();
        assertEquals(NodeState.UNREADABLE, node.state());
        assertEquals(
                "its patch state came without the counts of missing and failed patches",
                node.reason().orElseThrow());
        assertTrue(now.isComplete(), () -> now.gaps().toString());
    }

    @Test
    void aFleetWithoutNodesIsCompleteAndNotCompliant() {
        FleetCompliance now = collect();

        assertTrue(now.isComplete());
        assertTrue(!now.isCompliant());
        assertTrue(now.compliant().percent().isEmpty());
        assertTrue(now.toString().startsWith("Nothing to judge: 0 of 0 nodes compliant"), now::toString);
    }

    private static String state(String counts) {
        return "{\"InstancePatchStates\":[{\"InstanceId\":\"" + NODE + "\",\"PatchGroup\":\"\",\"BaselineId\":\"pb-1\","
                + "\"OperationStartTime\":1,\"OperationEndTime\":1,\"Operation\":\"Contemplate\"," + counts + "}]}";
    }

    private FleetCompliance collect() {
        try (PatchFleet fleet = fleet()) {
            return fleet.compliance().withPatches().collect();
        }
    }

    private PatchFleet fleet() {
        return PatchFleet.builder()
                .regions("eu-central-1")
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClient(aws)
                .build();
    }
}
