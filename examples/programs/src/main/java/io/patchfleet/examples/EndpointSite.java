package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/** Whatever speaks AWS's protocols at some address: a simulated AWS of another process, an emulator, a proxy. */
final class EndpointSite implements Site {

    /** Variables of which one says that there are credentials in the environment, meant to be used. */
    private static final List<String> SIGNS_OF_CREDENTIALS =
            List.of("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE");

    private static final List<String> AWS_DOMAINS = List.of(".amazonaws.com", ".amazonaws.com.cn", ".api.aws");

    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private final URI address;
    private final WorldOptions world;
    private final String role;
    private final boolean credentialsInEnvironment;
    private final Optional<SimulatedTime> time;

    private EndpointSite(
            URI address,
            WorldOptions world,
            String role,
            boolean credentialsInEnvironment,
            Optional<SimulatedTime> time) {
        this.address = address;
        this.world = world;
        this.role = role;
        this.credentialsInEnvironment = credentialsInEnvironment;
        this.time = time;
    }

    /**
     * Looks who is there.
     *
     * @throws ProgramFailedException if nobody answers
     */
    static EndpointSite at(URI address, WorldOptions world, String role, Map<String, String> environment) {
        return new EndpointSite(
                address,
                world,
                role,
                SIGNS_OF_CREDENTIALS.stream().anyMatch(environment::containsKey),
                SimulatedTime.at(address));
    }

    @Override
    public PatchFleet.Builder fleet() {
        PatchFleet.Builder fleet =
                Site.fleetIn(world.regions()).endpoint(address).accounts(Site.accounts(world.accounts(), role));
        if (!credentialsInEnvironment && !isAws(address)) {
            fleet.credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(firstAccount(), "test")));
        }
        time.ifPresent(simulated -> fleet.time(simulated.clock(), simulated.scheduler())
                .customizeClients((scope, client) -> patientBy(simulated, client)));
        return fleet;
    }

    /** Calls take as long as they take, however fast the time goes there. */
    private static void patientBy(SimulatedTime time, AwsClientBuilder<?, ?> client) {
        client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .apiCallTimeout(time.there(LONGEST_CALL))
                .build());
    }

    /** Whether it is AWS itself, by a VPC endpoint say, where test keys are worth nothing and changes are real. */
    static boolean isAws(URI address) {
        String host = address.getHost();
        return AWS_DOMAINS.stream().anyMatch(host::endsWith);
    }

    /** Emulators take an account's number for the key of its owner. */
    private String firstAccount() {
        return world.accounts().stream().findFirst().orElse(WorldOptions.SIMULATED_ACCOUNT);
    }

    @Override
    public String toString() {
        return address.toString();
    }

    @Override
    public void close() {
        time.ifPresent(SimulatedTime::close);
    }
}
