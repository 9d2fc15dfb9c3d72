package io.patchfleet;

import io.patchfleet.model.Actor;
import io.patchfleet.simulator.SimulatedAws;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** Fleets on a simulated AWS, in its time. */
final class Fleets {

    private Fleets() {}

    /** In process: no socket, no thread but the simulation's. */
    static PatchFleet.Builder on(SimulatedAws aws) {
        return in(aws, aws.httpClient());
    }

    /** Over the given transport. */
    static PatchFleet.Builder in(SimulatedAws aws, SdkHttpClient transport) {
        return on(aws, transport, aws.credentials());
    }

    /** With other credentials than those that are always good. */
    static PatchFleet.Builder with(AwsCredentialsProvider credentials, SimulatedAws aws) {
        return on(aws, aws.httpClient(), credentials);
    }

    private static PatchFleet.Builder on(
            SimulatedAws aws, SdkHttpClient transport, AwsCredentialsProvider credentials) {
        List<String> regions = aws.regions();
        return PatchFleet.builder()
                .regions(regions.toArray(String[]::new))
                .endpoint(aws.endpoint())
                .credentials(credentials)
                .httpClient(transport)
                .executor(aws.scheduler())
                .time(aws.clock(), aws.scheduler())
                .actor(() -> Actor.named("tester"));
    }

    /** A client of one's own, to look from outside and to edit by hand. */
    static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            SimulatedAws aws, String region, B builder) {
        return builder.region(Region.of(region))
                .endpointOverride(aws.endpoint())
                .credentialsProvider(aws.credentials())
                .httpClient(aws.httpClient())
                .build();
    }
}
