package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.OwnBaselines;
import io.patchfleet.internal.aws.OwnBaselines.Identity;
import io.patchfleet.internal.aws.PatchGroupTag;
import io.patchfleet.internal.aws.PatchPolicies;
import io.patchfleet.internal.aws.PatchPolicies.Policy;
import io.patchfleet.internal.aws.Reach;
import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.InventoryReader;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.internal.plan.FilterQuestions.Answers;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Node;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Problem;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.PatchBaseline;
import io.patchfleet.spec.SpecCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
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
    /** What would be better for nodes of the spec's groups, in words, and for which. */
    private final Map<String, List<Node>> better = new TreeMap<>();

    /** What AWS would not make. */
    private final List<Problem> refused = new ArrayList<>();

    private final List<Problem> quotas = new ArrayList<>();
    private final Instant now;

    FleetCheck(FleetWork work, FleetSpec spec, Errand errand) {
        this.work = work;
        this.spec = spec;
        this.errand = errand;
        this.now = work.time().now();
    }

    /** What was found out, laid upon what can be said without asking anybody. */
    SpecCheck over(SpecCheck offline) {
        FleetReach reach = work.reach(errand);
        gaps.addAll(reach.gaps());
        List<CompletableFuture<Seen>> reading =
                reach.open().stream().map(this::look).toList();
        Optional<CompletableFuture<Answers>> asking = reach.open().stream()
                .findFirst()
                .map(place -> new FilterQuestions(work, place, errand).ask(offline.unlistedValues()));
        reading.forEach(seen -> take(Await.on(seen, "checking")));
        Answers answers = asking.map(asked -> Await.on(asked, "checking")).orElse(Answers.NONE);
        gaps.addAll(answers.gaps());
        Collections.sort(gaps);
        List<Problem> errors = new ArrayList<>(answers.wrong());
        errors.addAll(ofNobody());
        errors.addAll(refused);
        List<Problem> others = new ArrayList<>(problems());
        others.addAll(quotas);
        return offline.completed(answers.settled(), errors, others, gaps);
    }

    /** Never fails: what could not be read is a gap. */
    private CompletableFuture<Seen> look(Place place) {
        CompletableFuture<Inventory> inventory =
                new InventoryReader(work.caller(), work.environmentTag()).read(place, errand);
        List<Gap> unread = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<List<Policy>> policies = PatchPolicies.list(work.caller(), place, errand)
                .exceptionally(thrown ->
                        none(place, "patch policies of Quick Setup are not known", thrown, unread, List.of()));
        CompletableFuture<OtherWindows.Found> windows = new OtherWindows(
                        work.caller(), place, errand, new Ownership(spec.name(), place.scope()))
                .find()
                .exceptionally(thrown ->
                        none(place, "windows of others are not known", thrown, unread, OtherWindows.Found.NONE));
        CompletableFuture<List<Identity>> baselines = OwnBaselines.list(work.caller(), place, errand)
                .exceptionally(thrown -> none(place, "baselines of others are not known", thrown, unread, List.of()));
        return inventory
                .thenCombine(policies, Pair::new)
                .thenCombine(
                        windows.thenCombine(baselines, Others::new),
                        (pair, others) -> new Seen(
                                pair.inventory(), pair.policies(), others.windows(), others.baselines(), unread));
    }

    private static <T> T none(Place place, String what, Throwable thrown, List<Gap> unread, T nothing) {
        unread.add(Gap.in(
                place.scope(), what, Optional.of(CallFailedException.of(thrown).failure())));
        return nothing;
    }

    private void take(Seen seen) {
        gaps.addAll(seen.inventory().gaps());
        gaps.addAll(seen.unread());
        FleetSpec here = spec.in(seen.inventory().place().scope());
        new Quotas(here, seen.inventory().place().scope()).check(seen.windows(), seen.baselines(), refused, quotas);
        here.environments().forEach(environment -> {
            meant.computeIfAbsent(environment.name(), name -> new TreeSet<>()).add(environment.patchGroup());
        });
        seen.vague()
                .forEach(what -> gaps.add(Gap.in(
                        seen.inventory().place().scope(),
                        "which nodes " + what + " reaches cannot be told from its targets",
                        Optional.empty())));
        for (Machine machine : seen.inventory().machines()) {
            Node node = machine.node();
            SortedSet<String> groups = PatchGroupTag.groupsOf(node.tags());
            carried.addAll(groups);
            List<Environment> covering = here.environments().stream()
                    .filter(environment -> groups.contains(environment.patchGroup()))
                    .toList();
            if (!covering.isEmpty()) {
                findOthers(node, covering, seen);
                findTwoGroups(node, covering);
                findUnjudged(node, covering, here);
            } else if (node.tagsKnown()) {
                uncovered.add(node);
            }
        }
    }

    private void findOthers(Node node, List<Environment> covering, Seen seen) {
        seen.policies().stream()
                .filter(policy -> policy.reach().includes(node))
                .forEach(policy -> alone(
                        "patch policy " + policy.name() + " of Quick Setup reaches these too, and goes by its own"
                                + " baselines, whatever the patch group is",
                        node));
        seen.windows().others().stream()
                .filter(other -> other.reaches().stream().anyMatch(reach -> reach.includes(node)))
                .forEach(other -> alone(other.words() + other.meeting(covering, now), node));
    }

    /** Windows go by both spellings of the tag, and whoever judges by one of them. */
    private void findTwoGroups(Node node, List<Environment> covering) {
        String judging = node.patchGroup().orElse("");
        SortedSet<String> reaching =
                covering.stream().map(Environment::patchGroup).collect(Collectors.toCollection(TreeSet::new));
        if (!reaching.equals(Set.of(judging))) {
            better(
                    "nodes in one patch group: these carry " + PatchGroupTag.words(node.tags())
                            + ", so that the windows of " + String.join(" and of ", reaching)
                            + " reach them and the baselines of " + judging + " judge them",
                    node);
        }
    }

    /** A group holds a baseline for each operating system, and what it holds none for falls to the default one. */
    private void findUnjudged(Node node, List<Environment> covering, FleetSpec here) {
        List<PatchBaseline> judging = covering.stream()
                .filter(environment -> node.patchGroup()
                        .filter(environment.patchGroup()::equals)
                        .isPresent())
                .flatMap(environment -> here.baselinesOf(environment).stream())
                .toList();
        List<PatchBaseline> byDefault =
                here.baselines().stream().filter(PatchBaseline::isDefault).toList();
        node.operatingSystem()
                .filter(system -> !judging.isEmpty() && !isFor(system, judging) && !isFor(system, byDefault))
                .ifPresent(system -> better(
                        "a baseline for " + system + " in patch group "
                                + node.patchGroup().orElse("")
                                + ": this spec has none, so that the default one judges these, which is AWS's own unless"
                                + " others made another",
                        node));
    }

    private static boolean isFor(OperatingSystem system, List<PatchBaseline> baselines) {
        return baselines.stream().anyMatch(baseline -> baseline.operatingSystem() == system);
    }

    private void alone(String also, Node node) {
        better("nodes that only this spec patches: " + also, node);
    }

    private void better(String words, Node node) {
        better.computeIfAbsent(words, key -> new ArrayList<>()).add(node);
    }

    /** Groups whose windows would open for nothing. */
    private List<Problem> ofNobody() {
        List<Problem> problems = new ArrayList<>();
        meant.forEach((environment, groups) -> groups.stream()
                .filter(group -> !carried.contains(group))
                .forEach(group -> problems.add(new Problem(
                        "environments." + environment + ".patchGroup",
                        group,
                        "the patch group of some node: no node that could be read carries this one in its tag Patch"
                                + " Group or PatchGroup"))));
        return problems;
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (!uncovered.isEmpty()) {
            problems.add(new Problem(
                    "environments",
                    named(uncovered),
                    "an environment for each node: these are in no patch group of this spec, so that no window of it"
                            + " patches them"));
        }
        better.forEach((words, nodes) -> problems.add(new Problem("environments", named(nodes), words)));
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

    private record Seen(
            Inventory inventory,
            List<Policy> policies,
            OtherWindows.Found windows,
            List<Identity> baselines,
            List<Gap> unread) {

        /** What names its nodes in a way that nothing here can follow. */
        List<String> vague() {
            Stream<String> ofPolicies = policies.stream()
                    .filter(policy -> policy.reach().isVague())
                    .map(policy -> "patch policy " + policy.name());
            Stream<String> ofWindows = windows.others().stream()
                    .filter(other -> other.reaches().stream().anyMatch(Reach::isVague))
                    .map(other -> "maintenance window " + other.window().name());
            return Stream.concat(ofPolicies, ofWindows).toList();
        }
    }

    private record Pair(Inventory inventory, List<Policy> policies) {}

    private record Others(OtherWindows.Found windows, List<Identity> baselines) {}
}
