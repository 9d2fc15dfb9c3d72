package io.patchfleet;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.compliance.ComplianceRequest;
import io.patchfleet.event.FleetEvent;
import io.patchfleet.internal.DefaultPatchFleet;
import io.patchfleet.internal.FleetSettings;
import io.patchfleet.model.Actor;
import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Verb;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.run.InstallRequest;
import io.patchfleet.run.ScanRequest;
import io.patchfleet.run.WindowRuns;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.SpecCheck;
import io.patchfleet.spi.Accounts;
import io.patchfleet.spi.ActionRecorder;
import io.patchfleet.spi.ClientSource;
import io.patchfleet.spi.ResourceKind;
import io.patchfleet.target.Target;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An AWS fleet and its patching: the door to this library. Thread-safe; build one, keep it for as long as the
 * application runs, close it.
 *
 * <pre>{@code
 * try (PatchFleet fleet = PatchFleet.builder().regions("eu-central-1", "us-east-1").build()) {
 *     FleetCompliance now = fleet.compliance().collect();
 *     System.out.println(now);
 * }
 * }</pre>
 *
 * <p>What could be read or done only in part is a result with gaps, never an exception. No thread works while no verb
 * or run is active.
 */
public interface PatchFleet extends AutoCloseable {

    /** Begins a fleet. Nothing needs to be set where the AWS SDK finds Region and credentials by itself. */
    static Builder builder() {
        return new Builder();
    }

    /** Opens the question how compliant the fleet is. */
    ComplianceRequest compliance();

    /**
     * Opens a scan.
     *
     * @param target whom to scan
     * @return the request, which does nothing until it is started
     * @throws io.patchfleet.model.InvalidInputException if the target has a resource group and the artifact that reads
     *     its members is not on the class path
     */
    ScanRequest scan(Target target);

    /**
     * Opens an installation.
     *
     * @param target whom to patch; there is no default, everything is {@link Target#everything()}
     * @return the request, which does nothing until it is started
     * @throws io.patchfleet.model.InvalidInputException if the target has a resource group and the artifact that reads
     *     its members is not on the class path
     */
    InstallRequest install(Target target);

    /**
     * Opens the question what maintenance windows did, whoever made them.
     *
     * @return the question, about all windows of the last seven days unless it is narrowed down
     */
    WindowRuns.Request windowRuns();

    /**
     * Holds a spec against the fleet as it is: beside what {@link FleetSpec#check} says without AWS, patch groups that
     * no node carries, nodes that no group covers, and nodes that windows of others or patch policies of Quick Setup
     * reach as well. Changes nothing.
     *
     * @param spec what is declared
     * @param maxAge how old an approved patch may grow before it is installed
     * @param toleratedFailures how many openings of a window in a row may come to nothing
     * @return what was found, with a gap for whatever could not be read
     * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
     */
    SpecCheck check(FleetSpec spec, Duration maxAge, int toleratedFailures);

    /**
     * Looks at every scope and says what would have to change so that it is what a spec declares. Changes nothing.
     *
     * @param spec what is declared
     * @return the plan, with a gap for each scope that could not be read
     * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
     */
    FleetPlan plan(FleetSpec spec);

    /**
     * Says how what is there differs from the spec, field by field: a plan that would put it right. The same as
     * {@link #plan}, asked of a spec that has been applied; what was changed by hand is then what
     * {@link io.patchfleet.plan.Change#changedOutside} says, and of a spec that has not been applied all of it differs.
     *
     * @param spec what is declared
     * @return the plan
     * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
     */
    FleetPlan drift(FleetSpec spec);

    /**
     * Says what would have to be done to take away everything that was made for a spec; former default baselines are
     * given back, patch groups that held baselines of others are not. Changes nothing.
     *
     * @param spec whose resources; only its name matters
     * @return the plan
     * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
     */
    FleetPlan planDestroy(FleetSpec spec);

    /**
     * Carries a plan out. First looks at every scope anew: if anything is not as the plan saw it, nothing is done. What
     * cannot be read any more is left out: the outcome holds its changes as not attempted, and the gap. Scopes are worked
     * on at the same time, the changes of each one after the other; one that fails stops those that need it and no
     * others. Blocks; if the thread is interrupted no more is sent, and the outcome says what was done.
     *
     * @param plan what to do; made by this fleet or by another with the same reach
     * @return what became of each change
     * @throws io.patchfleet.model.RefusedException if the fleet has changed since the plan was made
     * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
     */
    ApplyOutcome apply(FleetPlan plan);

