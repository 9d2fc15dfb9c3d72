package io.patchfleet.reporting.internal.html;

import io.patchfleet.compliance.ComplianceSummary.Asked;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.ScopeCompliance.Status;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.model.Ratio;
import io.patchfleet.reporting.internal.json.JsonRenderer;
import io.patchfleet.reporting.internal.view.Accounts;
import io.patchfleet.reporting.internal.view.Facet;
import io.patchfleet.reporting.internal.view.Facets;
import io.patchfleet.reporting.internal.view.Freshness;
import io.patchfleet.reporting.internal.view.Generator;
import io.patchfleet.reporting.internal.view.Matrix;
import io.patchfleet.reporting.internal.view.PatchEffect;
import io.patchfleet.reporting.internal.view.ShownState;
import io.patchfleet.reporting.internal.view.Times;
import io.patchfleet.reporting.internal.view.Verdict;
import io.patchfleet.reporting.internal.view.Words;
import io.patchfleet.reporting.internal.view.WorstFirst;
import io.patchfleet.reporting.report.ComplianceReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the template draws. */
public final class Page {

    private static final int WORST_SHOWN = 12;
    private static final int PATCHES_SHOWN = 12;
    private static final int OPEN_ROWS_AT_MOST = 500;
    private static final int SCOPES_OPEN_AT_MOST = 40;
    private static final int LONGEST_BAR = 146;

    private final ComplianceReport report;
    private final FleetCompliance fleet;
    private final Verdict verdict;
    private final Facets facets;
    private final Accounts accounts;
    private final Times times;
    private final StateCounts counts;
    private final List<NodeCompliance> ranked;
    private final Map<List<String>, Status> statuses = new LinkedHashMap<>();
    private final Matrix places;
    private final List<PatchEffect> patches;
    private final NodeGroups rows;
    private final String evidence;

    Page(ComplianceReport report) throws IOException {
        this.report = report;
        this.fleet = report.compliance();
        this.verdict = Verdict.of(fleet);
        this.facets = Facets.of(report);
        this.accounts = new Accounts(fleet);
        this.times = new Times(report.zone());
        this.counts = fleet.counts();
        this.ranked = fleet.nodes().sorted(new WorstFirst()).toList();
        fleet.scopes()
                .forEach(scope -> statuses.put(
                        List.of(scope.scope().account(), scope.scope().region()), scope.status()));
        this.places = Matrix.of(fleet, List.of(facets.account(), facets.region()), facets.environment(), statuses);
        this.patches = PatchEffect.of(fleet);
        this.rows = new NodeGroups(fleet, ranked, this::view);
        this.evidence = JsonRenderer.sha256(report);
    }

    // The frame

    public String policy() {
        return Assets.POLICY;
    }

    public String style() {
        return Assets.STYLE;
    }

    public String script() {
        return Assets.SCRIPT;
    }

    public String drawings() {
        return Assets.DRAWINGS;
    }

    public String language() {
        return report.language().toLanguageTag();
    }

    public String title() {
        return report.title();
    }

    public String windowTitle() {
        return headline() + " – " + title() + ", " + when();
    }

    // The verdict

    public String headline() {
        return verdict.headline(fleet);
    }

    /** Good, bad, or not known: which colour and mark the verdict has. */
    public ShownState tone() {
        return switch (verdict) {
            case COMPLIANT -> ShownState.COMPLIANT;
            case NOT_COMPLIANT, NOT_COMPLIANT_AND_INCOMPLETE -> ShownState.NON_COMPLIANT;
            case NOT_PROVEN, NO_NODES -> ShownState.UNMANAGED;
            case NOTHING_READ -> ShownState.UNREADABLE;
        };
    }

    /** Whether there is a number for those who stand beside the fleet. */
    public boolean knowsAnything() {
        return verdict != Verdict.NOTHING_READ;
    }

    public boolean hasNodes() {
        return counts.total() > 0;
    }

    public StateCounts counts() {
        return counts;
    }

    public String number(long number) {
        return Words.number(number);
    }

    public int bad() {
        return counts.in(NodeState.NON_COMPLIANT);
    }

    public int good() {
        return counts.in(NodeState.COMPLIANT);
    }

    public int unknown() {
        return counts.unknown();
    }

    /** Whether any node is not compliant or not known. */
    public boolean needsSomebody() {
        return good() < counts.total();
    }

    public Link toAction() {
        return Link.toAction(counts);
    }

    public Link toUnknown() {
        return Link.toUnknown(counts, "");
    }

    public Link toState(ShownState state) {
        if (!isListed(state)) {
            return Link.toWords(counts.in(state.state()));
        }
        return Link.toState(counts, state, "", hrefOf(state));
    }

    private String hrefOf(ShownState state) {
        if (state == ShownState.COMPLIANT) {
            return "#rows-ok";
        }
        return actionIsOpen() ? "#rows-" + state.code() : "#rows";
    }

