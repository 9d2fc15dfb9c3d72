package io.patchfleet.benchmarks;

import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.ComplianceRequest;
import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.simulator.SimulatedAws;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The library. */
final class WithPatchFleet implements Contender {

    @Override
    public String name() {
        return "PatchFleet";
    }

    @Override
    public Reading read(SimulatedAws aws, boolean details) {
        try (SdkHttpClient http = UrlConnectionHttpClient.create();
                PatchFleet fleet = PatchFleet.builder()
                        .regions(aws.regions().toArray(String[]::new))
                        .endpoint(aws.endpoint())
                        .credentials(aws.credentials())
                        .httpClient(http)
                        .build()) {
            ComplianceRequest request = fleet.compliance();
            AtomicInteger detailed = new AtomicInteger();
            ComplianceSummary summary = (details ? request.withPatches() : request)
                    .visit(node -> node.patches().ifPresent(patches -> detailed.incrementAndGet()));
            return new Reading(
                    summary.counts().total(),
                    detailed.get(),
                    summary.isComplete() ? "" : summary.gaps().toString());
        }
    }
}
