package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.aws.Reach;
import io.patchfleet.internal.aws.WindowIdentity;
import io.patchfleet.internal.aws.WindowRuns;
import io.patchfleet.internal.aws.WindowTasks;
import io.patchfleet.internal.aws.Windows;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.FleetTime;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes of a scope somebody else is at work on: by a patch command, or by a maintenance window that is open and
 * patches. What was seen is believed for a few seconds.
 */
final class Occupied {

    private static final Duration BELIEVED = Duration.ofSeconds(10);
    private static final String PATCH_DOCUMENTS = "AWS-RunPatchBaseline";

    private final FleetTime time;
    private final Caller caller;
    private final Place place;
    private final Errand errand;
    /** Whether a command is known to be this run's own. One that it sent and got no answer for is not. */
    private final Predicate<String> isOwn;

    private final boolean heedsWindows;
    private @Nullable CompletableFuture<Seen> seen;
    private Instant seenAt = Instant.MIN;

    Occupied(FleetTime time, Caller caller, Place place, Errand errand, Predicate<String> isOwn, boolean heedsWindows) {
        this.time = time;
        this.caller = caller;
        this.place = place;
        this.errand = errand;
        this.isOwn = isOwn;
        this.heedsWindows = heedsWindows;
    }

    /** What was seen is not believed any more. */
    synchronized void forget() {
        seen = null;
    }

    /** What there is now. */
    synchronized CompletableFuture<Seen> look() {
        Instant now = time.now();
        CompletableFuture<Seen> last = seen;
        if (last != null && !last.isCompletedExceptionally() && now.isBefore(seenAt.plus(BELIEVED))) {
            return last;
        }
        CompletableFuture<List<Window>> windows =
                heedsWindows ? openWindows(now) : CompletableFuture.completedFuture(List.of());
        CompletableFuture<Seen> look = commands().thenCombine(windows, Seen::new);
        seen = look;
        seenAt = now;
        return look;
    }

    private CompletableFuture<Map<String, String>> commands() {
        return Commands.executing(caller, place, errand).thenCompose(all -> {
            List<Commands.Sent> others = all.stream()
                    .filter(command -> command.document().startsWith(PATCH_DOCUMENTS))
                    .filter(command -> !isOwn.test(command.id()))
                    .toList();
            List<CompletableFuture<Map<String, String>>> reading =
                    others.stream().map(this::nodes).toList();
            return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                    .thenApply(done -> {
                        Map<String, String> nodes = new HashMap<>();
                        reading.forEach(one -> nodes.putAll(one.join()));
                        return nodes;
                    });
        });
    }

    private CompletableFuture<Map<String, String>> nodes(Commands.Sent command) {
        return Commands.invocations(caller, place, errand, command.id(), false).thenApply(invocations -> {
            Map<String, String> nodes = new HashMap<>();
            invocations.stream()
                    .filter(invocation -> !Causes.hasEnded(invocation))
                    .forEach(invocation -> nodes.put(
                            invocation.node(),
                            "command " + command.id() + " is at work on it, for which this run does not wait"));
            return nodes;
        });
    }

    private CompletableFuture<List<Window>> openWindows(Instant now) {
        return Windows.list(caller, place, errand).thenCompose(all -> {
            List<CompletableFuture<Optional<Window>>> reading = all.stream()
                    .filter(window -> window.mayBeOpen(now))
                    .map(window -> window(window, now))
                    .toList();
            return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                    .thenApply(done ->
                            reading.stream().flatMap(one -> one.join().stream()).toList());
        });
    }

    /** A window that has done all that it does is no longer in the way, though it stays open. */
    private CompletableFuture<Optional<Window>> window(WindowIdentity window, Instant now) {
        return WindowRuns.isRunning(caller, place, errand, window.id(), now)
                .thenCompose(runs -> runs ? whole(window) : CompletableFuture.completedFuture(Optional.empty()))
                .exceptionallyCompose(Occupied::unlessGone);
    }

    /** A window that somebody has deleted meanwhile is in nobody's way. */
    private static CompletableFuture<Optional<Window>> unlessGone(Throwable failure) {
        return CallFailedException.of(failure).failure().code().equals("DoesNotExistException")
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<Optional<Window>> whole(WindowIdentity window) {
        return WindowTasks.doing(caller, place, errand, window.id())
                .thenCombine(
                        Windows.targets(caller, place, errand, window.id()),
                        (doing, targets) ->
                                doing.documents().stream().anyMatch(name -> name.startsWith(PATCH_DOCUMENTS))
                                        ? Optional.of(new Window(
                                                window.name(),
                                                Stream.concat(
                                                                targets.stream().map(Windows.Target::reach),
                                                                doing.reaches().stream())
                                                        .toList()))
                                        : Optional.empty());
    }

    /**
     * What there was.
     *
     * @param commands the nodes that a command is at work on, by id, and which one
     * @param windows those that are open
     */
    record Seen(Map<String, String> commands, List<Window> windows) {

        /** Who is at work on the node; empty if nobody is. Where it cannot be told whom a window reaches, the careful answer. */
        Optional<String> by(Node node) {
            String command = commands.get(node.id().id());
            return command != null
                    ? Optional.of(command)
                    : windows.stream()
                            .filter(window -> window.reaches().stream()
                                    .anyMatch(reach -> reach.includes(node) || reach.isVague()))
                            .map(window -> "maintenance window " + window.name() + " is open and patches it")
                            .findFirst();
        }
    }

    record Window(String name, List<Reach> reaches) {}
}
