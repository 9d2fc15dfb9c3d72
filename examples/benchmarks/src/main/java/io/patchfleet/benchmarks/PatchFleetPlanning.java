package io.patchfleet.benchmarks;

import io.patchfleet.PatchFleet;
import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.plan.FleetPlan;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The library looks whether everything is still as declared, which is what a plan costs day by day. */
final class PatchFleetPlanning implements Contender {

    @Override
    public String name() {
        return "PatchFleet";
    }

    /** Makes what is declared, so that there is something to look at. */
    static void apply(RemoteAws aws) {
        try (SdkHttpClient http = UrlConnectionHttpClient.create();
                PatchFleet fleet = Fleets.inOurTime(aws, http)) {
            ApplyOutcome outcome = fleet.apply(fleet.plan(BankSpec.spec()));
            if (!outcome.isComplete()) {
                throw new IllegalStateException("the spec could not be applied: " + outcome);
            }
        }
    }

    @Override
    public Outcome work(RemoteAws aws) {
        try (SdkHttpClient http = UrlConnectionHttpClient.create();
                PatchFleet fleet = Fleets.inOurTime(aws, http)) {
            FleetPlan plan = fleet.drift(BankSpec.spec());
            String done = plan.isUpToDate() ? "nothing to do" : plan.toString();
            return new Outcome(
                    Words.whole(plan.changes().size()) + " resources, " + done,
                    plan.gaps().isEmpty() ? "" : plan.gaps().toString(),
                    plan);
        }
    }
}
