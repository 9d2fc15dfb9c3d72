package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.InstallFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole of the simulated AWS: every account in every Region. Not safe for use by several threads; whoever uses it
 * holds one lock over it.
 */
public final class AwsState {

    /**
     * What the world is to be.
     *
     * @param seed gives everything that chance decides
     * @param believable how many nodes a believable fleet has, all scopes together
     * @param shaped nodes that are set up as asked for, dealt to the scopes in turn
     * @param untouched whether the accounts have declared nothing of their own yet
     */
    public record Plan(
            long seed,
            List<String> accounts,
            List<String> regions,
            Instant start,
            int believable,
            List<NodeSpec> shaped,
            boolean untouched) {

        public Plan {
            accounts = List.copyOf(accounts);
            regions = List.copyOf(regions);
            shaped = List.copyOf(shaped);
        }
    }

    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final Regions regions = new Regions();
    private final Plan plan;
    private final BaselineBook book;
    private final Catalog catalog;
    private final Agenda agenda;
    private final Announcer announcer;
    private final RunCommand runCommand;
    private final Map<String, Bucket> buckets = new HashMap<>();
    private BiConsumer<Scope, MaintenanceWindow> windowListener = (scope, window) -> {};
    private BiConsumer<Scope, Node> nodeListener = (scope, node) -> {};

    private AwsState(Plan plan) {
        this.plan = plan;
        this.agenda = new Agenda(plan.start());
        this.book = new BaselineBook(regions, plan.start().minusSeconds(200L * 86_400));
        this.catalog = Catalog.at(plan.start());
        this.announcer = new Announcer(agenda, new Chance(plan.seed(), "events"));
        this.runCommand = new RunCommand(
                agenda,
                new Chance(plan.seed(), "ids"),
                announcer,
                new CommandNotifier(agenda, new Chance(plan.seed(), "notifications"), this::topicsOf));
    }

    public static AwsState create(Plan plan) {
        AwsState state = new AwsState(plan);
        for (String account : plan.accounts()) {
            plan.regions().forEach(region -> state.open(account, region));
        }
        state.fill();
        return state;
    }

    private Scope open(String account, String region) {
        Scope scope = new Scope(account, region, new Chance(plan.seed(), "declared/" + account + "/" + region));
        book.putPredefined(scope);
        if (!plan.untouched()) {
            book.putOwn(scope, new Chance(plan.seed(), "baselines/" + account + "/" + region));
        }
        scope.schedules().add(new ScheduleGroup(ScheduleGroup.DEFAULT, plan.start()));
        scope.onNodeChange(node -> nodeListener.accept(scope, node));
        scopes.put(key(account, region), scope);
        return scope;
    }

    private void fill() {
        List<Scope> all = List.copyOf(scopes.values());
        Population population = new Population(catalog, agenda);
        List<Condition> conditions = Condition.deal(plan.believable());
        int from = 0;
        for (int index = 0; index < all.size(); index++) {
            int until = (int) ((long) plan.believable() * (index + 1) / all.size());
            population.fill(all.get(index), conditions.subList(from, until), plan.seed());
            from = until;
        }
        addShaped(all);
    }

    private void addShaped(List<Scope> all) {
        ShapedFleet fleet = new ShapedFleet(catalog, agenda.now());
        List<NodeFactory> factories = new ArrayList<>();
        all.forEach(scope -> factories.add(new NodeFactory(
                scope, agenda.now(), new Chance(plan.seed(), "shaped/" + scope.account() + "/" + scope.region()))));
        for (int index = 0; index < plan.shaped().size(); index++) {
            Chance chance = new Chance(plan.seed(), "shaped/" + index);
            fleet.add(factories.get(index % factories.size()), plan.shaped().get(index), chance);
        }
    }

    public Instant now() {
        return agenda.now();
    }

    /** Carries out everything that is due until then, in the order of time. */
    public void advanceTo(Instant then) {
        agenda.advanceTo(then);
    }

    /** Has something happen at an instant, in the world's time. */
    public void at(Instant due, Runnable event) {
        agenda.at(due, event);
    }

    public Collection<Scope> scopes() {
        return Collections.unmodifiableCollection(scopes.values());
    }

    /** Null if the world has no such account, or the account has not enabled that Region. */
    public @Nullable Scope scope(String account, String region) {
        Scope scope = scopes.get(key(account, region));
        if (scope == null && plan.accounts().contains(account) && regions.enabledForAll(region)) {
            return open(account, region);
        }
        return scope;
    }

