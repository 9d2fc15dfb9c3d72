package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.OwnBaselines;
import io.patchfleet.internal.aws.OwnBaselines.Registration;
import io.patchfleet.internal.plan.BaselineFamily.Details;
import io.patchfleet.internal.plan.BaselineFamily.Seen;
import io.patchfleet.internal.plan.Family.Findings;
import io.patchfleet.internal.plan.Family.Task;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.spec.PatchBaseline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What has to be done with the baselines themselves. */
final class BaselineSteps {

    static final String KIND = "patchBaseline";

    private final Task task;
    private final Seen seen;
    private final Findings findings;
    private final Set<String> matched = new HashSet<>();

    BaselineSteps(Task task, Seen seen, Findings findings) {
        this.task = task;
        this.seen = seen;
        this.findings = findings;
    }

    void find() {
        task.declared().baselines().forEach(this::compare);
        seen.owned(task.ownership()).stream()
                .filter(baseline -> !matched.contains(baseline.identity().id()))
                .forEach(this::remove);
    }

    private void compare(PatchBaseline declared) {
        Optional<Details> owned = seen.owned(task.ownership()).stream()
                .filter(baseline -> isSame(declared, baseline))
                .findFirst();
        Optional<Details> adopted = owned.isPresent() ? Optional.empty() : adoptable(declared);
        owned.or(() -> adopted).ifPresent(there -> {
            matched.add(there.identity().id());
            findings.known(
                    new ResourceName(KIND, declared.name()), there.identity().id());
        });
        if (owned.isPresent()) {
            update(declared, owned.get());
        } else if (adopted.isPresent()) {
            adopt(declared, adopted.get());
        } else {
            create(declared);
        }
    }

    private static boolean isSame(PatchBaseline declared, Details there) {
        return there.identity().name().equals(declared.name())
                && there.identity().operatingSystem() == declared.operatingSystem();
    }

    /** What another spec owns cannot be adopted. */
    private Optional<Details> adoptable(PatchBaseline declared) {
        return seen.details().values().stream()
                .filter(there -> task.declared().adoptedBaselines().contains(declared.name()))
                .filter(there -> isSame(declared, there) && !Ownership.isOwned(there.tags()))
                .findFirst();
    }