    public String rate() {
        return counts.compliant().percentText();
    }

    /** What the rate would be at most: if every node that could not be judged were good. */
    public String upperBound() {
        return new Ratio((long) good() + unknown(), counts.total()).percentText();
    }

    public Bar bar() {
        return Bar.across(counts, 36);
    }

    /** The three answers over the bar, each as wide as its part. */
    public Bar answers() {
        return Bar.across(counts, 10);
    }

    // What was asked

    public Asked asked() {
        return fleet.asked();
    }

    public String when() {
        return times.span(fleet.began(), fleet.ended());
    }

    public Instant began() {
        return fleet.began();
    }

    public String places() {
        return Verdict.places(fleet);
    }

    public String question() {
        return "Patch state of each running instance and hybrid node"
                + (asked().withPatches() ? ", and the patches where something is wrong" : "")
                + asked().sync().map(sync -> ", read from " + sync).orElse("");
    }

    public String maxScanAge() {
        return Words.span(asked().maxScanAge());
    }

    // What could not be read

    /** Whether there may be nodes that are in no number, because nobody could list them. */
    public boolean hidesNodes() {
        return scopesOf(Status.FAILED) > 0
                || fleet.gaps().stream()
                        .anyMatch(gap -> gap.region().isEmpty()
                                || gap.failure()
                                        .filter(failure -> failure.operation().startsWith("ec2:"))
                                        .isPresent());
    }

    public boolean complete() {
        return fleet.isComplete();
    }

    public String unreadHeadline() {
        long failed = scopesOf(Status.FAILED);
        long partial = scopesOf(Status.PARTIAL);
        int all = fleet.scopes().size();
        if (failed + partial == 0) {
            return all == 0 ? "No scope could be listed" : "Not all of the fleet could be listed";
        }
        StringJoiner parts = new StringJoiner(", ");
        if (failed > 0) {
            parts.add(failed + " of " + Words.count(all, "scope"));
        }
        if (partial > 0) {
            parts.add(failed > 0 ? partial + " in part" : partial + " of " + Words.count(all, "scope") + ", in part");
        }
        return "Could not be read: " + parts;
    }

    public String allRead() {
        int all = fleet.scopes().size();
        return all == 1 ? "The one scope was read" : "All " + Words.number(all) + " scopes were read";
    }

    private long scopesOf(Status status) {
        return fleet.scopes().stream().filter(scope -> scope.status() == status).count();
    }

    /** Gaps of the whole fleet first, because they mean that more may be missing than is listed. */
    public List<GapView> gaps() {
        return fleet.gaps().stream().map(gap -> new GapView(gap, accounts)).toList();
    }

    public Optional<String> freshness() {
        return Freshness.of(fleet)
                .map(fresh -> "median look " + Words.age(fresh.median()) + " old, oldest counted "
                        + Words.age(fresh.oldest()) + "; good for " + maxScanAge());
    }

    // States and places

    public ShownState[] states() {
        return ShownState.values();
    }

    public String share(ShownState state) {
        return new Ratio(counts.in(state.state()), counts.total()).percentText();
    }

    public String meaning(ShownState state) {
        return switch (state) {
            case COMPLIANT -> "looked at within " + maxScanAge() + ", nothing wrong";
            case NON_COMPLIANT -> "missing, failed, rejected or waiting for a reboot";
            case SCAN_OUT_OF_DATE -> "nothing wrong, but seen over " + maxScanAge() + " ago";
            case CONNECTION_LOST -> "the agent does not answer";
            case NEVER_SCANNED -> "registered, no patch data";
            case UNMANAGED -> "running, unknown to Systems Manager";
            case UNREADABLE -> "could not be asked for";
        };
    }

    public MatrixView byPlace() {
        MatrixView.Labels labels = new MatrixView.Labels(
                "places", "Where it hurts", "Nodes by account and Region", "Account, Region", "scopes", true);
        return new MatrixView(places, accounts, labels, LONGEST_BAR);
    }

    /** Where most nodes are non-compliant, in words, with what is wrong there. */
    public Optional<WorstPlace> worstPlace() {
        return places.worst().map(worst -> {
            String account = worst.row().key().get(0);
            String region = worst.row().key().get(1);
            Predicate<NodeCompliance> there = node -> node.state() == NodeState.NON_COMPLIANT
                    && facets.account().of(node).equals(account)
                    && facets.region().of(node).equals(region)
                    && worst.column().values().contains(facets.environment().of(node));
            return new WorstPlace(
                    worst.column().label(),
                    region,
                    accounts.nameOrId(account),
                    Link.toState(
                            worst.counts(),
                            ShownState.NON_COMPLIANT,
                            worst.row().filter() + " " + worst.column().filter(),
                            hrefOf(ShownState.NON_COMPLIANT)),
                    Words.number(worst.counts().total()),
                    Causes.of(fleet.nodes().filter(there)));
        });
    }

