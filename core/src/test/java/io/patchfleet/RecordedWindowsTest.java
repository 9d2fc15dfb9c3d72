package io.patchfleet;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.Schedule;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.SpecCheck;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows, targets and tasks as AWS's manual shows them are read whole, and so is who else patches a node. */
class RecordedWindowsTest {

    private static final String LIST = "DescribeMaintenanceWindows";
    private static final String CONTENT = "GetMaintenanceWindow";
    private static final String TARGETS = "DescribeMaintenanceWindowTargets";
    private static final String TASKS = "DescribeMaintenanceWindowTasks";
    private static final String TASK = "GetMaintenanceWindowTask";
    private static final String ASSOCIATIONS = "ListAssociations";
    private static final String NAME = "/WindowIdentities/0/Name";
    private static final String NODE = "i-0000293ffdEXAMPLE";

    /** The first window of the list has a name that this spec's would have. */
    private final RecordedFleet aws = new RecordedFleet()
            .answer(LIST, Recorded.of("describe-maintenance-windows.1.output").with(NAME, "bank-Production-install"))
            .answer(CONTENT, Recorded.of("update-maintenance-window.1.output"))
            .answer(TARGETS, Recorded.of("describe-maintenance-window-targets.2.output"))
            .answer(TASKS, Recorded.of("describe-maintenance-window-tasks.2.output"))
            .answer(TASK, Recorded.of("get-maintenance-window-task.1.output"))
            .owned("mw-0ecb1226ddEXAMPLE");

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void whatAWindowSaysIsShownFieldByField() {
        Change update = change("maintenanceWindow", Action.UPDATE);

        Map<String, Field> fields = update.fields().stream().collect(toMap(Field::path, field -> field));
        assertEquals(field("schedule", "cron(0 16 ? * TUE *)", "cron(0 1 ? * SAT *)"), fields.get("schedule"));
        assertEquals(field("durationHours", "4", "6"), fields.get("durationHours"));
        assertEquals(field("cutoffHours", "1", "2"), fields.get("cutoffHours"));
        assertEquals(field("allowUnassociatedTargets", "true", "false"), fields.get("allowUnassociatedTargets"));
        assertEquals(new Field("zone", Optional.empty(), Optional.of("UTC")), fields.get("zone"));
        assertFalse(fields.containsKey("enabled"), update.fields()::toString);
    }

    @Test
    void whatATargetSaysIsShownFieldByField() {
        Change gone = change("windowTarget", Action.DELETE);

        assertEquals("bank-Production-install/ProdTarget1", gone.name());
        assertEquals(Map.of("owner", "CostCenter1", "targets.tag:Environment", "Prod"), before(gone));
    }

    @Test
    void targetsWithoutANameAreToldApartByTheirIds() {
        aws.answer(TARGETS, Recorded.of("describe-maintenance-window-targets.1.output"));

        assertEquals(
                Set.of(
                        "bank-Production-install/350d44e6-28cc-44e2-951f-4b2c9EXAMPLE",
                        "bank-Production-install/e078a987-2866-47be-bedd-d9cf4EXAMPLE"),
                aws.fleet().plan(spec()).changes().stream()
                        .filter(change -> change.kind().equals("windowTarget") && change.action() == Action.DELETE)
                        .map(Change::name)
                        .collect(toSet()));
        assertEquals(
                Map.of("owner", "Single instance", "targets.InstanceIds", NODE),
                before(change("windowTarget", Action.DELETE)));
    }

    @Test
    void whatATaskSaysIsShownFieldByField() {
        Change gone = change("windowTask", Action.DELETE);

        assertEquals("bank-Production-install/ExampleTask", gone.name());
        assertEquals(
                Map.of(
                        "document", "AWS-RunPowerShellScript",
                        "type", "RUN_COMMAND",
                        "pace", "1",
                        "stopAfterFailures", "1",
                        "serviceRole",
                                "arn:aws:iam::111222333444:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM",
                        "targets", "84c818da-b619-4d3d-9651-946f3EXAMPLE",
                        "deliverySeconds", "600",
                        "parameters.commands", "echo Hello",
                        "parameters.executionTimeout", "3600"),
                before(gone));
    }