    private void create(PatchBaseline declared) {
        SortedMap<String, String> content = OwnBaselines.content(declared);
        Optional<Details> predecessor = seen.owned(task.ownership()).stream()
                .filter(there -> there.identity().name().equals(declared.name()))
                .findFirst();
        boolean namesake = seen.all().stream().anyMatch(there -> there.name().equals(declared.name()));
        String why = predecessor.isPresent()
                ? "the operating system of a baseline cannot be changed; the one for "
                        + predecessor.get().identity().operatingSystem() + " is deleted"
                : namesake
                        ? "it is declared; the baseline of this name that is there belongs to others, and is only taken"
                                + " over if the spec adopts it"
                        : "it is declared and not there";
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(
                "operatingSystem",
                predecessor.map(there -> there.identity().operatingSystem().name()),
                Optional.of(declared.operatingSystem().name())));
        fields.addAll(Differences.ofNew(content));
        Action action = predecessor.isPresent() ? Action.REPLACE : Action.CREATE;
        findings.make(new Step(change(declared.name(), action, fields, why, false), doing -> {
            SortedMap<String, String> tags = task.ownership().tags(task.declared(), content);
            return doing.call(OwnBaselines.create(declared, tags, Doing.token()))
                    .thenAccept(id -> doing.made(new ResourceName(KIND, declared.name()), id));
        }));
    }

    private void update(PatchBaseline declared, Details there) {
        SortedMap<String, String> meant = OwnBaselines.content(declared);
        SortedMap<String, String> actual = Differences.settled(there.content(), meant);
        List<Field> fields = Differences.between(actual, meant);
        boolean outside = isChangedOutside(there, actual);
        SortedMap<String, String> tags = task.ownership().tags(task.declared(), meant);
        if (Ownership.isAdopted(there.tags())) {
            adoption(declared, there).ifPresent(groups -> tags.put(Ownership.ADOPTED, groups));
        }
        SortedSet<String> dropped = Ownership.dropped(there.tags(), tags);
        List<Field> ofTags = new ArrayList<>(Differences.ofTags(there.tags(), tags));
        Optional<String> stale = staleDefault(declared, there);
        stale.ifPresent(former -> {
            dropped.add(Ownership.FORMER_DEFAULT);
            ofTags.add(new Field("tags." + Ownership.FORMER_DEFAULT, stale, Optional.empty()));
        });
        if (fields.isEmpty() && ofTags.isEmpty()) {
            findings.make(Step.keep(change(declared.name(), Action.KEEP, List.of(), "it is as declared", false)));
            return;
        }
        String why = outside ? "somebody changed it" : "what is declared has changed";
        findings.make(new Step(
                change(declared.name(), Action.UPDATE, shown(fields, ofTags), why, outside),
                doing -> carryOut(doing, declared, there, !fields.isEmpty(), tags, dropped)));
    }

    /** The default that was there before, remembered by one that neither is the default any more nor is to be. */
    private static Optional<String> staleDefault(PatchBaseline declared, Details there) {
        return declared.isDefault() || there.identity().isDefault()
                ? Optional.empty()
                : Optional.ofNullable(there.tags().get(Ownership.FORMER_DEFAULT));
    }

    /**
     * What an adopted baseline's tag has to say of the patch groups that the spec registers with it; empty if it says so
     * already. Before they are registered: one that is not is not missed.
     */
    private Optional<String> adoption(PatchBaseline declared, Details there) {
        SortedSet<String> registered = new TreeSet<>(groupsOf(there));
        SortedSet<String> meant = new TreeSet<>();
        task.declared().environments().stream()
                .filter(environment -> task.declared().baselinesOf(environment).contains(declared))
                .forEach(environment -> meant.add(environment.patchGroup()));
        SortedSet<String> own = new TreeSet<>(meant);
        own.removeAll(registered);
        own.removeIf(group -> Ownership.registered(there.tags(), group));
        if (own.isEmpty()) {
            return Optional.empty();
        }
        registered.addAll(meant);
        registered.removeIf(group -> !Ownership.registered(there.tags(), group));
        own.addAll(registered);
        return Optional.of(Ownership.adoption(own));
    }

    private List<String> groupsOf(Details there) {
        return seen.registrations().stream()
                .filter(registration ->
                        registration.baseline().id().equals(there.identity().id()))
                .map(Registration::group)
                .toList();
    }

    private void adopt(PatchBaseline declared, Details there) {
        SortedMap<String, String> meant = OwnBaselines.content(declared);
        List<Field> fields = Differences.between(Differences.settled(there.content(), meant), meant);
        SortedMap<String, String> tags = task.ownership().tags(task.declared(), meant);
        tags.put(
                Ownership.ADOPTED,
                adoption(declared, there).orElse(task.ownership().spec()));
        findings.make(new Step(
                change(
                        declared.name(),
                        Action.ADOPT,
                        shown(fields, Differences.ofTags(there.tags(), tags)),
                        "others made it (" + there.identity().id() + ") and the spec adopts it",
                        false),
                doing -> carryOut(
                        doing, declared, there, !fields.isEmpty(), tags, Ownership.dropped(there.tags(), tags))));
    }

    private static CompletableFuture<?> carryOut(
            Doing doing,
            PatchBaseline declared,
            Details there,
            boolean content,
            SortedMap<String, String> tags,
            SortedSet<String> dropped) {
        String id = there.identity().id();
        CompletableFuture<?> changed =
                content ? doing.call(OwnBaselines.update(id, declared)) : CompletableFuture.completedFuture(null);
        // The tags last: until then the fingerprint in them tells that this is not done, and which of them are dropped.
        return changed.thenCompose(done -> dropped.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : doing.call(OwnBaselines.untag(id, dropped)))
                .thenCompose(done -> doing.call(OwnBaselines.tag(id, tags)));
    }

    private void remove(Details there) {
        String name = there.identity().name();
        if (Ownership.isAdopted(there.tags())) {
            release(there);
            return;
        }
        findings.remove(new Step(
                change(
                        name,
                        Action.DELETE,
                        Differences.ofGone(there.content()),
                        "it is not declared any more (" + there.identity().id() + ")",
                        false),
                doing -> doing.remove(OwnBaselines.delete(there.identity().id(), name))));
    }

    private void release(Details there) {
        Set<String> marks = new TreeSet<>(Ownership.dropped(there.tags(), new TreeMap<>()));
        marks.addAll(Set.of(Ownership.SPEC, Ownership.HASH, Ownership.ADOPTED, Ownership.FORMER_DEFAULT));
        marks.retainAll(there.tags().keySet());
        findings.remove(new Step(
                change(
                        there.identity().name(),
                        Action.DELETE,
                        Differences.ofTags(there.tags(), new TreeMap<>()),
                        "others made it (" + there.identity().id() + "): it stays, and loses the tags of this spec",
                        false),
                doing -> {
                    if (hangingOn(there).anyMatch(doing::isUndone)) {
                        throw Doing.refused(
                                "not attempted",
                                "it keeps its tags until its patch groups and the default are given back");
                    }
                    return doing.remove(OwnBaselines.untag(there.identity().id(), marks));
                }));
    }

    /** Of what only its tags tell that it is this spec's. */
    private Stream<ResourceName> hangingOn(Details there) {
        OperatingSystem system = there.identity().operatingSystem();
        return Stream.concat(
                Stream.of(new ResourceName(DefaultSteps.KIND, system.name())),
                groupsOf(there).stream().map(group -> new ResourceName(GroupSteps.KIND, group + "/" + system)));
    }

    private boolean isChangedOutside(Details there, SortedMap<String, String> actual) {
        String applied = there.tags().getOrDefault(Ownership.HASH, "");
        return !applied.isEmpty()
                && !applied.equals(task.ownership().fingerprint(actual))
                && !applied.equals(task.ownership().fingerprint(there.content()));
    }

    /** Fingerprints are told only where nothing else tells that there is something to do. */
    static List<Field> shown(List<Field> content, List<Field> tags) {
        List<Field> fields = new ArrayList<>(content);
        tags.stream()
                .filter(tag -> !tag.path().equals("tags." + Ownership.HASH)
                        && !tag.path().equals("tags." + Ownership.TAGS))
                .forEach(fields::add);
        return fields.isEmpty() ? tags : fields;
    }

    private Change change(String name, Action action, List<Field> fields, String why, boolean outside) {
        return new Change(task.place().scope(), KIND, name, action, fields, why, outside);
    }
}
