package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.RefusedException;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spi.ActionRecorder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowIdentity;
import software.amazon.awssdk.services.ssm.model.PatchBaselineIdentity;

class ConvergenceTest {

    private static final String HERE = "eu-central-1";

    @ParameterizedTest
    @ValueSource(longs = {0, 50, 100, 150})
    void afterApplyingNothingIsLeftToDoWhateverWasThereBefore(long first) {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            for (long seed = first; seed < first + 50; seed++) {
                FleetSpec spec = RandomSpecs.of(seed);

                ApplyOutcome outcome = fleet.apply(fleet.plan(spec));

                FleetPlan rest = fleet.plan(spec);
                long of = seed;
                assertTrue(outcome.isComplete(), () -> "seed " + of + ": " + outcome);
                assertTrue(rest.isUpToDate(), () -> "seed " + of + ": " + rest);
                assertNoDuplicates(aws, seed);
            }
            FleetSpec last = RandomSpecs.of(first + 49);
            assertTrue(fleet.apply(fleet.planDestroy(last)).isComplete());
            assertTrue(fleet.planDestroy(last).isUpToDate());
            assertEquals(List.of(), ownNames(aws));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 17})
    void aCrashAfterAnyCallLeavesAStateFromWhichTheNextPlanConverges(long seed) {
        FleetSpec before = RandomSpecs.of(seed + 1000);
        FleetSpec after = RandomSpecs.of(seed);
        int calls = 1;
        for (int survived = 0; survived < calls; survived++) {
            try (SimulatedAws aws = world();
                    PatchFleet fleet = Fleets.on(aws).build()) {
                fleet.apply(fleet.plan(before));
                Crash crash = new Crash(survived);
                try (PatchFleet doomed = Fleets.on(aws).recorder(crash).build()) {
                    doomed.apply(doomed.plan(after));
                }
                calls = Math.max(calls, crash.asked.get());
                int at = survived;

                ApplyOutcome outcome = fleet.apply(fleet.plan(after));

                FleetPlan rest = fleet.plan(after);
                assertTrue(outcome.isComplete(), () -> "crash after " + at + ": " + outcome);
                assertTrue(rest.isUpToDate(), () -> "crash after " + at + ": " + rest);
                assertNoDuplicates(aws, survived);
            }
        }
        assertTrue(calls > 5, "calls: " + calls);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lostRepliesMakeNothingTwice(long seed) {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(seed)
                        .regions(HERE)
                        .untouched()
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.lostReply("ssm:*").rate(0.2));
            FleetSpec spec = RandomSpecs.of(seed);
            FleetPlan rest = fleet.plan(spec);
            for (int i = 0; i < 20 && !rest.isUpToDate(); i++) {
                try {
                    fleet.apply(rest);
                } catch (RefusedException outdated) {
                    // The plan had a gap where a reply was lost, and this time none was.
                    assertEquals(RefusedException.Reason.PLAN_OUTDATED, outdated.reason());
                }
                rest = fleet.plan(spec);
            }

            FleetPlan last = rest;
            assertTrue(rest.isUpToDate(), () -> "seed " + seed + ": " + last);
            assertNoDuplicates(aws, seed);
        }
    }

    private static void assertNoDuplicates(SimulatedAws aws, long which) {
        List<String> names = ownNames(aws);
        assertEquals(names.size(), new HashSet<>(names).size(), () -> which + ": " + names);
    }

    private static List<String> ownNames(SimulatedAws aws) {
        try (SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            Stream<String> windows = ssm.describeMaintenanceWindowsPaginator(r -> {}).windowIdentities().stream()
                    .map(MaintenanceWindowIdentity::name);
            Stream<String> baselines = ssm.describePatchBaselinesPaginator(r -> {}).baselineIdentities().stream()
                    .map(PatchBaselineIdentity::baselineName);
            return Stream.concat(windows, baselines)
                    .filter(name -> name.startsWith("own-") || name.startsWith("random-"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder().seed(1).regions(HERE).untouched().build();
    }

    /** Lets some changing calls pass and none after them, as if the process had died. */
    private static final class Crash implements ActionRecorder {

        private final int survived;
        private final AtomicInteger asked = new AtomicInteger();

        Crash(int survived) {
            this.survived = survived;
        }

        @Override
        public void before(Action action) {
            if (asked.getAndIncrement() >= survived) {
                throw new IllegalStateException("dead");
            }
        }

        @Override
        public void after(Action action, Optional<AwsFailure> failure) {}
    }
}
