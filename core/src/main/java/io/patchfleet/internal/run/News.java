package io.patchfleet.internal.run;

import io.patchfleet.model.NodeId;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What listeners are still to hear of the nodes of a run. Guarded by the run's lock. */
final class News {

    private final List<Waiting> waits = new ArrayList<>();
    private final List<NodeOutcome> ended = new ArrayList<>();
    private boolean stoppedEarly;
    private boolean toldStopped;

    /** A node is to be tried again. */
    void waits(NodeId node, FailureCause cause, Instant next) {
        waits.add(new Waiting(node, cause, next));
    }

    void ended(NodeOutcome outcome) {
        ended.add(outcome);
    }

    /** A node was left out because too many others had failed. */
    void stoppedEarly() {
        stoppedEarly = true;
    }

    boolean isStoppedEarly() {
        return stoppedEarly;
    }

    /** What has happened since this was asked for last. */
    List<RunEvent> take(Instant now, String run, int failing) {
        List<RunEvent> events = new ArrayList<>();
        waits.forEach(wait -> events.add(new RunEvent.NodeWaits(now, run, wait.node(), wait.cause(), wait.next())));
        if (stoppedEarly && !toldStopped) {
            toldStopped = true;
            events.add(new RunEvent.StoppedEarly(now, run, failing));
        }
        ended.forEach(outcome -> events.add(new RunEvent.NodeFinished(now, run, outcome)));
        waits.clear();
        ended.clear();
        return events;
    }

    private record Waiting(NodeId node, FailureCause cause, Instant next) {}
}
