package io.patchfleet.spec;

import io.patchfleet.internal.spec.AwsNames;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.internal.spec.Suggestion;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Problem;
import io.patchfleet.spec.FleetSpec.Declared;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a spec may be: its parts, and how they stand to each other, in every combination of its overrides. */
final class SpecRules {

    /** AWS's quotas for an account and a Region. */
    private static final int MOST_BASELINES = 50;

    private static final int MOST_WINDOWS = 50;
    private static final int MOST_GROUPS = 25;
    /** AWS allows 50 tags; the rest is PatchFleet's. */
    private static final int MOST_TAGS = 45;

    private final FleetSpec spec;
    private final Problems problems;
    private final Set<String> unreadBaselines;

    private SpecRules(FleetSpec spec, Set<String> unreadBaselines, Problems problems) {
        this.spec = spec;
        this.unreadBaselines = unreadBaselines;
        this.problems = problems;
    }

    /** A spec with its overrides. */
    static void check(FleetSpec spec, Problems problems) {
        checkDeclared(spec, Set.of(), problems);
        overrides(spec, problems);
    }

    /** A spec without its overrides, of which some baselines could not be read. */
    static void checkDeclared(FleetSpec spec, Set<String> unreadBaselines, Problems problems) {
        SpecRules rules = new SpecRules(spec, unreadBaselines, problems);
        AwsNames.SPEC.check(spec.name(), problems.at("name"));
        rules.tags();
        rules.baselines();
        rules.environments();
        rules.adopted();
        rules.groups();
        rules.resources();
    }

    private static void overrides(FleetSpec spec, Problems problems) {
        Set<String> baselines = names(spec.baselines().stream().map(PatchBaseline::name), Set.of());
        Set<String> environments = names(spec.environments().stream().map(Environment::name), Set.of());
        boolean allKnown = true;
        for (int i = 0; i < spec.overrides().size(); i++) {
            Map<String, ?> changes = spec.overrides().get(i).changes();
            Problems place = problems.at("overrides").at(i);
            allKnown &= known(changes.get("baselines"), baselines, place.at("baselines"));
            allKnown &= known(changes.get("environments"), environments, place.at("environments"));
            allKnown &= knownResources(spec, changes.get("resources"), place.at("resources"));
        }
        if (!allKnown) {
            return;
        }
        Variations variations = new Variations(spec);
        Set<Problem> known = new HashSet<>(problems.found());
        for (List<Integer> meeting : variations.meetings()) {
            Problems there = Problems.none();
            SpecReader.check(variations.tree(meeting), there);
            for (Problem problem : there.found()) {
                Problem inOverride = variations.inOverride(problem, meeting);
                if (!known.contains(problem) && known.add(inOverride)) {
                    problems.add(inOverride);
                }
            }
        }
    }

    /** An override changes what is declared; a name that is not is a slip, and would declare something new. */
    private static boolean known(@Nullable Object changes, Set<String> names, Problems place) {
        boolean allKnown = true;
        if (changes instanceof Map<?, ?> byName) {
            for (Object name : byName.keySet()) {
                if (!names.contains(String.valueOf(name))) {
                    place.at(String.valueOf(name))
                            .add(name, "what the spec declares: " + Suggestion.oneOf(String.valueOf(name), names));
                    allKnown = false;
                }
            }
        }
        return allKnown;
    }

    private static boolean knownResources(FleetSpec spec, @Nullable Object changes, Problems place) {
        boolean allKnown = known(changes, names(spec.resources().stream().map(Declared::kind), Set.of()), place);
        if (allKnown && changes instanceof Map<?, ?> byKind) {
            for (Map.Entry<?, ?> ofKind : byKind.entrySet()) {
                String kind = String.valueOf(ofKind.getKey());
                Stream<String> declared = spec.resources().stream()
                        .filter(resource -> resource.kind().equals(kind))
                        .map(Declared::name);
                allKnown &= known(ofKind.getValue(), names(declared, Set.of()), place.at(kind));
            }
        }
        return allKnown;
    }

    /** What a resource is meant to be, its kind says when the spec is planned. */
    private void resources() {
        Set<List<String>> seen = new HashSet<>();
        for (Declared resource : spec.resources()) {
            Problems place = problems.at("resources").at(resource.kind());
            AwsNames.KIND.check(resource.kind(), place);
            AwsNames.NAME.check(resource.name(), place.at(resource.name()));
            place.at(resource.name())
                    .unless(
                            seen.add(List.of(resource.kind(), resource.name())),
                            resource.name(),
                            "each name once within a kind");
        }
    }

    private void tags() {
        Problems place = problems.at("tags");
        place.unless(spec.tags().size() <= MOST_TAGS, spec.tags().size() + " tags", "at most " + MOST_TAGS + " tags");
        spec.tags().forEach((key, value) -> {
            AwsNames.TAG_KEY.check(key, place.at(key));
            AwsNames.TAG_VALUE.check(value, place.at(key));
            String folded = key.toLowerCase(Locale.ROOT);
            place.at(key)
                    .unless(
                            !folded.startsWith("aws:") && !folded.startsWith("patchfleet:"),
                            key,
                            "a key that begins neither with aws: nor with patchfleet:, which are AWS's and PatchFleet's"
                                    + " own");
        });
    }

