package io.patchfleet;

import static io.patchfleet.model.OperatingSystem.AMAZON_LINUX_2023;
import static io.patchfleet.model.OperatingSystem.UBUNTU;
import static io.patchfleet.model.OperatingSystem.WINDOWS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.IamPolicy.Statement;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Verb;
import io.patchfleet.run.PatchRun;
import io.patchfleet.simulator.CallLog;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.spi.Accounts;
import io.patchfleet.target.Target;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Tag;

/** What a verb may do is what it does: the policy's actions and the calls that are made, compared both ways. */
class IamPolicyTest {

    private static final String HERE = "us-east-1";
    private static final String ACCOUNT = "111122223333";

    /** Rights that AWS asks for beside the call itself; nothing is ever called by these names. */
    private static final Set<String> PERMISSION_ONLY = Set.of("iam:PassRole", "iam:CreateServiceLinkedRole");

    /** Deleting a schedule group deletes its entries, for which AWS asks this right, too. */
    private static final Set<String> PERMISSION_ONLY_TO_DESTROY = Set.of("scheduler:DeleteSchedule");

    /** Resource Groups looks at stacks as whoever asks it for the members of a group of one's resources. */
    private static final Set<String> PERMISSION_ONLY_FOR_GROUPS =
            Set.of("cloudformation:DescribeStacks", "cloudformation:ListStackResources");

    /** Athena looks tables up as whoever asks it. */
    private static final Set<String> PERMISSION_ONLY_TO_QUERY = Set.of("glue:GetDatabase", "glue:GetTable");

    @Test
    void readingCallsExactlyWhatItsPolicyAllows() {
        try (SimulatedAws aws = organization();
                PatchFleet fleet = underAUnit(aws)) {
            Set<String> called = during(aws, () -> {
                aws.world().addForeignWindow(ACCOUNT, HERE, "theirs", "rate(1 hour)", "Environment", "Production");
                aws.time().advance(Duration.ofHours(3));
                fleet.windowRuns().collect();
                fleet.compliance()
                        .withPatches()
                        .excluding(Target.resourceGroup("web"))
                        .collect();
                withoutInstanceProperties(aws, () -> fleet.compliance().collect());
            });
            called.addAll(PERMISSION_ONLY_FOR_GROUPS);

            assertEquals(called, fleet.iamPolicy(Verb.READ).actions());
        }
    }

    @Test
    void readingASyncCallsExactlyWhatItsPolicyAllows() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .regions(Synced.HERE, HERE)
                        .nodes(4, node -> node.os("UBUNTU"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            Synced.from(aws, List.of(Synced.HERE));
            Synced.declareTables(aws);
            Set<String> called = during(aws, () -> {
                fleet.compliance()
                        .withPatches()
                        .excluding(Target.resourceGroup("web"))
                        .from(Synced.SYNC)
                        .collect();
                withoutInstanceProperties(
                        aws, () -> fleet.compliance().from(Synced.QUERIED).collect());
            });
            called.addAll(PERMISSION_ONLY_TO_QUERY);
            called.addAll(PERMISSION_ONLY_FOR_GROUPS);
            // The sync tells tags; for the members of a group AWS asks for this right, too.
            called.add("tag:GetResources");

            assertEquals(called, fleet.iamPolicy(Verb.READ_SYNC).actions());
        }
    }

    @Test
    void scanningCallsExactlyWhatItsPolicyAllows() {
        try (SimulatedAws aws = organization();
                PatchFleet fleet = underAUnit(aws)) {
            ChangeCalendars.open(aws, HERE, "quarter-end");
            Set<String> called = during(aws, () -> {
                fleet.scan(Target.everything().except(Target.resourceGroup("web")))
                        .calendar(CALENDAR)
                        .run();
                withoutInstanceProperties(
                        aws, () -> fleet.scan(Target.everything()).run());
            });
            called.addAll(PERMISSION_ONLY_FOR_GROUPS);

            assertEquals(called, fleet.iamPolicy(Verb.SCAN).actions());
        }
    }

