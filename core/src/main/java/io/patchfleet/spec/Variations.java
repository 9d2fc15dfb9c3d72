package io.patchfleet.spec;

import io.patchfleet.internal.spec.Overlay;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The specs that overrides make of one: each set of overrides that meets in some account and Region. */
final class Variations {

    /** Stand for all accounts and Regions that no override names. */
    private static final String OTHER_ACCOUNT = "000000000000";

    private static final String OTHER_REGION = "xx-other-0";

    private final FleetSpec spec;

    Variations(FleetSpec spec) {
        this.spec = spec;
    }

    /** Which overrides meet somewhere, by their numbers; the empty set, where none applies, is not among them. */
    Set<List<Integer>> meetings() {
        Set<String> accounts = new TreeSet<>(Set.of(OTHER_ACCOUNT));
        Set<String> regions = new TreeSet<>(Set.of(OTHER_REGION));
        spec.overrides().forEach(override -> {
            accounts.addAll(override.where().accounts());
            regions.addAll(override.where().regions());
        });
        Set<List<Integer>> meetings = new LinkedHashSet<>();
        accounts.forEach(account -> regions.forEach(region -> meetings.add(matching(new Scope(account, region)))));
        meetings.remove(List.of());
        return meetings;
    }

    /** The overrides that apply to a scope, by their numbers. */
    List<Integer> matching(Scope scope) {
        return IntStream.range(0, spec.overrides().size())
                .filter(i -> spec.overrides().get(i).where().matches(scope))
                .boxed()
                .toList();
    }

    /** The tree with some overrides laid over it, in their order. */
    Map<String, @Nullable Object> tree(List<Integer> overrides) {
        Map<String, @Nullable Object> tree = SpecTree.declared(spec);
        for (int i : overrides) {
            tree = Overlay.over(tree, spec.overrides().get(i).changes());
        }
        return tree;
    }

    /** Where some overrides meet, in words. */
    String where(List<Integer> overrides) {
        return overrides.stream()
                .map(i -> spec.overrides().get(i).where().toString())
                .collect(Collectors.joining(" and "));
    }

    /** A problem of a spec with overrides, with its path as it stands in the one that brings it about. */
    Problem inOverride(Problem problem, List<Integer> overrides) {
        int closest = overrides.stream()
                .max(Comparator.<Integer>comparingInt(i -> closeness(i, problem))
                        .thenComparing(i -> i))
                .orElseThrow();
        return inOverride(problem, closest);
    }

    /** The same where it may as well come from what is declared: then it is left there. */
    Problem located(Problem problem, List<Integer> overrides) {
        return overrides.stream()
                .filter(i -> paths(i).stream()
                        .anyMatch(path -> path.startsWith(problem.path())
                                || problem.path().startsWith(path)))
                .reduce((earlier, later) -> later)
                .map(i -> inOverride(problem, i))
                .orElse(problem);
    }

    private static Problem inOverride(Problem problem, int override) {
        String place = Problems.none().at("overrides").at(override).path();
        return new Problem(place + "." + problem.path(), problem.value(), problem.allowed());
    }

    private int closeness(int override, Problem problem) {
        return paths(override).stream()
                .mapToInt(path -> commonStart(path, problem.path()))
                .max()
                .orElse(0);
    }

    private List<String> paths(int override) {
        List<String> paths = new ArrayList<>();
        addPaths(spec.overrides().get(override).changes(), Problems.none(), paths);
        return paths;
    }

    private static void addPaths(@Nullable Object tree, Problems place, List<String> paths) {
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> addPaths(value, place.at(String.valueOf(name)), paths));
        } else {
            paths.add(place.path());
        }
    }

    private static int commonStart(String path, String other) {
        int common = 0;
        while (common < Math.min(path.length(), other.length()) && path.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }
}
