package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A maintenance window, opened once: its tasks, and what they did. */
public final class WindowExecution {

    private final String id;
    private final String windowId;
    private final WindowProgress progress = new WindowProgress();
    private final List<TaskExecution> tasks;

    public WindowExecution(String id, String windowId, List<TaskExecution> tasks) {
        this.id = id;
        this.windowId = windowId;
        this.tasks = List.copyOf(tasks);
    }

    public String id() {
        return id;
    }

    public String windowId() {
        return windowId;
    }

    public WindowProgress progress() {
        return progress;
    }

    /** In the order in which the window's tasks were registered. */
    public List<TaskExecution> tasks() {
        return tasks;
    }

    public @Nullable TaskExecution task(String taskExecutionId) {
        return tasks.stream()
                .filter(task -> task.id().equals(taskExecutionId))
                .findFirst()
                .orElse(null);
    }

    /** A task, as it was when the window opened, and what it did. */
    public static final class TaskExecution {

        private final String id;
        private final WindowTask task;
        private final WindowProgress progress = new WindowProgress();
        private final List<TaskInvocation> invocations = new ArrayList<>();
        private Consumer<TaskInvocation> whenAdded = invocation -> {};

        public TaskExecution(String id, WindowTask task) {
            this.id = id;
            this.task = task;
        }

        void whenAdded(Consumer<TaskInvocation> action) {
            whenAdded = action;
        }

        public String id() {
            return id;
        }

        public WindowTask task() {
            return task;
        }

        public WindowProgress progress() {
            return progress;
        }

        public List<TaskInvocation> invocations() {
            return Collections.unmodifiableList(invocations);
        }

        public void add(TaskInvocation invocation) {
            invocations.add(invocation);
            whenAdded.accept(invocation);
        }

        public @Nullable TaskInvocation invocation(String invocationId) {
            return invocations.stream()
                    .filter(invocation -> invocation.id().equals(invocationId))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * A task, run for one target.
     *
     * @param executionId the command's id; null if none was accepted
     * @param parameters what was asked for, as JSON
     * @param windowTargetId null if the task names the nodes itself
     */
    public record TaskInvocation(
            String id,
            @Nullable String executionId,
            String parameters,
            @Nullable String windowTargetId,
            @Nullable String ownerInformation,
            WindowProgress progress) {}
}