    /**
     * What the fleet's credentials need so that it can do this, and nothing more: as the fleet is configured, for any
     * spec. The policy names the resources of AWS wherever IAM knows such, and the tags by which PatchFleet knows its
     * own. Where accounts are entered by a role, that role needs the same but {@code sts:AssumeRole},
     * {@code organizations}, and what reads a Resource Data Sync. Makes no call.
     *
     * @param verbs what it is to do; without any, everything
     * @return the policy
     */
    IamPolicy iamPolicy(Verb... verbs);

    /**
     * The same for one spec, and so narrower: its resources alone, known by its name, and only the roles that it names
     * may be passed on.
     *
     * @param spec what is planned, applied or destroyed
     * @param verbs what the fleet is to do; without any, everything
     * @return the policy
     */
    IamPolicy iamPolicy(FleetSpec spec, Verb... verbs);

    /**
     * The CloudFormation template, as JSON, of what a fleet needs in each of its accounts, for PatchFleet creates no
     * roles: the role that it enters, with the rights to do this; the roles with which maintenance windows run, with
     * which EventBridge Scheduler gives notice and keeps windows shut, and with which Systems Manager publishes; and
     * policies for the roles of nodes. For a stack set, or a stack once in each account, in any partition. Makes no
     * call.
     *
     * @param verbs what it is to do; without any, everything
     * @return the template
     */
    String bootstrapTemplate(Verb... verbs);

    /**
     * Ends what the fleet made: clients, transport, threads, sessions of assumed roles. Runs send no more. Nothing that
     * was handed in is closed. Waits ten seconds at most; may be called again.
     */
    @Override
    void close();

    /** Builds a {@link PatchFleet}. Mutable, for one thread and one fleet. A setting that is given twice is refused. */
    final class Builder {

        private final FleetSettings settings = new FleetSettings();
        private final Set<String> given = new HashSet<>();

        private Builder() {}

        /**
         * In which Regions the fleet is. Without this, the one Region that the SDK's own chain finds.
         *
         * @param codes such as {@code eu-central-1}; all of one partition
         * @return this builder
         * @throws io.patchfleet.model.InvalidInputException if one is not a Region that this version of the SDK knows
         */
        public Builder regions(String... codes) {
            once("regions");
            Problem.refuseUnless(codes.length > 0, "regions", "", "at least one Region, such as eu-central-1");
            settings.regions = List.of(codes);
            return this;
        }

        /**
         * In all Regions that each account has enabled, asked anew by each verb (EC2 {@code DescribeRegions}).
         *
         * @return this builder
         */
        public Builder enabledRegions() {
            once("regions");
            settings.allEnabled = true;
            return this;
        }

        /**
         * Which accounts the fleet has. Without this, the credentials' own.
         *
         * @param accounts such as {@link Accounts#organization(String)}
         * @return this builder
         */
        public Builder accounts(Accounts accounts) {
            once("accounts");
            settings.accounts = Objects.requireNonNull(accounts, "accounts");
            return this;
        }

        /**
         * With which credentials. Without this, those that the SDK's default chain finds.
         *
         * @param credentials stay the application's to close
         * @return this builder
         */
        public Builder credentials(AwsCredentialsProvider credentials) {
            once("credentials");
            settings.credentials = Optional.of(credentials);
            return this;
        }

        /**
         * One address for all services and Regions: a simulator, an emulator, a proxy.
         *
         * @param endpoint with its scheme
         * @return this builder
         */
        public Builder endpoint(URI endpoint) {
            once("endpoint");
            Problem.refuseUnless(
                    endpoint.getScheme() != null && endpoint.getHost() != null,
                    "endpoint",
                    endpoint,
                    "an absolute address, such as http://127.0.0.1:4566");
            settings.endpoint = Optional.of(endpoint);
            return this;
        }

        /**
         * Over which transport. Without this, the one that is on the class path.
         *
         * @param httpClient stays the application's to close
         * @return this builder
         */
        public Builder httpClient(SdkHttpClient httpClient) {
            once("httpClient");
            settings.httpClient = Optional.of(httpClient);
            return this;
        }

