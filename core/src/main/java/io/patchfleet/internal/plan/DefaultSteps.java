package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.OwnBaselines;
import io.patchfleet.internal.aws.OwnBaselines.Identity;
import io.patchfleet.internal.plan.BaselineFamily.Details;
import io.patchfleet.internal.plan.BaselineFamily.Seen;
import io.patchfleet.internal.plan.Family.Findings;
import io.patchfleet.internal.plan.Family.Task;
import io.patchfleet.model.Gap;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.spec.PatchBaseline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What has to be done so that the right baselines judge the nodes that are in no patch group. */
final class DefaultSteps {

    static final String KIND = "defaultBaseline";

    private final Task task;
    private final Seen seen;
    private final Findings findings;

    DefaultSteps(Task task, Seen seen, Findings findings) {
        this.task = task;
        this.seen = seen;
        this.findings = findings;
    }

    void find() {
        task.declared().baselines().stream().filter(PatchBaseline::isDefault).forEach(this::compare);
        for (Details owned : seen.owned(task.ownership())) {
            OperatingSystem system = owned.identity().operatingSystem();
            boolean taken = task.declared().baselines().stream()
                    .anyMatch(baseline -> baseline.isDefault() && baseline.operatingSystem() == system);
            boolean theirs = Ownership.isAdopted(owned.tags()) && !owned.tags().containsKey(Ownership.FORMER_DEFAULT);
            if (owned.identity().isDefault() && !taken && !theirs) {
                giveBack(owned);
            }
        }
    }

    private void compare(PatchBaseline declared) {
        OperatingSystem system = declared.operatingSystem();
        Optional<Identity> current = seen.all().stream()
                .filter(baseline -> baseline.isDefault() && baseline.operatingSystem() == system)
                .findFirst();
        ResourceName key = new ResourceName(BaselineSteps.KIND, declared.name());
        String ours = findings.ids().get(key);
        if (ours != null && current.map(there -> there.id().equals(ours)).orElse(false)) {
            findings.make(Step.keep(change(system, Action.KEEP, List.of(), "it is as declared")));
            return;
        }
        if (current.map(this::isOfAnotherSpec).orElse(false)) {
            findings.gap(Gap.in(
                    task.place().scope(),
                    "the default baseline for " + system + " is "
                            + current.map(Identity::name).orElse("")
                            + " of another spec; one of the two specs has to leave it alone",
                    Optional.empty()));
            return;
        }
        Field field = new Field("baseline", current.map(Identity::name), Optional.of(declared.name()));
        findings.make(new Step(
                change(system, Action.UPDATE, List.of(field), "the one that is there is remembered, to give it back"),
                doing -> {
                    String id = doing.id(key);
                    // With the spec's own tag, by which rights may be narrowed.
                    Map<String, String> former =
                            Map.of(Ownership.SPEC, task.ownership().spec(), Ownership.FORMER_DEFAULT, former(current));
                    return doing.call(OwnBaselines.tag(id, former))
                            .thenCompose(done -> doing.call(OwnBaselines.registerDefault(id)));
                }));
    }

    /** What was there before all this spec's baselines. */
    private String former(Optional<Identity> current) {
        return current.map(there -> Optional.ofNullable(seen.details().get(there.id()))
                        .filter(details -> task.ownership().owns(details.tags()))
                        .map(details -> details.tags().getOrDefault(Ownership.FORMER_DEFAULT, ""))
                        .orElse(there.reference()))
                .orElse("");
    }

    private void giveBack(Details owned) {
        OperatingSystem system = owned.identity().operatingSystem();
        Optional<Identity> successor = successor(owned);
        if (successor.isEmpty()) {
            findings.gap(Gap.in(
                    task.place().scope(),
                    "the default baseline for " + system + " stays "
                            + owned.identity().name() + ", because neither the former one nor AWS's own was found",
                    Optional.empty()));
            return;
        }
        Field field = new Field(
                "baseline",
                Optional.of(owned.identity().name()),
                Optional.of(successor.get().name()));
        findings.remove(new Step(
                change(system, Action.DELETE, List.of(field), "it is not declared any more; the former one takes over"),
                doing -> doing.call(OwnBaselines.registerDefault(successor.get().reference()))
                        .thenCompose(done -> forgotten(doing, owned))));
    }

    /** A baseline that stays the spec's must not take a default that others make of it later for its own. */
    private CompletableFuture<?> forgotten(Doing doing, Details owned) {
        String id = owned.identity().id();
        return findings.ids().containsValue(id) && owned.tags().containsKey(Ownership.FORMER_DEFAULT)
                ? doing.call(OwnBaselines.untag(id, Set.of(Ownership.FORMER_DEFAULT)))
                : CompletableFuture.completedFuture(null);
    }

    private Optional<Identity> successor(Details owned) {
        String former = owned.tags().getOrDefault(Ownership.FORMER_DEFAULT, "");
        return seen.all().stream()
                .filter(there -> there.reference().equals(former) && !isOwned(there))
                .findFirst()
                .or(() -> seen.all().stream()
                        .filter(there -> there.isOfAws()
                                && there.operatingSystem() == owned.identity().operatingSystem()
                                && there.name().contains("Default"))
                        .findFirst());
    }

    private boolean isOfAnotherSpec(Identity baseline) {
        Details details = seen.details().get(baseline.id());
        return details != null && task.ownership().isOfAnother(details.tags());
    }

    private boolean isOwned(Identity baseline) {
        Details details = seen.details().get(baseline.id());
        return details != null && task.ownership().owns(details.tags());
    }

    private Change change(OperatingSystem system, Action action, List<Field> fields, String why) {
        return new Change(task.place().scope(), KIND, system.name(), action, fields, why, false);
    }
}
