package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.FleetTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The credentials of an assumed role, kept until shortly before they expire by the fleet's clock. (The SDK's own
 * provider knows no clock but the machine's.)
 */
public final class AssumedRole implements AwsCredentialsProvider {

    /** The operation by which a role is entered. */
    public static final String ENTERING = "sts:AssumeRole";

    private static final Duration RENEWED_BEFORE_EXPIRY = Duration.ofMinutes(5);

    private static final Duration JUST_BEGUN = Duration.ofMinutes(1);

    private final String arn;
    private final String sessionName;
    private final Optional<String> externalId;
    private final Supplier<StsClient> sts;
    private final FleetTime time;

    private @Nullable Session session;

    AssumedRole(String arn, String sessionName, Optional<String> externalId, Supplier<StsClient> sts, FleetTime time) {
        this.arn = arn;
        this.sessionName = sessionName;
        this.externalId = externalId;
        this.sts = sts;
        this.time = time;
    }

    @Override
    public synchronized AwsCredentials resolveCredentials() {
        return isFresh() ? session().credentials : assume(sts.get());
    }

    /** Whether there is a session that need not be renewed. */
    public synchronized boolean isFresh() {
        return session != null && time.now().isBefore(session.expires.minus(RENEWED_BEFORE_EXPIRY));
    }

    /** Enters the role ahead of the first call that needs it, so that a refusal is seen as what it is. */
    public AwsCall<StsClient, AwsCredentials> entering() {
        return AwsCall.reading(StsClient.class, ENTERING, this::assume);
    }

    private synchronized AwsCredentials assume(StsClient client) {
        Credentials given = client.assumeRole(request ->
                        request.roleArn(arn).roleSessionName(sessionName).externalId(externalId.orElse(null)))
                .credentials();
        session = new Session(
                AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken()),
                time.now(),
                given.expiration());
        return session.credentials;
    }

    /** Forgets the session, so that the next call enters anew. */
    synchronized void forget() {
        // Many calls may have failed with the old session; the first of them has brought the new one.
        if (session != null && time.now().isAfter(session.began.plus(JUST_BEGUN))) {
            session = null;
        }
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("no session of " + arn);
        }
        return session;
    }

    private record Session(AwsSessionCredentials credentials, Instant began, Instant expires) {}
}
