package io.patchfleet.simulator;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** The two ways in, for SDK clients that retry nothing. */
enum Door {
    HTTP,
    IN_PROCESS;

    /** Completes a client's builder. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            SimulatedAws aws, B builder, String region) {
        return client(aws, builder, region, aws.credentials());
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            SimulatedAws aws, B builder, String region, AwsCredentialsProvider credentials) {
        builder.region(Region.of(region))
                .credentialsProvider(credentials)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
        return switch (this) {
            case HTTP ->
                builder.endpointOverride(aws.endpoint())
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
            case IN_PROCESS ->
                builder.endpointOverride(URI.create("http://in-process.invalid"))
                        .httpClient(aws.httpClient())
                        .build();
        };
    }
}