    /** By operating system, then by each tag that the caller named. */
    public List<MatrixView> byKind() {
        List<MatrixView> views = new ArrayList<>();
        views.add(byOne(facets.system(), "systems", "By operating system", "systems"));
        for (Facet tag : facets.tags()) {
            views.add(byOne(tag, "tag-" + facets.tags().indexOf(tag), "By " + tag.label(), "values"));
        }
        return views;
    }

    private MatrixView byOne(Facet facet, String id, String title, String many) {
        Matrix matrix = Matrix.of(fleet, List.of(facet), facets.environment(), Map.of());
        MatrixView.Labels labels =
                new MatrixView.Labels(id, title, "Nodes by " + facet.label(), facet.label(), many, false);
        return new MatrixView(matrix, accounts, labels, LONGEST_BAR);
    }

    // Nodes and patches

    public boolean hasBad() {
        return bad() > 0;
    }

    public List<NodeView> worst() {
        return views(ranked.stream()
                .filter(node -> node.state() == NodeState.NON_COMPLIANT)
                .limit(WORST_SHOWN));
    }

    public String worstIntroduction() {
        return (bad() > WORST_SHOWN ? "The " + WORST_SHOWN + " worst of " + Words.number(bad()) : "All " + bad())
                + " non-compliant nodes: by critical, then security, then other non-compliant patches,"
                + " then by how long ago they were looked at.";
    }

    public boolean withPatches() {
        return asked().withPatches();
    }

    public List<PatchEffect> patches() {
        return patches.subList(0, Math.min(PATCHES_SHOWN, patches.size()));
    }

    public int patchesInAll() {
        return patches.size();
    }

    public Link toNodesOf(PatchEffect patch) {
        return Link.toText(patch.nodes(), patch.name());
    }

    public String severity(PatchEffect patch) {
        return Words.severity(patch.severity());
    }

    public Bar barOf(PatchEffect patch) {
        int most = patches.stream().mapToInt(PatchEffect::judged).max().orElse(1);
        return Bar.share(patch.nodes(), patch.judged(), (double) LONGEST_BAR / most);
    }

    // All rows

    /** Whether the nodes that need somebody fit on a page unfolded. */
    public boolean actionIsOpen() {
        return counts.total() - good() <= OPEN_ROWS_AT_MOST;
    }

    /** The rows in groups: by state if they are open, by scope if they are folded. */
    public Iterable<NodeGroups.Group> groups() {
        return actionIsOpen() ? rows.byState() : rows.byScope();
    }

    public boolean listsCompliant() {
        return good() > 0 && good() <= report.compliantRowsAtMost();
    }

    public NodeGroups.Group compliantGroup() {
        return rows.compliant();
    }

    /** How many nodes are only counted. */
    public int unlisted() {
        return listsCompliant() ? 0 : good();
    }

    /** Whether there are rows of nodes in that state. */
    public boolean isListed(ShownState state) {
        return counts.in(state.state()) > 0 && (state != ShownState.COMPLIANT || listsCompliant());
    }

    private List<NodeView> views(Stream<NodeCompliance> nodes) {
        return nodes.map(this::view).toList();
    }

    private NodeView view(NodeCompliance node) {
        return new NodeView(node, accounts, facets, times, fleet.began());
    }

    /** What the script offers to select by: only where there is something to select from. */
    public List<Facet> selects() {
        return facets.all().stream().filter(facet -> facet.values().size() > 1).toList();
    }

    /** A facet's value in a list to select from. */
    public String option(Facet facet, String value) {
        return facet == facets.account() ? accounts.nameOrId(value) : facet.shown(value);
    }

    // Scopes and evidence

    /** The scopes: those that were not read whole first. */
    public List<ScopeCompliance> troubledScopes() {
        return fleet.scopes().stream()
                .filter(scope -> scope.status() != Status.READ)
                .toList();
    }

    public List<ScopeCompliance> readScopes() {
        return fleet.scopes().stream()
                .filter(scope -> scope.status() == Status.READ)
                .toList();
    }

    public boolean foldsReadScopes() {
        return readScopes().size() > SCOPES_OPEN_AT_MOST;
    }

    public List<GapView> gapsOf(ScopeCompliance scope) {
        return scope.gaps().stream().map(gap -> new GapView(gap, accounts)).toList();
    }

    public long missingPatches() {
        return fleet.missingPatches();
    }

    public Map<String, Long> calls() {
        return fleet.apiCalls();
    }

    public long allCalls() {
        return fleet.apiCalls().values().stream().mapToLong(Long::longValue).sum();
    }

    public long throttled() {
        return fleet.throttled();
    }

    /** SHA-256 of the JSON of this report. */
    public String evidence() {
        return evidence;
    }

    public String version() {
        return Generator.VERSION;
    }

    public static String iso(Instant instant) {
        return Times.iso(instant);
    }
}
