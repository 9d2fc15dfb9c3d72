package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Schedule;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.InstallFailure;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spi.ActionRecorder;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
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

    @Test
    void aGroupMovesAwayFromOneOfAwssOwnBaselines() {
        try (SimulatedAws aws = empty();
                PatchFleet fleet = Fleets.on(aws).build();
                SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            String ofAws = ssm.describePatchBaselinesPaginator(r -> {}).baselineIdentities().stream()
                    .filter(baseline -> baseline.baselineName().equals("AWS-UbuntuDefaultPatchBaseline"))
                    .findFirst()
                    .orElseThrow()
                    .baselineId();
            ssm.registerPatchBaselineForPatchGroup(r -> r.baselineId(ofAws).patchGroup("Payments"));

            ApplyOutcome outcome = fleet.apply(fleet.plan(spec("ubuntu")));

            assertTrue(outcome.isComplete(), outcome::toString);
            assertEquals("ubuntu", holder(aws));
        }
    }

    @Test
    void aGroupThatIsLeftWithoutABaselineIsSaidToBe() {
        try (SimulatedAws aws = empty();
                PatchFleet fleet = Fleets.on(aws).build()) {
            assertTrue(fleet.apply(fleet.plan(spec("ubuntu"))).isComplete());
            FleetPlan plan = fleet.plan(spec("ubuntu-2"));
            aws.fault(Fault.accessDenied("ssm:RegisterPatchBaselineForPatchGroup"));

            ApplyOutcome outcome = fleet.apply(plan);

            assertEquals(1, outcome.failed().size(), outcome::toString);
            String failure = outcome.failed().get(0).toString();
            assertTrue(
                    failure.contains("replace patchGroup Payments/UBUNTU: failed:"
                            + " ssm:RegisterPatchBaselineForPatchGroup AccessDeniedException: patch group Payments"
                            + " holds no baseline for UBUNTU now, because ubuntu could not be given back to it either"),
                    failure);
        }
    }

    @Test
    void aGroupIsNotLeftHalfMovedByWhoeverEndsTheWork() throws InterruptedException {
        List<Thread> callers = new CopyOnWriteArrayList<>();
        try (SimulatedAws aws = empty();
                PatchFleet fleet = Fleets.on(aws).build();
                PatchFleet interrupted = Fleets.on(aws)
                        .recorder(new AfterDeregistering(() -> callers.get(0).interrupt()))
                        .build()) {
            assertTrue(fleet.apply(fleet.plan(spec("ubuntu"))).isComplete());
            Thread caller = new Thread(() -> interrupted.apply(interrupted.plan(spec("ubuntu-2"))));
            callers.add(caller);
            caller.start();
            caller.join();

            assertEquals("ubuntu-2", holder(aws));
        }
    }

    /** Does something between the two halves of a move, and leaves it the time to have an effect. */
    private record AfterDeregistering(Runnable interruption) implements ActionRecorder {

        @Override
        public void before(Action action) {}

        @Override
        public void after(Action action, Optional<AwsFailure> failure) {
            if (action.operation().equals("ssm:DeregisterPatchBaselineForPatchGroup")) {
                interruption.run();
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            }
        }
    }

    private static SimulatedAws empty() {
        return SimulatedAws.builder().seed(8).regions(HERE).untouched().build();
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
