package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.apply.ApplyOutcome.Result;
import io.patchfleet.compliance.ComplianceRequest;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.ScopeCompliance.Status;
import io.patchfleet.event.CallEvent;
import io.patchfleet.event.FleetEvent;
import io.patchfleet.model.Actor;
import io.patchfleet.model.FleetUnreachableException;
import io.patchfleet.model.Gap;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Scope;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.Limit;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spi.Accounts;
import io.patchfleet.target.Target;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialFailureTest {

    private static final String SELF = "111122223333";
    private static final String OTHER = "222233334444";
    private static final String HERE = "eu-central-1";
    private static final String THERE = "us-east-1";

    @Test
    void aRegionThatIsDownIsFailedAndTheOthersAreRight() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = fleet(aws)) {
            FleetCompliance well = fleet.compliance().collect();
            aws.fault(Fault.reset("*").in(THERE));

            FleetCompliance now = fleet.compliance().collect();

            for (String account : List.of(SELF, OTHER)) {
                ScopeCompliance down = scope(now, account, THERE);
                assertEquals(Status.FAILED, down.status());
                assertTrue(down.counts().isEmpty());
                assertEquals(1, down.gaps().size());
                assertTrue(down.gaps().get(0).toString().contains("nothing could be read"), down::toString);
                assertEquals(scope(well, account, HERE), scope(now, account, HERE));
            }
            assertFalse(now.isComplete());
            assertFalse(now.isCompliant());
        }
    }

    @Test
    void anAccountThatRefusesIsOneGapForAllItsRegions() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(1)
                        .regions(HERE, THERE)
                        .accounts(SELF, OTHER)
                        .externalId(OTHER, "another")
                        .nodes(80)
                        .build();
                PatchFleet fleet = fleet(aws)) {
            FleetCompliance now = fleet.compliance().collect();

            assertEquals(1, now.gaps().size(), () -> now.gaps().toString());
            Gap gap = now.gaps().get(0);
            assertTrue(
                    gap.toString()
                            .startsWith(OTHER + ", all Regions: the account could not be entered: sts:AssumeRole"
                                    + " AccessDenied"),
                    gap::toString);
            assertEquals(Status.FAILED, scope(now, OTHER, HERE).status());
            assertEquals(Status.READ, scope(now, SELF, HERE).status());
            assertTrue(now.counts().total() > 0);
        }
    }

    @Test
    void whereEc2RefusesManagedNodesKeepTheirStatesAndCoverageIsUnknown() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = fleet(aws)) {
            FleetCompliance well = fleet.compliance().collect();
            aws.fault(Fault.accessDenied("ec2:*").in(HERE).account(SELF));

            FleetCompliance now = fleet.compliance().collect();

            ScopeCompliance scope = scope(now, SELF, HERE);
            assertEquals(Status.PARTIAL, scope.status());
            assertTrue(scope.gaps().get(0).toString().contains("ec2:DescribeInstances"), scope::toString);
            assertEquals(0, scope.counts().orElseThrow().in(NodeState.UNMANAGED));
            assertEquals(
                    scope(well, SELF, HERE).counts().orElseThrow().in(NodeState.COMPLIANT),
                    scope.counts().orElseThrow().in(NodeState.COMPLIANT));
        }
    }

    @Test
    void whereTagsAreNotKnownNobodyCountsAsNotMeant() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = fleet(aws)) {
            aws.fault(Fault.accessDenied("ec2:*").in(HERE).account(SELF));
            ComplianceRequest all = fleet.compliance();

            for (ComplianceRequest byTag : List.of(
                    all.of(Target.environment("Production")),
                    all.of(Target.everything().except(Target.tag("Environment"))),
                    all.excluding(Target.patchGroup("Production")))) {
                FleetCompliance now = byTag.collect();

                Map<NodeState, Long> instances = now.nodes()
                        .filter(node -> node.id().scope().equals(new Scope(SELF, HERE)))
                        .filter(node -> !node.node().tagsKnown())
                        .peek(node -> assertTrue(node.reason().orElseThrow().contains("tags could not be read")))
                        .collect(Collectors.groupingBy(NodeCompliance::state, Collectors.counting()));
                assertEquals(Set.of(NodeState.UNREADABLE), instances.keySet());
                assertFalse(now.isCompliant());
            }
        }
    }

    @Test
    void whereTagsOfHybridNodesAreNotKnownTheOthersAreStillTold() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = fleet(aws)) {
            ComplianceRequest production = fleet.compliance().of(Target.environment("Production"));
            List<NodeCompliance> well = production.collect().nodes().toList();
            aws.fault(Fault.accessDenied("tag:*"));

            List<NodeCompliance> now = production.collect().nodes().toList();

            assertTrue(now.stream().anyMatch(node -> node.id().isHybrid()));
            now.stream().filter(node -> node.id().isHybrid()).forEach(node -> {
                assertFalse(node.node().tagsKnown());
                assertEquals(NodeState.UNREADABLE, node.state());
            });
            assertEquals(
                    well.stream().filter(node -> !node.id().isHybrid()).toList(),
                    now.stream().filter(node -> !node.id().isHybrid()).toList());
        }
    }

    @Test
    void whereSystemsManagerRefusesRunningInstancesAreUnreadable() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = fleet(aws)) {
            FleetCompliance well = fleet.compliance().collect();
            aws.fault(Fault.accessDenied("ssm:*").in(HERE).account(SELF));

            FleetCompliance now = fleet.compliance().collect();

            ScopeCompliance scope = scope(now, SELF, HERE);
            int unreadable = scope.counts().orElseThrow().in(NodeState.UNREADABLE);
            assertEquals(Status.PARTIAL, scope.status());
            assertEquals(scope.counts().orElseThrow().total(), unreadable);
            assertTrue(unreadable > 0);
            assertEquals(1, scope.gaps().size(), scope::toString);
            assertTrue(
                    scope.gaps().get(0).toString().contains(unreadable + " running nodes are unreadable"),
                    scope::toString);
            assertEquals(well.counts().stopped(), now.counts().stopped());
        }
    }

    @Test
    void whereBothRefuseTheScopeHasNoNumber() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = fleet(aws)) {
            aws.fault(Fault.accessDenied("*").in(HERE).account(SELF));

            ScopeCompliance scope = scope(fleet.compliance().collect(), SELF, HERE);

            assertEquals(Status.FAILED, scope.status());
            assertTrue(scope.counts().isEmpty());
        }
    }

    @Test
    void whatTheApplicationsOwnCodeThrowsWhilePlanningIsTheGapOfOneScope() {
        FleetSpec spec = FleetSpec.builder("bank")
                .baseline("linux", OperatingSystem.AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .build();
        try (SimulatedAws aws = world()) {
            // By the tenth call accounts are known and every scope is being looked at.
            FullOnce executor = new FullOnce(aws.scheduler(), 10);
            try (PatchFleet fleet = PatchFleet.builder()
                    .regions(HERE, THERE)
                    .accounts(Accounts.assuming("PatchFleet", SELF, OTHER))
                    .endpoint(aws.endpoint())
                    .credentials(aws.credentials())
                    .httpClient(aws.httpClient())
                    .time(aws.clock(), aws.scheduler())
                    .actor(() -> Actor.named("tester"))
                    .executor(executor)
                    .build()) {
                FleetPlan plan = fleet.plan(spec);

                assertEquals(1, plan.gaps().size(), plan::toString);
                assertTrue(
                        plan.gaps()
                                .get(0)
                                .toString()
                                .endsWith(
                                        "what is there could not be read: plan RejectedExecutionException: no thread is"
                                                + " free"),
                        plan::toString);
                assertEquals(3, plan.changes().size(), plan::toString);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aScopeThrottledToTwoCallsASecondIsReadAllTheSame(long seed) {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(seed)
                        .regions(HERE, THERE)
                        .nodes(600)
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetCompliance well = fleet.compliance().withPatches().collect();
            aws.limit(Limit.of("*", 2, 2).in(HERE));

            FleetCompliance now = fleet.compliance().withPatches().collect();

            assertTrue(now.isComplete(), now::toString);
            assertEquals(well.counts(), now.counts());
            assertEquals(aws.calls().throttled(), now.throttled());
            assertTrue(now.throttled() > 0);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatFailsInPassingIsRepeated(long seed) {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(seed)
                        .regions(HERE, THERE)
                        .nodes(200)
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetCompliance well = fleet.compliance().withPatches().collect();
            aws.fault(Fault.error("*").rate(0.1));
            aws.fault(Fault.reset("*").rate(0.02));
            aws.fault(Fault.throttle("*").rate(0.1));

            FleetCompliance now = fleet.compliance().withPatches().collect();

            assertEquals(well.counts().total(), now.counts().total(), now::toString);
            if (now.isComplete()) {
                assertEquals(well.nodes().toList(), now.nodes().toList());
            } else {
                assertFalse(now.isCompliant());
            }
        }
    }

    @Test
    void aScopeThatIsDownIsLeftAloneAndSaidSo() {
        List<FleetEvent> events = new CopyOnWriteArrayList<>();
        try (SimulatedAws aws =
                        SimulatedAws.builder().seed(1).regions(HERE).nodes(2000).build();
                PatchFleet fleet = Fleets.on(aws)
                        .onEvent(CallEvent.ScopeClosed.class, events::add)
                        .build()) {
            aws.fault(Fault.error("ssm:DescribeInstancePatchStates"));
            FleetCompliance now = fleet.compliance().collect();

            assertEquals(Status.PARTIAL, now.scopes().get(0).status());
            assertTrue(now.counts().in(NodeState.UNREADABLE) > 1000, now::toString);
            assertTrue(aws.calls().count("ssm:DescribeInstancePatchStates") < 100);
            aws.time().advance(Duration.ofSeconds(1));
        }
        assertEquals(1, events.size());
    }

    @Test
    void whatTheApplicationsOwnCodeThrowsConcernsItsScopeAlone() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(1)
                        .regions(HERE, THERE)
                        .nodes(80)
                        .build();
                PatchFleet fleet = Fleets.on(aws)
                        .customizeClients((scope, client) -> {
                            if (scope.region().equals(THERE)) {
                                throw new IllegalStateException("no proxy for this Region");
                            }
                        })
                        .build()) {
            FleetCompliance now = fleet.compliance().collect();

            assertEquals(Status.FAILED, scope(now, SELF, THERE).status());
            assertTrue(
                    now.gaps().toString().contains("IllegalStateException: no proxy for this Region"), now::toString);
            assertEquals(Status.READ, scope(now, SELF, HERE).status());
        }
    }

    @Test
    void credentialsThatExpireAreRenewed() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = fleet(aws)) {
            FleetCompliance first = fleet.compliance().collect();
            aws.time().advance(Duration.ofHours(5));

            assertEquals(
                    first.counts().total(),
                    fleet.compliance().collect().counts().total());
            assertTrue(fleet.compliance().collect().isComplete());
        }
    }

    @Test
    void whatIsNotReadInTimeIsAGap() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = fleet(aws)) {
            aws.limit(Limit.of("ssm:DescribeInstancePatches", 0.5, 1));

            FleetCompliance now = fleet.compliance()
                    .withPatches()
                    .within(Duration.ofSeconds(20))
                    .collect();

            assertFalse(now.isComplete());
            assertTrue(now.gaps().toString().contains("not done within PT20S"), now::toString);
            assertTrue(Duration.between(now.began(), now.ended()).toSeconds() <= 21);
        }
    }

    @Test
    void aPlanIsCarriedOutWhereItCanBeAndWhatCannotBeReadAnyMoreIsSaid() {
        FleetSpec spec = FleetSpec.builder("bank")
                .baseline("linux", OperatingSystem.AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .build();
        try (SimulatedAws aws = world();
                PatchFleet fleet = fleet(aws)) {
            FleetPlan plan = fleet.plan(spec);
            aws.fault(Fault.accessDenied("ssm:*").in(THERE).account(OTHER));

            ApplyOutcome outcome = fleet.apply(plan);

            assertEquals(3, outcome.applied().size(), outcome::toString);
            assertEquals(List.of(), outcome.failed());
            assertEquals(0, outcome.unchanged());
            assertEquals(1, outcome.notAttempted().size(), outcome::toString);
            Result left = outcome.notAttempted().get(0);
            assertEquals(new Scope(OTHER, THERE), left.change().scope());
            assertTrue(
                    left.toString().contains(": not attempted: apply not attempted: what is there could not be read"),
                    left::toString);
            assertEquals(1, outcome.gaps().size(), outcome::toString);
            assertFalse(outcome.isComplete());
        }
    }

    @Test
    void anAccountThatCannotBeEnteredAnyMoreHindersNoOther() {
        FleetSpec spec = FleetSpec.builder("bank")
                .baseline("linux", OperatingSystem.AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .build();
        try (SimulatedAws aws = world();
                PatchFleet planner = fleet(aws);
                PatchFleet applier = Fleets.on(aws)
                        .accounts(asked ->
                                List.of(asked.self(), asked.assume(OTHER, "Gone", "PatchFleet", Optional.empty())))
                        .build()) {
            FleetPlan plan = planner.plan(spec);

            ApplyOutcome outcome = applier.apply(plan);

            assertEquals(Set.of(new Scope(SELF, HERE), new Scope(SELF, THERE)), scopes(outcome.applied()));
            assertEquals(Set.of(new Scope(OTHER, HERE), new Scope(OTHER, THERE)), scopes(outcome.notAttempted()));
            assertTrue(
                    outcome.notAttempted().get(0).toString().contains("the account could not be entered"),
                    outcome::toString);
        }
    }

    private static Set<Scope> scopes(List<Result> results) {
        return results.stream().map(result -> result.change().scope()).collect(Collectors.toSet());
    }

    @Test
    void aServiceThatIsDownHidesNothingButItsOwn() {
        FleetSpec spec = FleetSpec.builder("bank")
                .baseline("linux", OperatingSystem.AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .environment(
                        "Payments",
                        e -> e.installWindow(Schedule.daily(LocalTime.of(1, 0), ZoneOffset.UTC), Duration.ofHours(4))
                                .noticeBefore(Duration.ofHours(2), "patching", "PatchFleetScheduler"))
                .build();
        try (SimulatedAws aws =
                        SimulatedAws.builder().seed(1).regions(HERE).nodes(0).build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetPlan reviewed = fleet.plan(spec);
            aws.fault(Fault.error("scheduler:*"));

            FleetPlan plan = fleet.plan(spec);

            assertEquals(1, plan.gaps().size(), plan::toString);
            assertTrue(
                    plan.gaps().get(0).reason().equals("notices and freezes are not known and stay as they are"),
                    plan::toString);
            assertEquals(
                    Set.of("patchBaseline", "patchGroup", "maintenanceWindow", "windowTarget", "windowTask"),
                    plan.changes().stream().map(Change::kind).collect(Collectors.toSet()));
            ApplyOutcome outcome = fleet.apply(reviewed);
            assertEquals(plan.changes().size(), outcome.applied().size(), outcome::toString);
            assertEquals(
                    Set.of("scheduleGroup", "scheduleEntry"),
                    outcome.notAttempted().stream()
                            .map(result -> result.change().kind())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void accountsThatCannotBeListedAreAnExceptionThatSaysWhy() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws)
                        .accounts(Accounts.organization("PatchFleet"))
                        .build()) {
            aws.fault(Fault.accessDenied("organizations:*"));

            FleetUnreachableException thrown = assertThrows(
                    FleetUnreachableException.class, () -> fleet.compliance().collect());

            assertTrue(thrown.toString().contains("organizations:ListAccounts AccessDenied"), thrown::toString);
        }
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder()
                .seed(1)
                .regions(HERE, THERE)
                .accounts(SELF, OTHER)
                .nodes(400)
                .build();
    }

    private static PatchFleet fleet(SimulatedAws aws) {
        return Fleets.on(aws)
                .accounts(Accounts.assuming("PatchFleet", SELF, OTHER))
                .build();
    }

    private static ScopeCompliance scope(FleetCompliance fleet, String account, String region) {
        return fleet.scopes().stream()
                .filter(scope -> scope.scope().equals(new Scope(account, region)))
                .findFirst()
                .orElseThrow();
    }

    /** Refuses one task, as an application's own pool does that is full. */
    private static final class FullOnce extends AbstractExecutorService {

        private final ExecutorService threads;
        private final AtomicInteger left;

        FullOnce(ExecutorService threads, int refused) {
            this.threads = threads;
            this.left = new AtomicInteger(refused);
        }

        @Override
        public void execute(Runnable task) {
            if (left.decrementAndGet() == 0) {
                throw new RejectedExecutionException("no thread is free");
            }
            threads.execute(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
