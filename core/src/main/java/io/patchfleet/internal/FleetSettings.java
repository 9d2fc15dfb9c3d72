package io.patchfleet.internal;

import io.patchfleet.event.FleetEvent;
import io.patchfleet.model.Actor;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Scope;
import io.patchfleet.spi.Accounts;
import io.patchfleet.spi.ActionRecorder;
import io.patchfleet.spi.ClientSource;
import io.patchfleet.spi.ResourceKind;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;

/** What a fleet's builder was told; filled by the builder, then only read. */
public final class FleetSettings {

    private static final ActionRecorder NOBODY = new ActionRecorder() {
        @Override
        public void before(Action action) {}

        @Override
        public void after(Action action, Optional<AwsFailure> failure) {}
    };

    /** Empty: the one that the SDK's chain finds, or with {@link #allEnabled} those that an account has enabled. */
    public List<String> regions = List.of();

    public boolean allEnabled;
    public Accounts accounts = Accounts.self();
    public Optional<AwsCredentialsProvider> credentials = Optional.empty();
    public Optional<URI> endpoint = Optional.empty();
    public Optional<SdkHttpClient> httpClient = Optional.empty();
    public ClientSource clientSource = request -> Optional.empty();
    public BiConsumer<Scope, AwsClientBuilder<?, ?>> customizer = (scope, builder) -> {};
    public Optional<ExecutorService> executor = Optional.empty();
    public Optional<Clock> clock = Optional.empty();
    public Optional<ScheduledExecutorService> scheduler = Optional.empty();
    public Supplier<Actor> actor = () -> Actor.named(System.getProperty("user.name", "unknown"));
    public String environmentTag = "Environment";
    public ActionRecorder recorder = NOBODY;
    /** In the order in which their resources are made. */
    public final List<ResourceKind> kinds = new ArrayList<>();

    public final List<Consumer<FleetEvent>> listeners = new ArrayList<>();
}
