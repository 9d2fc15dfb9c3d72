package io.patchfleet;

import io.patchfleet.simulator.SimulatedAws;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** An application's own credentials, renewed only some time after they have expired. */
final class LateCredentials implements AwsCredentialsProvider {

    private static final int SECONDS = 900;

    private final SimulatedAws aws;
    private final String role;
    private final Duration late;
    private @Nullable Credentials session;
    private int sessions;

    LateCredentials(SimulatedAws aws, String role, Duration late) {
        this.aws = aws;
        this.role = role;
        this.late = late;
    }

    /** How often they were renewed. */
    synchronized int renewals() {
        return sessions - 1;
    }

    @Override
    public synchronized AwsCredentials resolveCredentials() {
        Instant now = aws.clock().instant();
        Credentials current = session;
        if (current == null || now.isAfter(current.expiration().plus(late))) {
            try (StsClient sts = Fleets.client(aws, aws.regions().get(0), StsClient.builder())) {
                current = sts.assumeRole(
                                r -> r.roleArn(role).roleSessionName("late").durationSeconds(SECONDS))
                        .credentials();
            }
            session = current;
            sessions++;
        }
        return AwsSessionCredentials.create(current.accessKeyId(), current.secretAccessKey(), current.sessionToken());
    }
}
