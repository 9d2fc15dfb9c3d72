package io.patchfleet.internal.compliance;

import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.model.Actor;
import io.patchfleet.model.Node;
import io.patchfleet.model.Problem;
import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.target.Target;
import io.patchfleet.target.Target.Match;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a compliance request asks. */
record Question(
        Target target,
        Optional<Target> excluding,
        boolean withPatches,
        Duration maxScanAge,
        Optional<ResourceDataSync> sync,
        Optional<Duration> limit) {

    private static final Duration A_WEEK = Duration.ofDays(7);

    static final Question ALL =
            new Question(Target.everything(), Optional.empty(), false, A_WEEK, Optional.empty(), Optional.empty());

    Question of(Target narrower) {
        return new Question(narrower, excluding, withPatches, maxScanAge, sync, limit);
    }

    Question excluding(Target excluded) {
        return new Question(target, Optional.of(excluded), withPatches, maxScanAge, sync, limit);
    }

    Question detailed() {
        return new Question(target, excluding, true, maxScanAge, sync, limit);
    }

    Question maxScanAge(Duration age) {
        Problem.refuseUnless(isPositive(age), "maxScanAge", age, "more than nothing, such as P7D");
        return new Question(target, excluding, withPatches, age, sync, limit);
    }

    Question from(ResourceDataSync source) {
        return new Question(target, excluding, withPatches, maxScanAge, Optional.of(source), limit);
    }

    Question within(Duration newLimit) {
        Problem.refuseUnless(isPositive(newLimit), "within", newLimit, "more than nothing, such as PT10M");
        return new Question(target, excluding, withPatches, maxScanAge, sync, Optional.of(newLimit));
    }

    /** Whether it leaves nobody out. */
    boolean isAboutAll() {
        return target == Target.everything() && excluding.isEmpty();
    }

    /** The resource groups whose members have to be known. */
    Set<String> resourceGroups() {
        Set<String> groups = new TreeSet<>(target.resourceGroups());
        excluding.ifPresent(excluded -> groups.addAll(excluded.resourceGroups()));
        return groups;
    }

    Match meant(Inventory inventory, Node node) {
        return inventory.match(target, node);
    }

    Match excluded(Inventory inventory, Node node) {
        return excluding.map(excluded -> inventory.match(excluded, node)).orElse(Match.NO);
    }

    ComplianceSummary.Asked asked(Actor actor, String environmentTag) {
        return ComplianceSummary.Asked.builder()
                .actor(actor)
                .target(target.toString())
                .excluding(excluding.map(Target::toString))
                .maxScanAge(maxScanAge)
                .withPatches(withPatches)
                .environmentTag(environmentTag)
                .sync(sync.map(ResourceDataSync::toString))
                .build();
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
