package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.SchedulerEntries;
import io.patchfleet.internal.aws.SchedulerEntries.Declared;
import io.patchfleet.internal.aws.SchedulerEntries.Entry;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.plan.DeclaredEntries.Wanted;
import io.patchfleet.internal.plan.Family.Findings;
import io.patchfleet.internal.plan.Family.Task;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Scope;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What has to be done with a spec's schedule group and the entries in it. */
final class NoticeSteps {

    static final String GROUP = "scheduleGroup";
    static final String ENTRY = "scheduleEntry";

    /** A week less than notices reach, so that whoever applies once a week never runs out of them. */
    private static final Duration SOON = Duration.ofDays(28);

    private final Task task;
    private final String group;
    private final Optional<SortedMap<String, String>> groupTags;
    private final List<Entry> there;
    private final SpecWindows windows;
    private final Findings findings;

    NoticeSteps(
            Task task,
            String group,
            Optional<SortedMap<String, String>> groupTags,
            List<Entry> there,
            SpecWindows windows,
            Findings findings) {
        this.task = task;
        this.group = group;
        this.groupTags = groupTags;
        this.there = there;
        this.windows = windows;
        this.findings = findings;
    }

    static boolean isNeeded(Task task) {
        return task.declared().environments().stream()
                .anyMatch(environment -> environment.notice().isPresent()
                        || !environment.freezes().isEmpty());
    }

    void find() {
        boolean owned = groupTags.map(task.ownership()::owns).orElse(false);
        boolean needed = isNeeded(task);
        if (needed && groupTags.isPresent() && !owned) {
            findings.gap(Gap.in(
                    task.place().scope(),
                    "schedule group " + group + " is there and belongs to others, so that no notice is sent and no"
                            + " freeze shuts a window",
                    Optional.empty()));
        } else if (needed) {
            compareGroup();
            compareEntries();
        } else if (owned) {
            findings.remove(new Step(
                    change(GROUP, group, Action.DELETE, List.of(), "no notice and no freeze is declared any more"),
                    doing -> doing.remove(SchedulerEntries.deleteGroup(group, Doing.token()))));
        }
    }

    private void compareGroup() {
        SortedMap<String, String> tags = task.ownership().tags(task.declared(), new TreeMap<>());
        if (groupTags.isEmpty()) {
            findings.make(new Step(
                    change(GROUP, group, Action.CREATE, List.of(), "it is needed and not there"),
                    doing -> createGroup(doing, tags)));
            return;
        }
        findings.known(new ResourceName(GROUP, group), group);
        List<Field> fields = Differences.ofTags(groupTags.get(), tags);
        SortedSet<String> dropped = Ownership.dropped(groupTags.get(), tags);
        findings.make(
                fields.isEmpty()
                        ? Step.keep(change(GROUP, group, Action.KEEP, List.of(), "it is as declared"))
                        : new Step(
                                change(
                                        GROUP,
                                        group,
                                        Action.UPDATE,
                                        BaselineSteps.shown(List.of(), fields),
                                        "what is declared has changed"),
                                doing -> tagGroup(doing, dropped, tags)));
    }

    private CompletableFuture<?> tagGroup(Doing doing, SortedSet<String> dropped, SortedMap<String, String> tags) {
        Scope scope = task.place().scope();
        CompletableFuture<?> untagged = dropped.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : doing.call(SchedulerEntries.untagGroup(scope, group, dropped));
        return untagged.thenCompose(done -> doing.call(SchedulerEntries.tagGroup(scope, group, tags)));
    }

    /** AWS takes its time to delete a group with its entries, and until then no other can have its name. */
    private CompletableFuture<?> createGroup(Doing doing, SortedMap<String, String> tags) {
        return doing.call(SchedulerEntries.createGroup(group, tags, Doing.token()))
                .handle((done, thrown) -> {
                    if (thrown != null) {
                        CallFailedException failed = CallFailedException.of(thrown);
                        throw failed.failure().code().equals("ConflictException")
                                ? Doing.refused(
                                        "group still there",
                                        "AWS has not finished deleting schedule group " + group
                                                + "; apply again in a few minutes")
                                : failed;
                    }
                    doing.made(new ResourceName(GROUP, group), group);
                    return done;
                });
    }

    private void compareEntries() {
        List<Wanted> wanted = DeclaredEntries.of(task.declared(), task.place().scope(), task.now());
        Set<String> existing = there.stream().map(Entry::name).collect(Collectors.toSet());
        Set<String> names = new HashSet<>();
        // Every day a far opening comes into sight; that alone is nothing to act on before one that is near has no
        // notice. A freeze is declared with its days and comes into sight at once, however far away it is.
        boolean due = wanted.stream()
                .anyMatch(one -> one.isNotice()
                        && !existing.contains(one.entry().name())
                        && one.entry().at().isBefore(task.now().plus(SOON)));
        for (Wanted one : wanted) {
            names.add(one.entry().name());
            if (due || !one.isNotice() || existing.contains(one.entry().name())) {
                compare(one);
            }
        }
        there.stream()
                .filter(entry -> !names.contains(entry.name()) && !entry.isOver(task.now()))
                .forEach(this::remove);
    }

    private void compare(Wanted wanted) {
        Declared entry = wanted.entry();
        Optional<Entry> existing =
                there.stream().filter(one -> one.name().equals(entry.name())).findFirst();
        SortedMap<String, String> actual =
                existing.map(one -> named(one.content(), wanted.window())).orElseGet(TreeMap::new);
        List<Field> fields = Differences.between(actual, entry.content());
        if (existing.isEmpty()) {
            findings.make(new Step(
                    change(ENTRY, entry.name(), Action.CREATE, fields, "it is needed and not there"),
                    doing -> doing.call(SchedulerEntries.create(
                            doing.id(new ResourceName(GROUP, group)), entry, input(doing, wanted), Doing.token()))));
        } else if (fields.isEmpty()) {
            findings.make(Step.keep(change(ENTRY, entry.name(), Action.KEEP, List.of(), "it is as declared")));
        } else {
            findings.make(new Step(
                    change(ENTRY, entry.name(), Action.UPDATE, fields, "it says something else"),
                    doing -> doing.call(SchedulerEntries.update(group, entry, input(doing, wanted), Doing.token()))));
        }
    }

    /** With the id of the window that it is about, if it is this spec's, in the form in which it is declared. */
    private SortedMap<String, String> named(SortedMap<String, String> content, String window) {
        SortedMap<String, String> named = new TreeMap<>(content);
        windows.idOf(window)
                .ifPresent(id -> named.computeIfPresent("input", (path, input) -> input.replace(id, Wanted.WINDOW_ID)));
        return named;
    }

    private static String input(Doing doing, Wanted wanted) {
        String input = wanted.entry().input();
        return input.contains(Wanted.WINDOW_ID)
                ? input.replace(Wanted.WINDOW_ID, doing.id(new ResourceName(WindowSteps.WINDOW, wanted.window())))
                : input;
    }

    private void remove(Entry entry) {
        findings.make(new Step(
                change(
                        ENTRY,
                        entry.name(),
                        Action.DELETE,
                        Differences.ofGone(entry.content()),
                        "no opening that is declared calls for it"),
                doing -> doing.remove(SchedulerEntries.delete(group, entry.name(), Doing.token()))));
    }

    private Change change(String kind, String name, Action action, List<Field> fields, String why) {
        return new Change(task.place().scope(), kind, name, action, fields, why, false);
    }
}
