package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.run.WindowRun;
import io.patchfleet.run.WindowRun.Status;
import io.patchfleet.run.WindowRuns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What windows did, as AWS's manual shows it, is read field by field. */
class RecordedWindowRunsTest {

    private static final String TASKS = "DescribeMaintenanceWindowExecutionTasks";

    private final RecordedFleet aws = new RecordedFleet()
            .answer("DescribeMaintenanceWindows", Recorded.of("describe-maintenance-windows.1.output"))
            .answer(
                    "DescribeMaintenanceWindowExecutions",
                    RecordedFleet.onTheWire(Recorded.of("describe-maintenance-window-executions.1.output")))
            .answer(TASKS, Recorded.of("describe-maintenance-window-execution-tasks.1.output"))
            .answer(
                    "DescribeMaintenanceWindowExecutionTaskInvocations",
                    Recorded.of("describe-maintenance-window-execution-task-invocations.1.output"));

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void anExecutionIsToldFieldByField() {
        List<WindowRun> runs = runs();

        assertEquals(
                List.of(Status.FAILED, Status.SUCCESS, Status.IN_PROGRESS),
                runs.stream().map(WindowRun::status).toList());
        WindowRun failed = runs.get(0);
        assertEquals("9fac7dd9-ff21-42a5-96ad-bbc4bEXAMPLE", failed.id());
        assertEquals(Optional.of("One or more tasks in the orchestration failed."), failed.detail());
        assertEquals(Optional.of(Instant.parse("2021-08-02T18:00:00Z")), failed.began());
        assertEquals(Optional.of(Instant.parse("2021-08-02T18:22:36Z")), failed.ended());
        assertEquals(Optional.empty(), runs.get(2).ended());
    }

    @Test
    void aTaskThatDoesNotPatchHasNoNodesAndNeitherHasOneWhoseCommandIsNotNamed() {
        assertTrue(runs().stream().allMatch(run -> run.nodes().isEmpty()));

        aws.answer(
                TASKS,
                Recorded.of("describe-maintenance-window-execution-tasks.1.output")
                        .with(
                                "/WindowExecutionTaskIdentities/0/TaskArn",
                                "arn:aws:ssm:us-east-1:111122223333:document/AWS-RunPatchBaseline"));

        assertTrue(runs().stream().allMatch(run -> run.nodes().isEmpty() && !run.isPatched()));
    }

    /** Of the first window of the list. */
    private List<WindowRun> runs() {
        String first = Recorded.of("describe-maintenance-windows.1.output").text("/WindowIdentities/0/Name");
        WindowRuns past = aws.fleet().windowRuns().named(first).collect();
        assertEquals(List.of(), past.gaps());
        return past.runs();
    }
}
