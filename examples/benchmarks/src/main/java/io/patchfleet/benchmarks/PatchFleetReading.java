package io.patchfleet.benchmarks;

import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.ComplianceRequest;
import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The library reads compliance.
 *
 * @param details whether the patches of non-compliant nodes are read as well
 * @param keeps whether all nodes are collected, or each is let go once it has been seen
 */
record PatchFleetReading(boolean details, boolean keeps) implements Contender {

    @Override
    public String name() {
        return keeps ? "PatchFleet, `collect()`" : "PatchFleet, `visit(…)`";
    }

    @Override
    public Outcome work(RemoteAws aws) {
        try (SdkHttpClient http = UrlConnectionHttpClient.create();
                PatchFleet fleet = Fleets.inOurTime(aws, http)) {
            ComplianceRequest request = details ? fleet.compliance().withPatches() : fleet.compliance();
            AtomicInteger detailed = new AtomicInteger();
            return keeps ? collected(request, detailed) : visited(request, detailed);
        }
    }

    private Outcome collected(ComplianceRequest request, AtomicInteger detailed) {
        FleetCompliance fleet = request.collect();
        fleet.nodes().forEach(node -> count(node, detailed));
        return outcome(fleet, detailed, fleet);
    }

    private Outcome visited(ComplianceRequest request, AtomicInteger detailed) {
        ComplianceSummary summary = request.visit(node -> count(node, detailed));
        return outcome(summary, detailed, summary);
    }

    private static void count(NodeCompliance node, AtomicInteger detailed) {
        node.patches().ifPresent(patches -> detailed.incrementAndGet());
    }

    private Outcome outcome(ComplianceSummary summary, AtomicInteger detailed, Object kept) {
        return new Outcome(
                Words.nodes(details ? detailed.get() : summary.counts().total()),
                summary.isComplete() ? "" : summary.gaps().toString(),
                kept);
    }
}