    private void baselines() {
        Problems place = problems.at("baselines");
        atMost(MOST_BASELINES, spec.baselines().size(), "baselines", place);
        unique(spec.baselines().stream().map(PatchBaseline::name).toList(), "baseline", place);
        spec.baselines().forEach(baseline -> BaselineRules.check(baseline, place.at(baseline.name())));
        Map<OperatingSystem, String> defaults = new EnumMap<>(OperatingSystem.class);
        for (PatchBaseline baseline : spec.baselines()) {
            if (baseline.isDefault()) {
                String other = defaults.putIfAbsent(baseline.operatingSystem(), baseline.name());
                place.at(baseline.name())
                        .at("default")
                        .unless(
                                other == null,
                                true,
                                "one default for each operating system; that of " + baseline.operatingSystem() + " is "
                                        + other);
            }
        }
    }

    private void environments() {
        Problems place = problems.at("environments");
        unique(spec.environments().stream().map(Environment::name).toList(), "environment", place);
        long windows = spec.environments().stream()
                .mapToLong(environment -> Stream.of(environment.installWindow(), environment.scanWindow())
                        .filter(window -> window.isPresent())
                        .count())
                .sum();
        place.unless(
                windows <= MOST_WINDOWS,
                windows + " windows",
                "at most " + MOST_WINDOWS + " maintenance windows, AWS's quota for an account and a Region");
        Set<String> declared = names(spec.baselines().stream().map(PatchBaseline::name), unreadBaselines);
        for (Environment environment : spec.environments()) {
            Problems here = place.at(environment.name());
            EnvironmentRules.check(environment, here);
            environment.baselines().stream()
                    .filter(name -> !declared.contains(name))
                    .forEach(name -> here.at("baselines")
                            .add(
                                    name,
                                    "the name of a baseline that the spec declares: "
                                            + Suggestion.oneOf(name, declared)));
            hooks(environment, here);
        }
    }

    /** The document that runs hooks does not know every operating system. */
    private void hooks(Environment environment, Problems here) {
        List<String> onMac = spec.baselinesOf(environment).stream()
                .filter(baseline -> baseline.operatingSystem() == OperatingSystem.MACOS)
                .map(PatchBaseline::name)
                .toList();
        Hooks.of(environment)
                .forEach((field, document) -> here.at(field)
                        .unless(
                                onMac.isEmpty(),
                                document,
                                "no hook where there are nodes with macOS (" + String.join(", ", onMac)
                                        + "): AWS-RunPatchBaselineWithHooks, which runs hooks, does not support it"));
    }

    private void adopted() {
        Set<String> declared = names(spec.baselines().stream().map(PatchBaseline::name), unreadBaselines);
        List<String> adopted = spec.adoptedBaselines();
        for (int i = 0; i < adopted.size(); i++) {
            problems.at("adopt")
                    .at(i)
                    .unless(
                            declared.contains(adopted.get(i)),
                            adopted.get(i),
                            "the name of a baseline that the spec declares: "
                                    + Suggestion.oneOf(adopted.get(i), declared));
        }
    }

    /** A patch group has one baseline for each operating system, and a baseline only so many groups. */
    private void groups() {
        Map<String, Map<OperatingSystem, Set<String>>> groups = new TreeMap<>();
        Map<String, Set<String>> groupsOf = new LinkedHashMap<>();
        for (Environment environment : spec.environments()) {
            Map<OperatingSystem, Set<String>> group =
                    groups.computeIfAbsent(environment.patchGroup(), any -> new EnumMap<>(OperatingSystem.class));
            for (PatchBaseline baseline : spec.baselinesOf(environment)) {
                groupsOf.computeIfAbsent(baseline.name(), any -> new HashSet<>())
                        .add(environment.patchGroup());
                Set<String> rivals = group.computeIfAbsent(baseline.operatingSystem(), any -> new LinkedHashSet<>());
                boolean isNew = rivals.add(baseline.name());
                problems.at("environments")
                        .at(environment.name())
                        .at("baselines")
                        .unless(
                                rivals.size() == 1 || !isNew,
                                String.join(", ", rivals),
                                "one baseline for " + baseline.operatingSystem() + " in the patch group "
                                        + environment.patchGroup()
                                        + ", as AWS has it; name those that judge this environment");
            }
        }
        groupsOf.forEach((baseline, itsGroups) -> problems.at("baselines")
                .at(baseline)
                .unless(
                        itsGroups.size() <= MOST_GROUPS,
                        itsGroups.size() + " patch groups",
                        "at most " + MOST_GROUPS + " patch groups, AWS's quota for a baseline"));
    }

    private static void atMost(int most, int number, String what, Problems place) {
        place.unless(
                number <= most,
                number + " " + what,
                "at most " + most + " " + what + ", AWS's quota for an account and a Region");
    }

    private static void unique(List<String> names, String what, Problems place) {
        Set<String> seen = new HashSet<>();
        List<String> again = new ArrayList<>();
        names.forEach(name -> {
            if (!seen.add(name) && !again.contains(name)) {
                again.add(name);
            }
        });
        again.forEach(name -> place.at(name).add(name, "a name of its own; another " + what + " has this one"));
    }

    private static Set<String> names(Stream<String> names, Collection<String> more) {
        Set<String> all = names.collect(Collectors.toCollection(LinkedHashSet::new));
        all.addAll(more);
        return all;
    }
}
