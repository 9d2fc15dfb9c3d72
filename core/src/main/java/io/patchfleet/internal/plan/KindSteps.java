package io.patchfleet.internal.plan;

import io.patchfleet.internal.plan.Family.Findings;
import io.patchfleet.internal.plan.Family.Task;
import io.patchfleet.model.Gap;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.spec.FleetSpec.Declared;
import io.patchfleet.spi.ResourceKind;
import io.patchfleet.spi.ResourceKind.Found;
import io.patchfleet.spi.ResourceKind.Meant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** What has to be done with resources of a kind that somebody else contributes. */
final class KindSteps {

    private final ResourceKind kind;
    private final Task task;
    private final Findings findings;

    KindSteps(ResourceKind kind, Task task, Findings findings) {
        this.kind = kind;
        this.task = task;
        this.findings = findings;
    }

    void find(List<Declared> declared, List<Found> found) {
        declared.forEach(one -> compare(
                one,
                found.stream().filter(there -> there.name().equals(one.name())).toList()));
        found.stream()
                .filter(this::isOurs)
                .filter(there -> declared.stream().noneMatch(one -> one.name().equals(there.name())))
                .forEach(this::remove);
    }

    private void compare(Declared declared, List<Found> ofThatName) {
        Optional<Found> ours = ofThatName.stream().filter(this::isOurs).findFirst();
        if (ours.isPresent()) {
            findings.known(
                    new ResourceName(kind.name(), declared.name()), ours.get().id());
            update(declared, ours.get());
        } else if (ofThatName.isEmpty()) {
            create(declared);
        } else {
            findings.gap(Gap.in(
                    task.place().scope(),
                    kind.name() + " " + declared.name() + " is there and belongs to others, so that it cannot be made",
                    Optional.empty()));
        }
    }

    private boolean isOurs(Found there) {
        return there.tags().map(task.ownership()::owns).orElse(true);
    }

    private void create(Declared declared) {
        Change change = change(
                declared.name(),
                Action.CREATE,
                Differences.ofNew(declared.properties()),
                "it is declared and not there",
                false);
        findings.make(new Step(change, doing -> make(doing, declared, Optional.empty(), Collections.emptySortedSet())));
    }

    private void update(Declared declared, Found there) {
        List<Field> fields = Differences.between(there.properties(), declared.properties());
        SortedMap<String, String> tags = tags(declared);
        List<Field> ofTags =
                there.tags().map(actual -> Differences.ofTags(actual, tags)).orElse(List.of());
        if (fields.isEmpty() && ofTags.isEmpty()) {
            findings.make(Step.keep(change(declared.name(), Action.KEEP, List.of(), "it is as declared", false)));
            return;
        }
        boolean changeable = fields.stream().map(Field::path).allMatch(kind::isChangeable);
        findings.make(new Step(
                different(declared, there, changeable ? Action.UPDATE : Action.REPLACE, fields, ofTags),
                changeable
                        ? doing -> make(doing, declared, Optional.of(there), dropped(there, tags))
                        : doing -> replace(doing, declared, there)));
    }

    private Change different(Declared declared, Found there, Action action, List<Field> fields, List<Field> ofTags) {
        Optional<Boolean> outside = there.tags()
                .map(tags -> !tags.getOrDefault(Ownership.HASH, "")
                        .equals(task.ownership().fingerprint(there.properties())));
        String why = outside.map(byHand -> byHand ? "somebody changed it" : "what is declared has changed")
                .orElse("it is not as declared");
        return change(declared.name(), action, BaselineSteps.shown(fields, ofTags), why, outside.orElse(false));
    }

    private static SortedSet<String> dropped(Found there, SortedMap<String, String> tags) {
        return there.tags().map(actual -> Ownership.dropped(actual, tags)).orElseGet(TreeSet::new);
    }

    private CompletableFuture<?> replace(Doing doing, Declared declared, Found there) {
        return remove(doing, there)
                .thenCompose(done -> make(doing, declared, Optional.empty(), Collections.emptySortedSet()));
    }

    private CompletableFuture<?> make(
            Doing doing, Declared declared, Optional<Found> there, SortedSet<String> droppedTags) {
        Meant meant = new ToMake(declared, there, tags(declared), droppedTags, Doing.token());
        return acting(doing)
                .thenCompose(context -> kind.make(context, meant))
                .thenAccept(id -> doing.made(new ResourceName(kind.name(), declared.name()), id));
    }

    private SortedMap<String, String> tags(Declared declared) {
        return task.ownership().tags(task.declared(), new TreeMap<>(declared.properties()));
    }

    private void remove(Found there) {
        findings.remove(new Step(
                change(
                        there.name(),
                        Action.DELETE,
                        Differences.ofGone(there.properties()),
                        "it is not declared any more",
                        false),
                doing -> remove(doing, there)));
    }

    private CompletableFuture<?> remove(Doing doing, Found there) {
        return acting(doing).thenCompose(context -> kind.remove(context, there));
    }

    /** Within a stage, so that what the kind throws is the failure of the change. */
    private CompletableFuture<KindContext> acting(Doing doing) {
        return CompletableFuture.completedFuture(KindContext.acting(task, doing));
    }

    private Change change(String name, Action action, List<Field> fields, String why, boolean outside) {
        return new Change(task.place().scope(), kind.name(), name, action, fields, why, outside);
    }

    private record ToMake(
            Declared declared,
            Optional<Found> found,
            SortedMap<String, String> tags,
            SortedSet<String> droppedTags,
            String token)
            implements Meant {}
}