    @Test
    void everyMemberOfAWindowIsReadOrLeftOutOnPurpose() {
        // What the list says of a window of this spec is asked of the window itself, and others' stay as they are.
        assertEquals(
                Set.of("/WindowIdentities/0/WindowId", NAME, "/WindowIdentities/1/WindowId"),
                aws.read(LIST, RecordedWindowsTest::told));
        assertEquals(
                // Known from the list already.
                Set.of("/WindowId", "/Name"), aws.unread(CONTENT, RecordedWindowsTest::told));
    }

    @Test
    void everyMemberOfATargetIsReadOrLeftOutOnPurpose() {
        assertEquals(
                Set.of(
                        // It was asked for by it.
                        "/Targets/0/WindowId",
                        // Names a target that has no name, as another test shows.
                        "/Targets/0/WindowTargetId",
                        // What it may be is the same for all that PatchFleet reads.
                        "/Targets/0/ResourceType"),
                aws.unread(TARGETS, RecordedWindowsTest::told));
    }

    @Test
    void everyMemberOfATaskIsReadOrLeftOutOnPurpose() {
        assertEquals(
                // It was asked for by them.
                Set.of("/WindowId", "/WindowTaskId"), aws.unread(TASK, RecordedWindowsTest::told));
        assertEquals(
                Set.of("/WindowId", "/WindowTaskId"),
                aws.answer(TASK, Recorded.of("update-maintenance-window-task.1.output"))
                        .unread(TASK, RecordedWindowsTest::told));
        // What the list says of a task is asked of the task itself.
        assertEquals(Set.of("/Tasks/0/WindowTaskId"), aws.read(TASKS, RecordedWindowsTest::told));
    }