        /**
         * Clients of the application's own.
         *
         * @param clients where a client is taken from, before one is built
         * @return this builder
         */
        public Builder clients(ClientSource clients) {
            once("clients");
            settings.clientSource = Objects.requireNonNull(clients, "clients");
            return this;
        }

        /**
         * A last hand on each client that PatchFleet builds: metrics, interceptors, FIPS endpoints. Whoever sets an
         * override configuration copies the one that is there.
         *
         * @param customizer is handed the scope and the builder
         * @return this builder
         */
        public Builder customizeClients(BiConsumer<Scope, AwsClientBuilder<?, ?>> customizer) {
            once("customizeClients");
            settings.customizer = Objects.requireNonNull(customizer, "customizer");
            return this;
        }

        /**
         * On which threads calls are made. Without this, on up to 64 daemon threads of the fleet's own. A verb waits on
         * the thread that calls it, so that must not be one of these.
         *
         * @param executor stays the application's to shut down; its threads should be as many as calls shall overlap
         * @return this builder
         */
        public Builder executor(ExecutorService executor) {
            once("executor");
            settings.executor = Optional.of(executor);
            return this;
        }

        /**
         * What the time is, and what happens later: together, because a clock that the timers do not follow is a bug.
         *
         * @param clock what the time is
         * @param scheduler runs what is due; stays the application's to shut down; is never blocked
         * @return this builder
         */
        public Builder time(Clock clock, ScheduledExecutorService scheduler) {
            once("time");
            settings.clock = Optional.of(clock);
            settings.scheduler = Optional.of(scheduler);
            return this;
        }

        /**
         * Who asks, as reports and records name them. Without this, the user that runs the process.
         *
         * @param actor is asked on the thread that calls a verb
         * @return this builder
         */
        public Builder actor(Supplier<Actor> actor) {
            once("actor");
            settings.actor = Objects.requireNonNull(actor, "actor");
            return this;
        }

        /**
         * The tag whose value is a node's environment. Without this, {@code Environment}.
         *
         * @param key the tag's key
         * @return this builder
         */
        public Builder environmentTag(String key) {
            once("environmentTag");
            Problem.refuseUnless(!key.isBlank(), "environmentTag", key, "a tag's key");
            settings.environmentTag = key;
            return this;
        }

        /**
         * Who sees every call that changes anything at AWS.
         *
         * @param recorder is told before and after
         * @return this builder
         */
        public Builder recorder(ActionRecorder recorder) {
            once("recorder");
            settings.recorder = Objects.requireNonNull(recorder, "recorder");
            return this;
        }

        /**
         * Gives specs another kind of resources to declare. May be given several times: resources are made in that order,
         * after baselines and windows, and taken away in the opposite one. Every plan reads them all, those of specs
         * that declare none among them, because one that declared some before may have left them.
         *
         * @param kind the kind
         * @return this builder
         */
        public Builder kind(ResourceKind kind) {
            settings.kinds.add(Objects.requireNonNull(kind, "kind"));
            return this;
        }

        /**
         * Listens to everything. May be given several times.
         *
         * @param listener is told in order, one event at a time, off the thread that called the verb
         * @return this builder
         */
        public Builder onEvent(Consumer<? super FleetEvent> listener) {
            return onEvent(FleetEvent.class, listener);
        }

        /**
         * Listens to one kind of events. May be given several times.
         *
         * @param type the kind
         * @param listener is told in order, one event at a time, off the thread that called the verb
         * @param <E> the kind
         * @return this builder
         */
        public <E extends FleetEvent> Builder onEvent(Class<E> type, Consumer<? super E> listener) {
            settings.listeners.add(event -> {
                if (type.isInstance(event)) {
                    listener.accept(type.cast(event));
                }
            });
            return this;
        }

        /**
         * Makes the fleet. No call is made.
         *
         * @return the fleet, which is the caller's to close
         * @throws io.patchfleet.model.InvalidInputException if no Region was given and the SDK's chain finds none, if
         *     the name of a kind of resources is not written as one or taken, or if
         *     no transport was given and none is on the class path
         */
        public PatchFleet build() {
            once("build");
            return new DefaultPatchFleet(settings);
        }

        private void once(String setting) {
            Problem.refuseUnless(given.add(setting), setting, "given twice", "one time");
        }
    }
}
