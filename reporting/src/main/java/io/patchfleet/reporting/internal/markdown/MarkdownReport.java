package io.patchfleet.reporting.internal.markdown;

import io.patchfleet.compliance.ComplianceSummary.Asked;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Ratio;
import io.patchfleet.reporting.internal.view.Accounts;
import io.patchfleet.reporting.internal.view.PatchEffect;
import io.patchfleet.reporting.internal.view.ShownState;
import io.patchfleet.reporting.internal.view.Times;
import io.patchfleet.reporting.internal.view.Verdict;
import io.patchfleet.reporting.internal.view.Words;
import io.patchfleet.reporting.internal.view.WorstFirst;
import io.patchfleet.reporting.report.ComplianceReport;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.ToIntFunction;

/** A report in Markdown, the most important first, as far as the limit goes. */
final class MarkdownReport {

    private static final Comparator<ScopeCompliance> TROUBLED_FIRST =
            Comparator.comparing(ScopeCompliance::status).reversed();

    private final ComplianceReport report;
    private final FleetCompliance fleet;
    private final Accounts accounts;
    private final LimitedText text;

    MarkdownReport(ComplianceReport report, int limit) {
        this.report = report;
        this.fleet = report.compliance();
        this.accounts = new Accounts(fleet);
        this.text = new LimitedText(limit);
    }

    String text() {
        verdict();
        asked();
        gaps();
        states();
        scopes();
        worstNodes();
        patches();
        return text.toString();
    }

    private void verdict() {
        StateCounts counts = fleet.counts();
        text.add("## " + Verdict.of(fleet).headline(fleet) + "\n\n");
        if (counts.total() > 0) {
            text.add("**" + counts.compliant().percentText() + "** of " + Words.count(counts.total(), "node")
                    + " are compliant (" + Words.number(counts.in(NodeState.COMPLIANT)) + "); "
                    + Words.number(counts.in(NodeState.NON_COMPLIANT)) + " are not, "
                    + Words.number(counts.unknown()) + " could not be judged. ");
        }
        text.add("Beside them: " + Words.number(counts.stopped()) + " stopped, "
                + Words.number(counts.excluded()) + " excluded. "
                + Words.number(fleet.missingPatches()) + " patches are missing.\n\n");
    }

    private void asked() {
        Asked asked = fleet.asked();
        text.add(Markdown.code(report.title()) + ", asked by "
                + Markdown.code(asked.actor().name()) + " of " + Markdown.code(asked.target())
                + asked.excluding()
                        .map(whom -> " without " + Markdown.code(whom))
                        .orElse("") + " in "
                + Verdict.places(fleet) + ", "
                + new Times(report.zone()).span(fleet.began(), fleet.ended())
                + asked.sync().map(sync -> ", read from " + Markdown.code(sync)).orElse("")
                + ". A good look counts for "
                + Words.span(asked.maxScanAge()) + ".\n");
    }

    private void gaps() {
        List<Gap> gaps = fleet.gaps();
        text.add(
                "\n### Could not be read\n\n",
                gaps.stream()
                        .map(gap -> "- " + Markdown.code(gap.toString()) + "\n")
                        .iterator(),
                gaps.size(),
                more -> Words.number(more) + " more could not be read.");
    }

    private void states() {
        StateCounts counts = fleet.counts();
        if (counts.total() == 0) {
            return;
        }
        text.add("\n| State | Nodes | Share |\n| --- | ---: | ---: |\n");
        for (ShownState state : ShownState.values()) {
            int count = counts.in(state.state());
            text.add(Markdown.row(
                    List.of(state.label(), Words.number(count), new Ratio(count, counts.total()).percentText())));
        }
    }

    private void scopes() {
        text.add(
                """

                ### Scopes

                | Account | Region | Outcome | Nodes | Compliant | Non-compliant | Not known |
                | --- | --- | --- | ---: | ---: | ---: | ---: |
                """,
                fleet.scopes().stream().sorted(TROUBLED_FIRST).map(this::scope).iterator(),
                fleet.scopes().size(),
                more -> Words.number(more) + " more scopes.");
    }

    private String scope(ScopeCompliance scope) {
        String account = scope.scope().account();
        String name = scope.accountName().map(Markdown::code).orElse("");
        List<String> numbers = scope.counts()
                .map(counts -> List.of(
                        Words.number(counts.total()),
                        Words.number(counts.in(NodeState.COMPLIANT)),
                        Words.number(counts.in(NodeState.NON_COMPLIANT)),
                        Words.number(counts.unknown())))
                .orElse(List.of("–", "–", "–", "–"));
        return Markdown.row(List.of(
                (name + " " + account).strip(),
                scope.scope().region(),
                Words.machine(scope.status()),
                numbers.get(0),
                numbers.get(1),
                numbers.get(2),
                numbers.get(3)));
    }

    private void worstNodes() {
        List<NodeCompliance> nodes = fleet.nodes()
                .filter(node -> node.state() != NodeState.COMPLIANT)
                .sorted(new WorstFirst())
                .toList();
        text.add(
                """

                ### Not compliant or not known, the worst first

                | Node | State | Where | System | Critical | Security | Other | Missing | Failed |
                | --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
                """,
                nodes.stream().map(this::node).iterator(),
                nodes.size(),
                more -> Words.number(more) + " more nodes are not compliant or not known.");
    }

    private String node(NodeCompliance node) {
        String name = node.node().name().map(Markdown::code).orElse("");
        StringJoiner where = new StringJoiner(", ");
        node.node().environment().map(Markdown::code).ifPresent(where::add);
        where.add(accounts.name(node.id().scope().account())
                        .map(Markdown::code)
                        .orElse(node.id().scope().account()))
                .add(node.id().scope().region());
        return Markdown.row(List.of(
                (name + " " + node.id().id()).strip(),
                ShownState.of(node.state()).words(),
                where.toString(),
                Markdown.code(Words.platform(node.node())),
                number(node, Counts::criticalNonCompliant),
                number(node, Counts::securityNonCompliant),
                number(node, Counts::otherNonCompliant),
                number(node, Counts::missing),
                number(node, Counts::failed)));
    }

    private static String number(NodeCompliance node, ToIntFunction<Counts> number) {
        return node.counts()
                .map(counts -> Words.number(number.applyAsInt(counts)))
                .orElse("–");
    }

    private void patches() {
        List<PatchEffect> effects = PatchEffect.of(fleet);
        text.add(
                """

                ### Patches that would clear most

                | Patch | Severity | Nodes without it | It alone clears |
                | --- | --- | ---: | ---: |
                """,
                effects.stream()
                        .map(effect -> Markdown.row(List.of(
                                Markdown.code(effect.name()),
                                Words.severity(effect.severity()),
                                Words.number(effect.nodes()),
                                Words.number(effect.cleared()))))
                        .iterator(),
                effects.size(),
                more -> Words.number(more) + " more patches are missing somewhere.");
    }
}
