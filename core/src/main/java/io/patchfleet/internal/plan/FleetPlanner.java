package io.patchfleet.internal.plan;

import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.plan.Family.Findings;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.plan.FleetPlan.Purpose;
import io.patchfleet.spec.FleetSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at every scope at the same time and says what would have to change. */
final class FleetPlanner {

    private static final Logger LOG = LoggerFactory.getLogger(FleetPlanner.class);

    private final FleetWork work;
    private final Kinds kinds;

    FleetPlanner(FleetWork work, Kinds kinds) {
        this.work = work;
        this.kinds = kinds;
    }

    Planned plan(FleetSpec spec, Purpose purpose, Errand errand) {
        kinds.refuseUnlessKnown(spec);
        Instant now = work.time().now();
        FleetReach reach = work.reach(errand);
        List<CompletableFuture<ScopePlan>> reading = reach.open().stream()
                .map(place -> plan(place, spec, purpose, errand, now))
                .toList();
        List<ScopePlan> scopes = new ArrayList<>();
        for (CompletableFuture<ScopePlan> scope : reading) {
            scopes.add(Await.on(scope, "planning"));
        }
        scopes.sort(Comparator.comparing(scope -> scope.place().scope()));
        List<Gap> gaps = new ArrayList<>(reach.gaps());
        scopes.forEach(scope -> gaps.addAll(scope.gaps()));
        Collections.sort(gaps);
        FleetPlan plan = FleetPlan.builder()
                .spec(spec)
                .purpose(purpose)
                .at(now)
                .actor(errand.actor())
                .changes(scopes.stream()
                        .flatMap(scope -> scope.steps().stream())
                        .map(Step::change)
                        .toList())
                .gaps(gaps)
                .build();
        return new Planned(plan, scopes, unread(reach, scopes));
    }

    private static List<Unread> unread(FleetReach reach, List<ScopePlan> scopes) {
        List<Unread> unread = new ArrayList<>();
        reach.gaps().forEach(gap -> unread.add(new Unread(gap, Optional.empty())));
        scopes.forEach(scope -> unread.addAll(scope.unread()));
        return unread;
    }

    private CompletableFuture<ScopePlan> plan(
            Place place, FleetSpec spec, Purpose purpose, Errand errand, Instant now) {
        // Within a stage, so that whatever goes wrong in one scope is that scope's.
        return CompletableFuture.completedFuture(place)
                .thenCompose(here -> look(here, spec, purpose, errand, now))
                .exceptionally(thrown -> unreadable(place, thrown));
    }

    private CompletableFuture<ScopePlan> look(
            Place place, FleetSpec spec, Purpose purpose, Errand errand, Instant now) {
        FleetSpec declared =
                purpose == Purpose.DESTROY ? FleetSpec.builder(spec.name()).build() : spec.in(place.scope());
        Ownership ownership = new Ownership(spec.name(), place.scope());
        Family.Task task = new Family.Task(
                work.caller(),
                place,
                errand,
                declared,
                ownership,
                now,
                SpecWindows.read(work.caller(), place, errand, ownership));
        List<CompletableFuture<Findings>> reading =
                kinds.families().stream().map(family -> family.plan(task)).toList();
        return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                .thenApply(done -> ScopePlan.of(
                        place, reading.stream().map(CompletableFuture::join).toList()));
    }

    /** A bug of ours, or of the application's own code, is that scope's gap and hides no other scope. */
    private static ScopePlan unreadable(Place place, Throwable thrown) {
        Gap gap = Gap.in(place.scope(), "what is there could not be read", Optional.of(failure(place, thrown)));
        return new ScopePlan(place, List.of(), Map.of(), List.of(gap), List.of(new Unread(gap, Optional.empty())));
    }

    private static AwsFailure failure(Place place, Throwable thrown) {
        try {
            return CallFailedException.of(thrown).failure();
        } catch (RuntimeException bug) {
            LOG.error("planning {} ended in what should not have happened", place.scope(), bug);
            return new AwsFailure(
                    "plan", bug.getClass().getSimpleName(), String.valueOf(bug.getMessage()), Optional.empty());
        }
    }

    /**
     * A plan, and how it is carried out.
     *
     * @param unread what it says nothing about
     */
    record Planned(FleetPlan plan, List<ScopePlan> scopes, List<Unread> unread) {}

    /**
     * What would have to change in one scope.
     *
     * @param steps in the order in which they are carried out
     * @param ids of what is there
     * @param unread what of it could not be read; its gaps are among the others
     */
    record ScopePlan(
            Place place, List<Step> steps, Map<ResourceName, String> ids, List<Gap> gaps, List<Unread> unread) {

        private static ScopePlan of(Place place, List<Findings> findings) {
            List<Step> steps = new ArrayList<>();
            List<Step> removals = new ArrayList<>();
            Map<ResourceName, String> ids = new HashMap<>();
            List<Gap> gaps = new ArrayList<>();
            List<Unread> unread = new ArrayList<>();
            for (Findings found : findings) {
                steps.addAll(found.makings());
                removals.addAll(0, found.removals());
                ids.putAll(found.ids());
                gaps.addAll(found.gaps());
                unread.addAll(found.unread());
            }
            steps.addAll(removals);
            return new ScopePlan(place, steps, ids, gaps, unread);
        }
    }
}
