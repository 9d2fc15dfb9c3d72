package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.RefusedException;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.DeclaredResource;
import io.patchfleet.simulator.DeclaredResource.Kind;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spi.ActionRecorder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;

class ConvergenceTest {

    private static final Set<Kind> MADE =
            Set.of(Kind.PATCH_BASELINE, Kind.MAINTENANCE_WINDOW, Kind.SCHEDULE_GROUP, Kind.SCHEDULE);

    private static final List<String> OF_OTHERS = List.of("others-debian", "others-ubuntu");

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
                // Time for AWS to delete groups of entries, and for freezes to begin and to end.
                aws.time().advance(Duration.ofHours(2));
            }
            FleetSpec last = RandomSpecs.of(first + 49);
            assertTrue(fleet.apply(fleet.planDestroy(last)).isComplete());
            assertTrue(fleet.planDestroy(last).isUpToDate());
            aws.time().advance(Duration.ofHours(2));
            assertEquals(OF_OTHERS, names(aws));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {15, 56})
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
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void lostRepliesMakeNothingTwice(long seed) {
        try (SimulatedAws aws = world(seed);
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

    /** So that what is proven above is not proven of less than it seems. */
    @Test
    void theSpecsHaveEveryShape() {
        List<FleetSpec> specs =
                LongStream.range(0, 200).mapToObj(RandomSpecs::of).toList();
        Map<String, Predicate<FleetSpec>> shapes = Map.of(
                "adoption", spec -> !spec.adoptedBaselines().isEmpty(),
                "override", spec -> !spec.overrides().isEmpty(),
                "global filter",
                        spec -> spec.baselines().stream()
                                .anyMatch(b -> !b.globalFilters().isEmpty()),
                "claimed group", spec -> hasEnvironment(spec, Environment::adoptsPatchGroup),
                "notice", spec -> hasEnvironment(spec, e -> e.notice().isPresent()),
                "freeze", spec -> hasEnvironment(spec, e -> !e.freezes().isEmpty()),
                "service role",
                        spec -> hasEnvironment(spec, e -> e.serviceRole().isPresent()),
                "rate", spec -> hasEnvironment(spec, e -> hasSchedule(e, "rate(")),
                "one time", spec -> hasEnvironment(spec, e -> hasSchedule(e, "at(")));
        shapes.forEach((shape, isOne) -> assertTrue(specs.stream().filter(isOne).count() >= 10, shape));
    }

    private static boolean hasEnvironment(FleetSpec spec, Predicate<Environment> isOne) {
        return spec.environments().stream().anyMatch(isOne);
    }

    private static boolean hasSchedule(Environment environment, String beginning) {
        return Stream.of(environment.installWindow(), environment.scanWindow())
                .flatMap(Optional::stream)
                .anyMatch(window -> window.schedule().expression().startsWith(beginning));
    }

    private static void assertNoDuplicates(SimulatedAws aws, long which) {
        List<String> names = names(aws);
        assertEquals(names.size(), new HashSet<>(names).size(), () -> which + ": " + names);
        assertTrue(names.containsAll(OF_OTHERS), () -> which + ": " + names);
    }

    /** Of everything that has a name and can be made twice. */
    private static List<String> names(SimulatedAws aws) {
        return aws.world().declared().stream()
                .filter(each -> MADE.contains(each.kind()))
                .map(DeclaredResource::name)
                .sorted()
                .toList();
    }

    private static SimulatedAws world() {
        return world(1);
    }

    private static SimulatedAws world(long seed) {
        SimulatedAws aws = SimulatedAws.builder()
                .seed(seed)
                .regions(RandomSpecs.HERE)
                .untouched()
                .build();
        try (SsmClient ssm = Fleets.client(aws, RandomSpecs.HERE, SsmClient.builder())) {
            RandomSpecs.addTheirs(ssm);
        }
        return aws;
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
