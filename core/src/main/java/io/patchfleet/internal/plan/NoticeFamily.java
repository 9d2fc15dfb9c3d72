package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.SchedulerEntries;
import io.patchfleet.internal.aws.SchedulerEntries.Entry;
import io.patchfleet.internal.aws.Windows;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** What is to happen at certain times: notices before windows open, and freezes that shut and open them. */
final class NoticeFamily implements Family {

    @Override
    public CompletableFuture<Findings> plan(Task task) {
        String group = groupOf(task);
        return SchedulerEntries.groupTags(task.caller(), task.place(), task.errand(), group)
                .exceptionallyCompose(thrown -> unusedIfClosed(task, CallFailedException.of(thrown)))
                .thenCompose(tags -> entries(task, group, tags));
    }

    /**
     * Who declares nothing of the kind needs no right to EventBridge Scheduler, and no Region or emulator that has it:
     * where it is closed, nothing was ever made there.
     */
    private static CompletableFuture<Optional<SortedMap<String, String>>> unusedIfClosed(
            Task task, CallFailedException failed) {
        boolean closed = failed.kind() == Kind.REFUSED || failed.kind() == Kind.UNKNOWN_OPERATION;
        return closed && !NoticeSteps.isNeeded(task)
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.failedFuture(failed);
    }

    /** Openings come and go: by the time a reviewed plan is applied, some have passed and others have come near. */
    @Override
    public boolean hangsOnTime(String kind) {
        return kind.equals(NoticeSteps.ENTRY);
    }

    private static String groupOf(Task task) {
        return Ownership.scheduleGroup(task.ownership().spec());
    }

    private static CompletableFuture<Findings> entries(
            Task task, String group, Optional<SortedMap<String, String>> tags) {
        boolean owned = tags.map(task.ownership()::owns).orElse(false);
        CompletableFuture<List<Entry>> entries = owned
                ? SchedulerEntries.list(task.caller(), task.place(), task.errand(), group)
                : CompletableFuture.completedFuture(List.of());
        CompletableFuture<List<Windows.Identity>> windows = owned
                ? Windows.list(task.caller(), task.place(), task.errand())
                : CompletableFuture.completedFuture(List.of());
        return entries.thenCombine(windows, (there, known) -> {
            Map<String, String> names = new HashMap<>();
            known.forEach(window -> names.put(window.id(), window.name()));
            Findings findings = new Findings();
            new NoticeSteps(task, group, tags, there, names, findings).find();
            return findings;
        });
    }
}
