package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.WindowTasks;
import io.patchfleet.internal.aws.WindowTasks.DeclaredTask;
import io.patchfleet.internal.aws.Windows;
import io.patchfleet.internal.aws.Windows.DeclaredTarget;
import io.patchfleet.internal.plan.Family.Findings;
import io.patchfleet.internal.plan.Family.Task;
import io.patchfleet.internal.plan.WindowFamily.Owned;
import io.patchfleet.model.Gap;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** What has to be done with windows, their targets and their tasks. */
final class WindowSteps {

    static final String WINDOW = "maintenanceWindow";
    static final String TARGET = "windowTarget";
    static final String TASK = "windowTask";

    static final String ENABLED = "enabled";
    /** From when a rate is counted: once it has passed it says nothing any more. */
    private static final String START = "startDate";

    private final Task task;
    private final List<DeclaredWindow> windows;
    private final List<Owned> owned;
    private final Set<String> nobodys;
    private final List<String> entries;
    private final Findings findings;
    private final Set<String> matched = new HashSet<>();

    WindowSteps(
            Task task,
            List<DeclaredWindow> windows,
            List<Owned> owned,
            Set<String> nobodys,
            List<String> entries,
            Findings findings) {
        this.task = task;
        this.windows = windows;
        this.owned = owned;
        this.nobodys = nobodys;
        this.entries = entries;
        this.findings = findings;
    }

    void find() {
        windows.forEach(this::compare);
        owned.stream()
                .filter(window -> !matched.contains(window.identity().id()))
                .forEach(this::remove);
    }

    private void compare(DeclaredWindow declared) {
        String name = declared.window().name();
        Optional<Owned> there = owned.stream()
                .filter(window -> window.identity().name().equals(name))
                .filter(window -> !matched.contains(window.identity().id()))
                .findFirst();
        there.ifPresent(window -> {
            matched.add(window.identity().id());
            findings.known(new ResourceName(WINDOW, name), window.identity().id());
        });
        if (there.isPresent()) {
            update(declared.window(), there.get());
        } else if (nobodys.contains(name)) {
            findings.gap(Gap.in(
                    task.place().scope(),
                    "maintenance window " + name + " is there, and nothing tells whose it is; a second one would patch"
                            + " beside it: delete it, or give it the tag " + Ownership.SPEC + " = "
                            + task.ownership().spec(),
                    Optional.empty()));
            return;
        } else {
            create(declared.window());
        }
        new Parts(
                        name,
                        there.map(Owned::targets).orElse(List.of()),
                        there.map(Owned::tasks).orElse(List.of()))
                .compare(declared);
    }

    private void create(Windows.Declared declared) {
        SortedMap<String, String> content = Windows.content(declared);
        SortedMap<String, String> tags = task.ownership().tags(task.declared(), lasting(content));
        findings.make(new Step(
                change(
                        WINDOW,
                        declared.name(),
                        Action.CREATE,
                        Differences.ofNew(content),
                        "it is declared and not there"),
                doing -> doing.call(Windows.create(declared, tags, Doing.token()))
                        // No window is made shut, and one that is not shut yet is not there for those that need it.
                        .thenCompose(id -> id == null || declared.enabled()
                                ? CompletableFuture.completedFuture(id)
                                : doing.call(Windows.update(id, declared)).thenApply(done -> id))
                        .thenAccept(id -> doing.made(new ResourceName(WINDOW, declared.name()), id))));
    }

