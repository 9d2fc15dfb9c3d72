package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.OwnBaselines;
import io.patchfleet.internal.aws.OwnBaselines.Identity;
import io.patchfleet.internal.aws.OwnBaselines.Registration;
import io.patchfleet.internal.aws.WindowRuns;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.plan.BaselineFamily.Details;
import io.patchfleet.internal.plan.BaselineFamily.Seen;
import io.patchfleet.internal.plan.Family.Findings;
import io.patchfleet.internal.plan.Family.Task;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.PatchBaseline;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What has to be done so that each patch group holds its baselines, one for each operating system. */
final class GroupSteps {

    static final String KIND = "patchGroup";

    private final Task task;
    private final Seen seen;
    private final Findings findings;
    private final Set<String> declared = new HashSet<>();

    GroupSteps(Task task, Seen seen, Findings findings) {
        this.task = task;
        this.seen = seen;
        this.findings = findings;
    }

    void find() {
        for (Environment environment : task.declared().environments()) {
            task.declared().baselinesOf(environment).stream()
                    .filter(baseline -> declared.add(name(environment.patchGroup(), baseline)))
                    .forEach(baseline -> compare(environment, baseline));
        }
        seen.registrations().stream()
                .filter(this::isOwned)
                .filter(registration -> !declared.contains(name(registration)))
                .sorted(Comparator.comparing(GroupSteps::name))
                .forEach(this::remove);
    }

    private void compare(Environment environment, PatchBaseline baseline) {
        String group = environment.patchGroup();
        String name = name(group, baseline);
        Optional<Identity> holder = seen.registrations().stream()
                .filter(registration -> name(registration).equals(name))
                .map(Registration::baseline)
                .findFirst();
        ResourceName key = new ResourceName(BaselineSteps.KIND, baseline.name());
        String ours = findings.ids().get(key);
        Field field = new Field("baseline", holder.map(Identity::name), Optional.of(baseline.name()));
        if (holder.isEmpty()) {
            findings.make(new Step(
                    change(name, Action.CREATE, List.of(field), "it is declared and not there"),
                    doing -> doing.call(OwnBaselines.register(group, doing.id(key)))));
        } else if (holder.get().id().equals(ours)) {
            findings.make(Step.keep(change(name, Action.KEEP, List.of(), "it is as declared")));
        } else if (isOfAnotherSpec(holder.get())) {
            findings.gap(Gap.in(
                    task.place().scope(),
                    "patch group " + group + " holds the baseline "
                            + holder.get().name() + " of another spec for " + baseline.operatingSystem()
                            + "; one of the two specs has to leave it alone",
                    Optional.empty()));
        } else if (isOwned(holder.get()) || environment.adoptsPatchGroup()) {
            findings.make(new Step(
                    change(
                            name,
                            Action.REPLACE,
                            List.of(field),
                            "a group holds one baseline of an operating system: the old one is deregistered and the new"
                                    + " one registered at once, not while a window of the group is running"),
                    doing -> move(doing, group, holder.get(), key, task.now())));
        } else {
            findings.gap(Gap.in(
                    task.place().scope(),
                    "patch group " + group + " holds the baseline "
                            + holder.get().name() + " of others for "
                            + baseline.operatingSystem() + "; adoptPatchGroup in environment " + environment.name()
                            + " lets it be moved to " + baseline.name(),
                    Optional.empty()));
        }
    }

    /** Once the group is deregistered it gets the new baseline or the old one back, also if the work is ended meanwhile. */
    private static CompletableFuture<?> move(Doing doing, String group, Identity from, ResourceName to, Instant now) {
        String id = doing.id(to);
        return WindowRuns.running(doing.caller(), doing.place(), doing.errand(), group, now)
                .thenCompose(running -> running.isPresent()
                        ? CompletableFuture.failedFuture(Doing.refused(
                                "window open",
                                "window " + running.get() + " of patch group " + group
                                        + " is running; apply again when it is over"))
                        : Doing.orGone(doing.finish(OwnBaselines.deregister(group, from.reference()))))
                .thenCompose(done -> doing.finish(OwnBaselines.register(group, id))
                        .exceptionallyCompose(refused -> back(doing, group, from, CallFailedException.of(refused))));
    }

    /** Fails in any case: the group has not moved. */
    private static <T> CompletableFuture<T> back(
            Doing doing, String group, Identity from, CallFailedException refused) {
        return doing.finish(OwnBaselines.register(group, from.reference())).handle((back, thrown) -> {
            if (thrown == null) {
                throw refused;
            }
            CallFailedException lost = CallFailedException.of(thrown);
            // Then it holds one: the new one, or somebody else's.
            throw lost.failure().code().equals("AlreadyExistsException") ? refused : bare(group, from, refused, lost);
        });
    }

    private static CallFailedException bare(
            String group, Identity from, CallFailedException refused, CallFailedException lost) {
        AwsFailure why = refused.failure();
        return new CallFailedException(
                new AwsFailure(
                        why.operation(),
                        why.code(),
                        "patch group " + group + " holds no baseline for " + from.operatingSystem()
                                + " now, because " + from.name() + " could not be given back to it either ("
                                + lost.failure() + "): " + why.message(),
                        why.requestId()),
                refused.kind(),
                refused);
    }

    private void remove(Registration registration) {
        String id = registration.baseline().id();
        findings.remove(new Step(
                change(
                        name(registration),
                        Action.DELETE,
                        List.of(new Field(
                                "baseline", Optional.of(registration.baseline().name()), Optional.empty())),
                        "it is not declared any more"),
                doing -> doing.remove(OwnBaselines.deregister(registration.group(), id))));
    }

    /** What hung on a baseline before it was adopted is the affair of others. */
    private boolean isOwned(Registration registration) {
        Details details = seen.details().get(registration.baseline().id());
        return details != null
                && task.ownership().owns(details.tags())
                && (!Ownership.isAdopted(details.tags()) || Ownership.registered(details.tags(), registration.group()));
    }

    private boolean isOfAnotherSpec(Identity baseline) {
        Details details = seen.details().get(baseline.id());
        return details != null && task.ownership().isOfAnother(details.tags());
    }

    private boolean isOwned(Identity baseline) {
        Details details = seen.details().get(baseline.id());
        return details != null && task.ownership().owns(details.tags());
    }

    private static String name(String group, PatchBaseline baseline) {
        return group + "/" + baseline.operatingSystem();
    }

    private static String name(Registration registration) {
        return registration.group() + "/" + registration.baseline().operatingSystem();
    }

    private Change change(String name, Action action, List<Field> fields, String why) {
        return new Change(task.place().scope(), KIND, name, action, fields, why, false);
    }
}