    @Test
    void installingCallsExactlyWhatItsPolicyAllows() {
        try (SimulatedAws aws = organization();
                PatchFleet fleet = underAUnit(aws)) {
            ChangeCalendars.open(aws, HERE, "quarter-end");
            String now = aws.clock()
                    .instant()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .plusSeconds(60)
                    .toString();
            aws.world()
                    .addForeignWindow(
                            ACCOUNT, HERE, "theirs", "at(" + now.substring(0, 19) + ")", "Environment", "Production");
            aws.time().advance(Duration.ofSeconds(90));
            Set<String> called = during(aws, () -> {
                PatchRun run = fleet.install(Target.everything().except(Target.resourceGroup("web")))
                        .start();
                run.await(Duration.ofSeconds(40));
                run.cancel("a test stops it", PatchRun.Begun.DANGEROUS_STOPPED);
                run.await();
                withoutInstanceProperties(
                        aws,
                        () -> fleet.install(Target.environment("Production"))
                                .calendar(CALENDAR)
                                .run());
            });
            called.addAll(PERMISSION_ONLY_FOR_GROUPS);

            assertEquals(called, fleet.iamPolicy(Verb.INSTALL).actions());
        }
    }

    @Test
    void checkingCallsExactlyWhatItsPolicyAllows() {
        try (SimulatedAws aws = organization();
                PatchFleet fleet = underAUnit(aws)) {
            aws.world().addForeignWindow(ACCOUNT, HERE, "theirs", "cron(0 3 ? * SUN *)", "PatchGroup", "Payments");
            FleetSpec unlisted = FleetSpec.builder("bank")
                    .baseline(
                            "windows",
                            WINDOWS,
                            b -> b.approve(r -> r.product("WindowsServer2037").afterDays(3)))
                    .build();
            Set<String> called = during(aws, () -> {
                fleet.check(unlisted, Duration.ofDays(20), 1);
                withoutInstanceProperties(aws, () -> fleet.check(unlisted, Duration.ofDays(20), 1));
            });

            assertEquals(called, fleet.iamPolicy(Verb.CHECK).actions());
        }
    }

    @Test
    void planningCallsExactlyWhatItsPolicyAllows() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            try (PatchFleet earlier = Fleets.on(aws).build()) {
                earlier.apply(earlier.plan(spec()));
            }

            Set<String> called = during(aws, () -> {
                fleet.plan(spec());
                fleet.drift(spec());
                fleet.planDestroy(spec());
            });

