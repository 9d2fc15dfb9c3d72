package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.MaintenanceWindow;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.WindowExecution;
import io.patchfleet.simulator.internal.world.WindowExecution.TaskExecution;
import io.patchfleet.simulator.internal.world.WindowProgress.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens maintenance windows when they are due. */
final class WindowRunner {

    private final AwsState state;
    private final SsmCommands commands;
    private final Map<String, WindowRun> running = new HashMap<>();

    WindowRunner(AwsState state, SsmCommands commands) {
        this.state = state;
        this.commands = commands;
    }

    /** Has the window opened when it is due for the next time, as long as nobody changes it. */
    void plan(Scope scope, MaintenanceWindow window) {
        int revision = window.revision();
        Optional<Instant> opening = window.nextOpening(state.now());
        opening.ifPresent(due -> state.at(due, () -> {
            if (scope.windows().find(window.id()) == window && window.revision() == revision) {
                open(scope, window);
                plan(scope, window);
            }
        }));
    }

    /** Begins no further task of the execution; those that have begun go on. */
    void cancel(WindowExecution execution) {
        WindowRun run = running.get(execution.id());
        if (run != null) {
            run.cancel();
        }
    }

    /** AWS documents that no more than five windows run at once, but not what becomes of a sixth; here it runs. */
    private void open(Scope scope, MaintenanceWindow window) {
        boolean overlapping = scope.windows().executionsOf(window.id()).stream()
                .anyMatch(execution -> running.containsKey(execution.id()));
        String id = Ids.uuid(scope.account() + "/" + scope.region() + "/" + window.id() + "/" + state.now());
        if (overlapping) {
            WindowExecution skipped = new WindowExecution(id, window.id(), List.of());
            state.announce(scope, skipped);
            skipped.progress().begin(state.now());
            skipped.progress().end(Status.SKIPPED_OVERLAPPING, null, state.now());
            scope.windows().add(skipped);
            return;
        }
        List<TaskExecution> tasks = window.tasks().stream()
                .map(task -> new TaskExecution(Ids.uuid(id + "/" + task.id()), task))
                .toList();
        WindowExecution execution = new WindowExecution(id, window.id(), tasks);
        state.announce(scope, execution);
        scope.windows().add(execution);
        WindowRun run = new WindowRun(
                state,
                execution,
                new WindowTaskRun.Stage(state, commands, scope, window, id),
                () -> running.remove(id));
        running.put(id, run);
        run.begin(window.content().untilCutoff());
    }
}
