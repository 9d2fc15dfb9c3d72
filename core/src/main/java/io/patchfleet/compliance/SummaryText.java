package io.patchfleet.compliance;

import io.patchfleet.model.Gap;
import java.util.Locale;
import java.util.StringJoiner;

/** What a summary prints: a few lines that say the truth to somebody at a terminal or in a log. */
final class SummaryText {

    private static final int GAPS_SHOWN = 10;

    private SummaryText() {}

    static String of(ComplianceSummary summary) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(verdict(summary) + ": " + summary.compliant() + " nodes compliant, as of " + summary.began()
                + summary.asked().sync().map(sync -> ", read from " + sync).orElse(""));
        StringJoiner states = new StringJoiner(", ", "  ", "");
        summary.counts().byState().forEach((state, count) -> {
            if (count > 0) {
                states.add(count + " " + words(state));
            }
        });
        lines.add(summary.counts().total() == 0 ? "  no running nodes" : states.toString());
        lines.add("  beside them " + summary.counts().stopped() + " stopped, "
                + summary.counts().excluded() + " excluded; " + summary.missingPatches() + " patches missing");
        summary.gaps().stream().limit(GAPS_SHOWN).map(Gap::toString).forEach(gap -> lines.add("  not read: " + gap));
        if (summary.gaps().size() > GAPS_SHOWN) {
            lines.add("  not read: " + (summary.gaps().size() - GAPS_SHOWN) + " more");
        }
        return lines.toString();
    }

    private static String verdict(ComplianceSummary summary) {
        if (summary.isCompliant()) {
            return "Compliant";
        }
        if (summary.counts().in(NodeState.NON_COMPLIANT) > 0) {
            return summary.isComplete() ? "Not compliant" : "Not compliant, and not all could be read";
        }
        return summary.counts().total() == 0 && summary.isComplete() ? "Nothing to judge" : "Not proven";
    }

    private static String words(NodeState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
