package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.SchedulerEntries;
import io.patchfleet.internal.aws.SchedulerEntries.Entry;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.model.Gap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** What is to happen at certain times: notices before windows open, and freezes that shut and open them. */
final class NoticeFamily implements Family {

    @Override
    public Set<String> kinds() {
        return Set.of(NoticeSteps.GROUP, NoticeSteps.ENTRY);
    }

    @Override
    public CompletableFuture<Findings> plan(Task task) {
        String group = groupOf(task);
        return SchedulerEntries.groupTags(task.caller(), task.place(), task.errand(), group)
                .thenCompose(tags -> entries(task, group, tags))
                .exceptionallyCompose(thrown -> unknown(task, CallFailedException.of(thrown)));
    }

    /**
     * Where Scheduler does not exist, in a Region or an emulator, nothing was ever made. Where it refuses or does not
     * answer, nobody knows, and the rest can be planned all the same.
     */
    private CompletableFuture<Findings> unknown(Task task, CallFailedException failed) {
        Findings findings = new Findings();
        if (failed.kind() == Kind.UNKNOWN_OPERATION && !NoticeSteps.isNeeded(task)) {
            return CompletableFuture.completedFuture(findings);
        }
        if (Family.isOfTheServiceAlone(failed.kind())) {
            findings.unread(
                    Gap.in(
                            task.place().scope(),
                            "notices and freezes are not known and stay as they are",
                            Optional.of(failed.failure())),
                    kinds());
            return CompletableFuture.completedFuture(findings);
        }
        return CompletableFuture.failedFuture(failed);
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
        return entries.thenCombine(task.windows(), (there, windows) -> {
            Findings findings = new Findings();
            new NoticeSteps(task, group, tags, there, windows, findings).find();
            return findings;
        });
    }
}
