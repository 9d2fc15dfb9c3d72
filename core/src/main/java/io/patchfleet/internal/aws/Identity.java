package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.FleetTime;
import io.patchfleet.internal.call.Place;
import io.patchfleet.spi.Account;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who the fleet is to AWS: its own account, and the roles that it plays in others. Kept as long as the fleet. */
public final class Identity {

    /** Whose scope calls are counted under before the account is known. */
    private static final String UNKNOWN_ACCOUNT = "000000000000";

    private final AwsCredentialsProvider credentials;
    private final String homeRegion;
    private final Clients clients;
    private final FleetTime time;
    private final Map<String, Account> roles = new ConcurrentHashMap<>();

    private volatile @Nullable Account self;

    public Identity(AwsCredentialsProvider credentials, String homeRegion, Clients clients, FleetTime time) {
        this.credentials = credentials;
        this.homeRegion = homeRegion;
        this.clients = clients;
        this.time = time;
    }

    /** Where what has no Region is asked. */
    public String homeRegion() {
        return homeRegion;
    }

    Account self(Caller caller, Errand errand) {
        Account known = self;
        if (known == null) {
            GetCallerIdentityResponse answer = Await.on(
                    caller.call(
                            home(),
                            AwsCall.reading(StsClient.class, "sts:GetCallerIdentity", StsClient::getCallerIdentity),
                            errand),
                    "asking whose credentials these are");
            known = Account.of(answer.account(), credentials);
            self = known;
        }
        return known;
    }

    Account assume(String id, String role, String sessionName, Optional<String> externalId) {
        String arn = "arn:" + Region.of(homeRegion).metadata().partition().id() + ":iam::" + id + ":role/" + role;
        return roles.computeIfAbsent(
                String.join(" ", arn, sessionName, externalId.orElse("")),
                key -> Account.of(
                        id,
                        new AssumedRole(
                                arn, sessionName, externalId, () -> clients.client(StsClient.class, home()), time)));
    }

    /** Where roles are assumed: with the fleet's own credentials. */
    public Place home() {
        return Place.of(Account.of(UNKNOWN_ACCOUNT, credentials), homeRegion);
    }
}
