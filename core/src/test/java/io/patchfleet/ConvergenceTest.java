package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.internal.json.Json;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.RefusedException;
import io.patchfleet.model.Scope;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.DeclaredResource;
import io.patchfleet.simulator.DeclaredResource.Kind;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spi.ActionRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;

class ConvergenceTest {

    private static final Set<Kind> HANGING_ON_TIME = Set.of(Kind.SCHEDULE_GROUP, Kind.SCHEDULE);
    private static final int HELD_AGAINST_A_NEW_WORLD = 5;

    @ParameterizedTest
    @ValueSource(longs = {0, 50, 100, 150})
    void afterApplyingNothingIsLeftToDoWhateverWasThereBefore(long first) {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            boolean taken = false;
            for (long seed = first; seed < first + 50; seed++) {
                FleetSpec spec = RandomSpecs.of(seed);
                taken |= RandomSpecs.takesTheirs(spec, scope(aws));

                ApplyOutcome outcome = fleet.apply(fleet.plan(spec));

                FleetPlan rest = fleet.plan(spec);
                long of = seed;
                assertTrue(outcome.isComplete(), () -> "seed " + of + ": " + outcome);
                assertTrue(rest.isUpToDate(), () -> "seed " + of + ": " + rest);
                if (seed % HELD_AGAINST_A_NEW_WORLD == 0) {
                    assertEquals(
                            lasting(applied(spec, taken, aws.clock().instant()), spec),
                            lasting(aws.world().declared(), spec),
                            () -> "seed " + of);
                }
                // Time for AWS to delete groups of entries, and for freezes to begin and to end.
                aws.time().advance(Duration.ofHours(2));
            }
            FleetSpec last = RandomSpecs.of(first + 49);
            assertTrue(fleet.apply(fleet.planDestroy(last)).isComplete());
            assertTrue(fleet.planDestroy(last).isUpToDate());
            aws.time().advance(Duration.ofHours(2));
            assertEquals(untouched(taken), whatIsLeft(aws));
        }
    }

    @ParameterizedTest
    @MethodSource("seedsToCrash")
    void aCrashAfterAnyCallLeavesAStateFromWhichTheNextPlanConverges(long seed) {
        FleetSpec before = RandomSpecs.of(seed + 1000);
        FleetSpec after = RandomSpecs.of(seed);
        List<String> meant = calm(before, after);
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
                assertEquals(meant, DeclaredState.of(aws.world().declared()), () -> "crash after " + at);
            }
        }
        assertTrue(calls > 5, "calls: " + calls);
    }

    @ParameterizedTest
    @MethodSource("seedsToCrash")
    void aCrashWhileASpecIsDestroyedLeavesNothingThatTheNextPlanDoesNotTakeAway(long seed) {
        FleetSpec spec = RandomSpecs.of(seed);
        int calls = 1;
        for (int survived = 0; survived < calls; survived++) {
            try (SimulatedAws aws = world();
                    PatchFleet fleet = Fleets.on(aws).build()) {
                assertTrue(fleet.apply(fleet.plan(spec)).isComplete());
                Crash crash = new Crash(survived);
                try (PatchFleet doomed = Fleets.on(aws).recorder(crash).build()) {
                    doomed.apply(doomed.planDestroy(spec));
                }
                calls = Math.max(calls, crash.asked.get());
                int at = survived;

                ApplyOutcome outcome = fleet.apply(fleet.planDestroy(spec));

                assertTrue(outcome.isComplete(), () -> "crash after " + at + ": " + outcome);
                assertTrue(fleet.planDestroy(spec).isUpToDate(), () -> "crash after " + at);
                aws.time().advance(Duration.ofHours(2));
                assertEquals(
                        untouched(RandomSpecs.takesTheirs(spec, scope(aws))),
                        whatIsLeft(aws),
                        () -> "crash after " + at);
            }
        }
        assertTrue(calls > 3, "calls: " + calls);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void lostRepliesMakeNothingTwice(long seed) {
        try (SimulatedAws aws = world(seed);
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.lostReply("ssm:*").rate(0.2));
            aws.fault(Fault.lostReply("scheduler:*").rate(0.2));
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
            assertEquals(calm(spec), DeclaredState.of(aws.world().declared()));
        }
    }

    /** Two of some size, and small ones that adopt, of which each call is worth a crash. */
    private static LongStream seedsToCrash() {
        return LongStream.concat(
                LongStream.of(15, 56),
                LongStream.range(0, 200)
                        .filter(seed -> isSmall(RandomSpecs.of(seed)))
                        .limit(4));
    }

    private static boolean isSmall(FleetSpec spec) {
        return !spec.adoptedBaselines().isEmpty()
                && spec.overrides().isEmpty()
                && spec.environments().size() == 1
                && spec.baselines().size() <= 3;
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

    /** What a world is in which nothing goes wrong. */
    private static List<String> calm(FleetSpec... specs) {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            for (FleetSpec spec : specs) {
                fleet.apply(fleet.plan(spec));
            }
            return DeclaredState.of(aws.world().declared());
        }
    }

    /** What a new world is in which nothing but this was applied. */
    private static List<DeclaredResource> applied(FleetSpec spec, boolean taken, Instant now) {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.time().advanceTo(now);
            if (taken) {
                takeTheirs(aws);
            }
            fleet.apply(fleet.plan(spec));
            return aws.world().declared();
        }
    }

    /** What a world is in which nothing was applied. */
    private static List<String> untouched(boolean taken) {
        try (SimulatedAws aws = world()) {
            if (taken) {
                takeTheirs(aws);
            }
            return whatIsLeft(aws);
        }
    }

    /** All that there is; of what was adopted all but what it says, which is not given back. */
    private static List<String> whatIsLeft(SimulatedAws aws) {
        return DeclaredState.of(aws.world().declared().stream()
                .map(each -> each.name().equals(RandomSpecs.ADOPTED) ? saying(each, Set.of("PatchGroups")) : each)
                .toList());
    }

    /** What depends neither on when it was made nor on what was there before. */
    private static List<String> lasting(List<DeclaredResource> resources, FleetSpec spec) {
        boolean adopted = !spec.adoptedBaselines().isEmpty();
        return DeclaredState.of(resources.stream()
                .filter(each -> !HANGING_ON_TIME.contains(each.kind()))
                .map(each -> switch (each.kind()) {
                    case MAINTENANCE_WINDOW -> saying(each, without("StartDate", each));
                    case PATCH_BASELINE ->
                        each.name().equals(RandomSpecs.ADOPTED) && !adopted
                                ? saying(each, Set.of("PatchGroups"))
                                : untold(each);
                    default -> each;
                })
                .toList());
    }

    private static Set<String> without(String member, DeclaredResource resource) {
        return DeclaredState.members(resource).keySet().stream()
                .map(String::valueOf)
                .filter(each -> !each.equals(member))
                .collect(Collectors.toSet());
    }

    private static DeclaredResource saying(DeclaredResource resource, Set<String> members) {
        Map<String, Object> said = new TreeMap<>();
        DeclaredState.members(resource).forEach((member, value) -> {
            if (members.contains(String.valueOf(member))) {
                said.put(String.valueOf(member), value);
            }
        });
        return new DeclaredResource(
                resource.account(),
                resource.region(),
                resource.kind(),
                resource.id(),
                resource.name(),
                resource.tags(),
                Json.canonical(said));
    }

    /** Without the tag that also tells of patch groups that an adopted baseline held earlier. */
    private static DeclaredResource untold(DeclaredResource resource) {
        Map<String, String> tags = new TreeMap<>(resource.tags());
        tags.remove("patchfleet:adopted");
        return new DeclaredResource(
                resource.account(),
                resource.region(),
                resource.kind(),
                resource.id(),
                resource.name(),
                tags,
                resource.says());
    }

    private static Scope scope(SimulatedAws aws) {
        return new Scope(aws.accounts().get(0), RandomSpecs.HERE);
    }

    private static void takeTheirs(SimulatedAws aws) {
        try (SsmClient ssm = Fleets.client(aws, RandomSpecs.HERE, SsmClient.builder())) {
            RandomSpecs.takeTheirs(ssm);
        }
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
