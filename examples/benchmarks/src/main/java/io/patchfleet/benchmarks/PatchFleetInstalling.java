package io.patchfleet.benchmarks;

import io.patchfleet.PatchFleet;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.target.Target;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The library patches all nodes at once and follows each to its end. */
final class PatchFleetInstalling implements Contender {

    @Override
    public String name() {
        return "PatchFleet";
    }

    @Override
    public Outcome work(RemoteAws aws) {
        try (SdkHttpClient http = UrlConnectionHttpClient.create();
                PatchFleet fleet = Fleets.on(aws, http)) {
            RunOutcome run = fleet.install(Target.everything()).run();
            return new Outcome(
                    Words.whole(run.count(Result.PATCHED)) + " of " + Words.nodes(run.intended()) + " patched, "
                            + Words.whole(run.commandsSent()) + " commands",
                    run.isPatched() ? "" : run.toString(),
                    run);
        }
    }
}
