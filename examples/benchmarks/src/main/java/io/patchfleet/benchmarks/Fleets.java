package io.patchfleet.benchmarks;

import io.patchfleet.PatchFleet;
import software.amazon.awssdk.http.SdkHttpClient;

/** The library, pointed at the simulated AWS. */
final class Fleets {

    private Fleets() {}

    /** In the time of the simulated AWS. */
    static PatchFleet on(RemoteAws aws, SdkHttpClient http) {
        return builder(aws, http).time(aws.clock(), aws.scheduler()).build();
    }

    /** In the machine's own time, as in production. */
    static PatchFleet inOurTime(RemoteAws aws, SdkHttpClient http) {
        return builder(aws, http).build();
    }

    private static PatchFleet.Builder builder(RemoteAws aws, SdkHttpClient http) {
        return PatchFleet.builder()
                .regions(RemoteAws.REGIONS.toArray(String[]::new))
                .endpoint(aws.endpoint())
                .credentials(aws.credentials())
                .httpClient(http);
    }
}
