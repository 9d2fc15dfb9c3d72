package io.patchfleet;

import static io.patchfleet.model.OperatingSystem.AMAZON_LINUX_2023;
import static io.patchfleet.model.OperatingSystem.UBUNTU;
import static io.patchfleet.model.OperatingSystem.WINDOWS;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.Problem;
import io.patchfleet.model.Schedule;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.SpecCheck;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.PatchOrchestratorFilter;
import software.amazon.awssdk.services.ssm.model.Target;

class OnlineCheckTest {

    private static final String ACCOUNT = "111122223333";
    private static final String HERE = "eu-central-1";
    private static final String LINUX = "AMAZON_LINUX_2023";
    private static final Schedule SATURDAY = Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), ZoneOffset.UTC);

    @Test
    void aGroupThatNoNodeCarriesAndNodesThatNoGroupCoversAreNamed() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            SpecCheck check = fleet.check(spec("Production", "Prodcution"), ofDays(20), 1);

            Problem ofNobody = new Problem(
                    "environments.Prodcution.patchGroup",
                    "Prodcution",
                    "the patch group of some node: no node that could be read carries this one in its tag Patch Group"
                            + " or PatchGroup");
            assertEquals(List.of(ofNobody), check.errors());
            assertEquals(
                    List.of(
                            ofNobody,
                            new Problem(
                                    "environments",
                                    "3 nodes: " + String.join(", ", nodes(aws, "Others")),
                                    "an environment for each node: these are in no patch group of this spec, so that no"
                                            + " window of it patches them")),
                    online(check));
        }
    }

    @Test
    void nodesThatOthersPatchTooAreNamedWithWhoDoes() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            aws.world().addPatchPolicy(ACCOUNT, HERE, "Environment", "Production");
            aws.world().addForeignWindow(ACCOUNT, HERE, "theirs", "cron(0 3 ? * SUN *)", "PatchGroup", "Production");
            aws.world().addForeignWindow(ACCOUNT, HERE, "nobodys", "cron(0 3 ? * SUN *)", "PatchGroup", "None");
            FleetSpec spec = spec("Production");
            fleet.apply(fleet.plan(spec));

            SpecCheck check = fleet.check(spec, ofDays(20), 1);

            List<String> policies = ssm.listAssociations(r -> {}).associations().stream()
                    .map(association -> association.associationName())
                    .filter(name -> name.startsWith("AWS-QuickSetup-PatchPolicy-"))
                    .sorted()
                    .toList();
            assertFalse(policies.isEmpty());
            String all = "10 nodes, among them "
                    + String.join(", ", nodes(aws, "Production").subList(0, 3));
            List<Problem> expected = new ArrayList<>();
            expected.add(new Problem(
                    "environments",
                    all,
                    "nodes that only this spec patches: maintenance window theirs of others patches these too"));
            policies.forEach(policy -> expected.add(new Problem(
                    "environments",
                    all,
                    "nodes that only this spec patches: patch policy " + policy + " of Quick Setup reaches these too,"
                            + " and goes by its own baselines, whatever the patch group is")));
            assertEquals(expected, others(check));
            assertEquals(List.of(), check.errors());
            assertEquals(List.of(), check.gaps());
        }
    }

    @Test
    void aWindowOfOthersThatIsShutOrDoesNothingIsNotWorthALook() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            aws.world().addForeignWindow(ACCOUNT, HERE, "shut", "cron(0 3 ? * SUN *)", "PatchGroup", "Production");
            String shut = ssm.describeMaintenanceWindows(r -> {})
                    .windowIdentities()
                    .get(0)
                    .windowId();
            ssm.updateMaintenanceWindow(r -> r.windowId(shut).enabled(false));
            ssm.createMaintenanceWindow(r -> r.name("empty")
                    .schedule("rate(1 day)")
                    .duration(2)
                    .cutoff(0)
                    .allowUnassociatedTargets(false));

            assertEquals(List.of(), others(fleet.check(spec("Production"), ofDays(20), 1)));
        }
    }

    @Test
    void aWindowOfOthersIsNamedWithWhatItRunsAndWhenItMeetsOurs() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            aws.world().addForeignWindow(ACCOUNT, HERE, "theirs", "cron(0 3 ? * SAT *)", "PatchGroup", "Production");
            String window = ssm.createMaintenanceWindow(r -> r.name("backups")
                            .schedule("cron(0 6 ? * SUN *)")
                            .duration(2)
                            .cutoff(0)
                            .allowUnassociatedTargets(false))
                    .windowId();
            Target production =
                    Target.builder().key("tag:PatchGroup").values("Production").build();
            String target = ssm.registerTargetWithMaintenanceWindow(
                            r -> r.windowId(window).resourceType("INSTANCE").targets(production))
                    .windowTargetId();
            Target registered =
                    Target.builder().key("WindowTargetIds").values(target).build();
            ssm.registerTaskWithMaintenanceWindow(r -> r.windowId(window)
                    .taskType("RUN_COMMAND")
                    .taskArn("AWS-RunShellScript")
                    .maxConcurrency("1")
                    .maxErrors("1")
                    .targets(registered));

            String all = "10 nodes, among them "
                    + String.join(", ", nodes(aws, "Production").subList(0, 3));
            LocalDate saturday = LocalDate.ofInstant(aws.clock().instant(), ZoneOffset.UTC)
                    .with(TemporalAdjusters.next(DayOfWeek.SATURDAY));
            assertEquals(
                    List.of(
                            new Problem(
                                    "environments",
                                    all,
                                    "nodes that only this spec patches: maintenance window backups of others reaches"
                                            + " these too, with AWS-RunShellScript"),
                            new Problem(
                                    "environments",
                                    all,
                                    "nodes that only this spec patches: maintenance window theirs of others patches"
                                            + " these too, at the same time on Sat " + saturday + " 01:00 UTC")),
                    others(fleet.check(spec("Production"), ofDays(20), 1)));
        }
    }

    @Test
    void aNodeWhoseTwoTagsNameTwoGroupsIsInTheWindowsOfBoth() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(5)
                        .regions(HERE)
                        .nodes(
                                1,
                                node -> node.os(LINUX)
                                        .tag("Patch Group", "Production")
                                        .tag("PatchGroup", "Testing"))
                        .nodes(
                                1,
                                node -> node.os(LINUX)
                                        .tag("Patch Group", "Others")
                                        .tag("PatchGroup", "Testing"))
                        .nodes(
                                1,
                                node -> node.os(LINUX)
                                        .tag("Patch Group", "Testing")
                                        .tag("PatchGroup", "Others"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            List<String> nodes =
                    aws.world().nodes().stream().map(node -> node.id()).toList();

            assertEquals(
                    List.of(
                            new Problem(
                                    "environments",
                                    "node " + ACCOUNT + "/" + HERE + "/" + nodes.get(1),
                                    "nodes in one patch group: these carry Patch Group=Others and PatchGroup=Testing, so"
                                            + " that the windows of Testing reach them and the baselines of Others judge"
                                            + " them"),
                            new Problem(
                                    "environments",
                                    "node " + ACCOUNT + "/" + HERE + "/" + nodes.get(0),
                                    "nodes in one patch group: these carry Patch Group=Production and"
                                            + " PatchGroup=Testing, so that the windows of Production and of Testing"
                                            + " reach them and the baselines of Production judge them")),
                    online(fleet.check(spec("Production", "Testing"), ofDays(20), 1)));
        }
    }

    @Test
    void windowsOfOthersAreHeldAgainstAllEnvironmentsOfAGroup() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().addForeignWindow(ACCOUNT, HERE, "theirs", "cron(0 3 ? * WED *)", "PatchGroup", "Production");
            FleetSpec spec = FleetSpec.builder("bank")
                    .environment("Weekend", e -> e.patchGroup("Production").installWindow(SATURDAY, ofHours(4)))
                    .environment(
                            "Midweek",
                            e -> e.patchGroup("Production")
                                    .scanWindow(
                                            Schedule.weekly(DayOfWeek.WEDNESDAY, LocalTime.of(2, 0), ZoneOffset.UTC),
                                            ofHours(2)))
                    .build();

            List<Problem> others = others(fleet.check(spec, ofDays(20), 1));

            assertEquals(1, others.size(), others::toString);
            assertTrue(
                    others.get(0)
                            .allowed()
                            .startsWith("nodes that only this spec patches: maintenance window theirs of others patches"
                                    + " these too, at the same time on Wed "),
                    others::toString);
            assertTrue(others.get(0).value().startsWith("10 nodes, among them "), others::toString);
        }
    }

    @Test
    void nodesThatNoBaselineOfTheirGroupIsForAreNamed() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(5)
                        .regions(HERE)
                        .nodes(2, node -> node.os(LINUX).tag("PatchGroup", "Production"))
                        .nodes(1, node -> node.os("UBUNTU").tag("PatchGroup", "Production"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetSpec spec = spec("Production");
            FleetSpec byDefault = declared("Production")
                    .baseline("ubuntu", UBUNTU, b -> b.asDefault().approve(r -> r.priority("Required")))
                    .build();

            List<Problem> found = online(fleet.check(spec, ofDays(20), 1));

            assertEquals(1, found.size(), found::toString);
            assertTrue(found.get(0).value().startsWith("node " + ACCOUNT), found::toString);
            assertEquals(
                    "a baseline for UBUNTU in patch group Production: this spec has none, so that the default one judges"
                            + " these, which is AWS's own unless others made another",
                    found.get(0).allowed());
            assertEquals(List.of(), online(fleet.check(byDefault, ofDays(20), 1)));
        }
    }

    @Test
    void awsIsAskedForFilterValuesThatItsPagesDoNotList() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetSpec spec = FleetSpec.builder("bank")
                    .baseline(
                            "windows",
                            WINDOWS,
                            b -> b.asDefault()
                                    .approve(r -> r.product("WindowsServer2037").afterDays(3)))
                    .build();
            Instant now = aws.clock().instant();
            assertEquals(1, spec.check(ofDays(20), now).unlistedValues().size());

            SpecCheck check = fleet.check(spec, ofDays(20), 1);

            assertEquals(1, check.errors().size(), check.errors()::toString);
            Problem wrong = check.errors().get(0);
            assertEquals("WindowsServer2037", wrong.value());
            assertEquals("baselines.windows.rules[0].filters.PRODUCT", wrong.path());
            assertEquals(
                    "one of those that AWS lists in " + ACCOUNT + "/" + HERE + ": Exchange Server 2013, Exchange Server"
                            + " 2016, Exchange Server 2019, MicrosoftDefenderAntivirus, Office 2010, Office 2013, Office"
                            + " 2016, Office 2019, SQL Server 2012, SQL Server 2014, SQL Server 2016, SQL Server 2017 and"
                            + " 18 more",
                    wrong.allowed());
            assertEquals(List.of(), check.unlistedValues());
        }
    }

    @Test
    void moreThanAQuotaLeavesRoomForIsWorthALook() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder())) {
            PatchOrchestratorFilter own = PatchOrchestratorFilter.builder()
                    .key("OWNER")
                    .values("Self")
                    .build();
            int there = ssm.describePatchBaselines(r -> r.filters(own))
                    .baselineIdentities()
                    .size();
            for (int i = there; i < 50; i++) {
                String name = "theirs-" + i;
                ssm.createPatchBaseline(r -> r.name(name).operatingSystem("UBUNTU"));
            }

            assertEquals(
                    List.of(new Problem(
                            "baselines",
                            "1 patch baselines more in " + ACCOUNT + "/" + HERE,
                            "at most 50 of them, unless AWS raised the quota: 50 are there already")),
                    fleet.check(spec("Production"), ofDays(20), 1).errors());
        }
    }

    private static List<Problem> others(SpecCheck check) {
        return check.problems().stream()
                .filter(problem -> problem.allowed().startsWith("nodes that only this spec patches"))
                .toList();
    }

    @Test
    void whatCouldNotBeReadIsAGap() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.accessDenied("ssm:ListAssociations"));

            SpecCheck check = fleet.check(spec("Production"), ofDays(20), 1);

            assertEquals(1, check.gaps().size());
            assertTrue(check.gaps().get(0).reason().contains("patch policies of Quick Setup are not known"));
        }
    }

    /** As the inventory lists them: by id. */
    private static List<String> nodes(SimulatedAws aws, String group) {
        return aws.world().nodes().stream()
                .filter(node -> group.equals(node.tags().get("PatchGroup")))
                .map(node -> ACCOUNT + "/" + HERE + "/" + node.id())
                .sorted()
                .toList();
    }

    private static List<Problem> online(SpecCheck check) {
        return check.problems().stream()
                .filter(problem ->
                        problem.path().equals("environments") || problem.path().endsWith(".patchGroup"))
                .toList();
    }

    private static FleetSpec spec(String... environments) {
        return declared(environments).build();
    }

    private static FleetSpec.Builder declared(String... environments) {
        FleetSpec.Builder spec = FleetSpec.builder("bank")
                .baseline(
                        "linux",
                        AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.classification("Security").afterDays(3)));
        for (String environment : environments) {
            spec.environment(environment, e -> e.adoptPatchGroup().installWindow(SATURDAY, ofHours(4)));
        }
        return spec;
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder()
                .seed(5)
                .regions(HERE)
                .nodes(
                        10,
                        node -> node.os(LINUX).tag("PatchGroup", "Production").tag("Environment", "Production"))
                .nodes(3, node -> node.os(LINUX).tag("PatchGroup", "Others"))
                .build();
    }
}
