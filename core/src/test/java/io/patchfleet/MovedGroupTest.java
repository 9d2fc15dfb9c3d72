package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Schedule;
import io.patchfleet.simulator.InstallFailure;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A patch group moves to another baseline only while nobody patches by it. */
class MovedGroupTest {

    private static final String HERE = "eu-central-1";

    @Test
    void aGroupStaysWhereItIsWhileAWindowOfItIsRunningAndMovesAfterwards() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(8)
                        .regions(HERE)
                        .nodes(
                                1,
                                n -> n.os("UBUNTU")
                                        .missing("openssl")
                                        .tag("PatchGroup", "Payments")
                                        .failsInstall(InstallFailure.NEVER_ENDS, 1))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            assertTrue(fleet.apply(fleet.plan(spec("ubuntu"))).isComplete());
            aws.time().advance(Duration.ofMinutes(70));

            ApplyOutcome during = fleet.apply(fleet.plan(spec("ubuntu-2")));

            assertFalse(during.isComplete());
            assertTrue(
                    during.toString().contains("of patch group Payments is running; apply again when it is over"),
                    during::toString);
            assertEquals("ubuntu", holder(aws));

            aws.time().advance(Duration.ofHours(6));
            assertTrue(fleet.apply(fleet.plan(spec("ubuntu-2"))).isComplete());
            assertEquals("ubuntu-2", holder(aws));
        }
    }

    private static String holder(SimulatedAws aws) {
        try (SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            return ssm.describePatchGroups(r -> {}).mappings().stream()
                    .filter(mapping -> mapping.patchGroup().equals("Payments"))
                    .findFirst()
                    .orElseThrow()
                    .baselineIdentity()
                    .baselineName();
        }
    }

    /** Its window opens an hour after the world began. */
    private static FleetSpec spec(String baseline) {
        LocalTime opens = LocalTime.of(1, 0);
        return FleetSpec.builder("bank")
                .baseline(baseline, OperatingSystem.UBUNTU, b -> b.approve(r -> r.priority("*")))
                .environment(
                        "Payments",
                        e -> e.adoptPatchGroup()
                                .installWindow(Schedule.daily(opens, ZoneOffset.UTC), Duration.ofHours(4)))
                .build();
    }
}
