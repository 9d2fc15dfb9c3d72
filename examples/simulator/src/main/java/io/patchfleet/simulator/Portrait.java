package io.patchfleet.simulator;

import java.util.List;
import java.util.stream.Stream;

/** A simulated AWS in a page of text. */
final class Portrait {

    /** Whoever looks at a failed test wants a page, not a book. */
    private static final int LINES = 40;

    private final SimulatedAws aws;
    private final StringBuilder text = new StringBuilder();

    Portrait(SimulatedAws aws) {
        this.aws = aws;
    }

    String text() {
        text.append("simulated AWS at ")
                .append(aws.time().now())
                .append(", seed ")
                .append(aws.seed());
        part("violations", aws.violations().stream().map(Violation::toString));
        part("calls", aws.calls().entries().stream().map(Portrait::line));
        part("commands", aws.commands().stream().map(SimulatedCommand::toString));
        part("nodes", aws.world().nodes().stream().map(SimulatedNode::toString));
        return text.toString();
    }

    private static String line(CallLog.Entry entry) {
        return entry.calls() + " x " + entry.operation() + " (" + entry.account() + ", " + entry.region() + ")"
                + (entry.throttled() > 0 ? ", throttled " + entry.throttled() : "")
                + (entry.failed() > 0 ? ", failed " + entry.failed() : "");
    }

    private void part(String title, Stream<String> content) {
        List<String> lines = content.toList();
        if (lines.isEmpty()) {
            return;
        }
        text.append('\n').append(title).append(':');
        lines.stream().limit(LINES).forEach(line -> text.append("\n  ").append(line));
        if (lines.size() > LINES) {
            text.append("\n  and ").append(lines.size() - LINES).append(" more");
        }
    }
}
