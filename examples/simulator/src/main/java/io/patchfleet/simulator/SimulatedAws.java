package io.patchfleet.simulator;

import io.patchfleet.simulator.internal.service.AccessKey;
import io.patchfleet.simulator.internal.service.AccessKeys;
import io.patchfleet.simulator.internal.service.OrganizationsService;
import io.patchfleet.simulator.internal.service.Roles;
import io.patchfleet.simulator.internal.service.Service;
import io.patchfleet.simulator.internal.service.StsService;
import io.patchfleet.simulator.internal.time.TimeSource;
import io.patchfleet.simulator.internal.time.VirtualScheduler;
import io.patchfleet.simulator.internal.wire.ControlDesk;
import io.patchfleet.simulator.internal.wire.Handler;
import io.patchfleet.simulator.internal.wire.HttpDoor;
import io.patchfleet.simulator.internal.wire.InProcessDoor;
import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.NodeSpec;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An AWS in the process, for tests: accounts, Regions and nodes with a truth of their own, which clients see only
 * through AWS's calls.
 *
 * <pre>{@code
 * try (SimulatedAws aws = SimulatedAws.builder().seed(42).regions("eu-central-1").nodes(40).build();
 *         SsmClient ssm = SsmClient.builder()
 *                 .region(Region.EU_CENTRAL_1)
 *                 .endpointOverride(aws.endpoint())          // for clients of any kind, over HTTP
 *                 .httpClient(aws.httpClient())              // for the SDK's clients, without sockets
 *                 .credentialsProvider(aws.credentials())
 *                 .build()) {
 *     ssm.describeInstanceInformation();
 *     aws.time().advance(Duration.ofHours(8));               // what is due until then happens
 * }
 * }</pre>
 *
 * <p><b>As strict as AWS.</b> Requests are held against AWS's published service models and refused in AWS's words.
 * What the simulation does not play fails with HTTP status 501, names itself, and is listed by {@link #violations()},
 * as is every request that AWS would refuse for its form.
 *
 * <p><b>What is declared.</b> Patch baselines, maintenance windows, schedules, topics and resource groups are kept with
 * all that was said of them; {@link #world()} shows them as they truly are. Nodes are judged by the baselines that there are, schedules
 * invoke their targets, and maintenance windows open and run those of their tasks that send AWS-RunPatchBaseline.
 *
 * <p><b>Who calls.</b> The account and the Region of a call are those of its signature: credentials are
 * {@link #credentials()} or handed out by AssumeRole, and the number of an account, used as access key id, stands for
 * its root user. Whether a signature is genuine is not checked.
 *
 * <p><b>Time.</b> The clock stands until {@link #time()} moves it, or until everything that runs on {@link #scheduler()}
 * waits for a later instant: then it jumps there. So hours pass in milliseconds, and the same seed tells the same story.
 */
public final class SimulatedAws implements AutoCloseable {

    private final long seed;
    private final List<String> accounts;
    private final List<String> regions;
    private final TimeSource source;
    private final VirtualScheduler scheduler;
    private final AccessKeys keys;
    private final World world;
    private final Handler handler;
    private final ControlDesk desk;
    private final int port;
    private @Nullable HttpDoor http;
    private boolean closed;

    private SimulatedAws(Builder builder) {
        this.seed = builder.seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000));
        this.accounts = builder.accounts;
        this.regions = builder.regions;
        this.port = builder.port;
        Instant start = builder.start.orElseGet(() -> builder.seed.isPresent()
                ? Builder.FIRST_INSTANT
                : Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
        this.source =
                builder.timeScale == 0 ? TimeSource.standing(start) : TimeSource.following(start, builder.timeScale);
        this.scheduler = new VirtualScheduler(source, builder.workers);
        this.keys = new AccessKeys(accounts, seed);
        this.world = new World(
                new AwsState.Plan(
                        seed, accounts, regions, start, builder.believable, builder.shaped, builder.untouched),
                builder.troubledInstalls,
                source.clock());
        this.handler =
                new Handler(services(builder, start), world.stage(), keys, source.clock(), seed, builder.latency);
        world.deliverEventsBy(handler.faults());
        this.desk = new ControlDesk(world.stage(), scheduler, handler, accounts, regions);
    }

    private List<Service> services(Builder builder, Instant start) {
        List<Service> services = new ArrayList<>(world.stage().services());
        services.add(new StsService(keys, new Roles(accounts, builder.roles, builder.externalIds, seed)));
        services.add(new OrganizationsService(builder.organization.build(accounts), start));
        return services;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where it listens for HTTP, on the loopback address; asked for the first time, it begins to. */
    public synchronized URI endpoint() {
        if (closed) {
            throw new IllegalStateException("the simulated AWS is closed");
        }
        if (http == null) {
            http = new HttpDoor(handler, desk, port);
        }
        return http.address();
    }

    /** The way in for AWS SDK clients of this process: without sockets or threads. */
    public SdkHttpClient httpClient() {
        return new InProcessDoor(handler, scheduler);
    }

    /** Credentials of a user of the first account, which is the organisation's management account. */
    public AwsCredentialsProvider credentials() {
        AccessKey first = keys.first();
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(first.id(), first.secret()));
    }

    /** Simulated time, to read. */
    public Clock clock() {
        return source.clock();
    }

    /** Runs work in simulated time, and lets the clock jump when everything waits. Closed together with this. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Simulated time, to move. */
    public VirtualTime time() {
        return scheduler;
    }

    /**
     * Makes calls or events go wrong.
     *
     * @return what removes the fault again
     */
    public Removal fault(Fault fault) {
        return handler.faults().add(fault);
    }

    /**
     * Throttles calls. Of several limits that are about the same call the last one counts.
     *
     * @return what removes the limit again
     */
    public Removal limit(Limit limit) {
        return handler.limits().add(limit);
    }

    /** The truth, whatever calls show of it. */
    public World world() {
        return world;
    }

    /** Every command that was accepted so far. */
    public List<SimulatedCommand> commands() {
        return world.commands();
    }

    /** What has been called so far. */
    public CallLog calls() {
        return handler.calls();
    }

    /** What should not have been asked or answered so far. */
    public List<Violation> violations() {
        return handler.violations().all();
    }

    /** All ids, delays and choices follow from it. */
    public long seed() {
        return seed;
    }

    public List<String> accounts() {
        return accounts;
    }

    public List<String> regions() {
        return regions;
    }

    /** Stops listening and working; no thread is left. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (http != null) {
            http.close();
        }
        scheduler.shutdownNow();
        try {
            if (!scheduler.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a task on the simulated AWS's scheduler ignores that it is to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it looks now: for the eyes of whoever wonders why a test failed. */
    @Override
    public String toString() {
        return new Portrait(this).text();
    }

    /** What the simulated AWS is to be. Everything has a default. */
    public static final class Builder {

        private static final Instant FIRST_INSTANT = Instant.parse("2026-11-24T00:00:00Z");
        private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
        private static final Pattern REGION = Pattern.compile("[a-z]{2,3}(-[a-z]+)+-\\d");

        private OptionalLong seed = OptionalLong.empty();
        private Optional<Instant> start = Optional.empty();
        private double timeScale;
        private List<String> accounts = List.of("111122223333");
        private List<String> regions = List.of("us-east-1");
        private Set<String> roles = Set.of("PatchFleet", "OrganizationAccountAccessRole");
        private final Map<String, String> externalIds = new HashMap<>();
        private final OrganizationShape organization = new OrganizationShape();
        private final List<NodeSpec> shaped = new ArrayList<>();
        private int believable;
        private boolean untouched;
        private double troubledInstalls;
        private int workers = 1;
        private int port;
        private Duration latency = Duration.ZERO;

        private Builder() {}

        /** What all ids, delays and choices follow from, and the first instant unless one is given. Default: drawn. */
        public Builder seed(long value) {
            seed = OptionalLong.of(value);
            return this;
        }

        /** The first instant. Default: 2026-11-24T00:00:00Z with a seed, now without. */
        public Builder startingAt(Instant instant) {
            start = Optional.of(instant);
            return this;
        }

        /**
         * Lets the clock follow the wall's instead of standing until it is moved.
         *
         * @param scale how many seconds pass here in one there
         */
        public Builder followingTheWallClock(double scale) {
            timeScale = scale;
            return this;
        }

        /** The Regions that hold nodes. Default: {@code us-east-1}. */
        public Builder regions(String... names) {
            regions = checked("region", REGION, "such as eu-central-1", names);
            return this;
        }

        /** The accounts; the first is the organisation's management account. Default: {@code 111122223333}. */
        public Builder accounts(String... ids) {
            accounts = checked("account", ACCOUNT, "of twelve digits", ids);
            return this;
        }

        /**
         * Adds a believable fleet: several operating systems and environments, most nodes well and some in every kind
         * of trouble; so many, spread over all accounts and Regions. Default: no node.
         */
        public Builder nodes(int count) {
            believable += notNegative(count);
            return this;
        }

        /** Adds so many nodes of that kind, dealt to all accounts and Regions in turn. */
        public Builder nodes(int count, Consumer<NodeShape> shape) {
            for (int i = 0; i < notNegative(count); i++) {
                NodeShape node = new NodeShape();
                shape.accept(node);
                shaped.add(node.spec());
            }
            return this;
        }

        private static int notNegative(int count) {
            if (count < 0) {
                throw new IllegalArgumentException("the number of nodes is " + count + "; allowed is 0 or more");
            }
            return count;
        }

        /**
         * Leaves the accounts as AWS hands them over: without patch baselines but those that AWS predefines. Default:
         * each account has a few of its own, which its patch groups use.
         */
        public Builder untouched() {
            untouched = true;
            return this;
        }

        /**
         * Has the installs on some nodes come to a bad end, of every cause that there is: on most of them the first one
         * to three, on one in five all; some agents come back late from the first reboot instead. Default: on none.
         *
         * @param share of the nodes: 0.1 is one in ten
         */
        public Builder troubledInstalls(double share) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("the share is " + share + "; allowed is 0 to 1");
            }
            troubledInstalls = share;
            return this;
        }

        /** How the accounts stand in the organisation. Default: all of them under the root. */
        public Builder organization(Consumer<OrganizationShape> shape) {
            shape.accept(organization);
            return this;
        }

        /** The roles that every account has. Default: {@code PatchFleet}, {@code OrganizationAccountAccessRole}. */
        public Builder roles(String... names) {
            roles = new LinkedHashSet<>(List.of(names));
            return this;
        }

        /** What has to be presented to assume a role of that account. Default: nothing. */
        public Builder externalId(String account, String externalId) {
            externalIds.put(account, externalId);
            return this;
        }

        /**
         * How many tasks the scheduler runs at once. Default: one, and then the same work runs in the same order every
         * time; but a task that waits for another needs two.
         */
        public Builder workers(int count) {
            workers = count;
            return this;
        }

        /** How long each answer takes: real time over HTTP, simulated time in the process. Default: nothing. */
        public Builder latency(Duration length) {
            latency = length;
            return this;
        }

        /** Where to listen for HTTP. Default: any port that is free. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        public SimulatedAws build() {
            return new SimulatedAws(this);
        }

        private static List<String> checked(String what, Pattern form, String allowed, String... values) {
            List<String> distinct = Arrays.stream(values).distinct().toList();
            if (distinct.isEmpty()) {
                throw new IllegalArgumentException("there is no " + what + "; at least one is needed");
            }
            for (String value : distinct) {
                if (!form.matcher(value).matches()) {
                    throw new IllegalArgumentException(what + " is '" + value + "'; allowed is one " + allowed);
                }
            }
            return distinct;
        }
    }
}
