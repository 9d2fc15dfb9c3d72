package io.patchfleet.examples;

import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a run ended, for a person at a terminal: what became of how many nodes and why, and a few nodes for each reason.
 * As long for ten thousand nodes as for a hundred.
 */
final class RunText {

    private static final int NODES_SHOWN = 3;
    private static final int COMMANDS_SHOWN = 10;
    private static final int LONGEST_DETAIL = 160;
    /** With this Systems Manager divides what a node wrote to standard output from what it wrote to standard error. */
    private static final String ERRORS_FOLLOW = "----------ERROR-------";

    private RunText() {}

    static String of(RunOutcome outcome) {
        StringJoiner text = new StringJoiner("\n");
        text.add("Run " + outcome.id() + ": " + verdict(outcome));
        if (outcome.intended() > 0) {
            text.add("").add(table(outcome).toString());
        }
        byReason(outcome).forEach((reason, nodes) -> text.add("").add(examples(reason, nodes)));
        commandsLeft(outcome).forEach(text::add);
        return text.toString();
    }

    private static String verdict(RunOutcome outcome) {
        if (outcome.intended() == 0) {
            return "no running node was found that is meant, so nothing was done.";
        }
        return outcome.count(Result.PATCHED) + " of " + counted(outcome.intended(), "node") + " seen clean; "
                + counted(outcome.attempts(), "attempt") + ", " + counted(outcome.commandsSent(), "command")
                + ", at most " + counted(outcome.maxInFlight(), "node") + " at a time"
                + (outcome.stoppedEarly() ? "; stopped early, because too many nodes failed." : ".");
    }

    private static Table table(RunOutcome outcome) {
        Table table = new Table("OUTCOME", "CAUSE", "NODES");
        table.row(inWords(Result.PATCHED), "", outcome.count(Result.PATCHED));
        byReason(outcome).forEach((reason, nodes) -> table.row(inWords(reason.result()), reason.why(), nodes.size()));
        return table;
    }

    private static SortedMap<Reason, List<NodeOutcome>> byReason(RunOutcome outcome) {
        return outcome.nodes()
                .filter(node -> node.result() != Result.PATCHED)
                .collect(Collectors.groupingBy(Reason::of, TreeMap::new, Collectors.toList()));
    }

    private static String examples(Reason reason, List<NodeOutcome> nodes) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(inWords(reason.result()) + (reason.why().isEmpty() ? "" : ", " + reason.why()) + ":");
        nodes.stream().limit(NODES_SHOWN).forEach(node -> lines.add(line(node)));
        if (nodes.size() > NODES_SHOWN) {
            lines.add("  and " + (nodes.size() - NODES_SHOWN) + " more, which --json names");
        }
        return lines.toString();
    }

    private static String line(NodeOutcome node) {
        StringJoiner line = new StringJoiner(", ", "  " + node.node() + ": ", "");
        line.add(counted(node.attempts(), "attempt"));
        node.exitCode().ifPresent(code -> line.add("exit code " + code));
        node.stillMissing().ifPresent(open -> line.add(open + " still missing"));
        node.commandId().ifPresent(id -> line.add("command " + id));
        StringBuilder text = new StringBuilder(line.toString());
        node.detail().ifPresent(words -> text.append("\n    said: ").append(ending(words)));
        node.output().ifPresent(place -> text.append("\n    output: ").append(SafeText.line(place)));
        return text.toString();
    }

    /** The last words, in one line: that is where a package manager says what is wrong. */
    static String ending(String words) {
        int errors = words.lastIndexOf(ERRORS_FOLLOW);
        String telling = errors < 0 ? words : words.substring(errors + ERRORS_FOLLOW.length());
        String line = telling.lines()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" | "));
        String safe = SafeText.line(line);
        int length = safe.codePointCount(0, safe.length());
        return length <= LONGEST_DETAIL
                ? safe
                : "…" + safe.substring(safe.offsetByCodePoints(0, length - LONGEST_DETAIL));
    }

    /** Commands that go on where nobody waits for them any more. */
    private static List<String> commandsLeft(RunOutcome outcome) {
        Map<String, Long> left = outcome.nodes()
                .filter(node -> node.result() == Result.UNKNOWN)
                .flatMap(node -> node.commandId().stream())
                .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
        List<String> lines = left.entrySet().stream()
                .limit(COMMANDS_SHOWN)
                .map(command -> "  command " + command.getKey() + ": " + counted(command.getValue(), "node"))
                .collect(Collectors.toList());
        if (!lines.isEmpty()) {
            lines.add(0, "\nLook there for nodes whose end is unknown:");
        }
        if (left.size() > COMMANDS_SHOWN) {
            lines.add("  and " + (left.size() - COMMANDS_SHOWN) + " commands more");
        }
        return lines;
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** {@code NOT_REACHED} as {@code not reached}. */
    static String inWords(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How nodes ended, and why. */
    private record Reason(Result result, String why) implements Comparable<Reason> {

        private static Reason of(NodeOutcome node) {
            return new Reason(node.result(), node.cause().map(Reason::inWords).orElse(""));
        }

        private static String inWords(FailureCause cause) {
            return cause == FailureCause.OTHER ? "other reasons" : RunText.inWords(cause);
        }

        @Override
        public int compareTo(Reason other) {
            int byResult = result.compareTo(other.result);
            return byResult == 0 ? why.compareTo(other.why) : byResult;
        }
    }
}