            assertEquals(called, fleet.iamPolicy(Verb.PLAN).actions());
        }
    }

    @Test
    void applyingCallsExactlyWhatItsPolicyAllows() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            addTheirs(aws);
            Set<String> called = new TreeSet<>(during(aws, () -> apply(fleet, spec())));
            editByHand(ssm(aws));
            called.addAll(during(aws, () -> apply(fleet, spec())));
            called.addAll(during(aws, () -> apply(fleet, changed())));
            called.addAll(during(aws, () -> apply(fleet, untagged())));
            called.addAll(during(aws, () -> apply(fleet, nearlyNothing())));

            Set<String> allowed = new TreeSet<>(fleet.iamPolicy(Verb.APPLY).actions());
            assertTrue(allowed.removeAll(PERMISSION_ONLY));
            assertEquals(called, allowed);
        }
    }

    @Test
    void destroyingCallsExactlyWhatItsPolicyAllows() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            addTheirs(aws);
            try (PatchFleet earlier = Fleets.on(aws).build()) {
                apply(earlier, spec());
            }

            Set<String> called = during(
                    aws, () -> assertTrue(fleet.apply(fleet.planDestroy(spec())).isComplete()));

            Set<String> allowed = new TreeSet<>(fleet.iamPolicy(Verb.DESTROY).actions());
            assertTrue(allowed.removeAll(PERMISSION_ONLY_TO_DESTROY));
            assertEquals(called, allowed);
        }
    }

    @Test
    void applyingMakesNoCallThatTheResourcesAndConditionsOfItsPolicyWouldRefuse() {
        try (SimulatedAws aws = world();
                SsmClient ssm = ssm(aws)) {
            ofOthers(ssm);
            IamGate gate = gate(aws, Verb.APPLY);
            try (PatchFleet fleet = gated(aws, gate)) {
                apply(fleet, adopting());
                apply(fleet, spec());
                editByHand(ssm);
                apply(fleet, spec());
                apply(fleet, changed());
                apply(fleet, untagged());
                apply(fleet, nearlyNothing());
            }
            assertEquals(List.of(), gate.denied());
        }
    }

    @Test
    void destroyingMakesNoCallThatTheResourcesAndConditionsOfItsPolicyWouldRefuse() {
        try (SimulatedAws aws = world();
                SsmClient ssm = ssm(aws)) {
            ofOthers(ssm);
            try (PatchFleet earlier = Fleets.on(aws).build()) {
                apply(earlier, adopting());
                apply(earlier, spec());
            }
            IamGate gate = gate(aws, Verb.DESTROY);
            try (PatchFleet fleet = gated(aws, gate)) {
                assertTrue(fleet.apply(fleet.planDestroy(spec())).isComplete());
            }
            assertEquals(List.of(), gate.denied());
        }
    }

    @Test
    void aPolicyToPlanWouldLetNothingBeChanged() {
        try (SimulatedAws aws = world()) {
            IamGate gate = gate(aws, Verb.PLAN);
            try (PatchFleet fleet = gated(aws, gate)) {
                fleet.plan(spec());
                assertEquals(List.of(), gate.denied());
                apply(fleet, spec());
            }
            Set<String> denied =
                    gate.denied().stream().map(IamPolicyTest::action).collect(Collectors.toSet());
            assertTrue(denied.contains("ssm:CreatePatchBaseline"), denied::toString);
            assertTrue(denied.contains("scheduler:CreateSchedule"), denied::toString);
        }
    }

    @Test
    void whatIsOfOthersThePolicyToDestroyDoesNotReach() {
        try (SimulatedAws aws = world();
                SsmClient ssm = ssm(aws)) {
            String theirs = ofOthers(ssm);
            IamGate gate = gate(aws, Verb.DESTROY);
            try (SsmClient destroyer = through(aws, gate)) {
                destroyer.deregisterPatchBaselineForPatchGroup(
                        r -> r.baselineId(theirs).patchGroup("Payments"));
                destroyer.deletePatchBaseline(r -> r.baselineId(theirs));
            }
            assertEquals(2, gate.denied().size(), gate.denied()::toString);
        }
    }

    @Test
    void thePolicyOfASpecIsEnoughToApplyIt() {
        try (SimulatedAws aws = world();
                SsmClient ssm = ssm(aws);
                PatchFleet asking = Fleets.on(aws).build()) {
            ofOthers(ssm);
            addTheirs(aws);
            for (FleetSpec spec : List.of(adopting(), spec(), changed(), untagged(), nearlyNothing())) {
                IamGate gate = gate(aws, asking.iamPolicy(spec, Verb.APPLY));
                try (PatchFleet fleet = gated(aws, gate)) {
                    apply(fleet, spec);
                }
                assertEquals(List.of(), gate.denied());
            }
        }
    }

    @Test
    void thePolicyOfASpecNamesItsOwnRolesAndScheduleGroupAndReachesNoOtherSpec() {
        try (SimulatedAws aws = world();
                PatchFleet asking = Fleets.on(aws).build()) {
            IamPolicy ofAnother = asking.iamPolicy(retail(), Verb.APPLY);

            assertEquals(
                    Set.of(
                            "arn:aws:iam::*:role/Scheduler",
                            "arn:aws:iam::*:role/Windows",
                            "arn:aws:iam::444455556666:role/Abroad"),
                    ofAnother.statements().stream()
                            .filter(statement -> statement.actions().contains("iam:PassRole"))
                            .flatMap(statement -> statement.resources().stream())
                            .collect(Collectors.toSet()));
            IamGate gate = gate(aws, ofAnother);
            try (PatchFleet fleet = gated(aws, gate)) {
                fleet.apply(fleet.plan(changed()));
            }
            assertEquals(
                    Set.of(
                            "ssm:CreatePatchBaseline",
                            "ssm:AddTagsToResource",
                            "ssm:RegisterPatchBaselineForPatchGroup",
                            "ssm:CreateMaintenanceWindow",
                            "ssm:RegisterTargetWithMaintenanceWindow",
                            "ssm:RegisterTaskWithMaintenanceWindow",
                            "scheduler:CreateScheduleGroup",
                            "scheduler:CreateSchedule"),
                    gate.denied().stream()
                            .map(IamPolicyTest::action)
                            .filter(action -> !action.matches(".*:(Get|List|Describe).*"))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void whatASpecOwnsThePolicyOfAnotherNeitherChangesNorTakesOver() {
        try (SimulatedAws aws = world();
                SsmClient ssm = ssm(aws);
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetSpec bank = FleetSpec.builder("bank")
                    .baseline("linux", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                    .environment("Payments", e -> window(e, "patching"))
                    .environment("Cards", e -> window(e, "patching"))
                    .build();
            apply(fleet, bank);
            String baseline = baseline(ssm, "linux");
            String window = window(ssm, "bank-Payments-install");
            String other = window(ssm, "bank-Cards-install");
            IamGate gate = gate(aws, fleet.iamPolicy(retail(), Verb.APPLY, Verb.DESTROY));
            try (SsmClient retailer = through(aws, gate)) {
                retailer.updatePatchBaseline(r -> r.baselineId(baseline).rejectedPatches("telnet"));
                retailer.deregisterPatchBaselineForPatchGroup(
                        r -> r.baselineId(baseline).patchGroup("Payments"));
                retailer.updateMaintenanceWindow(r -> r.windowId(window).enabled(false));
                retailer.addTagsToResource(r ->
                        r.resourceType("MaintenanceWindow").resourceId(window).tags(tag("Team", "retail")));
                // These would take it over, so that nothing after them would be denied.
                retailer.addTagsToResource(r ->
                        r.resourceType("PatchBaseline").resourceId(baseline).tags(OF_RETAIL));
                retailer.addTagsToResource(r ->
                        r.resourceType("MaintenanceWindow").resourceId(window).tags(OF_RETAIL));
                retailer.removeTagsFromResource(r ->
                        r.resourceType("MaintenanceWindow").resourceId(other).tagKeys("Team"));
                retailer.deleteMaintenanceWindow(r -> r.windowId(other));
            }
            assertEquals(
                    List.of(
                            "ssm:UpdatePatchBaseline",
                            "ssm:DeregisterPatchBaselineForPatchGroup",
                            "ssm:UpdateMaintenanceWindow",
                            "ssm:AddTagsToResource",
                            "ssm:AddTagsToResource",
                            "ssm:AddTagsToResource",
                            "ssm:RemoveTagsFromResource",
                            "ssm:DeleteMaintenanceWindow"),
                    gate.denied().stream().map(IamPolicyTest::action).toList());
        }
    }

    @Test
    void aScheduleGroupOfOthersIsNoneOfTheSpecsWhateverItsName() {
        try (SimulatedAws aws = world();
                SchedulerClient scheduler = scheduler(aws);
                PatchFleet fleet = Fleets.on(aws).build()) {
            scheduler.createScheduleGroup(r -> r.name("patchfleet-bank"));
            IamGate gate = gate(aws, fleet.iamPolicy(changed(), Verb.APPLY, Verb.DESTROY));
            try (SchedulerClient bank = SchedulerClient.builder()
                    .region(Region.of(HERE))
                    .endpointOverride(aws.endpoint())
                    .credentialsProvider(aws.credentials())
                    .httpClient(aws.httpClient())
                    .overrideConfiguration(c -> c.addExecutionInterceptor(gate))
                    .build()) {
                bank.deleteScheduleGroup(r -> r.name("patchfleet-bank"));
            }
            assertEquals(
                    List.of("scheduler:DeleteScheduleGroup"),
                    gate.denied().stream().map(IamPolicyTest::action).toList());
        }
    }

    @Test
    void aSpecMayNotGiveWhatItOwnsToAnother() {
        try (SimulatedAws aws = world();
                SsmClient ssm = ssm(aws);
                PatchFleet fleet = Fleets.on(aws).build()) {
            apply(fleet, nearlyNothing());
            String baseline = baseline(ssm, "linux-2");
            IamGate gate = gate(aws, fleet.iamPolicy(nearlyNothing(), Verb.APPLY));
            try (SsmClient bank = through(aws, gate)) {
                bank.addTagsToResource(r -> r.resourceType("PatchBaseline")
                        .resourceId(baseline)
                        .tags(tag("patchfleet:former-default", "")));
                assertEquals(List.of(), gate.denied());
                bank.addTagsToResource(r ->
                        r.resourceType("PatchBaseline").resourceId(baseline).tags(OF_RETAIL));
            }
            assertEquals(1, gate.denied().size(), gate.denied()::toString);
        }
    }

    @Test
    void baselinesOfNoSpecAreChangedOnlyByASpecThatAdopts() {
        try (SimulatedAws aws = world();
                SsmClient ssm = ssm(aws);
                PatchFleet asking = Fleets.on(aws).build()) {
            String theirs = ofOthers(ssm);
            IamGate adopts = gate(aws, asking.iamPolicy(adopting(), Verb.APPLY));
            IamGate adoptsNothing = gate(aws, asking.iamPolicy(changed(), Verb.APPLY));
            for (IamGate gate : List.of(adopts, adoptsNothing)) {
                try (SsmClient somebody = through(aws, gate)) {
                    somebody.updatePatchBaseline(r -> r.baselineId(theirs).rejectedPatches("telnet"));
                    somebody.deregisterPatchBaselineForPatchGroup(
                            r -> r.baselineId(theirs).patchGroup("Payments"));
                }
            }
            assertEquals(List.of(), adopts.denied());
            assertEquals(
                    List.of("ssm:UpdatePatchBaseline", "ssm:DeregisterPatchBaselineForPatchGroup"),
                    adoptsNothing.denied().stream().map(IamPolicyTest::action).toList());
        }
    }

    private static final Tag OF_RETAIL = tag("patchfleet:spec", "retail");

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** Another spec, which adopts what it finds. */
    private static FleetSpec retail() {
        return FleetSpec.builder("retail")
                .baseline("theirs", UBUNTU, b -> b.approve(r -> r.priority("Required")))
                .adopt("theirs")
                .environment(
                        "Shops", e -> window(e, "patching").adoptPatchGroup().serviceRole("Windows"))
                .override(
                        Scope.inRegions("eu-central-1"),
                        o -> o.environment("Shops", e -> e.serviceRole("arn:aws:iam::444455556666:role/Abroad")))
                .build();
    }

    private static String action(String denied) {
        return denied.substring(0, denied.indexOf(' '));
    }

    @Test
    void aSpecThatNamesNoRoleNeedsNoneToBePassed() {
        try (PatchFleet fleet = PatchFleet.builder().regions(HERE).build()) {
            assertTrue(!fleet.iamPolicy(nearlyNothing()).actions().contains("iam:PassRole"));
        }
    }

    private static IamGate gate(SimulatedAws aws, Verb verb) {
        try (PatchFleet fleet = Fleets.on(aws).build()) {
            return gate(aws, fleet.iamPolicy(verb));
        }
    }

    private static IamGate gate(SimulatedAws aws, IamPolicy policy) {
        return new IamGate(policy, new Scope(ACCOUNT, HERE), ssm(aws), scheduler(aws));
    }

    private static SsmClient through(SimulatedAws aws, IamGate gate) {
        return SsmClient.builder()
                .region(Region.of(HERE))
                .endpointOverride(aws.endpoint())
                .credentialsProvider(aws.credentials())
                .httpClient(aws.httpClient())
                .overrideConfiguration(c -> c.addExecutionInterceptor(gate))
                .build();
    }

    private static PatchFleet gated(SimulatedAws aws, IamGate gate) {
        return Fleets.on(aws)
                .customizeClients(
                        (scope, client) -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                                .addExecutionInterceptor(gate)
                                .build()))
                .build();
    }

    /** A baseline that judges the group, and is the default; gives its id. */
    private static String ofOthers(SsmClient ssm) {
        ssm.createPatchBaseline(
                r -> r.name("linux").operatingSystem("AMAZON_LINUX_2023").description("by hand"));
        String other = ssm.createPatchBaseline(r -> r.name("other").operatingSystem("AMAZON_LINUX_2023"))
                .baselineId();
        String windows = ssm.createPatchBaseline(r -> r.name("theirs").operatingSystem("WINDOWS"))
                .baselineId();
        ssm.registerDefaultPatchBaseline(r -> r.baselineId(windows));
        ssm.registerPatchBaselineForPatchGroup(r -> r.baselineId(other).patchGroup("Payments"));
        return other;
    }

    /** A baseline and a group of others become this spec's. */
    private static FleetSpec adopting() {
        return FleetSpec.builder("bank")
                .baseline("linux", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .adopt("linux")
                .environment("Payments", e -> window(e, "patching").adoptPatchGroup())
                .build();
    }

    @Test
    void whatReachesAccountsAndRegionsIsThatOfTheConfiguration() {
        try (SimulatedAws aws = organization()) {
            assertReach(Set.of(), Fleets.on(aws));
            assertReach(
                    Set.of("sts:AssumeRole"), Fleets.on(aws).accounts(Accounts.assuming("PatchFleet", "222233334444")));
            assertReach(
                    Set.of("sts:AssumeRole", "organizations:ListAccounts"),
                    Fleets.on(aws).accounts(Accounts.organization("PatchFleet")));
        }
    }

    private static void assertReach(Set<String> expected, PatchFleet.Builder builder) {
        try (PatchFleet fleet = builder.build()) {
            assertEquals(
                    expected,
                    fleet.iamPolicy(Verb.READ).actions().stream()
                            .filter(action -> action.matches("organizations:.*|sts:Assume.*|ec2:DescribeRegions"))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void aRoleThatIsEnteredIsNamed() {
        try (SimulatedAws aws = organization();
                PatchFleet fleet = underAUnit(aws)) {
            Statement entering = fleet.iamPolicy(Verb.READ).statements().stream()
                    .filter(statement -> statement.actions().contains("sts:AssumeRole"))
                    .findFirst()
                    .orElseThrow();

            assertEquals(Set.of("arn:aws:iam::*:role/PatchFleet"), entering.resources());
        }
    }

    @Test
    void theRegionsSayWhichPartition() {
        try (PatchFleet fleet = PatchFleet.builder().regions("cn-north-1").build()) {
            String policy = fleet.iamPolicy().toJson();

            assertTrue(policy.contains("arn:aws-cn:ssm:*:*:maintenancewindow/*"), policy);
            assertTrue(policy.contains("scheduler.amazonaws.com.cn"), policy);
            assertTrue(!policy.contains("arn:aws:"), policy);
        }
    }

    @Test
    void withoutAVerbItIsThePolicyOfAll() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            IamPolicy all = List.of(Verb.values()).stream()
                    .map(fleet::iamPolicy)
                    .reduce(IamPolicy::plus)
                    .orElseThrow();

            assertEquals(all, fleet.iamPolicy());
            assertEquals(all.toJson(), fleet.iamPolicy(Verb.values()).toJson());
        }
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void onlyWhatIamKnowsNoResourceForIsAllowedOnEverything(Verb verb) {
        try (SimulatedAws aws = organization();
                PatchFleet fleet = underAUnit(aws)) {
            Set<String> everywhere = fleet.iamPolicy(verb).statements().stream()
                    .filter(statement -> statement.resources().contains("*"))
                    .flatMap(statement -> statement.actions().stream())
                    .collect(Collectors.toCollection(TreeSet::new));

            everywhere.removeAll(WITHOUT_RESOURCE_TYPE);
            assertEquals(Set.of(), everywhere);
        }
    }

    /** The actions for which the Service Authorization Reference names no resource type. */
    private static final Set<String> WITHOUT_RESOURCE_TYPE = Set.of(
            "ec2:DescribeInstances",
            "ec2:DescribeRegions",
            "ssm:CancelCommand",
            "scheduler:ListSchedules",
            "ssm:CreateMaintenanceWindow",
            "ssm:CreatePatchBaseline",
            "ssm:DescribeInstanceInformation",
            "ssm:DescribeInstanceProperties",
            "ssm:DescribeMaintenanceWindows",
            "ssm:DescribeMaintenanceWindowsForTarget",
            "ssm:DescribePatchBaselines",
            "ssm:DescribePatchGroups",
            "ssm:DescribePatchProperties",
            "ssm:ListAssociations",
            "ssm:ListCommandInvocations",
            "ssm:ListCommands",
            "ssm:ListResourceDataSync",
            "sts:GetCallerIdentity",
            "tag:GetResources");

    @Test
    void allVerbsTogetherFitIntoOneManagedPolicy() {
        try (SimulatedAws aws = organization();
                PatchFleet fleet = underAUnit(aws)) {
            int size = fleet.iamPolicy().toJson().replaceAll("\\s", "").length();

            assertTrue(size <= 6144, size + " characters, of which IAM takes 6144");
        }
    }

    /** A baseline of others that the spec adopts. */
    private static void addTheirs(SimulatedAws aws) {
        ssm(aws).createPatchBaseline(r -> r.name("theirs").operatingSystem("UBUNTU"));
    }

    private static void apply(PatchFleet fleet, FleetSpec spec) {
        ApplyOutcome outcome = fleet.apply(fleet.plan(spec));
        assertTrue(outcome.isComplete(), outcome::toString);
        assertTrue(fleet.plan(spec).isUpToDate(), () -> fleet.plan(spec).toString());
    }

    /** Everything that can be declared. */
    private static FleetSpec spec() {
        return FleetSpec.builder("bank")
                .baseline("linux", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .baseline(
                        "windows", WINDOWS, b -> b.approve(r -> r.afterDays(3)).asDefault())
                .baseline("theirs", UBUNTU, b -> b.approve(r -> r.priority("Required")))
                .adopt("theirs")
                .environment(
                        "Payments", e -> window(e, "patching").freeze(LocalDate.of(2030, 1, 1), NEW_YEAR, "Scheduler"))
                .include(ResourceDataSync.of("inventory", "", HERE).named("inventory"))
                .build();
    }

    private static final LocalDate NEW_YEAR = LocalDate.of(2030, 1, 2);

    /** The group moves to another baseline, the notices go elsewhere, the freeze is over, a tag is new. */
    private static FleetSpec changed() {
        return withAnotherTopic().tag("CostCenter", "cc-1").build();
    }

    private static FleetSpec untagged() {
        return withAnotherTopic().build();
    }

    private static FleetSpec.Builder withAnotherTopic() {
        return FleetSpec.builder("bank")
                .baseline("linux-2", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .environment("Payments", e -> window(e, "alarms"));
    }

    private static FleetSpec nearlyNothing() {
        return FleetSpec.builder("bank")
                .baseline("linux-2", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .build();
    }

    private static Environment.Builder window(Environment.Builder environment, String topic) {
        Schedule saturday = Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), ZoneId.of("Asia/Tokyo"));
        return environment
                .installWindow(saturday, Duration.ofHours(4))
                .noticeBefore(Duration.ofHours(2), topic, "Scheduler");
    }

    /** One edit of each kind of resource that only putting it back calls the operations of. */
    private static void editByHand(SsmClient ssm) {
        String window = window(ssm, "bank-Payments-install");
        String target = ssm.describeMaintenanceWindowTargets(r -> r.windowId(window))
                .targets()
                .get(0)
                .windowTargetId();
        String task = ssm.describeMaintenanceWindowTasks(r -> r.windowId(window))
                .tasks()
                .get(0)
                .windowTaskId();
        String baseline = baseline(ssm, "linux");
        ssm.updatePatchBaseline(r -> r.baselineId(baseline).rejectedPatches("telnet"));
        ssm.updateMaintenanceWindow(r -> r.windowId(window).enabled(false));
        ssm.updateMaintenanceWindowTarget(
                r -> r.windowId(window).windowTargetId(target).ownerInformation("mine now"));
        ssm.updateMaintenanceWindowTask(
                r -> r.windowId(window).windowTaskId(task).maxConcurrency("100%"));
        String surplus = ssm.registerTargetWithMaintenanceWindow(r -> r.windowId(window)
                        .resourceType("INSTANCE")
                        .name("surprise")
                        .targets(target("tag:Owner", "me")))
                .windowTargetId();
        ssm.registerTaskWithMaintenanceWindow(r -> r.windowId(window)
                .name("surprise")
                .taskType("RUN_COMMAND")
                .taskArn("AWS-RunShellScript")
                .maxConcurrency("1")
                .maxErrors("1")
                .targets(target("WindowTargetIds", surplus)));
    }

    private static String window(SsmClient ssm, String name) {
        return ssm.describeMaintenanceWindows(r -> {}).windowIdentities().stream()
                .filter(there -> there.name().equals(name))
                .findFirst()
                .orElseThrow()
                .windowId();
    }

    private static String baseline(SsmClient ssm, String name) {
        return ssm.describePatchBaselines(r -> {}).baselineIdentities().stream()
                .filter(there -> there.baselineName().equals(name))
                .findFirst()
                .orElseThrow()
                .baselineId();
    }

    private static software.amazon.awssdk.services.ssm.model.Target target(String key, String value) {
        return software.amazon.awssdk.services.ssm.model.Target.builder()
                .key(key)
                .values(value)
                .build();
    }

    /** The operations that are called meanwhile. */
    private static Set<String> during(SimulatedAws aws, Runnable work) {
        List<CallLog.Entry> before = aws.calls().entries();
        work.run();
        return aws.calls().entries().stream()
                .filter(entry -> !before.contains(entry))
                .map(CallLog.Entry::operation)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void withoutInstanceProperties(SimulatedAws aws, Runnable work) {
        aws.fault(Fault.accessDenied("ssm:DescribeInstanceProperties"));
        work.run();
    }

    private static PatchFleet underAUnit(SimulatedAws aws) {
        return PatchFleet.builder()
                .accounts(Accounts.organization("PatchFleet").under("ou-ab12-production"))
                .enabledRegions()
                .endpoint(aws.endpoint())
                .credentials(aws.credentials())
                .httpClient(aws.httpClient())
                .executor(aws.scheduler())
                .time(aws.clock(), aws.scheduler())
                .build();
    }

    private static SimulatedAws organization() {
        SimulatedAws aws = SimulatedAws.builder()
                .seed(3)
                .regions(HERE)
                .accounts("111122223333", "222233334444")
                .organization(o -> o.unit("ou-ab12-production", u -> u.accounts("111122223333", "222233334444")))
                .nodes(60)
                .build();
        aws.world().addResourceGroup("222233334444", HERE, "web", "Environment", "Test");
        return aws;
    }

    private static final String CALENDAR = "arn:aws:ssm:" + HERE + ":" + ACCOUNT + ":document/quarter-end";

    private static SimulatedAws world() {
        SimulatedAws aws = SimulatedAws.builder().seed(1).regions(HERE).nodes(0).build();
        try (S3Client s3 = Fleets.client(aws, HERE, S3Client.builder().forcePathStyle(true))) {
            s3.createBucket(r -> r.bucket("inventory"));
        }
        return aws;
    }

    private static SchedulerClient scheduler(SimulatedAws aws) {
        return Fleets.client(aws, HERE, SchedulerClient.builder());
    }

    private static SsmClient ssm(SimulatedAws aws) {
        return Fleets.client(aws, HERE, SsmClient.builder());
    }
}
