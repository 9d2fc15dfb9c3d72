package io.patchfleet.internal;

import io.patchfleet.PatchFleet;
import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.compliance.ComplianceRequest;
import io.patchfleet.internal.aws.Clients;
import io.patchfleet.internal.aws.DataSyncKind;
import io.patchfleet.internal.aws.Identity;
import io.patchfleet.internal.aws.Regions;
import io.patchfleet.internal.aws.Transport;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.FleetTime;
import io.patchfleet.internal.compliance.DefaultComplianceRequest;
import io.patchfleet.internal.event.EventQueue;
import io.patchfleet.internal.fleet.FleetSurvey;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.iam.FleetRights;
import io.patchfleet.internal.plan.Declarations;
import io.patchfleet.internal.plan.Kinds;
import io.patchfleet.internal.run.RunRequests;
import io.patchfleet.internal.run.WindowRunsReader;
import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.Verb;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.run.InstallRequest;
import io.patchfleet.run.ScanRequest;
import io.patchfleet.run.WindowRuns;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.SpecCheck;
import io.patchfleet.spi.ResourceKind;
import io.patchfleet.target.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** Puts a fleet together, and takes it apart again. */
public final class DefaultPatchFleet implements PatchFleet {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultPatchFleet.class);

    private final FleetWork work;
    private final FleetRights rights;
    private final Kinds kinds;
    private final List<ExecutorService> ownThreads = new ArrayList<>();
    /** What was made here, the last first. */
    private final Deque<AutoCloseable> ownResources = new ArrayDeque<>();

    public DefaultPatchFleet(FleetSettings settings) {
        if (!settings.allEnabled) {
            settings.regions =
                    Regions.checked(settings.regions.isEmpty() ? List.of(Regions.ofEnvironment()) : settings.regions);
        }
        String home = settings.allEnabled ? Regions.home() : settings.regions.get(0);
        SdkHttpClient transport = settings.httpClient.orElseGet(() -> closing(Transport.found()));
        ScheduledExecutorService scheduler = settings.scheduler.orElseGet(this::timers);
        ExecutorService executor = settings.executor.orElseGet(this::threads);
        AwsCredentialsProvider credentials = settings.credentials.orElseGet(
                () -> closing(DefaultCredentialsProvider.builder().build()));
        FleetTime time = new FleetTime(
                settings.clock.orElse(Clock.systemUTC()),
                settings.clock.map(FleetTime::nanosOf).orElse(System::nanoTime),
                scheduler);
        Clients clients =
                closing(new Clients(settings.clientSource, settings.customizer, settings.endpoint, time, transport));
        EventQueue events = new EventQueue(settings.listeners, executor, time.clock());
        Caller caller = new Caller(clients, time, executor, settings.recorder, events);
        Identity identity = new Identity(credentials, home, clients, time);
        FleetSurvey survey =
                new FleetSurvey(settings.accounts, settings.regions, settings.allEnabled, identity, caller);
        List<ResourceKind> others = new ArrayList<>(List.of(new DataSyncKind()));
        others.addAll(settings.kinds);
        this.rights = new FleetRights(
                settings.accounts, settings.allEnabled, settings.allEnabled ? List.of(home) : settings.regions, others);
        this.kinds = new Kinds(others);
        this.work = new FleetWork(settings.actor, settings.environmentTag, time, caller, survey, events);
    }

    @Override
    public ComplianceRequest compliance() {
        return DefaultComplianceRequest.ofEverything(work);
    }

    @Override
    public ScanRequest scan(Target target) {
        return RunRequests.scan(work, Objects.requireNonNull(target, "target"));
    }

    @Override
    public InstallRequest install(Target target) {
        return RunRequests.install(work, Objects.requireNonNull(target, "target"));
    }

    @Override
    public WindowRuns.Request windowRuns() {
        return WindowRunsReader.of(work);
    }

    @Override
    public SpecCheck check(FleetSpec spec, Duration maxAge, int toleratedFailures) {
        return new Declarations(work, kinds)
                .check(
                        Objects.requireNonNull(spec, "spec"),
                        Objects.requireNonNull(maxAge, "maxAge"),
                        toleratedFailures);
    }

    @Override
    public FleetPlan plan(FleetSpec spec) {
        return new Declarations(work, kinds).plan(Objects.requireNonNull(spec, "spec"), FleetPlan.Purpose.APPLY);
    }

    @Override
    public FleetPlan drift(FleetSpec spec) {
        return plan(spec);
    }

    @Override
    public FleetPlan planDestroy(FleetSpec spec) {
        return new Declarations(work, kinds).plan(Objects.requireNonNull(spec, "spec"), FleetPlan.Purpose.DESTROY);
    }

    @Override
    public ApplyOutcome apply(FleetPlan plan) {
        return new Declarations(work, kinds).apply(Objects.requireNonNull(plan, "plan"));
    }

    @Override
    public IamPolicy iamPolicy(Verb... verbs) {
        return rights.policy(verbs);
    }

    @Override
    public IamPolicy iamPolicy(FleetSpec spec, Verb... verbs) {
        return rights.policy(Objects.requireNonNull(spec, "spec"), verbs);
    }

    @Override
    public String bootstrapTemplate(Verb... verbs) {
        return rights.template(verbs);
    }

    @Override
    public void close() {
        work.close();
        ownThreads.forEach(Threads::end);
        synchronized (ownResources) {
            while (!ownResources.isEmpty()) {
                close(ownResources.pop());
            }
        }
    }

    private ScheduledExecutorService timers() {
        ScheduledExecutorService timers = Threads.forTimers();
        ownThreads.add(timers);
        return timers;
    }

    private ExecutorService threads() {
        ExecutorService threads = Threads.forCalls();
        ownThreads.add(threads);
        return threads;
    }

    private <T extends AutoCloseable> T closing(T made) {
        ownResources.push(made);
        return made;
    }

    /** One that cannot be closed keeps none of the others open. */
    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("{} could not be closed", resource.getClass().getSimpleName(), e);
        }
    }
}