    @Test
    void windowsOfOthersAreKnownByTheNodesThatTheyReach() {
        nodeInProduction("i-0cb2b964d3EXAMPLE");
        aws.answer(TARGETS, Recorded.of("describe-maintenance-window-targets.1.output"));

        String checked = checked();

        assertTrue(checked.contains("maintenance window MyMaintenanceWindow-2 of others reaches these too"), checked);
        assertFalse(checked.contains("bank-Production-install of others"), checked);
        // A key that nobody knows is said, whichever nodes it may be about.
        assertEquals(
                Set.of("/Targets/0/Targets/0/Key", "/Targets/1/Targets/0/Key", "/Targets/1/Targets/0/Values/1"),
                aws.read(TARGETS, fleet -> checked()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    describe-maintenance-window-tasks.1.output | AWS-DisableS3BucketPublicReadWrite, AWS-RestartEC2Instance
                    describe-maintenance-window-tasks.3.output | AWS-RestartEC2Instance, AWS-RunPowerShellScript
                    describe-maintenance-window-tasks.4.output | AWS-RunPowerShellScript
                    """)
    void windowsOfOthersAreToldWithWhatTheyRunAutomationIncluded(String example, String documents) {
        nodeInProduction("i-0cb2b964d3EXAMPLE");
        aws.answer(TARGETS, Recorded.of("describe-maintenance-window-targets.1.output"))
                .answer(TASKS, Recorded.of(example));

        String checked = checked();

        assertTrue(
                checked.contains("maintenance window MyMaintenanceWindow-2 of others reaches these too, with "
                        + documents + "]"),
                checked);
        Set<String> read = aws.read(TASKS, fleet -> checked());
        assertEquals(
                aws.recorded(TASKS).members().stream()
                        // Which of the window's targets a task goes by makes no difference, only that it does.
                        .filter(member -> member.endsWith("/TaskArn") || member.endsWith("/Targets/0/Key"))
                        .collect(toSet()),
                read);
    }

    @Test
    void aTargetAsItsUpdateAnswersIsShownFieldByField() {
        aws.answer(
                TARGETS,
                new Recorded("{\"Targets\":["
                        + Recorded.of("update-maintenance-window-target.1.output")
                                .text() + "]}"));

        Change gone = change("windowTarget", Action.DELETE);

        assertEquals("bank-Production-install/NewName", gone.name());
        assertEquals(Map.of("targets.InstanceIds", "i-1234567890EXAMPLE"), before(gone));
    }

    @Test
    void whatTakingAwayAnswersIsLeftOutOnPurpose() {
        // What is to be made comes first.
        aws.answer(
                        "RegisterTargetWithMaintenanceWindow",
                        Recorded.of("register-target-with-maintenance-window.1.output"))
                .answer("DeleteMaintenanceWindow", Recorded.of("delete-maintenance-window.1.output"))
                .answer(
                        "DeregisterTargetFromMaintenanceWindow",
                        Recorded.of("deregister-target-from-maintenance-window.1.output"))
                .answer(
                        "DeregisterTaskFromMaintenanceWindow",
                        Recorded.of("deregister-task-from-maintenance-window.1.output"));

        assertCalledAndNotRead("DeleteMaintenanceWindow", RecordedFleet::destroyed);
        Function<PatchFleet, String> applied =
                fleet -> fleet.apply(fleet.plan(spec())).toString();
        assertCalledAndNotRead("DeregisterTargetFromMaintenanceWindow", applied);
        assertCalledAndNotRead("DeregisterTaskFromMaintenanceWindow", applied);
    }

    private void assertCalledAndNotRead(String operation, Function<PatchFleet, String> work) {
        assertEquals(Set.of(), aws.read(operation, work));
        assertTrue(aws.asked().stream().anyMatch(call -> call.startsWith(operation + " ")), aws.asked()::toString);
    }

    @Test
    void associationsThatAreNoPatchPolicyAreNotTakenForOne() {
        nodeInProduction("i-1234567890abcdef0");
        for (String example : List.of("list-associations.1.output", "list-associations.2.output")) {
            aws.answer(ASSOCIATIONS, Recorded.of(example));
            assertFalse(checked().contains("patch policy"), this::checked);
        }
        String name = "/Associations/0/AssociationName";
        aws.answer(ASSOCIATIONS, aws.recorded(ASSOCIATIONS).with(name, "AWS-QuickSetup-PatchPolicy-ScanForPatches"));

        assertTrue(checked().contains("patch policy AWS-QuickSetup-PatchPolicy-ScanForPatches"), this::checked);
        Set<String> read = aws.read(ASSOCIATIONS, fleet -> checked());
        assertEquals(Set.of(name, "/Associations/0/Targets/0/Key", "/Associations/0/Targets/0/Values/0"), read);
    }

    private static String told(PatchFleet fleet) {
        return RecordedFleet.told(fleet.plan(spec()));
    }

    private Change change(String kind, Action action) {
        return aws.fleet().plan(spec()).changes().stream()
                .filter(change -> change.kind().equals(kind) && change.action() == action)
                .findFirst()
                .orElseThrow(() -> new AssertionError(told(aws.fleet())));
    }

    private static Map<String, String> before(Change change) {
        return change.fields().stream()
                .collect(toMap(Field::path, field -> field.before().orElseThrow()));
    }

    private static Field field(String path, String before, String after) {
        return new Field(path, Optional.of(before), Optional.of(after));
    }

    private void nodeInProduction(String id) {
        aws.instances("<reservationSet><item><instancesSet><item><instanceId>" + id + "</instanceId><tagSet><item>"
                + "<key>PatchGroup</key><value>Production</value></item></tagSet></item></instancesSet></item>"
                + "</reservationSet>");
    }

    private String checked() {
        SpecCheck check = aws.fleet().check(spec(), Duration.ofDays(30), 0);
        return check.problems().toString() + check.gaps();
    }

    private static FleetSpec spec() {
        return FleetSpec.builder(RecordedFleet.SPEC)
                .environment(
                        "Production",
                        e -> e.installWindow(
                                Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), ZoneOffset.UTC),
                                Duration.ofHours(6),
                                w -> w.cutoff(Duration.ofHours(2))))
                .build();
    }
}
