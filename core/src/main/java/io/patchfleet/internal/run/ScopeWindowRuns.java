package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.aws.PatchStates;
import io.patchfleet.internal.aws.WindowExecutions;
import io.patchfleet.internal.aws.WindowIdentity;
import io.patchfleet.internal.aws.Windows;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.model.Gap;
import io.patchfleet.model.NodeId;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.WindowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the windows of one scope did: from executions to tasks, to commands, to nodes. */
final class ScopeWindowRuns {

    private static final String PATCH_DOCUMENTS = "AWS-RunPatchBaseline";
    private static final Set<String> NOTHING_DONE = Set.of("SKIPPED_OVERLAPPING", "PENDING");

    private final Caller caller;
    private final Place place;
    private final Errand errand;
    private final Set<String> names;
    private final Instant since;
    private final Gaps gaps = new Gaps();

    ScopeWindowRuns(Caller caller, Place place, Errand errand, Set<String> names, Instant since) {
        this.caller = caller;
        this.place = place;
        this.errand = errand;
        this.names = names;
        this.since = since;
    }

    CompletableFuture<Seen> read() {
        return Windows.list(caller, place, errand)
                .thenCompose(windows -> all(windows.stream()
                                .filter(window -> names.isEmpty() || names.contains(window.name()))
                                .map(this::runs)
                                .toList())
                        .thenCompose(this::judged));
    }

    /** A window that cannot be read takes nothing from the others. */
    private CompletableFuture<List<Execution>> runs(WindowIdentity window) {
        return WindowExecutions.since(caller, place, errand, window.id(), since)
                .thenCompose(executions -> all(executions.stream()
                        .map(execution -> commands(execution)
                                .thenCompose(this::nodes)
                                .exceptionally(thrown -> {
                                    unread("what window " + window.name() + " did on nodes could not be read", thrown);
                                    return new TreeMap<>();
                                })
                                .thenApply(nodes -> new Execution(window, execution, nodes)))
                        .toList()))
                .exceptionally(thrown -> {
                    unread("what window " + window.name() + " did could not be read", thrown);
                    return List.of();
                });
    }

    private void unread(String what, Throwable thrown) {
        gaps.note(place, what, CallFailedException.of(thrown).failure());
    }

