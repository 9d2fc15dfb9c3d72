package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.ClientBook;
import io.patchfleet.internal.call.FleetTime;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.Scope;
import io.patchfleet.spi.ClientSource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of the fleet, one for each scope and service, made when first needed. All share one transport; none
 * retries for itself, because the {@link io.patchfleet.internal.call.Caller} does.
 */
public final class Clients implements ClientBook, AutoCloseable {

    /** A page of a thousand instances takes seconds at worst; longer is a connection that has died. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private static final Map<Class<? extends SdkClient>, Supplier<AwsClientBuilder<?, ?>>> BUILDERS = Map.of(
            SsmClient.class, SsmClient::builder,
            Ec2Client.class, Ec2Client::builder,
            SchedulerClient.class, SchedulerClient::builder,
            StsClient.class, StsClient::builder,
            OrganizationsClient.class, OrganizationsClient::builder,
            ResourceGroupsTaggingApiClient.class, ResourceGroupsTaggingApiClient::builder);

    private final ClientSource theirs;
    private final BiConsumer<Scope, AwsClientBuilder<?, ?>> customizer;
    private final Optional<URI> endpoint;
    private final FleetTime time;
    private final SdkHttpClient transport;
    private final Map<Key, SdkClient> clients = new ConcurrentHashMap<>();

    public Clients(
            ClientSource theirs,
            BiConsumer<Scope, AwsClientBuilder<?, ?>> customizer,
            Optional<URI> endpoint,
            FleetTime time,
            SdkHttpClient transport) {
        this.theirs = theirs;
        this.customizer = customizer;
        this.endpoint = endpoint;
        this.time = time;
        this.transport = transport;
    }

    /** The application's client if it has one, else ours. */
    @Override
    public <C extends SdkClient> C client(Class<C> type, Place place) {
        return type.cast(theirs.client(new ClientSource.Request(type, place.scope()))
                .orElseGet(() -> clients.computeIfAbsent(new Key(place, type), key -> build(type, place))));
    }

    @Override
    public void renewCredentials(Place place) {
        if (place.account().credentials() instanceof AssumedRole role) {
            role.forget();
        }
    }

    private SdkClient build(Class<? extends SdkClient> type, Place place) {
        Supplier<AwsClientBuilder<?, ?>> always = BUILDERS.get(type);
        AwsClientBuilder<?, ?> builder = always == null
                ? OptionalClients.builder(type, endpoint.isPresent()).orElseGet(() -> ofOthers(type))
                : always.get();
        builder.credentialsProvider(new Borrowed(place.account().credentials()))
                .region(Region.of(place.scope().region()))
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(LONGEST_CALL)
                        .scheduledExecutorService(time.scheduler())
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "patchfleet"));
        endpoint.ifPresent(builder::endpointOverride);
        ((AwsSyncClientBuilder<?, ?>) builder).httpClient(transport);
        customizer.accept(place.scope(), builder);
        return (SdkClient) builder.build();
    }

    /** Of a service that an application adds: all clients of the SDK have this method. */
    private static AwsClientBuilder<?, ?> ofOthers(Class<? extends SdkClient> type) {
        try {
            return (AwsClientBuilder<?, ?>) type.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " is no client of the AWS SDK", e);
        }
    }

    /** Closes what was built here; not the transport. */
    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        clients.clear();
    }

    /** Closing a client closes its credentials; what is borrowed has nothing to close. */
    private record Borrowed(AwsCredentialsProvider owner) implements AwsCredentialsProvider {

        @Override
        public AwsCredentials resolveCredentials() {
            return owner.resolveCredentials();
        }
    }

    private record Key(Scope scope, Class<?> type) {

        Key(Place place, Class<?> type) {
            this(place.scope(), type);
        }
    }
}
