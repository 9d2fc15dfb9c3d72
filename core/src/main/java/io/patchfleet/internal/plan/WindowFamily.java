package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.SchedulerEntries;
import io.patchfleet.internal.aws.WindowIdentity;
import io.patchfleet.internal.aws.WindowTasks;
import io.patchfleet.internal.aws.Windows;
import io.patchfleet.internal.call.CallFailedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maintenance windows with their targets and tasks. */
final class WindowFamily implements Family {

    private static final Logger LOG = LoggerFactory.getLogger(WindowFamily.class);

    @Override
    public Set<String> kinds() {
        return Set.of(WindowSteps.WINDOW, WindowSteps.TARGET, WindowSteps.TASK);
    }

    @Override
    public CompletableFuture<Findings> plan(Task task) {
        return task.windows()
                .thenCompose(windows -> gathered(windows.own().stream()
                                .map(window -> whole(task, window))
                                .toList())
                        .thenCompose(owned -> findings(task, owned, windows.nobodys())));
    }

    private static CompletableFuture<Findings> findings(Task task, List<Owned> owned, Set<String> nobodys) {
        List<DeclaredWindow> declared =
                DeclaredWindow.of(task.declared(), task.place().scope(), task.ownership(), task.now());
        return entries(task, declared, owned).thenApply(entries -> {
            Findings findings = new Findings();
            new WindowSteps(task, declared, owned, nobodys, entries, findings).find();
            return findings;
        });
    }

    /**
     * The names of the entries that shut and open windows, where they can tell whether it was a freeze that did so. Where
     * they cannot be read, it was somebody.
     */
    private static CompletableFuture<List<String>> entries(
            Task task, List<DeclaredWindow> declared, List<Owned> owned) {
        boolean asDeclared = declared.stream()
                .allMatch(one -> owned.stream()
                        .filter(there ->
                                there.identity().name().equals(one.window().name()))
                        .allMatch(there ->
                                WindowSteps.isOpen(there) == one.window().enabled()));
        String group = Ownership.scheduleGroup(task.ownership().spec());
        return asDeclared
                ? CompletableFuture.completedFuture(List.of())
                : SchedulerEntries.names(task.caller(), task.place(), task.errand(), group)
                        .exceptionally(thrown -> noneOf(CallFailedException.of(thrown)));
    }

    private static List<String> noneOf(CallFailedException unreadable) {
        LOG.debug("entries are not known: {}", unreadable.failure());
        return List.of();
    }

    private static CompletableFuture<Owned> whole(Task task, SpecWindows.Own own) {
        WindowIdentity window = own.identity();
        CompletableFuture<SortedMap<String, String>> content =
                Windows.content(task.caller(), task.place(), task.errand(), window.id());
        return Windows.targets(task.caller(), task.place(), task.errand(), window.id())
                .thenCompose(targets -> tasks(task, window, targets)
                        .thenCombine(content, (tasks, read) -> new Owned(window, own.tags(), read, targets, tasks)));
    }

    private static CompletableFuture<List<WindowTasks.Task>> tasks(
            Task task, WindowIdentity window, List<Windows.Target> targets) {
        Map<String, String> names = new HashMap<>();
        targets.forEach(target -> names.put(target.id(), target.name()));
        return WindowTasks.list(
                task.caller(), task.place(), task.errand(), window.id(), id -> names.getOrDefault(id, id));
    }

    private static CompletableFuture<List<Owned>> gathered(List<CompletableFuture<Owned>> reading) {
        return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                .thenApply(done -> reading.stream().map(CompletableFuture::join).toList());
    }

    /** A window that is this spec's, as it is. */
    record Owned(
            WindowIdentity identity,
            SortedMap<String, String> tags,
            SortedMap<String, String> content,
            List<Windows.Target> targets,
            List<WindowTasks.Task> tasks) {}
}
