package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.WindowTasks;
import io.patchfleet.internal.aws.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** Maintenance windows with their targets and tasks. */
final class WindowFamily implements Family {

    @Override
    public CompletableFuture<Findings> plan(Task task) {
        return Windows.list(task.caller(), task.place(), task.errand())
                .thenCompose(all ->
                        gathered(all.stream().map(window -> owned(task, window)).toList()))
                .thenApply(owned -> {
                    Findings findings = new Findings();
                    new WindowSteps(task, owned, findings).find();
                    return findings;
                });
    }

    /** The window whole, if it is this spec's. */
    private static CompletableFuture<Optional<Owned>> owned(Task task, Windows.Identity window) {
        return Windows.tags(task.caller(), task.place(), task.errand(), window.id())
                .thenCompose(tags -> task.ownership().owns(tags)
                        ? whole(task, window, tags).thenApply(Optional::of)
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    private static CompletableFuture<Owned> whole(Task task, Windows.Identity window, SortedMap<String, String> tags) {
        CompletableFuture<SortedMap<String, String>> content =
                Windows.content(task.caller(), task.place(), task.errand(), window.id());
        return Windows.targets(task.caller(), task.place(), task.errand(), window.id())
                .thenCompose(targets -> tasks(task, window, targets)
                        .thenCombine(content, (tasks, read) -> new Owned(window, tags, read, targets, tasks)));
    }

    private static CompletableFuture<List<WindowTasks.Task>> tasks(
            Task task, Windows.Identity window, List<Windows.Target> targets) {
        Map<String, String> names = new HashMap<>();
        targets.forEach(target -> names.put(target.id(), target.name()));
        return WindowTasks.list(
                task.caller(), task.place(), task.errand(), window.id(), id -> names.getOrDefault(id, id));
    }

    private static CompletableFuture<List<Owned>> gathered(List<CompletableFuture<Optional<Owned>>> reading) {
        return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<Owned> owned = new ArrayList<>();
                    reading.forEach(one -> one.join().ifPresent(owned::add));
                    return owned;
                });
    }

    /** A window that is this spec's, as it is. */
    record Owned(
            Windows.Identity identity,
            SortedMap<String, String> tags,
            SortedMap<String, String> content,
            List<Windows.Target> targets,
            List<WindowTasks.Task> tasks) {}
}
