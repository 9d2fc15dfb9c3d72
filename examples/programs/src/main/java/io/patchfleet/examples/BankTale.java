package io.patchfleet.examples;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.run.WindowRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the library answered while the bank's weeks passed.
 *
 * @param spec the file of what was declared
 * @param before the fleet at the beginning
 * @param beforeReport its report
 * @param applied what became of what was planned
 * @param again what is left to do according to a second plan
 * @param weeks what windows did, week by week
 * @param first the direct installation of what windows had left; empty if they had left nothing
 * @param followed a node on which it failed, if there was one
 * @param second the same once more for the nodes on which it had failed, after they were repaired; empty if there were
 *     none
 * @param after the fleet at the end
 * @param afterReport its report
 */
record BankTale(
        Path spec,
        ComplianceSummary before,
        Path beforeReport,
        ApplyOutcome applied,
        FleetPlan again,
        List<Week> weeks,
        Optional<RunOutcome> first,
        Optional<NodeOutcome> followed,
        Optional<RunOutcome> second,
        ComplianceSummary after,
        Path afterReport) {

    /**
     * A week.
     *
     * @param windows what the windows did in it that install
     * @param end the fleet at its end
     */
    record Week(WindowRuns windows, ComplianceSummary end) {

        /** On how many nodes that ended so. */
        long count(NodeOutcome.Result result) {
            return windows.runs().stream()
                    .flatMap(run -> run.nodes().stream())
                    .filter(node -> node.result() == result)
                    .count();
        }
    }

    /**
     * What was asked, and where it is shown.
     *
     * @param asked what somebody at the bank wants to know or to have done
     * @param shown the file, the command or the place that answers it
     */
    record Answer(String asked, String shown) {}

    /** What was asked of this story, and where it is shown. */
    List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        answers.add(new Answer(
                "Is the whole fleet seen, over all accounts and Regions?", beforeReport + ", " + afterReport));
        answers.add(new Answer(
                "Is it declared once, and is it still so?", "the second plan, above; fleet drift --spec " + spec));
        answers.add(new Answer("When do windows open, and can patches grow too old?", "fleet check --spec " + spec));
        answers.add(new Answer("Did windows patch it, with no work?", weeks.size() + " weeks of window runs, above"));
        answers.add(new Answer(
                "Is the rest patched now, at a pace?",
                first.isEmpty()
                        ? "nothing was left, above"
                        : "the direct run, above; patch install --on … --pace 25%"));
        followed.flatMap(NodeOutcome::output).ifPresent(log -> answers.add(new Answer("Why did that node fail?", log)));
        return answers;
    }

    /** How many nodes the direct runs left unpatched. */
    int leftUnpatched() {
        int patched =
                direct().mapToInt(run -> run.count(NodeOutcome.Result.PATCHED)).sum();
        return first.map(RunOutcome::intended).orElse(0) - patched;
    }

    private Stream<RunOutcome> direct() {
        return Stream.of(first, second).flatMap(Optional::stream);
    }

    /** Whether everything could be read and was done. */
    boolean isComplete() {
        return before.isComplete()
                && applied.isComplete()
                && weeks.stream().allMatch(week -> week.windows().isComplete())
                && direct().allMatch(run -> run.gaps().isEmpty())
                && after.isComplete();
    }
}
