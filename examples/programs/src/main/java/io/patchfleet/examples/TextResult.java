package io.patchfleet.examples;

import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.model.Gap;
import java.util.Locale;
import java.util.StringJoiner;

/** A summary for a person at a terminal: a line that says it all, a row for each scope, what could not be read. */
final class TextResult {

    private static final int GAPS_SHOWN = 20;

    private TextResult() {}

    static String of(ComplianceSummary summary) {
        StringJoiner text = new StringJoiner("\n");
        text.add(verdict(summary));
        if (!summary.scopes().isEmpty()) {
            text.add("").add(table(summary).toString());
        }
        if (!summary.gaps().isEmpty()) {
            text.add("");
            summary.gaps().stream().limit(GAPS_SHOWN).map(Gap::toString).forEach(gap -> text.add("not read: " + gap));
        }
        if (summary.gaps().size() > GAPS_SHOWN) {
            text.add("not read: " + (summary.gaps().size() - GAPS_SHOWN) + " more, which the reports name");
        }
        return text.toString();
    }

    private static String verdict(ComplianceSummary summary) {
        if (summary.counts().total() == 0 && summary.isComplete()) {
            return "No running nodes were found, so there is nothing to judge.";
        }
        return summary.compliant() + " nodes are compliant; " + summary.missingPatches() + " patches are missing"
                + (summary.isComplete() ? "." : "; not everything could be read.");
    }

    private static Table table(ComplianceSummary summary) {
        Table table = new Table(
                "ACCOUNT", "REGION", "STATUS", "NODES", "COMPLIANT", "NON-COMPLIANT", "UNKNOWN", "STOPPED", "EXCLUDED");
        summary.scopes().forEach(scope -> addRow(table, scope));
        if (summary.scopes().size() > 1) {
            addRow(table, "all", "", "", summary.counts());
        }
        return table;
    }

    private static void addRow(Table table, ScopeCompliance scope) {
        String account = scope.scope().account();
        String region = scope.scope().region();
        String status = scope.status().name().toLowerCase(Locale.ROOT);
        scope.counts()
                .ifPresentOrElse(
                        counts -> addRow(table, account, region, status, counts),
                        () -> table.row(account, region, status, "-", "-", "-", "-", "-", "-"));
    }

    private static void addRow(Table table, String account, String region, String status, StateCounts counts) {
        table.row(
                account,
                region,
                status,
                counts.total(),
                counts.in(NodeState.COMPLIANT),
                counts.in(NodeState.NON_COMPLIANT),
                counts.unknown(),
                counts.stopped(),
                counts.excluded());
    }
}
