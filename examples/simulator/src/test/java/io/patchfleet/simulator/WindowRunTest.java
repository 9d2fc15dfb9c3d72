package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CreateMaintenanceWindowRequest;
import software.amazon.awssdk.services.ssm.model.DoesNotExistException;
import software.amazon.awssdk.services.ssm.model.GetMaintenanceWindowExecutionTaskInvocationResponse;
import software.amazon.awssdk.services.ssm.model.GetMaintenanceWindowExecutionTaskResponse;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowExecution;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowExecutionTaskIdentity;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowExecutionTaskInvocationIdentity;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowFilter;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowResourceType;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTaskCutoffBehavior;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTaskInvocationParameters;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTaskType;
import software.amazon.awssdk.services.ssm.model.RegisterTaskWithMaintenanceWindowRequest;
import software.amazon.awssdk.services.ssm.model.Target;

/** Maintenance windows that open and do their work, through AWS's own client. The world begins at midnight, UTC. */
class WindowRunTest {

    private static final String REGION = "us-east-1";

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(1)
            .nodes(2, node -> node.missing("openssh-server", "openssl").tag("Role", "web"))
            .nodes(1, node -> node.missing("openssl").tag("Role", "db"))
            .build();
    private final SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION);

    @AfterEach
    void close() {
        ssm.close();
        aws.close();
    }

    // --- What an opening does

    @Test
    void aWindowOpensWhenItIsDueAndInstallsOnWhomItsTargetsMean() {
        String window = window("at(2026-11-24T02:00:00)");
        String web = target(window, "web");
        task(window, List.of(web), r -> {});
        advanceTo("2026-11-24T01:59:59Z");
        assertEquals(List.of(), executions(window));
        advanceTo("2026-11-24T02:00:30Z");
        MaintenanceWindowExecution running = executions(window).get(0);
        assertEquals("IN_PROGRESS", running.statusAsString());
        assertEquals(Instant.parse("2026-11-24T02:00:00Z"), running.startTime());
        advanceTo("2026-11-24T03:00:00Z");
        MaintenanceWindowExecution done = executions(window).get(0);
        assertEquals("SUCCESS", done.statusAsString());
        assertEquals(
                List.of(0, 0, 1),
                aws.world().nodes().stream().map(node -> node.missing().size()).toList());
        SimulatedCommand command = aws.commands().get(0);
        assertEquals(
                done.endTime(),
                command.invocations().stream()
                        .map(each -> each.ended().orElseThrow())
                        .max(Instant::compareTo)
                        .orElseThrow());
        assertEquals("Install", command.operation());
        assertEquals(1, aws.commands().size());
    }

    @Test
    void executionTasksAndInvocationsLeadToTheCommandAndItsSnapshot() {
        String window = window("at(2026-11-24T02:00:00)");
        String web = target(window, "web");
        task(window, List.of(web), r -> {});
        advanceTo("2026-11-24T03:00:00Z");
        String execution = executions(window).get(0).windowExecutionId();
        MaintenanceWindowExecutionTaskIdentity task = tasks(execution).get(0);
        assertEquals("AWS-RunPatchBaseline", task.taskArn());
        assertEquals("SUCCESS", task.statusAsString());
        assertEquals(
                List.of(task.taskExecutionId()),
                ssm.getMaintenanceWindowExecution(r -> r.windowExecutionId(execution))
                        .taskIds());
        MaintenanceWindowExecutionTaskInvocationIdentity invocation =
                invocations(task).get(0);
        String command = aws.commands().get(0).id();
        assertEquals(command, invocation.executionId());
        assertEquals(web, invocation.windowTargetId());
        assertEquals("team web", invocation.ownerInformation());
        assertTrue(invocation.parameters().contains(aws.world().nodes().get(0).id()), invocation.parameters());
        GetMaintenanceWindowExecutionTaskInvocationResponse whole = ssm.getMaintenanceWindowExecutionTaskInvocation(r ->
                r.windowExecutionId(execution).taskId(task.taskExecutionId()).invocationId(invocation.invocationId()));
        assertEquals(invocation.parameters(), whole.parameters());
        assertEquals(
                execution,
                ssm.describeInstancePatchStates(
                                r -> r.instanceIds(aws.world().nodes().get(0).id()))
                        .instancePatchStates()
                        .get(0)
                        .snapshotId());
        GetMaintenanceWindowExecutionTaskResponse byTask = ssm.getMaintenanceWindowExecutionTask(
                r -> r.windowExecutionId(execution).taskId(task.taskExecutionId()));
        assertEquals(
                Set.of("Operation", "StepTimeoutSeconds"),
                byTask.taskParameters().get(0).keySet());
        assertEquals("10", byTask.maxErrors());
    }

    @Test
    void targetsComeOneAfterAnotherAndPrioritiesToo() {
        String window = window("at(2026-11-24T02:00:00)");
        String web = target(window, "web");
        String db = target(window, "db");
        task(window, List.of(web, db), r -> r.priority(1));
        task(window, List.of(db), r -> r.priority(2));
        task(window, List.of(db), r -> r.priority(0));
        advanceTo("2026-11-24T04:00:00Z");
        List<SimulatedCommand> commands = aws.commands();
        assertEquals(4, commands.size());
        for (int index = 1; index < commands.size(); index++) {
            assertFalse(commands.get(index).requested().isBefore(end(commands.get(index - 1))));
        }
        assertEquals(
                List.of(1, 2, 1, 1),
                commands.stream().map(each -> each.nodes().size()).toList());
        assertEquals("SUCCESS", executions(window).get(0).statusAsString());
    }

    @Test
    void tasksOfOnePriorityRunSideBySide() {
        String window = window("at(2026-11-24T02:00:00)");
        task(window, List.of(target(window, "web")), r -> {});
        task(window, List.of(target(window, "db")), r -> {});
        advanceTo("2026-11-24T03:00:00Z");
        assertEquals(aws.commands().get(0).requested(), aws.commands().get(1).requested());
    }

    @Test
    void aFailedCommandFailsTheExecution() {
        aws.world().nodes().get(0).failsInstall(InstallFailure.DISK_FULL, 1);
        String window = window("at(2026-11-24T02:00:00)");
        task(window, List.of(target(window, "web")), r -> r.maxErrors("0").maxConcurrency("1"));
        advanceTo("2026-11-24T03:00:00Z");
        MaintenanceWindowExecution failed = executions(window).get(0);
        assertEquals("FAILED", failed.statusAsString());
        assertEquals("One or more tasks in the orchestration failed.", failed.statusDetails());
        MaintenanceWindowExecutionTaskInvocationIdentity invocation =
                invocations(tasks(failed.windowExecutionId()).get(0)).get(0);
        assertEquals("FAILED", invocation.statusAsString());
        assertEquals("Failed", invocation.statusDetails());
        assertEquals(
                List.of("Failed", "Terminated"),
                List.copyOf(aws.commands().get(0).nodes().values()));
    }

    @Test
    void whereNobodyIsMeantNothingIsSent() {
        String window = window("at(2026-11-24T02:00:00)");
        task(window, List.of(target(window, "nobody")), r -> {});
        advanceTo("2026-11-24T02:00:10Z");
        MaintenanceWindowExecution execution = executions(window).get(0);
        assertEquals("SUCCESS", execution.statusAsString());
        assertEquals(
                "No invocations to execute.",
                tasks(execution.windowExecutionId()).get(0).statusDetails());
        assertEquals(List.of(), aws.commands());
    }

    @Test
    void whatIsNotPlayedFailsByName() {
        String window = window("at(2026-11-24T02:00:00)");
        task(window, List.of(target(window, "web")), r -> r.taskArn("AWS-RunShellScript"));
        advanceTo("2026-11-24T02:00:10Z");
        MaintenanceWindowExecutionTaskIdentity task =
                tasks(executions(window).get(0).windowExecutionId()).get(0);
        assertEquals("FAILED", task.statusAsString());
        assertTrue(invocations(task).get(0).statusDetails().contains("AWS-RunShellScript"));
    }

    // --- When it opens, and when not

    @Test
    void anExecutionThatStillRunsMakesTheNextOneSkip() {
        aws.world().nodes().get(2).failsInstall(InstallFailure.NEVER_ENDS, 1);
        String window = window("rate(30 minutes)");
        task(window, List.of(target(window, "db")), r -> {});
        aws.time().advance(Duration.ofMinutes(130));
        assertEquals(
                List.of("SUCCESS", "SKIPPED_OVERLAPPING", "SKIPPED_OVERLAPPING", "FAILED"),
                executions(window).stream().map(each -> each.statusAsString()).toList());
    }

    @Test
    void aWindowThatIsDisabledChangedOrDeletedDoesNotOpenAsItWouldHave() {
        String disabled = window("at(2026-11-24T02:00:00)");
        String changed = window("at(2026-11-24T02:00:00)");
        String deleted = window("at(2026-11-24T02:00:00)");
        String again = window("at(2026-11-24T02:00:00)");
        ssm.updateMaintenanceWindow(r -> r.windowId(disabled).enabled(false));
        ssm.updateMaintenanceWindow(r -> r.windowId(changed).schedule("at(2026-11-24T03:00:00)"));
        ssm.deleteMaintenanceWindow(r -> r.windowId(deleted));
        ssm.updateMaintenanceWindow(r -> r.windowId(again).enabled(false));
        ssm.updateMaintenanceWindow(r -> r.windowId(again).enabled(true));
        advanceTo("2026-11-24T04:00:00Z");
        assertEquals(List.of(), executions(disabled));
        assertEquals(
                List.of(Instant.parse("2026-11-24T03:00:00Z")),
                executions(changed).stream().map(each -> each.startTime()).toList());
        assertEquals(List.of(), executions(deleted));
        assertEquals(1, executions(again).size());
    }

    @Test
    void theWindowOfSomebodyElseRunsAsWell() {
        aws.world().addForeignWindow("111122223333", REGION, "theirs", "rate(1 day)", "Role", "web");
        aws.time().advance(Duration.ofHours(25));
        assertEquals(1, aws.commands().size());
        assertEquals(
                List.of(1, 1, 0),
                aws.world().nodes().stream().map(SimulatedNode::installs).toList());
    }

    // --- Cut off

    @Test
    void atTheCutoffNothingMoreBeginsAndWhatRunsGoesOn() {
        aws.world().nodes().get(0).rebootTakes(Duration.ofMinutes(110));
        String window = window("at(2026-11-24T02:00:00)");
        String web = target(window, "web");
        task(window, List.of(web), r -> r.priority(0));
        task(window, List.of(web), r -> r.priority(1));
        advanceTo("2026-11-24T03:00:10Z");
        String execution = executions(window).get(0).windowExecutionId();
        assertEquals(List.of("IN_PROGRESS", "TIMED_OUT"), statuses(execution));
        advanceTo("2026-11-24T06:00:00Z");
        assertEquals(List.of("SUCCESS", "TIMED_OUT"), statuses(execution));
        assertEquals("TIMED_OUT", executions(window).get(0).statusAsString());
        assertEquals(1, aws.commands().size());
    }

    @Test
    void atTheCutoffATaskThatSaysSoHasItsCommandCancelled() {
        aws.world().nodes().get(0).failsInstall(InstallFailure.NEVER_ENDS, 1);
        String window = window("at(2026-11-24T02:00:00)");
        task(
                window,
                List.of(target(window, "web")),
                r -> r.cutoffBehavior(MaintenanceWindowTaskCutoffBehavior.CANCEL_TASK)
                        .maxConcurrency("1")
                        .taskInvocationParameters(installing("7200")));
        advanceTo("2026-11-24T03:01:00Z");
        assertEquals("TIMED_OUT", executions(window).get(0).statusAsString());
        assertEquals(
                List.of("Cancelled", "Cancelled"),
                List.copyOf(aws.commands().get(0).nodes().values()));
    }

    // --- Cancelled

    @Test
    void aCancelledExecutionBeginsNothingMoreAndLetsTheRunningTaskEnd() {
        String window = window("at(2026-11-24T02:00:00)");
        String web = target(window, "web");
        task(window, List.of(web), r -> r.priority(0));
        task(window, List.of(web), r -> r.priority(1));
        advanceTo("2026-11-24T02:00:10Z");
        String execution = executions(window).get(0).windowExecutionId();
        assertEquals(
                execution,
                ssm.cancelMaintenanceWindowExecution(r -> r.windowExecutionId(execution))
                        .windowExecutionId());
        assertEquals("CANCELLING", executions(window).get(0).statusAsString());
        assertEquals(List.of("IN_PROGRESS", "CANCELLED"), statuses(execution));
        advanceTo("2026-11-24T03:30:00Z");
        assertEquals("CANCELLED", executions(window).get(0).statusAsString());
        assertEquals(List.of("SUCCESS", "CANCELLED"), statuses(execution));
        assertEquals(0, aws.world().nodes().get(0).missing().size());
    }

    // --- Finding them again

    @Test
    void executionsAreListedNewestFirstAndFoundByTime() {
        String window = window("rate(1 hour)");
        aws.time().advance(Duration.ofMinutes(190));
        List<Instant> starts =
                executions(window).stream().map(each -> each.startTime()).toList();
        assertEquals(3, starts.size());
        assertTrue(starts.get(0).isAfter(starts.get(1)));
        List<MaintenanceWindowExecution> later = ssm.describeMaintenanceWindowExecutions(r -> r.windowId(window)
                        .filters(filter("ExecutedAfter", starts.get(1).toString())))
                .windowExecutions();
        assertEquals(
                starts.subList(0, 1),
                later.stream().map(each -> each.startTime()).toList());
        String unknown = "00000000-1234-1234-1234-123456789012";
        assertThrows(
                DoesNotExistException.class,
                () -> ssm.getMaintenanceWindowExecution(r -> r.windowExecutionId(unknown)));
        assertThrows(
                DoesNotExistException.class,
                () -> ssm.cancelMaintenanceWindowExecution(r -> r.windowExecutionId(unknown)));
    }

    @Test
    void tasksAreFoundByTheirStatus() {
        String window = window("at(2026-11-24T02:00:00)");
        task(window, List.of(target(window, "web")), r -> {});
        advanceTo("2026-11-24T03:00:00Z");
        String execution = executions(window).get(0).windowExecutionId();
        assertEquals(1, tasks(execution, filter("STATUS", "SUCCESS")).size());
        assertEquals(List.of(), tasks(execution, filter("STATUS", "FAILED")));
    }

    @Test
    void theSameSeedRunsItsWindowsInTheSameWay() {
        assertEquals(story(3), story(3));
        assertNotEquals(story(3), story(4));
    }

    private static String story(long seed) {
        try (SimulatedAws world = SimulatedAws.builder()
                .seed(seed)
                .nodes(60)
                .troubledInstalls(0.2)
                .build()) {
            world.world()
                    .addForeignWindow("111122223333", REGION, "theirs", "rate(1 day)", "Environment", "Production");
            world.time().advance(Duration.ofDays(3));
            return world.commands().toString();
        }
    }

    // --- How a test reads

    private String window(String schedule) {
        CreateMaintenanceWindowRequest.Builder request = CreateMaintenanceWindowRequest.builder()
                .name("patching")
                .schedule(schedule)
                .duration(2)
                .cutoff(1)
                .allowUnassociatedTargets(false);
        return ssm.createMaintenanceWindow(request.build()).windowId();
    }

    private String target(String window, String role) {
        return ssm.registerTargetWithMaintenanceWindow(r -> r.windowId(window)
                        .resourceType(MaintenanceWindowResourceType.INSTANCE)
                        .ownerInformation("team " + role)
                        .targets(List.of(target("tag:Role", List.of(role)))))
                .windowTargetId();
    }

    private static Target target(String key, List<String> values) {
        return Target.builder().key(key).values(values).build();
    }

    private void task(
            String window, List<String> targets, Consumer<RegisterTaskWithMaintenanceWindowRequest.Builder> more) {
        RegisterTaskWithMaintenanceWindowRequest.Builder request = RegisterTaskWithMaintenanceWindowRequest.builder()
                .windowId(window)
                .taskType(MaintenanceWindowTaskType.RUN_COMMAND)
                .taskArn("AWS-RunPatchBaseline")
                .targets(List.of(target("WindowTargetIds", targets)))
                .maxConcurrency("10")
                .maxErrors("10")
                .taskInvocationParameters(installing("3600"));
        more.accept(request);
        ssm.registerTaskWithMaintenanceWindow(request.build());
    }

    private static MaintenanceWindowTaskInvocationParameters installing(String seconds) {
        return MaintenanceWindowTaskInvocationParameters.builder()
                .runCommand(r ->
                        r.parameters(Map.of("Operation", List.of("Install"), "StepTimeoutSeconds", List.of(seconds))))
                .build();
    }

    private static MaintenanceWindowFilter filter(String key, String value) {
        return MaintenanceWindowFilter.builder().key(key).values(value).build();
    }

    private void advanceTo(String instant) {
        aws.time().advanceTo(Instant.parse(instant));
    }

    private static Instant end(SimulatedCommand command) {
        return command.invocations().stream()
                .map(each -> each.ended().orElseThrow())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private List<MaintenanceWindowExecution> executions(String window) {
        return ssm.describeMaintenanceWindowExecutions(r -> r.windowId(window)).windowExecutions();
    }

    private List<MaintenanceWindowExecutionTaskIdentity> tasks(String execution, MaintenanceWindowFilter... filters) {
        return ssm.describeMaintenanceWindowExecutionTasks(
                        r -> r.windowExecutionId(execution).filters(filters))
                .windowExecutionTaskIdentities();
    }

    private List<String> statuses(String execution) {
        return tasks(execution).stream().map(each -> each.statusAsString()).toList();
    }

    private List<MaintenanceWindowExecutionTaskInvocationIdentity> invocations(
            MaintenanceWindowExecutionTaskIdentity task) {
        return ssm.describeMaintenanceWindowExecutionTaskInvocations(
                        r -> r.windowExecutionId(task.windowExecutionId()).taskId(task.taskExecutionId()))
                .windowExecutionTaskInvocationIdentities();
    }
}
