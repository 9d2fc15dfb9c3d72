package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.model.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What would become better if one patch were installed where it is missing or failed. */
public final class PatchEffect {

    private static final Comparator<PatchEffect> MOST_FIRST = Comparator.<PatchEffect>comparingInt(
                    effect -> effect.nodes)
            .thenComparingInt(effect -> effect.cleared)
            .reversed()
            .thenComparing(effect -> effect.severity)
            .thenComparing(effect -> effect.name);

    private final String name;
    private final String title;
    private final SortedSet<String> systems = new TreeSet<>();
    private final SortedSet<String> cves = new TreeSet<>();
    private Severity severity = Severity.UNSPECIFIED;
    private int nodes;
    private int cleared;
    private int judged;

    private PatchEffect(PatchStatus patch) {
        this.name = name(patch);
        this.title = patch.title();
    }

    /** All patches that nodes lack, the one that most nodes lack first. */
    public static List<PatchEffect> of(FleetCompliance fleet) {
        Map<String, PatchEffect> effects = new TreeMap<>();
        Map<String, Integer> judged = new HashMap<>();
        fleet.nodes().filter(node -> node.state().isJudged()).forEach(node -> {
            judged.merge(Words.system(node.node()), 1, Integer::sum);
            List<PatchStatus> lacking = lacking(node);
            Set<String> names = new TreeSet<>();
            lacking.stream()
                    .filter(patch -> names.add(name(patch)))
                    .forEach(patch -> effects.computeIfAbsent(name(patch), k -> new PatchEffect(patch))
                            .add(node, patch, lacking.size() == 1 && isAllThatIsWrong(node)));
        });
        List<PatchEffect> sorted = new ArrayList<>(effects.values());
        sorted.forEach(effect -> effect.judged = effect.systems.stream()
                .mapToInt(system -> judged.getOrDefault(system, 0))
                .sum());
        sorted.sort(MOST_FIRST);
        return sorted;
    }

    /** By what a patch is known: its KB article, package or advisory. */
    public static String name(PatchStatus patch) {
        return patch.kb().isBlank() ? patch.title() : patch.kb();
    }

    /** The node's patches that an install would bring. */
    public static List<PatchStatus> lacking(NodeCompliance node) {
        return node.patches().stream()
                .flatMap(Collection::stream)
                .filter(patch -> switch (patch.state()) {
                    case MISSING, FAILED -> true;
                    default -> false;
                })
                .toList();
    }

    private static boolean isAllThatIsWrong(NodeCompliance node) {
        return node.state() == NodeState.NON_COMPLIANT
                && node.counts()
                        .filter(counts -> counts.missing() + counts.failed() == 1
                                && counts.rejected() + counts.pendingReboot() == 0)
                        .isPresent();
    }

    private void add(NodeCompliance node, PatchStatus patch, boolean clears) {
        nodes++;
        cleared += clears ? 1 : 0;
        systems.add(Words.system(node.node()));
        cves.addAll(patch.cves());
        if (patch.severity().compareTo(severity) < 0) {
            severity = patch.severity();
        }
    }

    public String name() {
        return name;
    }

    /** The vendor's title; may be the name again. */
    public String title() {
        return title;
    }

    /** The gravest that a vendor called it. */
    public Severity severity() {
        return severity;
    }

    /** The operating systems of the nodes that lack it. */
    public SortedSet<String> systems() {
        return systems;
    }

    public SortedSet<String> cves() {
        return cves;
    }

    /** How many judged nodes lack it. */
    public int nodes() {
        return nodes;
    }

    /** How many nodes lack it and nothing else, so that it alone would make them compliant. */
    public int cleared() {
        return cleared;
    }

    /** How many nodes of these operating systems are judged. */
    public int judged() {
        return judged;
    }
}