    /** The patch commands of an execution, in the order in which they were sent. */
    private CompletableFuture<List<WindowExecutions.Sent>> commands(WindowExecutions.Execution execution) {
        if (NOTHING_DONE.contains(execution.status())) {
            return CompletableFuture.completedFuture(List.of());
        }
        return WindowExecutions.tasks(caller, place, errand, execution.id(), PATCH_DOCUMENTS)
                .thenCompose(tasks -> all(tasks.stream()
                        .map(task -> WindowExecutions.commands(caller, place, errand, execution.id(), task))
                        .toList()))
                .thenApply(commands -> commands.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(WindowExecutions.Sent::began))
                        .toList());
    }

    private CompletableFuture<SortedMap<String, Told>> nodes(List<WindowExecutions.Sent> commands) {
        return all(commands.stream()
                        .map(sent -> Commands.invocations(caller, place, errand, sent.command(), true)
                                .thenApply(invocations -> new Heard(sent, invocations)))
                        .toList())
                .thenApply(heard -> {
                    SortedMap<String, Told> nodes = new TreeMap<>();
                    heard.forEach(command -> command.invocations()
                            .forEach(invocation -> nodes.merge(
                                    invocation.node(), new Told(command.sent(), invocation, 1), Told::followedBy)));
                    return nodes;
                });
    }

    /** Whether nodes whose command went well are clean, their last look tells, if it came after the command. */
    private CompletableFuture<Seen> judged(List<List<Execution>> byWindow) {
        List<Execution> executions = byWindow.stream().flatMap(List::stream).toList();
        List<String> open = executions.stream()
                .flatMap(execution -> execution.nodes().entrySet().stream())
                .filter(node -> Causes.failure(node.getValue().invocation()).isEmpty())
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .toList();
        List<CompletableFuture<Map<String, PatchStates.State>>> reading = new ArrayList<>();
        for (int from = 0; from < open.size(); from += PatchStates.BATCH) {
            reading.add(states(open.subList(from, Math.min(from + PatchStates.BATCH, open.size()))));
        }
        return all(reading).thenApply(states -> {
            Map<String, PatchStates.State> known = new HashMap<>();
            states.forEach(known::putAll);
            return new Seen(executions.stream().map(one -> run(one, known)).toList(), gaps.all());
        });
    }

    /** A batch that cannot be read leaves only its own nodes unknown. */
    private CompletableFuture<Map<String, PatchStates.State>> states(List<String> batch) {
        return PatchStates.read(caller, place, errand, batch).exceptionally(thrown -> {
            unread("what nodes found in windows could not be read", thrown);
            return Map.of();
        });
    }

    private WindowRun run(Execution execution, Map<String, PatchStates.State> states) {
        WindowExecutions.Execution told = execution.told();
        return WindowRun.builder()
                .scope(place.scope())
                .window(execution.window().name())
                .windowId(execution.window().id())
                .id(told.id())
                .began(told.began())
                .ended(told.ended())
                .status(status(told.status()))
                .detail(told.detail())
                .nodes(execution.nodes().entrySet().stream()
                        .map(node -> outcome(node.getKey(), node.getValue(), states.get(node.getKey()), told.began()))
                        .toList())
                .build();
    }

    private NodeOutcome outcome(
            String node, Told told, PatchStates.@Nullable State state, Optional<Instant> windowBegan) {
        NodeOutcome.Builder outcome = NodeOutcome.builder()
                .node(new NodeId(place.scope(), node))
                .commandId(told.sent().command())
                .attempts(told.times());
        Optional<Failure> failure = Causes.failure(told.invocation());
        if (failure.isPresent()) {
            return outcome.result(failure.get().result())
                    .cause(failure.get().cause())
                    .exitCode(failure.get().exitCode())
                    .detail(failure.get().detail())
                    .build();
        }
        boolean hasEnded = Causes.hasEnded(told.invocation());
        boolean isAfter = state != null
                && state.complete()
                && windowBegan.isPresent()
                && state.ended().filter(windowBegan.get()::isBefore).isPresent();
        if (!hasEnded || state == null || !isAfter) {
            return outcome.result(Result.UNKNOWN).cause(FailureCause.NO_REPORT).build();
        }
        int missing = state.counts().missing()
                + state.counts().failed()
                + state.counts().rejected()
                + state.counts().pendingReboot();
        if (state.counts().anyNonCompliant()) {
            return outcome.result(Result.STILL_MISSING).stillMissing(missing).build();
        }
        // An Install does not report what is still missing: without a scan after it nothing is proven.
        return state.install()
                ? outcome.result(Result.UNKNOWN).cause(FailureCause.NO_REPORT).build()
                : outcome.result(Result.PATCHED).stillMissing(0).build();
    }

    private static WindowRun.Status status(String word) {
        return Arrays.stream(WindowRun.Status.values())
                .filter(status -> status.name().equals(word))
                .findFirst()
                .orElse(WindowRun.Status.UNKNOWN);
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }

    /** What was read of a scope. */
    record Seen(List<WindowRun> runs, List<Gap> gaps) {

        static Seen nothing(Gap gap) {
            return new Seen(List.of(), List.of(gap));
        }
    }

    private record Execution(WindowIdentity window, WindowExecutions.Execution told, SortedMap<String, Told> nodes) {}

    private record Heard(WindowExecutions.Sent sent, List<Commands.Invocation> invocations) {}

    /** How the last of a node's commands went; where it was to install, scans before and after are no attempts. */
    private record Told(WindowExecutions.Sent sent, Commands.Invocation invocation, int times) {

        private Told followedBy(Told later) {
            if (sent.scan() != later.sent.scan()) {
                return sent.scan() ? later : this;
            }
            return new Told(later.sent, later.invocation, times + later.times);
        }
    }
}