    private void update(Windows.Declared declared, Owned there) {
        SortedMap<String, String> meant = Windows.content(declared);
        List<Field> fields = Differences.between(settled(there.content(), declared), meant);
        SortedMap<String, String> tags = task.ownership().tags(task.declared(), lasting(meant));
        List<Field> ofTags = Differences.ofTags(there.tags(), tags);
        if (fields.isEmpty() && ofTags.isEmpty()) {
            findings.make(Step.keep(keep(WINDOW, declared.name())));
            return;
        }
        String applied = there.tags().getOrDefault(Ownership.HASH, "");
        boolean outside = !applied.equals(task.ownership().fingerprint(lasting(settled(there.content(), declared))))
                || isTurnedByHand(declared, there);
        String id = there.identity().id();
        SortedSet<String> dropped = Ownership.dropped(there.tags(), tags);
        findings.make(new Step(
                updated(WINDOW, declared.name(), BaselineSteps.shown(fields, ofTags), outside), doing -> {
                    CompletableFuture<?> changed = fields.isEmpty()
                            ? CompletableFuture.completedFuture(null)
                            : regained(doing, there).thenCompose(done -> doing.call(Windows.update(id, declared)));
                    return changed.thenCompose(done -> dropped.isEmpty()
                                    ? CompletableFuture.completedFuture(null)
                                    : doing.call(Windows.untag(id, dropped)))
                            .thenCompose(done -> doing.call(Windows.tag(id, tags)));
                }));
    }

    /** Rights may end where its tag is missing: if somebody took that away, it comes back before anything else. */
    private CompletableFuture<?> regained(Doing doing, Owned there) {
        return task.ownership().owns(there.tags())
                ? CompletableFuture.completedFuture(null)
                : doing.call(Windows.tag(
                        there.identity().id(),
                        Map.of(Ownership.SPEC, task.ownership().spec())));
    }

    static boolean isOpen(Owned there) {
        return Boolean.parseBoolean(there.content().get(ENABLED));
    }

    /** A freeze that was declared, or is not any more, turns a window as well as somebody does. */
    private boolean isTurnedByHand(Windows.Declared declared, Owned there) {
        boolean heldShut = DeclaredEntries.isHeldShut(declared.name(), entries, task.now());
        return isOpen(there) != declared.enabled() && isOpen(there) == heldShut;
    }

    private static SortedMap<String, String> settled(SortedMap<String, String> actual, Windows.Declared declared) {
        SortedMap<String, String> settled = new TreeMap<>(actual);
        if (declared.schedule().startsWith("rate(")) {
            settled.remove(START);
        }
        return settled;
    }

    /** A freeze shuts and opens a window as time passes; that is no change of what is declared. */
    private static SortedMap<String, String> lasting(SortedMap<String, String> content) {
        SortedMap<String, String> lasting = new TreeMap<>(content);
        lasting.remove(ENABLED);
        return lasting;
    }

    /** Its targets and tasks go with it. */
    private void remove(Owned there) {
        String name = there.identity().name();
        findings.remove(new Step(
                change(
                        WINDOW,
                        name,
                        Action.DELETE,
                        Differences.ofGone(there.content()),
                        "it is not declared any more; its targets and tasks go with it"),
                doing -> regained(doing, there)
                        .thenCompose(done ->
                                doing.remove(Windows.delete(there.identity().id(), name)))));
    }

    private Change keep(String kind, String name) {
        return change(kind, name, Action.KEEP, List.of(), "it is as declared");
    }

    private Change updated(String kind, String name, List<Field> fields, boolean outside) {
        return new Change(
                task.place().scope(),
                kind,
                name,
                Action.UPDATE,
                fields,
                outside ? "somebody changed it" : "what is declared has changed",
                outside);
    }

    private Change change(String kind, String name, Action action, List<Field> fields, String why) {
        return new Change(task.place().scope(), kind, name, action, fields, why, false);
    }

    /** Targets and tasks of one window. AWS cannot tag them: all that a window of ours holds is ours. */
    private final class Parts {

        private final String window;
        private final List<Windows.Target> targets;
        private final List<WindowTasks.Task> tasks;
        private final Set<String> met = new HashSet<>();

        Parts(String window, List<Windows.Target> targets, List<WindowTasks.Task> tasks) {
            this.window = window;
            this.targets = targets;
            this.tasks = tasks;
        }

        void compare(DeclaredWindow declared) {
            declared.targets().forEach(this::compare);
            compare(declared.task(), declared.window().enabled());
            targets.stream().filter(there -> !met.contains(there.id())).forEach(this::remove);
            tasks.stream().filter(there -> !met.contains(there.id())).forEach(this::remove);
        }

