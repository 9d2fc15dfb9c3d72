package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command that was accepted, and what became of it. */
public final class Command {

    /** Node by tag or id, as the caller wrote it. */
    public record Target(String key, List<String> values) {}

    /** Where the whole command stands: the service's status, and its details, which say more. */
    public record Status(String status, String details) {}

    /**
     * Where the output goes besides the answers of Run Command.
     *
     * @param bucket empty for none
     * @param logs whether CloudWatch Logs gets it
     * @param logGroup empty for the one that AWS names after the document
     */
    public record Output(String bucket, String prefix, boolean logs, String logGroup) {

        static final Output NOWHERE = new Output("", "", false, "");
    }

    /**
     * Who is told of it.
     *
     * @param events statuses, or {@code All}
     * @param perNode whether of each node rather than of the whole
     */
    public record Notification(String topicArn, List<String> events, boolean perNode) {

        public Notification {
            events = List.copyOf(events);
        }

        boolean wants(String status) {
            return events.contains("All") || events.contains(status);
        }
    }

    /** What the caller asked for. */
    public record Request(
            String document,
            String documentVersion,
            Map<String, List<String>> parameters,
            String comment,
            List<String> instanceIds,
            List<Target> targets,
            int timeoutSeconds,
            String maxConcurrency,
            String maxErrors,
            Output output,
            String serviceRole,
            @Nullable Notification notification) {

        public Request {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            instanceIds = List.copyOf(instanceIds);
            targets = List.copyOf(targets);
        }
    }

    /** How long AWS-RunPatchBaseline may take on a node unless it is told otherwise. */
    private static final Duration EXECUTION_TIMEOUT = Duration.ofHours(1);

    private final Scope scope;
    private final String id;
    private final Request request;
    private final PatchOperation operation;
    private final Instant requested;
    private final Map<String, Invocation> invocations = new LinkedHashMap<>();
    private final Map<InvocationStatus, Integer> counts = new EnumMap<>(InvocationStatus.class);
    private final List<Runnable> whenCompleted = new ArrayList<>();
    private final List<CommandWatcher> watchers = new ArrayList<>();
    private String told = "Pending";
    private boolean cancelled;

    Command(Scope scope, String id, Request request, PatchOperation operation, Instant requested, List<Node> nodes) {
        this.scope = scope;
        this.id = id;
        this.request = request;
        this.operation = operation;
        this.requested = requested;
        nodes.forEach(node -> invocations.put(node.id(), new Invocation(this, node)));
        counts.put(InvocationStatus.PENDING, nodes.size());
    }

    Scope scope() {
        return scope;
    }

    public String id() {
        return id;
    }

    public Request request() {
        return request;
    }

    /** The only value of a parameter; empty if it is not given or an empty text. */
    Optional<String> parameter(String name) {
        return request.parameters().getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    public PatchOperation operation() {
        return operation;
    }

    public Instant requested() {
        return requested;
    }

    public Instant expires() {
        return requested.plusSeconds(request.timeoutSeconds()).plus(executionTimeout());
    }

    /** How long it may take on a node. */
    Duration executionTimeout() {
        return parameter("StepTimeoutSeconds")
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(EXECUTION_TIMEOUT);
    }

    String rebootOption() {
        return parameter("RebootOption").orElse("RebootIfNeeded");
    }

    public List<Invocation> invocations() {
        return List.copyOf(invocations.values());
    }

    public @Nullable Invocation invocation(String nodeId) {
        return invocations.get(nodeId);
    }

    public int targetCount() {
        return invocations.size();
    }

    public int count(InvocationStatus status) {
        return counts.getOrDefault(status, 0);
    }

    public int completedCount() {
        int completed = 0;
        for (Map.Entry<InvocationStatus, Integer> entry : counts.entrySet()) {
            completed += entry.getKey().terminal() ? entry.getValue() : 0;
        }
        return completed;
    }

    public boolean completed() {
        return completedCount() == targetCount();
    }

    /** The words of the whole from those of its parts, as the documents define them. */
    public Status status() {
        if (targetCount() == 0) {
            return new Status("Success", "NoInstancesInTag");
        }
        if (!completed()) {
            if (cancelled) {
                return new Status("Cancelling", "Cancelling");
            }
            boolean sent = count(InvocationStatus.PENDING) < targetCount();
            return sent ? new Status("InProgress", "InProgress") : new Status("Pending", "Pending");
        }
        if (cancelled && count(InvocationStatus.CANCELLED) > 0) {
            return new Status("Cancelled", "Cancelled");
        }
        if (reachesLimit(InvocationStatus.FAILED)) {
            return new Status("Failed", "Failed");
        }
        if (reachesLimit(InvocationStatus.DELIVERY_TIMED_OUT)) {
            return new Status("TimedOut", "DeliveryTimedOut");
        }
        if (reachesLimit(InvocationStatus.EXECUTION_TIMED_OUT)) {
            return new Status("TimedOut", "ExecutionTimedOut");
        }
        // What could not be delivered counts neither for nor against.
        int successes = count(InvocationStatus.SUCCESS);
        boolean good = successes > 0 && successes + count(InvocationStatus.UNDELIVERABLE) == targetCount();
        return good ? new Status("Success", "Success") : new Status("Failed", "Incomplete");
    }

    /** Failures and execution time-outs count against MaxErrors, and nothing else does. */
    public int errorCount() {
        return count(InvocationStatus.FAILED) + count(InvocationStatus.EXECUTION_TIMED_OUT);
    }

    /** The whole of it is to come to an end. */
    void cancel() {
        cancelled = !completed();
        tell();
    }

    /** Who is to be told of every change of its status, and of those of its parts. */
    void watchBy(CommandWatcher watcher) {
        watchers.add(watcher);
    }

    private void tell() {
        String now = status().details();
        if (!now.equals(told)) {
            told = now;
            watchers.forEach(watcher -> watcher.commandChanged(this));
        }
    }

    private boolean reachesLimit(InvocationStatus status) {
        return count(status) > 0 && count(status) >= errorLimit();
    }

    /** How many nodes may work on it at once. */
    int concurrency() {
        // How AWS rounds a percentage is not documented; a small share of a small fleet still lets one node begin.
        return Math.max(1, share(request.maxConcurrency(), targetCount()));
    }

    /** How many failures the sender puts up with. */
    public int errorLimit() {
        return share(request.maxErrors(), targetCount());
    }

    /** One of its parts has come from one status to another. */
    void changed(Invocation invocation, InvocationStatus before) {
        InvocationStatus after = invocation.status();
        counts.merge(before, -1, Integer::sum);
        counts.merge(after, 1, Integer::sum);
        watchers.forEach(watcher -> watcher.invocationChanged(invocation));
        tell();
        if (after.terminal() && completed()) {
            List<Runnable> actions = List.copyOf(whenCompleted);
            whenCompleted.clear();
            actions.forEach(Runnable::run);
        }
    }

    void whenCompleted(Runnable action) {
        whenCompleted.add(action);
    }

    private static int share(String text, int whole) {
        return text.endsWith("%")
                ? Integer.parseInt(text.substring(0, text.length() - 1)) * whole / 100
                : Integer.parseInt(text);
    }
}
