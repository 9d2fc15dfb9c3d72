package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.StateCounts;
import java.util.stream.Stream;

/** What the whole comes to. "Compliant" never stands over a fleet that could not be read whole. */
public enum Verdict {
    COMPLIANT,
    NOT_COMPLIANT,
    NOT_COMPLIANT_AND_INCOMPLETE,
    NOT_PROVEN,
    NOTHING_READ,
    NO_NODES;

    public static Verdict of(ComplianceSummary summary) {
        if (!summary.isComplete() && everyScopeFailed(summary)) {
            return NOTHING_READ;
        }
        StateCounts counts = summary.counts();
        if (counts.in(NodeState.NON_COMPLIANT) > 0) {
            return summary.isComplete() ? NOT_COMPLIANT : NOT_COMPLIANT_AND_INCOMPLETE;
        }
        if (summary.isCompliant()) {
            return COMPLIANT;
        }
        return summary.isComplete() && counts.total() == 0 ? NO_NODES : NOT_PROVEN;
    }

    private static boolean everyScopeFailed(ComplianceSummary summary) {
        return summary.scopes().stream().allMatch(scope -> scope.status() == ScopeCompliance.Status.FAILED);
    }

    /** In words, for a headline. */
    public String headline(ComplianceSummary summary) {
        return switch (this) {
            case COMPLIANT -> "Compliant";
            case NOT_COMPLIANT -> "Not compliant";
            case NOT_COMPLIANT_AND_INCOMPLETE -> "Not compliant, and not all could be read";
            case NOT_PROVEN -> notProven(summary.counts());
            case NOTHING_READ -> "Nothing could be read";
            case NO_NODES -> "No running nodes in " + places(summary);
        };
    }

    private static String notProven(StateCounts counts) {
        return counts.unknown() == 0
                ? "Not proven: not all could be read"
                : "Not proven: " + Words.number(counts.unknown()) + " of " + Words.number(counts.total())
                        + " could not be judged";
    }

    /** Where was looked: {@code 2 accounts, 3 Regions}. */
    public static String places(ComplianceSummary summary) {
        Stream<String> accounts =
                summary.scopes().stream().map(scope -> scope.scope().account());
        Stream<String> regions =
                summary.scopes().stream().map(scope -> scope.scope().region());
        return Words.count(accounts.distinct().count(), "account") + ", "
                + Words.count(regions.distinct().count(), "Region");
    }
}