        private void compare(DeclaredTarget declared) {
            String name = window + "/" + declared.name();
            Optional<Windows.Target> there = targets.stream()
                    .filter(target -> target.name().equals(declared.name()) && met.add(target.id()))
                    .findFirst();
            there.ifPresent(target -> findings.known(new ResourceName(TARGET, name), target.id()));
            List<Field> fields =
                    Differences.between(there.map(Windows.Target::content).orElseGet(TreeMap::new), declared.content());
            if (there.isEmpty()) {
                findings.make(new Step(
                        change(TARGET, name, Action.CREATE, fields, "it is declared and not there"),
                        doing -> doing.call(Windows.register(windowId(doing), declared, Doing.token()))
                                .thenAccept(id -> doing.made(new ResourceName(TARGET, name), id))));
            } else if (fields.isEmpty()) {
                findings.make(Step.keep(keep(TARGET, name)));
            } else {
                boolean outside = isChangedOutside(there.get().content(), "owner");
                findings.make(new Step(
                        updated(TARGET, name, fields, outside),
                        doing -> doing.call(
                                Windows.update(windowId(doing), there.get().id(), declared))));
            }
        }

        private void compare(DeclaredTask declared, boolean open) {
            String name = window + "/" + declared.name();
            Optional<WindowTasks.Task> there = tasks.stream()
                    .filter(one -> one.name().equals(declared.name()) && met.add(one.id()))
                    .findFirst();
            SortedMap<String, String> meant = declared.content();
            SortedMap<String, String> actual =
                    there.map(one -> Differences.settled(one.content(), meant)).orElseGet(TreeMap::new);
            List<Field> fields = Differences.between(actual, meant);
            if (there.isEmpty()) {
                findings.make(new Step(
                        change(TASK, name, Action.CREATE, fields, "it is declared and not there"),
                        doing -> doing.call(WindowTasks.register(
                                open ? windowId(doing) : shutWindowId(doing),
                                declared,
                                targetIds(doing, declared),
                                Doing.token()))));
            } else if (fields.isEmpty()) {
                findings.make(Step.keep(keep(TASK, name)));
            } else {
                boolean outside = isChangedOutside(actual, "description");
                findings.make(new Step(
                        updated(TASK, name, fields, outside),
                        doing -> doing.call(WindowTasks.update(
                                windowId(doing), there.get().id(), declared, targetIds(doing, declared)))));
            }
        }

        /** Whether the mark in one of its texts is not that of what it says. */
        private boolean isChangedOutside(SortedMap<String, String> actual, String markPath) {
            SortedMap<String, String> content = new TreeMap<>(actual);
            String mark = content.remove(markPath);
            return !task.ownership().mark(content).equals(mark);
        }

        private void remove(Windows.Target there) {
            findings.make(new Step(
                    change(
                            TARGET,
                            window + "/" + nameOf(there.name(), there.id()),
                            Action.DELETE,
                            Differences.ofGone(there.content()),
                            "it is not declared, and the window is this spec's"),
                    doing -> doing.remove(Windows.deregisterTarget(windowId(doing), there.id()))));
        }

        private void remove(WindowTasks.Task there) {
            findings.make(new Step(
                    change(
                            TASK,
                            window + "/" + nameOf(there.name(), there.id()),
                            Action.DELETE,
                            Differences.ofGone(there.content()),
                            "it is not declared, and the window is this spec's"),
                    doing -> doing.remove(WindowTasks.deregister(windowId(doing), there.id()))));
        }

        private String nameOf(String name, String id) {
            return name.isEmpty() ? id : name;
        }

        private String windowId(Doing doing) {
            return doing.id(new ResourceName(WINDOW, window));
        }

        /** What would patch in a freeze is not armed. */
        private String shutWindowId(Doing doing) {
            if (doing.isUndone(new ResourceName(WINDOW, window))) {
                throw Doing.refused("not attempted", WINDOW + " " + window + " could not be shut");
            }
            return windowId(doing);
        }

        private List<String> targetIds(Doing doing, DeclaredTask declared) {
            return declared.targets().stream()
                    .map(target -> doing.id(new ResourceName(TARGET, window + "/" + target)))
                    .toList();
        }
    }
}
