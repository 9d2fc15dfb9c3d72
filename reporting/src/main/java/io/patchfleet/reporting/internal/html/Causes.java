package io.patchfleet.reporting.internal.html;

import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.reporting.internal.view.Words;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is wrong with nodes, in words: how many lack patches, failed, wait, hold what they should not. */
final class Causes {

    private Causes() {}

    static String of(Stream<NodeCompliance> nodes) {
        List<Counts> wrong =
                nodes.map(NodeCompliance::counts).flatMap(Optional::stream).toList();
        StringJoiner causes = new StringJoiner(", ");
        add(causes, wrong, "lack patches", counts -> counts.missing() > 0);
        add(causes, wrong, "failed to install some", counts -> counts.failed() > 0);
        add(causes, wrong, "wait for a reboot", counts -> counts.pendingReboot() > 0);
        add(causes, wrong, "hold rejected ones", counts -> counts.rejected() > 0);
        return causes.toString();
    }

    private static void add(StringJoiner causes, List<Counts> wrong, String words, Predicate<Counts> cause) {
        long nodes = wrong.stream().filter(cause).count();
        if (nodes > 0) {
            causes.add(Words.number(nodes) + " " + words);
        }
    }
}
