package io.patchfleet.internal.compliance;

import io.patchfleet.compliance.ComplianceRequest;
import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.internal.aws.AskedKnowledge;
import io.patchfleet.internal.aws.Knowledge;
import io.patchfleet.internal.aws.OptionalClients;
import io.patchfleet.internal.aws.SyncedKnowledge;
import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.inventory.InventoryReader;
import io.patchfleet.internal.inventory.Memberships;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Scope;
import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks every scope at the same time, and sums up. */
public final class DefaultComplianceRequest implements ComplianceRequest {

    private final FleetWork work;
    private final Question question;

    private DefaultComplianceRequest(FleetWork work, Question question) {
        this.work = work;
        this.question = question;
    }

    public static ComplianceRequest ofEverything(FleetWork work) {
        return new DefaultComplianceRequest(work, Question.ALL);
    }

    @Override
    public ComplianceRequest of(Target target) {
        OptionalClients.demand(target);
        return new DefaultComplianceRequest(work, question.of(target));
    }

    @Override
    public ComplianceRequest excluding(Target target) {
        OptionalClients.demand(target);
        return new DefaultComplianceRequest(work, question.excluding(target));
    }

    @Override
    public ComplianceRequest withPatches() {
        return new DefaultComplianceRequest(work, question.detailed());
    }

    @Override
    public ComplianceRequest maxScanAge(Duration age) {
        return new DefaultComplianceRequest(work, question.maxScanAge(age));
    }

    @Override
    public ComplianceRequest from(ResourceDataSync sync) {
        OptionalClients.demand(sync);
        return new DefaultComplianceRequest(work, question.from(sync));
    }

    @Override
    public ComplianceRequest within(Duration limit) {
        return new DefaultComplianceRequest(work, question.within(limit));
    }

    @Override
    public FleetCompliance collect() {
        List<NodeCompliance> nodes = new ArrayList<>();
        return FleetCompliance.of(visit(nodes::add), nodes);
    }

    @Override
    public <X extends Exception> ComplianceSummary visit(Visitor<X> visitor) throws X {
        try (FleetWork.Running running = work.begin(question.limit())) {
            Instant began = work.time().now();
            FleetReach reach = work.reach(running.errand());
            List<ScopeReader.Result> results = handOver(reach, running.errand(), began, visitor);
            return summary(running.errand(), began, reach, results);
        }
    }

    private <X extends Exception> List<ScopeReader.Result> handOver(
            FleetReach reach, Errand errand, Instant began, Visitor<X> visitor) throws X {
        Handover handover = new Handover();
        Judge judge = new Judge(began, question.maxScanAge());
        Knowledge knowledge = knowledge(reach, errand);
        List<CompletableFuture<ScopeReader.Result>> scopes = reach.open().stream()
                .map(place -> read(place, errand, knowledge, judge, handover))
                .toList();
        CompletableFuture.allOf(scopes.toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> handover.finish());
        Optional<NodeCompliance> next = handover.take();
        while (next.isPresent()) {
            visitor.visit(next.get());
            next = handover.take();
        }
        return scopes.stream()
                .map(scope -> Await.on(scope, "reading compliance"))
                .toList();
    }

    private Knowledge knowledge(FleetReach reach, Errand errand) {
        List<Scope> scopes = reach.open().stream().map(Place::scope).toList();
        return question.sync()
                .map(sync -> SyncedKnowledge.of(sync, work.own(errand), scopes, work.caller(), work.time(), errand))
                .orElseGet(() -> new AskedKnowledge(work.caller(), errand));
    }

    private CompletableFuture<ScopeReader.Result> read(
            Place place, Errand errand, Knowledge source, Judge judge, Handover handover) {
        Knowledge knowledge = question.isAboutAll() && question.sync().isEmpty() ? new EarlyStates(source) : source;
        return new InventoryReader(work.caller(), work.environmentTag(), question.resourceGroups())
                .read(place, errand, knowledge)
                .thenCompose(
                        inventory -> new ScopeReader(knowledge, question, judge, inventory, handover::give).read());
    }

    private ComplianceSummary summary(
            Errand errand, Instant began, FleetReach reach, List<ScopeReader.Result> results) {
        List<ScopeCompliance> scopes = Stream.concat(
                        results.stream().map(ScopeReader.Result::scope),
                        reach.closed().stream().map(place -> closed(place, reach.gaps())))
                .sorted(Comparator.comparing(ScopeCompliance::scope))
                .toList();
        List<Memberships> groups =
                results.stream().map(ScopeReader.Result::groups).toList();
        List<Gap> gaps = Stream.of(
                        reach.gaps().stream(),
                        Memberships.gapsOf(Memberships.nowhere(groups)).stream(),
                        scopes.stream().flatMap(scope -> scope.gaps().stream()))
                .flatMap(Function.identity())
                .distinct()
                .sorted()
                .toList();
        return ComplianceSummary.builder()
                .asked(question.asked(errand.actor(), work.environmentTag()))
                .began(began)
                .ended(work.time().now())
                .scopes(scopes)
                .gaps(gaps)
                .missingPatches(results.stream()
                        .mapToLong(ScopeReader.Result::missingPatches)
                        .sum())
                .apiCalls(errand.calls())
                .throttled(errand.throttled())
                .build();
    }

    private static ScopeCompliance closed(Place place, List<Gap> gaps) {
        return ScopeCompliance.builder()
                .scope(place.scope())
                .accountName(place.account().name())
                .status(ScopeCompliance.Status.FAILED)
                .gaps(gaps.stream()
                        .filter(gap ->
                                gap.account().equals(Optional.of(place.account().id())))
                        .toList())
                .build();
    }
}
