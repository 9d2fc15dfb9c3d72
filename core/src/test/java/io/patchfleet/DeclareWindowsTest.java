package io.patchfleet;

import static io.patchfleet.model.OperatingSystem.AMAZON_LINUX_2023;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.Gap;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Share;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.Environment.Notification.Event;
import io.patchfleet.spec.FleetSpec;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Alarm;
import software.amazon.awssdk.services.ssm.model.GetMaintenanceWindowTaskResponse;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowIdentity;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTarget;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTask;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTaskParameterValueExpression;
import software.amazon.awssdk.services.ssm.model.Target;

class DeclareWindowsTest {

    private static final String HERE = "eu-central-1";
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Test
    void anEnvironmentsWindowHasTargetsForBothSpellingsAndOneTaskThatPatches() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            ApplyOutcome outcome = fleet.apply(fleet.plan(spec(4)));

            assertTrue(outcome.isComplete(), outcome::toString);
            SsmClient ssm = ssm(aws);
            MaintenanceWindowIdentity window = window(ssm);
            assertEquals("cron(0 1 ? * SAT *) Asia/Tokyo 4 1", told(window));
            List<MaintenanceWindowTarget> targets = ssm.describeMaintenanceWindowTargets(
                            r -> r.windowId(window.windowId()))
                    .targets();
            assertEquals(
                    List.of("tag:Patch Group=[Payments]", "tag:PatchGroup=[Payments]"),
                    targets.stream()
                            .map(target -> target.targets().get(0).key() + "="
                                    + target.targets().get(0).values())
                            .sorted()
                            .toList());
            GetMaintenanceWindowTaskResponse task = task(ssm, window.windowId());
            assertEquals("AWS-RunPatchBaseline", task.taskArn());
            assertEquals(2, task.targets().get(0).values().size());
            assertEquals("20%", task.maxConcurrency());
            assertEquals("3", task.maxErrors());
            var command = task.taskInvocationParameters().runCommand();
            assertEquals(
                    Map.of("Operation", List.of("Install"), "RebootOption", List.of("NoReboot")), command.parameters());
            assertEquals("/patching/payments", command.cloudWatchOutputConfig().cloudWatchLogGroupName());
            assertEquals(
                    "arn:aws:sns:eu-central-1:111122223333:patching",
                    command.notificationConfig().notificationArn());
            assertEquals("arn:aws:iam::111122223333:role/PatchFleetSns", command.serviceRoleArn());
            assertTrue(
                    fleet.plan(spec(4)).isUpToDate(), () -> fleet.plan(spec(4)).toString());
        }
    }

    @Test
    void hooksInstallThroughTheDocumentThatRunsThem() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetSpec hooked = FleetSpec.builder("bank")
                    .environment(
                            "Payments",
                            e -> e.installWindow(saturday(), ofHours(4))
                                    .beforeInstall("Acme-Drain")
                                    .onExit("Acme-Undrain"))
                    .build();

            assertTrue(fleet.apply(fleet.plan(hooked)).isComplete());

            GetMaintenanceWindowTaskResponse task =
                    task(ssm(aws), window(ssm(aws)).windowId());
            assertEquals("AWS-RunPatchBaselineWithHooks", task.taskArn());
            assertEquals(
                    List.of("Acme-Drain"),
                    task.taskInvocationParameters().runCommand().parameters().get("PreInstallHookDocName"));
            assertTrue(fleet.plan(hooked).isUpToDate());
        }
    }

    @Test
    void aLongerWindowIsAnUpdateOfTheWindowAlone() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(4)));

            FleetPlan plan = fleet.plan(spec(6));

            List<Change> needed = needed(plan);
            assertEquals(1, needed.size(), plan::toString);
            assertEquals(
                    List.of(new Field("durationHours", Optional.of("4"), Optional.of("6"))),
                    needed.get(0).fields());
            assertFalse(needed.get(0).changedOutside());
            assertTrue(fleet.apply(plan).isComplete());
            assertEquals("cron(0 1 ? * SAT *) Asia/Tokyo 6 1", told(window(ssm(aws))));
        }
    }

    @Test
    void editsByHandOfWindowTargetAndTaskAreNamedAndPutBack() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(4)));
            SsmClient ssm = ssm(aws);
            String window = window(ssm).windowId();
            MaintenanceWindowTarget target = ssm.describeMaintenanceWindowTargets(r -> r.windowId(window))
                    .targets()
                    .get(0);
            ssm.updateMaintenanceWindow(r -> r.windowId(window).enabled(false));
            ssm.updateMaintenanceWindowTarget(r ->
                    r.windowId(window).windowTargetId(target.windowTargetId()).ownerInformation("mine now"));
            ssm.updateMaintenanceWindowTask(r -> r.windowId(window)
                    .windowTaskId(task(ssm, window).windowTaskId())
                    .maxConcurrency("100%"));

            FleetPlan drift = fleet.drift(spec(4));

            assertEquals(
                    List.of(
                            "maintenanceWindow enabled false -> true",
                            "windowTarget owner",
                            "windowTask pace 100% -> 20%"),
                    needed(drift).stream().map(DeclareWindowsTest::brief).toList(),
                    drift::toString);
            assertTrue(needed(drift).stream().allMatch(Change::changedOutside));
            assertTrue(fleet.apply(drift).isComplete());
            assertTrue(fleet.drift(spec(4)).isUpToDate());
            assertTrue(window(ssm).enabled());
        }
    }

    @Test
    void whatWasTakenAwayByHandComesBackAndWhatWasAddedByHandGoes() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(4)));
            SsmClient ssm = ssm(aws);
            String window = window(ssm).windowId();
            List<MaintenanceWindowTarget> targets = ssm.describeMaintenanceWindowTargets(r -> r.windowId(window))
                    .targets();
            MaintenanceWindowTarget target = targets.get(0);
            MaintenanceWindowTarget rest = targets.get(1);
            ssm.deregisterTargetFromMaintenanceWindow(r -> r.windowId(window).windowTargetId(target.windowTargetId()));
            ssm.registerTaskWithMaintenanceWindow(r -> r.windowId(window)
                    .name("surprise")
                    .taskType("RUN_COMMAND")
                    .taskArn("AWS-RunShellScript")
                    .maxConcurrency("1")
                    .maxErrors("1")
                    .targets(Target.builder()
                            .key("WindowTargetIds")
                            .values(rest.windowTargetId())
                            .build()));

            FleetPlan drift = fleet.drift(spec(4));

            assertTrue(fleet.apply(drift).isComplete(), drift::toString);
            assertTrue(
                    fleet.drift(spec(4)).isUpToDate(),
                    () -> fleet.drift(spec(4)).toString());
            List<MaintenanceWindowTask> tasks =
                    ssm.describeMaintenanceWindowTasks(r -> r.windowId(window)).tasks();
            assertEquals(
                    List.of("install"),
                    tasks.stream().map(MaintenanceWindowTask::name).toList());
            assertEquals(2, task(ssm, window).targets().get(0).values().size());
        }
    }

    @Test
    void anEnvironmentThatIsNotDeclaredAnyMoreLosesItsWindow() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(4)));
            FleetSpec less = FleetSpec.builder("bank").build();

            FleetPlan plan = fleet.plan(less);

            assertEquals(
                    List.of(Action.DELETE, Action.DELETE, Action.DELETE),
                    needed(plan).stream().map(Change::action).toList(),
                    plan::toString);
            assertTrue(fleet.apply(plan).isComplete());
            assertTrue(ssm(aws).describeMaintenanceWindows(r -> {}).windowIdentities().stream()
                    .noneMatch(window -> window.name().startsWith("bank-")));
        }
    }

    @Test
    void aWindowThatLosesItsTagsIsKnownByItsTargetsAndGetsThemBack() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(4)));
            SsmClient ssm = ssm(aws);
            String window = window(ssm).windowId();
            ssm.removeTagsFromResource(r -> r.resourceType("MaintenanceWindow")
                    .resourceId(window)
                    .tagKeys("patchfleet:spec", "patchfleet:hash"));

            FleetPlan drift = fleet.drift(spec(4));

            assertEquals(
                    List.of("update maintenanceWindow"),
                    needed(drift).stream().map(DeclareWindowsTest::did).toList(),
                    drift::toString);
            assertEquals(
                    List.of(new Field("tags.patchfleet:spec", Optional.empty(), Optional.of("bank"))),
                    needed(drift).get(0).fields());
            assertTrue(needed(drift).get(0).changedOutside());
            assertTrue(fleet.apply(drift).isComplete());
            assertEquals(List.of(window), windowIds(ssm));
            assertTrue(fleet.drift(spec(4)).isUpToDate());

            ssm.removeTagsFromResource(
                    r -> r.resourceType("MaintenanceWindow").resourceId(window).tagKeys("patchfleet:spec"));
            assertTrue(fleet.apply(fleet.planDestroy(spec(4))).isComplete());
            assertEquals(List.of(), windowIds(ssm));
        }
    }

    @Test
    void besideAWindowOfThatNameOfWhichNothingTellsWhoseItIsNoneIsMade() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            SsmClient ssm = ssm(aws);
            String theirs = ssm.createMaintenanceWindow(r -> r.name("bank-Payments-install")
                            .schedule("rate(7 days)")
                            .duration(4)
                            .cutoff(1)
                            .allowUnassociatedTargets(false))
                    .windowId();

            FleetPlan plan = fleet.plan(spec(4));

            assertEquals(
                    List.of("111122223333, eu-central-1: maintenance window bank-Payments-install is there, and nothing"
                            + " tells whose it is; a second one would patch beside it: delete it, or give it the tag"
                            + " patchfleet:spec = bank"),
                    plan.gaps().stream().map(Gap::toString).toList());
            fleet.apply(plan);
            assertEquals(List.of(theirs), windowIds(ssm));
        }
    }

    private static List<String> windowIds(SsmClient ssm) {
        return ssm.describeMaintenanceWindows(r -> {}).windowIdentities().stream()
                .filter(window -> window.name().equals("bank-Payments-install"))
                .map(MaintenanceWindowIdentity::windowId)
                .toList();
    }

    private static String did(Change change) {
        return change.action().name().toLowerCase(Locale.ROOT) + " " + change.kind();
    }

    @Test
    void nothingIsTakenAwayBeforeAllThatIsToBeMadeIsMade() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(4)));
            FleetSpec renamed = FleetSpec.builder("bank")
                    .environment("Paying", e -> e.patchGroup("Payments").installWindow(saturday(), ofHours(4)))
                    .build();
            aws.fault(Fault.accessDenied("ssm:CreateMaintenanceWindow").times(1));

            ApplyOutcome outcome = fleet.apply(fleet.plan(renamed));

            assertEquals(1, outcome.failed().size(), outcome::toString);
            assertTrue(outcome.applied().isEmpty(), outcome::toString);
            assertTrue(window(ssm(aws)).enabled());
            ApplyOutcome again = fleet.apply(fleet.plan(renamed));
            assertTrue(again.isComplete(), again::toString);
        }
    }

    @Test
    void aRoleThatSomebodyGaveATaskIsDrift() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(4)));
            SsmClient ssm = ssm(aws);
            String window = window(ssm).windowId();
            ssm.updateMaintenanceWindowTask(r -> r.windowId(window)
                    .windowTaskId(task(ssm, window).windowTaskId())
                    .serviceRoleArn("arn:aws:iam::111122223333:role/Admin"));

            FleetPlan drift = fleet.drift(spec(4));

            assertEquals(
                    List.of(new Field(
                            "serviceRole", Optional.of("arn:aws:iam::111122223333:role/Admin"), Optional.empty())),
                    needed(drift).get(0).fields());
            assertTrue(fleet.apply(drift).isComplete());
        }
    }

    @Test
    void whatSomebodySaidInATasksOlderMembersIsDrift() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(4)));
            SsmClient ssm = ssm(aws);
            String window = window(ssm).windowId();
            ssm.updateMaintenanceWindowTask(r -> r.windowId(window)
                    .windowTaskId(task(ssm, window).windowTaskId())
                    .taskParameters(Map.of(
                            "Operation",
                            MaintenanceWindowTaskParameterValueExpression.builder()
                                    .values("Scan")
                                    .build()))
                    .loggingInfo(l -> l.s3BucketName("mine").s3Region(HERE))
                    .alarmConfiguration(
                            a -> a.alarms(Alarm.builder().name("checkout-5xx").build())));

            FleetPlan drift = fleet.drift(spec(4));

            assertEquals(
                    List.of(
                            gone("alarms", "checkout-5xx"),
                            gone("loggingInfo.s3Bucket", "mine"),
                            gone("loggingInfo.s3Region", HERE),
                            gone("taskParameters.Operation", "Scan")),
                    needed(drift).get(0).fields());
            assertTrue(needed(drift).get(0).changedOutside());
            assertTrue(fleet.apply(drift).isComplete());
            assertTrue(fleet.drift(spec(4)).isUpToDate());
        }
    }

    private static Field gone(String path, String before) {
        return new Field(path, Optional.of(before), Optional.empty());
    }

    private static FleetSpec spec(int hours) {
        return FleetSpec.builder("bank")
                .baseline("linux", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .environment(
                        "Payments",
                        e -> e.installWindow(
                                        saturday(),
                                        ofHours(hours),
                                        w -> w.cutoff(ofHours(1))
                                                .pace(Share.percent(20))
                                                .stopAfterFailures(Share.nodes(3)))
                                .reboot(RebootOption.NO_REBOOT)
                                .logsTo(LogOutput.cloudWatch("/patching/payments"))
                                .notifyOn("patching", "PatchFleetSns", Event.FAILED, Event.TIMED_OUT))
                .build();
    }

    private static Schedule saturday() {
        return Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), TOKYO);
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder().seed(1).regions(HERE).nodes(0).build();
    }

    private static SsmClient ssm(SimulatedAws aws) {
        return Fleets.client(aws, HERE, SsmClient.builder());
    }

    private static MaintenanceWindowIdentity window(SsmClient ssm) {
        return ssm.describeMaintenanceWindows(r -> {}).windowIdentities().stream()
                .filter(window -> window.name().equals("bank-Payments-install"))
                .findFirst()
                .orElseThrow();
    }

    private static String told(MaintenanceWindowIdentity window) {
        return window.schedule() + " " + window.scheduleTimezone() + " " + window.duration() + " " + window.cutoff();
    }

    private static GetMaintenanceWindowTaskResponse task(SsmClient ssm, String window) {
        String id = ssm.describeMaintenanceWindowTasks(r -> r.windowId(window)).tasks().stream()
                .filter(task -> task.name().equals("install"))
                .findFirst()
                .orElseThrow()
                .windowTaskId();
        return ssm.getMaintenanceWindowTask(r -> r.windowId(window).windowTaskId(id));
    }

    private static List<Change> needed(FleetPlan plan) {
        return plan.changes().stream().filter(Change::isNeeded).toList();
    }

    private static String brief(Change change) {
        Field field = change.fields().get(0);
        return field.path().equals("owner")
                ? change.kind() + " owner"
                : change.kind() + " " + field.path() + " " + field.before().orElse("") + " -> "
                        + field.after().orElse("");
    }
}
