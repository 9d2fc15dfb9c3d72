package com.example.nightly;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.ComplianceRequest;
import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.model.Actor;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Scope;
import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NightlyCheckTest {

    @Test
    void theApplicationIsAModuleAndSoIsTheLibrary() {
        assertEquals("com.example.nightly", NightlyCheck.class.getModule().getName());
        assertEquals("io.patchfleet.core", PatchFleet.class.getModule().getName());
    }

    @Test
    void aFleetTakesTheTransportThatIsThere() {
        PatchFleet.Builder fleet = PatchFleet.builder().regions("eu-central-1");
        assertDoesNotThrow(() -> fleet.build().close());
    }

    @Test
    void whoReadsASyncWithoutItsArtifactIsToldWhatToAdd() {
        ResourceDataSync sync = ResourceDataSync.of("inventory", "", "eu-central-1");
        try (PatchFleet fleet = PatchFleet.builder().regions("eu-central-1").build()) {
            ComplianceRequest question = fleet.compliance();
            InvalidInputException refusal = assertThrows(InvalidInputException.class, () -> question.from(sync));
            assertEquals(
                    "from: 's3://inventory' is not allowed here; allowed: a sync whose client is on the class path; add"
                            + " software.amazon.awssdk:s3",
                    refusal.getMessage());
            ResourceDataSync queried = sync.queriedBy("primary", "inventory");
            assertTrue(assertThrows(InvalidInputException.class, () -> question.from(queried))
                    .getMessage()
                    .endsWith("add software.amazon.awssdk:athena"));
        }
    }

    @Test
    void whoMeansAResourceGroupWithoutItsArtifactIsToldWhatToAdd() {
        Target group = Target.everything().except(Target.resourceGroup("web"));
        try (PatchFleet fleet = PatchFleet.builder().regions("eu-central-1").build()) {
            ComplianceRequest question = fleet.compliance();
            String refusal = assertThrows(InvalidInputException.class, () -> fleet.scan(group))
                    .getMessage();
            assertEquals(
                    "target: 'everything except resource group web' is not allowed here; allowed: a target whose client"
                            + " is on the class path; add software.amazon.awssdk:resourcegroups",
                    refusal);
            assertEquals(
                    refusal,
                    assertThrows(InvalidInputException.class, () -> fleet.install(group))
                            .getMessage());
            assertEquals(
                    refusal,
                    assertThrows(InvalidInputException.class, () -> question.of(group))
                            .getMessage());
            assertEquals(
                    refusal,
                    assertThrows(InvalidInputException.class, () -> question.excluding(group))
                            .getMessage());
        }
    }

    @Test
    void nobodyIsWokenForACompliantFleet() {
        assertEquals(Optional.empty(), NightlyCheck.alarm(fleet(Map.of(NodeState.COMPLIANT, 3))));
    }

    @Test
    void somebodyIsWokenForANodeThatIsNotCompliant() {
        String alarm = NightlyCheck.alarm(fleet(Map.of(NodeState.COMPLIANT, 3, NodeState.NON_COMPLIANT, 1)))
                .orElseThrow();
        assertTrue(alarm.contains("3 of 4 (75.0 %)"), alarm);
    }

    private static FleetCompliance fleet(Map<NodeState, Integer> states) {
        Instant now = Instant.parse("2026-11-24T02:00:00Z");
        ScopeCompliance scope = ScopeCompliance.builder()
                .scope(new Scope("111122223333", "eu-central-1"))
                .status(ScopeCompliance.Status.READ)
                .counts(new StateCounts(states, 0, 0))
                .build();
        ComplianceSummary summary = ComplianceSummary.builder()
                .asked(ComplianceSummary.Asked.builder()
                        .actor(Actor.named("nightly"))
                        .target("everything")
                        .maxScanAge(Duration.ofDays(7))
                        .withPatches(false)
                        .environmentTag("Environment")
                        .build())
                .began(now)
                .ended(now)
                .scopes(List.of(scope))
                .missingPatches(0)
                .throttled(0)
                .build();
        return FleetCompliance.of(summary, List.of());
    }
}
