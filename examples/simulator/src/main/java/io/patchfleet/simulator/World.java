package io.patchfleet.simulator;

import io.patchfleet.simulator.internal.service.Declarations;
import io.patchfleet.simulator.internal.service.Stage;
import io.patchfleet.simulator.internal.service.WorldStage;
import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Command;
import io.patchfleet.simulator.internal.world.EventBus;
import io.patchfleet.simulator.internal.world.EventFate;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Target;
import io.patchfleet.simulator.internal.world.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The truth behind the simulated AWS's answers: every node as it is, every command that was accepted, everything that
 * was declared, and what came of it.
 */
public final class World {

    private final AwsState state;
    private final Stage stage;
    private final Clock clock;

    World(AwsState.Plan plan, double troubledInstalls, Clock clock) {
        this.state = AwsState.create(plan);
        this.state.befall(troubledInstalls);
        this.stage = new WorldStage(state);
        this.clock = clock;
    }

    Stage stage() {
        return stage;
    }

    /** Every node, account by account and Region by Region, in the order in which AWS lists them. */
    public List<SimulatedNode> nodes() {
        return see(current -> current.scopes().stream()
                .flatMap(scope -> scope.nodes().stream())
                .map(node -> new SimulatedNode(this, node))
                .toList());
    }

    /** The node of that id. */
    public SimulatedNode node(String id) {
        return nodes().stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("This world has no node " + id + "."));
    }

    /** Every command that was accepted, account by account and Region by Region, oldest first. */
    public List<SimulatedCommand> commands() {
        return see(current -> {
            List<SimulatedCommand> commands = new ArrayList<>();
            for (Scope scope : current.scopes()) {
                scope.commands().forEach(command -> commands.add(picture(scope, command)));
            }
            return List.copyOf(commands);
        });
    }

    /** Everything that accounts have declared, account by account and Region by Region. */
    public List<DeclaredResource> declared() {
        return see(Declarations::of);
    }

    /** Everything that was published to topics, account by account and Region by Region, oldest first. */
    public List<SimulatedMessage> messages() {
        return see(current -> {
            List<SimulatedMessage> messages = new ArrayList<>();
            for (Scope scope : current.scopes()) {
                for (Topics.Message message : scope.topics().messages()) {
                    messages.add(new SimulatedMessage(
                            scope.account(),
                            scope.region(),
                            message.topicArn(),
                            message.id(),
                            Optional.ofNullable(message.subject()),
                            message.text(),
                            message.attributes(),
                            message.published()));
                }
            }
            return List.copyOf(messages);
        });
    }

    /**
     * The events that arrived at default event buses, account by account and Region by Region, in the order of their
     * arrival; of each bus no more than the newest ten thousand.
     */
    public List<SimulatedEvent> events() {
        return see(current -> {
            List<SimulatedEvent> events = new ArrayList<>();
            for (Scope scope : current.scopes()) {
                for (EventBus.Event event : scope.bus().events()) {
                    events.add(new SimulatedEvent(
                            scope.account(),
                            scope.region(),
                            event.id(),
                            event.detailType(),
                            event.time(),
                            event.arrived(),
                            event.envelope(scope).toString()));
                }
            }
            return List.copyOf(events);
        });
    }

    /** What becomes of events on their way. */
    void deliverEventsBy(EventFate fate) {
        change(current -> current.deliverEventsBy(fate));
    }

    /** What EventBridge Scheduler did, account by account and Region by Region, oldest first. */
    public List<SimulatedInvocation> invocations() {
        return see(Declarations::invocations);
    }

    /**
     * Puts a patch policy of Quick Setup over every node that carries the tag: two associations of State Manager, which
     * mind neither patch groups nor the baselines that are registered with them.
     */
    public void addPatchPolicy(String account, String region, String tagKey, String tagValue) {
        change(current -> current.addPatchPolicy(scope(current, account, region), tagged(tagKey, tagValue)));
    }

    /**
     * Puts a maintenance window of somebody else's over every node that carries the tag; it installs patches.
     *
     * @param schedule as AWS writes it: {@code cron(0 2 ? * SUN *)}
     */
    public void addForeignWindow(
            String account, String region, String name, String schedule, String tagKey, String tagValue) {
        change(current ->
                current.addForeignWindow(scope(current, account, region), name, schedule, tagged(tagKey, tagValue)));
    }

    /**
     * An account has a resource group in a Region, of whatever carries a tag there whenever it is asked for.
     *
     * @param name what the group is called
     * @param tagKey the tag's key
     * @param anyOf its value, or one of these; none: whatever its value
     */
    public void addResourceGroup(String account, String region, String name, String tagKey, String... anyOf) {
        change(current -> current.addResourceGroup(scope(current, account, region), name, tagKey, List.of(anyOf)));
    }

    /**
     * Somebody else has these nodes patched, now: a command of AWS-RunPatchBaseline, without a comment, for each account
     * and Region that holds any of them.
     */
    public void sendForeignCommand(SimulatedNode... nodes) {
        change(current -> byScope(nodes).forEach(current.runCommand()::sendForeign));
    }

    /**
     * Somebody else has these nodes patched at that instant.
     *
     * @see #sendForeignCommand
     */
    public void sendForeignCommandAt(Instant when, SimulatedNode... nodes) {
        change(current -> current.at(when, () -> byScope(nodes).forEach(current.runCommand()::sendForeign)));
    }

    /**
     * Somebody else has these nodes patched just before the next command in their account and Region is accepted: after
     * a client has looked, and before what it sends arrives.
     *
     * @see #sendForeignCommand
     */
    public void sendForeignCommandBeforeNext(SimulatedNode... nodes) {
        change(current -> byScope(nodes).forEach(current.runCommand()::sendForeignBeforeNext));
    }

    private static Map<Scope, List<Node>> byScope(SimulatedNode... nodes) {
        return Arrays.stream(nodes)
                .map(SimulatedNode::node)
                .collect(Collectors.groupingBy(Node::scope, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * Puts a list where an Install may be told to fetch it from (the parameter {@code InstallOverrideList}). An Install
     * that is told of any other place fails.
     *
     * @param url exactly as the Install is told: {@code s3://bucket/key} or {@code https://...}
     * @param yaml as the documents show it: {@code patches:}, and below it items with {@code id} and {@code title}
     * @throws IllegalArgumentException if it has another form
     */
    public void putOverrideList(String url, String yaml) {
        change(current -> current.runCommand().putOverrideList(url, yaml));
    }

    private static List<Target> tagged(String key, String value) {
        return List.of(new Target("tag:" + key, List.of(value)));
    }

    private static Scope scope(AwsState current, String account, String region) {
        Scope scope = current.scope(account, region);
        if (scope == null) {
            throw new IllegalArgumentException(
                    "This world has no account " + account + " that can use " + region + ".");
        }
        return scope;
    }

    private static SimulatedCommand picture(Scope scope, Command command) {
        List<SimulatedCommand.OnNode> invocations = command.invocations().stream()
                .map(invocation -> new SimulatedCommand.OnNode(
                        invocation.node().id(),
                        invocation.status().details(),
                        Optional.ofNullable(invocation.began()),
                        Optional.ofNullable(invocation.left()),
                        invocation.responseCode()))
                .toList();
        return new SimulatedCommand(
                command.id(),
                scope.account(),
                scope.region(),
                command.request().document(),
                command.operation().wire(),
                command.request().comment(),
                command.requested(),
                command.status().details(),
                invocations);
    }

    /** Looks at the world as it is now; nothing else happens in it meanwhile. */
    <T> T see(Function<AwsState, T> question) {
        synchronized (stage) {
            stage.bringUpTo(clock.instant());
            return question.apply(state);
        }
    }

    void change(Consumer<AwsState> lever) {
        synchronized (stage) {
            stage.bringUpTo(clock.instant());
            lever.accept(state);
        }
    }
}
