package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.PatchPolicies;
import io.patchfleet.internal.aws.PatchPolicies.Policy;
import io.patchfleet.internal.aws.Reach;
import io.patchfleet.internal.aws.Windows;
import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.InventoryReader;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Node;
import io.patchfleet.model.Problem;
import io.patchfleet.spec.FleetSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Holds a spec against the fleet as it is: what AWS would take, and what would not come to what is meant. */
final class FleetCheck {

    private static final int NODES_NAMED = 3;

    private final FleetWork work;
    private final FleetSpec spec;
    private final Errand errand;
    private final List<Gap> gaps = new ArrayList<>();
    private final Set<String> carried = new HashSet<>();
    /** What is meant anywhere, overrides included: environment and patch group. */
    private final Map<String, Set<String>> meant = new TreeMap<>();

    private final List<Node> uncovered = new ArrayList<>();
    /** Nodes of the spec's groups that something else patches too, by what that is. */
    private final Map<String, List<Node>> alsoIn = new TreeMap<>();

    FleetCheck(FleetWork work, FleetSpec spec, Errand errand) {
        this.work = work;
        this.spec = spec;
        this.errand = errand;
    }

    Result run() {
        FleetReach reach = work.reach(errand);
        gaps.addAll(reach.gaps());
        List<CompletableFuture<Seen>> reading =
                reach.open().stream().map(this::look).toList();
        reading.forEach(seen -> take(Await.on(seen, "checking")));
        Collections.sort(gaps);
        return new Result(problems(), gaps);
    }

    /** Never fails: what could not be read is a gap. */
    private CompletableFuture<Seen> look(Place place) {
        CompletableFuture<Inventory> inventory =
                new InventoryReader(work.caller(), work.environmentTag()).read(place, errand);
        List<Gap> unread = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<List<Policy>> policies = PatchPolicies.list(work.caller(), place, errand)
                .exceptionally(thrown -> none(place, "patch policies of Quick Setup are not known", thrown, unread));
        CompletableFuture<List<Foreign>> windows = foreignWindows(place)
                .exceptionally(thrown -> none(place, "windows of others are not known", thrown, unread));
        return inventory
                .thenCombine(policies, Pair::new)
                .thenCombine(windows, (pair, others) -> new Seen(pair.inventory(), pair.policies(), others, unread));
    }

    private static <T> List<T> none(Place place, String what, Throwable thrown, List<Gap> unread) {
        unread.add(Gap.in(
                place.scope(), what, Optional.of(CallFailedException.of(thrown).failure())));
        return List.of();
    }

    private CompletableFuture<List<Foreign>> foreignWindows(Place place) {
        Ownership ownership = new Ownership(spec.name(), place.scope());
        return Windows.list(work.caller(), place, errand).thenCompose(all -> {
            List<CompletableFuture<Optional<Foreign>>> reading = all.stream()
                    .map(window -> foreign(place, ownership, window))
                    .toList();
            return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                    .thenApply(done ->
                            reading.stream().flatMap(one -> one.join().stream()).toList());
        });
    }

    private CompletableFuture<Optional<Foreign>> foreign(Place place, Ownership ownership, Windows.Identity window) {
        return Windows.tags(work.caller(), place, errand, window.id())
                .thenCompose(tags -> ownership.owns(tags)
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : Windows.targets(work.caller(), place, errand, window.id())
                                .thenApply(targets -> Optional.of(new Foreign(
                                        window.name(),
                                        targets.stream()
                                                .map(Windows.Target::reach)
                                                .toList()))));
    }

    private void take(Seen seen) {
        gaps.addAll(seen.inventory().gaps());
        gaps.addAll(seen.unread());
        FleetSpec here = spec.in(seen.inventory().place().scope());
        Set<String> groups = new HashSet<>();
        here.environments().forEach(environment -> {
            groups.add(environment.patchGroup());
            meant.computeIfAbsent(environment.name(), name -> new TreeSet<>()).add(environment.patchGroup());
        });
        seen.vague()
                .forEach(what -> gaps.add(Gap.in(
                        seen.inventory().place().scope(),
                        "which nodes " + what + " reaches cannot be told from its targets",
                        Optional.empty())));
        for (Machine machine : seen.inventory().machines()) {
            Node node = machine.node();
            node.patchGroup().ifPresent(carried::add);
            if (node.patchGroup().filter(groups::contains).isPresent()) {
                findOthers(node, seen);
            } else if (node.tagsKnown()) {
                uncovered.add(node);
            }
        }
    }

    private void findOthers(Node node, Seen seen) {
        seen.policies().stream()
                .filter(policy -> policy.reach().includes(node))
                .forEach(policy -> also("patch policy " + policy.name(), node));
        seen.windows().stream()
                .filter(window -> window.reaches().stream().anyMatch(reach -> reach.includes(node)))
                .forEach(window -> also("maintenance window " + window.name(), node));
    }

    private void also(String what, Node node) {
        alsoIn.computeIfAbsent(what, key -> new ArrayList<>()).add(node);
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        meant.forEach((environment, groups) -> groups.stream()
                .filter(group -> !carried.contains(group))
                .forEach(group -> problems.add(new Problem(
                        "environments." + environment + ".patchGroup",
                        group,
                        "the patch group of some node: no node that could be read carries this one in its tag Patch"
                                + " Group or PatchGroup"))));
        if (!uncovered.isEmpty()) {
            problems.add(new Problem(
                    "environments",
                    named(uncovered),
                    "an environment for each node: these are in no patch group of this spec, so that no window of it"
                            + " patches them"));
        }
        alsoIn.forEach((what, nodes) -> problems.add(new Problem(
                "environments",
                named(nodes),
                what.startsWith("patch policy")
                        ? "nodes that only this spec patches: " + what
                                + " of Quick Setup reaches these too, and goes by"
                                + " its own baselines, whatever the patch group is"
                        : "nodes that only this spec patches: " + what + " of others reaches these too")));
        return problems;
    }

    /** Such as {@code 12 nodes, among them 123456789012/eu-central-1/i-0a…, …}. */
    private static String named(List<Node> nodes) {
        String some = String.join(
                ", ",
                nodes.stream()
                        .limit(NODES_NAMED)
                        .map(node -> node.id().toString())
                        .toList());
        return nodes.size() == 1
                ? "node " + some
                : nodes.size() + " nodes" + (nodes.size() > NODES_NAMED ? ", among them " : ": ") + some;
    }

    /** What was found out. */
    record Result(List<Problem> problems, List<Gap> gaps) {}

    private record Seen(Inventory inventory, List<Policy> policies, List<Foreign> windows, List<Gap> unread) {

        /** What names its nodes in a way that nothing here can follow. */
        List<String> vague() {
            Stream<String> ofPolicies = policies.stream()
                    .filter(policy -> policy.reach().isVague())
                    .map(policy -> "patch policy " + policy.name());
            Stream<String> ofWindows = windows.stream()
                    .filter(window -> window.reaches().stream().anyMatch(Reach::isVague))
                    .map(window -> "maintenance window " + window.name());
            return Stream.concat(ofPolicies, ofWindows).toList();
        }
    }

    private record Pair(Inventory inventory, List<Policy> policies) {}

    private record Foreign(String name, List<Reach> reaches) {}
}
