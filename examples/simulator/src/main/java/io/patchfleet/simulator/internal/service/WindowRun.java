package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.WindowExecution;
import io.patchfleet.simulator.internal.world.WindowProgress;
import io.patchfleet.simulator.internal.world.WindowProgress.Status;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** An execution of a maintenance window under way: tasks of one priority side by side, the next priority after them. */
final class WindowRun {

    private final AwsState state;
    private final WindowProgress progress;
    private final List<WindowTaskRun> tasks;
    private final Runnable whenOver;
    private boolean cancelled;

    WindowRun(AwsState state, WindowExecution execution, WindowTaskRun.Stage stage, Runnable whenOver) {
        this.state = state;
        this.progress = execution.progress();
        this.tasks = execution.tasks().stream()
                .map(task -> new WindowTaskRun(stage, task, this::goOn))
                .toList();
        this.whenOver = whenOver;
    }

    void begin(Duration untilCutoff) {
        progress.begin(state.now());
        state.at(state.now().plus(untilCutoff), this::cutOff);
        goOn();
    }

    void cancel() {
        if (!progress.over()) {
            cancelled = true;
            progress.cancel();
            tasks.forEach(WindowTaskRun::cancel);
            goOn();
        }
    }

    private void cutOff() {
        if (!progress.over()) {
            tasks.forEach(WindowTaskRun::cutOff);
            goOn();
        }
    }

    /** Whether a failed task keeps the next priority from beginning is not documented; here it does not. */
    private void goOn() {
        if (progress.over() || tasks.stream().anyMatch(WindowTaskRun::working)) {
            return;
        }
        OptionalInt next = tasks.stream()
                .filter(task -> task.progress().pending())
                .mapToInt(WindowTaskRun::priority)
                .min();
        if (next.isPresent()) {
            for (WindowTaskRun task : tasks) {
                // One that ends at once may have let another begin.
                if (task.progress().pending() && task.priority() == next.getAsInt()) {
                    task.begin();
                }
            }
            goOn();
        } else {
            finish();
        }
    }

    private void finish() {
        whenOver.run();
        if (cancelled) {
            progress.end(Status.CANCELLED, null, state.now());
        } else if (any(Status.FAILED)) {
            progress.end(Status.FAILED, "One or more tasks in the orchestration failed.", state.now());
        } else if (any(Status.TIMED_OUT)) {
            progress.end(Status.TIMED_OUT, null, state.now());
        } else {
            // A task whose command somebody cancelled leaves the execution cancelled; AWS does not document that case.
            progress.end(any(Status.CANCELLED) ? Status.CANCELLED : Status.SUCCESS, null, state.now());
        }
    }

    private boolean any(Status status) {
        return tasks.stream().anyMatch(task -> task.progress().status() == status);
    }
}
