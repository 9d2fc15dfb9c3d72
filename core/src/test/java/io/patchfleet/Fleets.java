package io.patchfleet;

import io.patchfleet.model.Actor;
import io.patchfleet.simulator.SimulatedAws;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpClient;

/** Fleets on a simulated AWS, in its time. */
final class Fleets {

    private Fleets() {}

    /** In process: no socket, no thread but the simulation's. */
    static PatchFleet.Builder on(SimulatedAws aws) {
        return in(aws, aws.httpClient());
    }

    /** Over the given transport. */
    static PatchFleet.Builder in(SimulatedAws aws, SdkHttpClient transport) {
        List<String> regions = aws.regions();
        return PatchFleet.builder()
                .regions(regions.toArray(String[]::new))
                .endpoint(aws.endpoint())
                .credentials(aws.credentials())
                .httpClient(transport)
                .executor(aws.scheduler())
                .time(aws.clock(), aws.scheduler())
                .actor(() -> Actor.named("tester"));
    }
}