    public Regions regions() {
        return regions;
    }

    /** Whether the accounts of this world can use the Region. */
    public boolean enabled(String region) {
        return plan.regions().contains(region) || regions.enabledForAll(region);
    }

    public Catalog catalog() {
        return catalog;
    }

    public RunCommand runCommand() {
        return runCommand;
    }

    public void failInstalls(Node node, InstallFailure failure, int times) {
        node.troubles().add(failure, times);
    }

    /** Has the next installs of that share of all nodes come to a bad end. */
    public void befall(double share) {
        scopes.values().forEach(scope -> scope.nodes().forEach(node -> Misfortune.befall(node, share, plan.seed())));
    }

    public void installWell(Node node) {
        node.troubles().clear();
    }

    public void rebootTakes(Node node, Duration time) {
        node.tempo().rebootTakes(time);
    }

    public void loseAgentAfterReboot(Node node, Duration time) {
        node.troubles().loseAgentAfterReboot(time);
    }

    public void loseAgentAfterRebootForGood(Node node) {
        node.troubles().loseAgentAfterReboot(Troubles.FOR_GOOD);
    }

    public void stop(Node node) {
        node.become(Power.STOPPED, agenda.now());
        node.loseAgent(agenda.now());
    }

    public void start(Node node) {
        node.agentBack();
        node.become(Power.RUNNING, agenda.now());
    }

    public void terminate(Node node) {
        node.become(Power.TERMINATED, agenda.now());
        node.deregister();
    }

    public void loseAgent(Node node) {
        node.loseAgent(agenda.now());
    }

    public void agentBack(Node node) {
        node.agentBack();
    }

    public void deregister(Node node) {
        node.deregister();
    }

    public void failScans(Node node, @Nullable String standardError) {
        node.failScans(standardError);
    }

    public void tag(Node node, String key, String value) {
        node.setTag(key, value);
    }

    public void untag(Node node, String key) {
        node.removeTag(key);
    }

    public void addPatchPolicy(Scope scope, List<Target> targets) {
        Foreign.addPatchPolicy(scope, targets, agenda.now());
    }

    public void addForeignWindow(Scope scope, String name, String schedule, List<Target> targets) {
        windowChanged(scope, Foreign.addWindow(scope, name, schedule, targets, agenda.now()));
    }

    public void addResourceGroup(Scope scope, String name, String tagKey, List<String> values) {
        Foreign.addResourceGroup(scope, name, tagKey, values);
    }

    /** Who is told when Systems Manager may know something new of a node. */
    public void onNodeChange(BiConsumer<Scope, Node> listener) {
        nodeListener = listener;
    }

    /** The buckets of S3, by their names, which are the same in all accounts and Regions. */
    public Map<String, Bucket> buckets() {
        return buckets;
    }

    /** Who is told of every maintenance window that is new or says something else. */
    public void onWindowChange(BiConsumer<Scope, MaintenanceWindow> listener) {
        windowListener = listener;
    }

    public void windowChanged(Scope scope, MaintenanceWindow window) {
        windowListener.accept(scope, window);
    }

    /** What becomes of events from now on. */
    public void deliverEventsBy(EventFate fate) {
        announcer.deliverBy(fate);
    }

    /** Tells the event bus that a window was enabled or disabled. */
    public void announce(Scope scope, MaintenanceWindow window) {
        announcer.windowChanged(scope, window);
    }

    /** Tells the event bus of every change of the execution and of its tasks. */
    public void announce(Scope scope, WindowExecution execution) {
        execution.progress().whenChanged(() -> announcer.executionChanged(scope, execution));
        for (WindowExecution.TaskExecution task : execution.tasks()) {
            task.progress().whenChanged(() -> announcer.taskChanged(scope, execution, task));
            task.whenAdded(invocation -> invocation
                    .progress()
                    .whenChanged(() -> announcer.invocationChanged(scope, execution, task, invocation)));
        }
    }

    /** Among which a topic of that ARN would be; null if it is none of this world's ARNs. */
    private @Nullable Topics topicsOf(String topicArn) {
        List<String> parts = List.of(topicArn.split(":", -1));
        Scope scope = parts.size() == 6 ? scope(parts.get(4), parts.get(3)) : null;
        return scope == null ? null : scope.topics();
    }

    private static String key(String account, String region) {
        return account + "/" + region;
    }
}
