package io.patchfleet;

import static io.patchfleet.model.OperatingSystem.AMAZON_LINUX_2023;
import static io.patchfleet.model.OperatingSystem.UBUNTU;
import static io.patchfleet.model.OperatingSystem.WINDOWS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.RefusedException;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.CallLog;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.Removal;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetPatchBaselineResponse;
import software.amazon.awssdk.services.ssm.model.PatchBaselineIdentity;
import software.amazon.awssdk.services.ssm.model.Tag;

class DeclareBaselinesTest {

    private static final String HERE = "eu-central-1";

    @Test
    void anEmptyAccountGetsWhatIsDeclaredAndASecondApplyMakesNoMutatingCall() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetPlan plan = fleet.plan(spec(3));

            assertEquals(Map.of(Action.CREATE, 4L, Action.UPDATE, 1L), actions(plan), plan::toString);
            ApplyOutcome outcome = fleet.apply(plan);
            assertTrue(outcome.isComplete(), outcome::toString);

            FleetPlan again = fleet.plan(spec(3));
            assertTrue(again.isUpToDate(), again::toString);
            long before = mutations(aws);
            assertEquals(5, fleet.apply(again).unchanged());
            assertEquals(before, mutations(aws));
            assertEquals("linux", baselineOf(aws, "Payments").name());
        }
    }

    @Test
    void aChangeOfTheSpecIsAnUpdateFieldByField() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(3)));

            FleetPlan plan = fleet.plan(spec(5));

            Change update = needed(plan).get(0);
            assertEquals(Action.UPDATE, update.action());
            assertFalse(update.changedOutside());
            assertEquals(List.of(new Field("rules[0].afterDays", Optional.of("3"), Optional.of("5"))), update.fields());
            assertTrue(fleet.apply(plan).isComplete());
            assertTrue(fleet.plan(spec(5)).isUpToDate());
        }
    }

    @Test
    void whatWasChangedByHandIsNamedAndPutBack() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(3)));
            String id = baselineOf(aws, "Payments").baselineId();
            ssm(aws).updatePatchBaseline(r -> r.baselineId(id).rejectedPatches("telnet"));

            FleetPlan drift = fleet.drift(spec(3));

            Change change = needed(drift).get(0);
            assertTrue(change.changedOutside());
            assertEquals(
                    List.of(new Field("rejectedPatches", Optional.of("telnet"), Optional.empty())), change.fields());
            assertTrue(fleet.apply(drift).isComplete());
            assertEquals(
                    List.of(), ssm(aws).getPatchBaseline(r -> r.baselineId(id)).rejectedPatches());
        }
    }

    @Test
    void destroyingGivesTheFormerDefaultBack() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            String own = ssm(aws).createPatchBaseline(r -> r.name("theirs").operatingSystem("WINDOWS"))
                    .baselineId();
            ssm(aws).registerDefaultPatchBaseline(r -> r.baselineId(own));
            fleet.apply(fleet.plan(spec(3)));
            assertEquals("windows", defaultOf(aws, "WINDOWS"));

            FleetPlan plan = fleet.planDestroy(spec(3));
            ApplyOutcome outcome = fleet.apply(plan);

            assertTrue(outcome.isComplete(), outcome::toString);
            assertEquals("theirs", defaultOf(aws, "WINDOWS"));
            assertEquals(List.of("theirs"), ownBaselines(aws));
            assertTrue(fleet.planDestroy(spec(3)).isUpToDate());
        }
    }

    @Test
    void whatOthersMadeIsNeverTouchedUnlessTheSpecAdoptsIt() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            SsmClient ssm = ssm(aws);
            String theirs = ssm.createPatchBaseline(r -> r.name("linux").operatingSystem("AMAZON_LINUX_2023"))
                    .baselineId();
            ssm.registerPatchBaselineForPatchGroup(r -> r.baselineId(theirs).patchGroup("Payments"));

            FleetPlan careful = fleet.plan(spec(3));

            assertEquals(1, careful.gaps().size(), careful::toString);
            assertTrue(careful.gaps().get(0).reason().contains("adoptPatchGroup in environment Payments"));
            FleetSpec adopting = declared(3).adopt("linux").build();
            FleetPlan plan = fleet.plan(adopting);
            assertEquals(1L, actions(plan).get(Action.ADOPT), plan::toString);
            assertTrue(fleet.apply(plan).isComplete());
            assertEquals(theirs, baselineOf(aws, "Payments").baselineId());
            assertTrue(fleet.plan(adopting).isUpToDate());
        }
    }

    @Test
    void whatHangsOnAnAdoptedBaselineStaysAndTheBaselineOutlivesTheSpec() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            SsmClient ssm = ssm(aws);
            String theirs = ssm.createPatchBaseline(r -> r.name("linux").operatingSystem("AMAZON_LINUX_2023"))
                    .baselineId();
            ssm.registerPatchBaselineForPatchGroup(r -> r.baselineId(theirs).patchGroup("Elsewhere"));
            ssm.registerDefaultPatchBaseline(r -> r.baselineId(theirs));
            FleetSpec adopting = declared(3).adopt("linux").build();

            assertTrue(fleet.apply(fleet.plan(adopting)).isComplete());

            FleetPlan rest = fleet.plan(adopting);
            assertTrue(rest.isUpToDate(), rest::toString);
            assertEquals(theirs, baselineOf(aws, "Elsewhere").baselineId());
            assertTrue(fleet.apply(fleet.planDestroy(adopting)).isComplete());
            assertEquals(List.of("linux"), ownBaselines(aws));
            assertEquals(theirs, baselineOf(aws, "Elsewhere").baselineId());
            assertEquals("linux", defaultOf(aws, "AMAZON_LINUX_2023"));
            assertTrue(fleet.planDestroy(adopting).isUpToDate());
        }
    }

    @Test
    void whatTheSpecHungOnAnAdoptedBaselineGoesWithTheSpec() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            SsmClient ssm = ssm(aws);
            String theirs = ssm.createPatchBaseline(r -> r.name("linux").operatingSystem("AMAZON_LINUX_2023"))
                    .baselineId();
            ssm.registerPatchBaselineForPatchGroup(r -> r.baselineId(theirs).patchGroup("Elsewhere"));
            FleetSpec two = declared(3)
                    .adopt("linux")
                    .environment("Trading", e -> e.addBaselines("linux"))
                    .build();
            assertTrue(fleet.apply(fleet.plan(two)).isComplete());
            assertTrue(fleet.plan(two).isUpToDate(), () -> fleet.plan(two).toString());
            assertEquals(List.of("Elsewhere", "Payments", "Trading"), groupsOf(aws, theirs));

            FleetSpec one = declared(3).adopt("linux").build();
            assertTrue(fleet.apply(fleet.plan(one)).isComplete());
            assertTrue(fleet.plan(one).isUpToDate(), () -> fleet.plan(one).toString());
            assertEquals(List.of("Elsewhere", "Payments"), groupsOf(aws, theirs));

            assertTrue(fleet.apply(fleet.planDestroy(one)).isComplete());
            assertEquals(List.of("Elsewhere"), groupsOf(aws, theirs));
            assertEquals(Map.of(), tagsOf(aws, theirs));
            assertTrue(fleet.planDestroy(one).isUpToDate());
        }
    }

    @Test
    void anAdoptedBaselineKeepsItsTagsUntilWhatHangsOnItIsGivenBack() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            String theirs = ssm(aws).createPatchBaseline(r -> r.name("linux").operatingSystem("AMAZON_LINUX_2023"))
                    .baselineId();
            FleetSpec adopting = declared(3).adopt("linux").build();
            assertTrue(fleet.apply(fleet.plan(adopting)).isComplete());
            FleetPlan destroy = fleet.planDestroy(adopting);
            Removal denial = aws.fault(Fault.accessDenied("ssm:DeregisterPatchBaselineForPatchGroup"));

            ApplyOutcome hindered = fleet.apply(destroy);

            assertEquals(1, hindered.failed().size(), hindered::toString);
            assertEquals(1, hindered.notAttempted().size(), hindered::toString);
            assertEquals("bank", tagsOf(aws, theirs).get("patchfleet:spec"));
            denial.close();
            assertTrue(fleet.apply(fleet.planDestroy(adopting)).isComplete());
            assertEquals(List.of(), groupsOf(aws, theirs));
            assertEquals(Map.of(), tagsOf(aws, theirs));
        }
    }

    @Test
    void aFormerDefaultIsForgottenOnceItIsGivenBack() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            SsmClient ssm = ssm(aws);
            String theirs = ssm.createPatchBaseline(r -> r.name("windows").operatingSystem("WINDOWS"))
                    .baselineId();
            String first = ssm.createPatchBaseline(r -> r.name("first").operatingSystem("WINDOWS"))
                    .baselineId();
            ssm.registerDefaultPatchBaseline(r -> r.baselineId(first));
            FleetSpec adopting = declared(3).adopt("windows").build();
            assertTrue(fleet.apply(fleet.plan(adopting)).isComplete());
            assertEquals("windows", defaultOf(aws, "WINDOWS"));

            assertTrue(fleet.apply(fleet.plan(adoptedWindows())).isComplete());
            assertEquals("first", defaultOf(aws, "WINDOWS"));
            assertFalse(tagsOf(aws, theirs).containsKey("patchfleet:former-default"));
            assertTrue(fleet.plan(adoptedWindows()).isUpToDate());

            assertTrue(fleet.apply(fleet.plan(adopting)).isComplete());
            assertTrue(fleet.apply(fleet.planDestroy(adopting)).isComplete());
            assertEquals("first", defaultOf(aws, "WINDOWS"));
            assertEquals(Map.of(), tagsOf(aws, theirs));
            ssm.registerDefaultPatchBaseline(r -> r.baselineId(theirs));
            assertTrue(fleet.apply(fleet.plan(adoptedWindows())).isComplete());
            assertTrue(fleet.apply(fleet.planDestroy(adoptedWindows())).isComplete());
            assertEquals("windows", defaultOf(aws, "WINDOWS"));
        }
    }

    /** Which is no default. */
    private static FleetSpec adoptedWindows() {
        return FleetSpec.builder("bank")
                .baseline(
                        "windows",
                        WINDOWS,
                        b -> b.approve(r -> r.classification("SecurityUpdates").afterDays(2)))
                .adopt("windows")
                .build();
    }

    private static List<String> groupsOf(SimulatedAws aws, String baseline) {
        return ssm(aws).getPatchBaseline(r -> r.baselineId(baseline)).patchGroups().stream()
                .sorted()
                .toList();
    }

    private static Map<String, String> tagsOf(SimulatedAws aws, String baseline) {
        return ssm(aws)
                .listTagsForResource(r -> r.resourceType("PatchBaseline").resourceId(baseline))
                .tagList()
                .stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    @Test
    void twoSpecsDoNotTakeFromEachOther() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(3)));
            FleetSpec other = FleetSpec.builder("shop")
                    .baseline(
                            "shop-windows",
                            WINDOWS,
                            b -> b.approve(r -> r.afterDays(2)).asDefault())
                    .baseline("shop-linux", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(2)))
                    .environment("Payments", e -> e.adoptPatchGroup().baselines("shop-linux"))
                    .build();

            FleetPlan plan = fleet.plan(other);

            assertEquals(2, plan.gaps().size(), plan::toString);
            assertTrue(plan.gaps().stream().allMatch(gap -> gap.reason().contains("of another spec")));
            fleet.apply(plan);
            assertTrue(fleet.plan(spec(3)).isUpToDate());
        }
    }

    @Test
    void aGroupThatMovesIsDeregisteredAndRegisteredAtOnce() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(3)));
            FleetSpec renamed = FleetSpec.builder("bank")
                    .baseline("linux-2", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                    .environment("Payments", e -> {})
                    .build();

            FleetPlan plan = fleet.plan(renamed);

            Change move = needed(plan).stream()
                    .filter(change -> change.action() == Action.REPLACE)
                    .findFirst()
                    .orElseThrow();
            assertEquals("Payments/AMAZON_LINUX_2023", move.name());
            assertTrue(fleet.apply(plan).isComplete());
            assertEquals("linux-2", baselineOf(aws, "Payments").name());
            assertEquals(List.of("linux-2"), ownBaselines(aws));
        }
    }

    @Test
    void aPlanThatIsOutOfDateIsRefusedBeforeTheFirstChange() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetPlan plan = fleet.plan(spec(3));
            fleet.apply(fleet.plan(FleetSpec.builder("bank")
                    .baseline("linux", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(9)))
                    .build()));
            long before = mutations(aws);

            RefusedException refused = assertThrows(RefusedException.class, () -> fleet.apply(plan));

            assertEquals(RefusedException.Reason.PLAN_OUTDATED, refused.reason());
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("create patchBaseline linux"), refused::getMessage);
            assertEquals(before, mutations(aws));
        }
    }

    @Test
    void aChangeThatFailsStopsThoseThatNeedItAndNoOthers() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetPlan plan = fleet.plan(spec(3));
            aws.fault(Fault.accessDenied("ssm:CreatePatchBaseline").times(1));

            ApplyOutcome outcome = fleet.apply(plan);

            assertEquals(1, outcome.failed().size(), outcome::toString);
            assertEquals("linux", outcome.failed().get(0).change().name());
            assertEquals(1, outcome.notAttempted().size(), outcome::toString);
            assertEquals(3, outcome.applied().size());
            assertFalse(outcome.isComplete());
            ApplyOutcome repaired = fleet.apply(fleet.plan(spec(3)));
            assertTrue(repaired.isComplete(), repaired::toString);
        }
    }

    private static FleetSpec spec(int days) {
        return declared(days).build();
    }

    private static FleetSpec.Builder declared(int days) {
        return FleetSpec.builder("bank")
                .baseline(
                        "linux",
                        AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.classification("Security")
                                        .severity("Critical", "Important")
                                        .afterDays(days))
                                .approvePatch("openssh*"))
                .baseline(
                        "windows",
                        WINDOWS,
                        b -> b.approve(r -> r.classification("SecurityUpdates").afterDays(2))
                                .reject("KB5034441")
                                .asDefault())
                .baseline("ubuntu", UBUNTU, b -> b.approve(r -> r.priority("Required")))
                .environment("Payments", e -> e.addBaselines("linux"));
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder().seed(1).regions(HERE).nodes(0).build();
    }

    private static SsmClient ssm(SimulatedAws aws) {
        return Fleets.client(aws, HERE, SsmClient.builder());
    }

    private static GetPatchBaselineResponse baselineOf(SimulatedAws aws, String group) {
        String id = ssm(aws).getPatchBaselineForPatchGroup(
                        r -> r.patchGroup(group).operatingSystem("AMAZON_LINUX_2023"))
                .baselineId();
        return ssm(aws).getPatchBaseline(r -> r.baselineId(id));
    }

    private static String defaultOf(SimulatedAws aws, String system) {
        String id =
                ssm(aws).getDefaultPatchBaseline(r -> r.operatingSystem(system)).baselineId();
        return ssm(aws).getPatchBaseline(r -> r.baselineId(id)).name();
    }

    private static List<String> ownBaselines(SimulatedAws aws) {
        return ssm(aws).describePatchBaselinesPaginator(r -> {}).baselineIdentities().stream()
                .map(PatchBaselineIdentity::baselineName)
                .filter(name -> !name.startsWith("AWS-") && !name.startsWith("corp-")) // of the believable world
                .sorted()
                .toList();
    }

    private static List<Change> needed(FleetPlan plan) {
        return plan.changes().stream().filter(Change::isNeeded).toList();
    }

    private static Map<Action, Long> actions(FleetPlan plan) {
        return needed(plan).stream().collect(Collectors.groupingBy(Change::action, Collectors.counting()));
    }

    private static long mutations(SimulatedAws aws) {
        return aws.calls().entries().stream()
                .filter(entry -> !entry.operation().matches(".*:(Describe|Get|List).*"))
                .mapToLong(CallLog.Entry::calls)
                .sum();
    }
}
