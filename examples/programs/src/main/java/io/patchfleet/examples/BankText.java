package io.patchfleet.examples;

import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunOutcome;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The bank's story for a person at a terminal: chapter by chapter, then what was asked and where it is shown. */
final class BankText {

    private final BankTale tale;
    private final StringJoiner text = new StringJoiner("\n");

    private BankText(BankTale tale) {
        this.tale = tale;
    }

    static String of(BankTale tale) {
        BankText text = new BankText(tale);
        text.beginning();
        text.weeks();
        text.direct();
        text.end();
        return text.text.toString();
    }

    private void beginning() {
        chapter("What is there: " + inWords(tale.before()) + " Report: " + tale.beforeReport());
        chapter("Declared once, in " + tale.spec() + ": "
                + tale.applied().applied().size() + " changes applied, "
                + tale.applied().failed().size() + " failed. Planning again "
                + (tale.again().isUpToDate() ? "finds nothing to do." : "still finds something to do."));
    }

    private void weeks() {
        chapter("Weeks in which windows did the work, and nobody else; how many nodes each outcome had:");
        Table table = new Table(
                "WEEK",
                "OPENINGS",
                "PATCHED",
                "STILL MISSING",
                "FAILED",
                "NOT REACHED",
                "UNKNOWN",
                "COMPLIANT AT THE END");
        for (int week = 0; week < tale.weeks().size(); week++) {
            BankTale.Week passed = tale.weeks().get(week);
            table.row(
                    week + 1,
                    passed.windows().runs().size(),
                    passed.count(Result.PATCHED),
                    passed.count(Result.STILL_MISSING),
                    passed.count(Result.FAILED),
                    passed.count(Result.NOT_REACHED),
                    passed.count(Result.UNKNOWN),
                    passed.end().compliant());
        }
        text.add("").add(table.toString());
    }

    private void direct() {
        chapter(tale.first()
                .map(run -> "What windows had left, patched directly: " + inWords(run))
                .orElse("Windows left nothing that could be patched directly."));
        tale.followed().ifPresent(this::follow);
        tale.second()
                .ifPresent(run -> chapter(
                        "Those on which it had not gone well, repaired and then patched again: " + inWords(run)));
    }

    private void follow(NodeOutcome node) {
        chapter("One failed node, followed: " + node.node());
        Table table = new Table("WHAT", "ANSWER");
        table.row("outcome", RunText.inWords(node.result()));
        node.cause().ifPresent(cause -> table.row("cause", RunText.inWords(cause)));
        node.exitCode().ifPresent(code -> table.row("exit code", String.valueOf(code)));
        table.row("attempts", String.valueOf(node.attempts()));
        node.commandId().ifPresent(id -> table.row("command", id));
        node.output().ifPresent(place -> table.row("log", place));
        node.detail().ifPresent(words -> table.row("it said", RunText.ending(words)));
        text.add("").add(table.toString());
    }

    private void end() {
        chapter("What is there now: " + inWords(tale.after()) + " Report: " + tale.afterReport());
        chapter("What was asked, and where it is shown; commands are for a fleet of your own:");
        Table table = new Table("ASKED", "SHOWN");
        tale.answers().forEach(answer -> table.row(answer.asked(), answer.shown()));
        text.add("").add(table.toString());
    }

    private void chapter(String line) {
        if (text.length() > 0) {
            text.add("");
        }
        text.add(SafeText.line(line));
    }

    private static String inWords(ComplianceSummary fleet) {
        return fleet.compliant() + " running nodes are compliant, in "
                + counted(fleet.scopes().size(), "scope") + " of one account and one Region each; "
                + counted(fleet.missingPatches(), "patch", "patches") + " missing." + others(fleet.counts());
    }

    /** Why the rest is not compliant: much of that no patch run can change. */
    private static String others(StateCounts counts) {
        String states = counts.byState().entrySet().stream()
                .filter(state -> state.getKey() != NodeState.COMPLIANT && state.getValue() > 0)
                .map(state -> state.getValue() + " " + RunText.inWords(state.getKey()))
                .collect(Collectors.joining(", "));
        return states.isEmpty() ? "" : " The others: " + states + ".";
    }

    private static String counted(long number, String what) {
        return counted(number, what, what + "s");
    }

    private static String counted(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }

    private static String inWords(RunOutcome run) {
        return run.count(Result.PATCHED) + " of " + run.intended() + " nodes seen clean, in "
                + counted(run.attempts(), "attempt") + ", at most " + run.maxInFlight() + " at a time.";
    }
}
