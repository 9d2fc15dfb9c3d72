package io.patchfleet.internal.run;

import io.patchfleet.model.Gap;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.RunOutcome;
import java.util.List;
import java.util.stream.Stream;

/** How a run ended, as a value. */
record RunResult(
        String id,
        List<NodeOutcome> outcomes,
        int commandsSent,
        int attempts,
        int maxInFlight,
        boolean stoppedEarly,
        List<Gap> gaps)
        implements RunOutcome {

    @Override
    public int intended() {
        return outcomes.size();
    }

    @Override
    public int count(NodeOutcome.Result result) {
        return (int) outcomes.stream().filter(node -> node.result() == result).count();
    }

    @Override
    public Stream<NodeOutcome> nodes() {
        return outcomes.stream();
    }

    @Override
    public boolean isPatched() {
        return gaps.isEmpty() && intended() > 0 && count(NodeOutcome.Result.PATCHED) == intended();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("run ")
                .append(id)
                .append(": ")
                .append(intended())
                .append(" nodes meant");
        for (NodeOutcome.Result result : NodeOutcome.Result.values()) {
            if (count(result) > 0) {
                text.append(", ").append(result).append(' ').append(count(result));
            }
        }
        if (stoppedEarly) {
            text.append(", stopped early");
        }
        gaps.forEach(gap -> text.append("\n  not read or done: ").append(gap));
        return text.toString();
    }
}
