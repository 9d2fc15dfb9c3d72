package io.patchfleet;

import static io.patchfleet.model.OperatingSystem.AMAZON_LINUX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Schedule;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.SpecCheck;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS's manual shows as the answer to calls that make something is where the next calls go. */
class RecordedMakingTest {

    private static final String BASELINE = "CreatePatchBaseline";
    private static final String GROUP = "RegisterPatchBaselineForPatchGroup";
    private static final String DEFAULT = "RegisterDefaultPatchBaseline";
    private static final String WINDOW = "CreateMaintenanceWindow";
    private static final String TARGET = "RegisterTargetWithMaintenanceWindow";
    private static final String TASK = "RegisterTaskWithMaintenanceWindow";
    private static final String WORDS = "DescribePatchProperties";

    /** An account in which nothing is but AWS's own baselines. */
    private final RecordedFleet aws = new RecordedFleet()
            .answer("DescribePatchBaselines", Recorded.of("describe-patch-baselines.1.output"))
            .answer(BASELINE, Recorded.of("create-patch-baseline.1.output"))
            .answer(GROUP, Recorded.of("register-patch-baseline-for-patch-group.1.output"))
            .answer(DEFAULT, Recorded.of("register-default-patch-baseline.1.output"))
            .answer(WINDOW, Recorded.of("create-maintenance-window.1.output"))
            .answer(TARGET, Recorded.of("register-target-with-maintenance-window.1.output"))
            .answer(TASK, Recorded.of("register-task-with-maintenance-window.1.output"));

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aBaselinesGroupsAndDefaultGoToTheBaselineThatWasMade() {
        ApplyOutcome outcome = applied(aws.fleet());

        assertTrue(outcome.isComplete(), outcome::toString);
        assertAskedWith(GROUP, "\"BaselineId\":\"pb-045f10b4f3EXAMPLE\"");
        assertAskedWith(DEFAULT, "\"BaselineId\":\"pb-045f10b4f3EXAMPLE\"");
    }

    @Test
    void aWindowsTargetsAndTaskGoToTheWindowThatWasMadeAndTheTaskToItsTargets() {
        applied(aws.fleet());

        assertAskedWith(TARGET, "\"WindowId\":\"mw-0c50858d01EXAMPLE\"");
        assertAskedWith(TASK, "\"WindowId\":\"mw-0c50858d01EXAMPLE\"");
        assertAskedWith(TASK, "\"1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d-1a2\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "register-target-with-maintenance-window.2.output",
                "register-target-with-maintenance-window.3.output",
                "register-target-with-maintenance-window.4.output",
                "register-target-with-maintenance-window.5.output"
            })
    void aTaskGoesToWhicheverTargetWasMade(String example) {
        aws.answer(TARGET, Recorded.of(example).changed("/WindowTargetId"));

        assertTrue(applied(aws.fleet()).isComplete());

        assertAskedWith(TASK, "\"" + aws.recorded(TARGET).text("/WindowTargetId") + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "register-task-with-maintenance-window.2.output",
                "register-task-with-maintenance-window.3.output",
                "register-task-with-maintenance-window.4.output",
                "register-task-with-maintenance-window.5.output"
            })
    void nothingHangsOnATaskWhateverItIsCalled(String example) {
        aws.answer(TASK, Recorded.of(example));

        assertEquals(Set.of(), aws.read(TASK, fleet -> applied(fleet).toString()));
    }

    @Test
    void theOtherExamplesOfMakingAreReadTheSameWay() {
        aws.answer(WINDOW, Recorded.of("create-maintenance-window.2.output"))
                .answer(BASELINE, Recorded.of("create-patch-baseline.2.output"))
                .answer(DEFAULT, Recorded.of("register-default-patch-baseline.2.output"));

        assertTrue(applied(aws.fleet()).isComplete());

        assertAskedWith(TARGET, "\"WindowId\":\"mw-01234567890abcdef\"");
        assertAskedWith(DEFAULT, "\"BaselineId\":\"pb-045f10b4f3EXAMPLE\"");
        assertEquals(Set.of(), aws.read(DEFAULT, fleet -> applied(fleet).toString()));
    }

    @Test
    void everyMemberOfWhatMakingAnswersIsReadOrLeftOutOnPurpose() {
        Function<PatchFleet, String> work = fleet -> applied(fleet).toString();
        assertEquals(Set.of("/BaselineId"), aws.read(BASELINE, work));
        assertEquals(Set.of("/WindowId"), aws.read(WINDOW, work));
        assertEquals(Set.of("/WindowTargetId"), aws.read(TARGET, work));
        // They say again what was asked, and nothing hangs on a task.
        assertEquals(Set.of(), aws.read(GROUP, work));
        assertEquals(Set.of(), aws.read(DEFAULT, work));
        assertEquals(Set.of(), aws.read(TASK, work));
    }

    @Test
    void theWordsThatAwsListsForAFilterAreReadWhole() {
        aws.answer(WORDS, Recorded.of("describe-patch-properties.1.output"));

        assertEquals(List.of(), wrong("AmazonLinux2018.03"));
        // One that the examples list and no page of the manual does.
        assertEquals(List.of(), wrong("AmazonLinux2014.03"));
        List<Problem> unknown = wrong("AmazonLinux2099.03");
        assertEquals(1, unknown.size());
        assertTrue(
                unknown.get(0)
                        .allowed()
                        .contains("AmazonLinux2012.03, AmazonLinux2012.09, AmazonLinux2013.03, AmazonLinux2013.09"),
                unknown::toString);
        // What is said names twelve.
        assertEquals(
                Set.of("/Properties/12/Name"),
                aws.unread(WORDS, fleet -> wrong("AmazonLinux2099.03").toString()));
    }

    private List<Problem> wrong(String product) {
        FleetSpec spec = FleetSpec.builder("bank")
                .baseline(
                        "linux",
                        AMAZON_LINUX,
                        b -> b.approve(r -> r.product(product).afterDays(3)))
                .build();
        SpecCheck check = aws.fleet().check(spec, Duration.ofDays(20), 0);
        return check.problems().stream()
                .filter(problem -> problem.value().equals(product))
                .toList();
    }

    private void assertAskedWith(String operation, String words) {
        List<String> calls = aws.asked().stream()
                .filter(call -> call.startsWith(operation + " "))
                .toList();
        assertTrue(!calls.isEmpty(), operation);
        calls.forEach(call -> assertTrue(call.contains(words), call));
    }

    private static ApplyOutcome applied(PatchFleet fleet) {
        FleetSpec spec = FleetSpec.builder(RecordedFleet.SPEC)
                .baseline(
                        "linux",
                        AMAZON_LINUX,
                        b -> b.asDefault()
                                .approve(r -> r.classification("Security").afterDays(3)))
                .environment(
                        "Production",
                        e -> e.installWindow(
                                Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), ZoneOffset.UTC),
                                Duration.ofHours(6),
                                w -> w.cutoff(Duration.ofHours(2))))
                .build();
        return fleet.apply(fleet.plan(spec));
    }
}
