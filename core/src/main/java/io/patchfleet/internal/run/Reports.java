package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.aws.PatchStates;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads in one scope what the run's scans found. A report may come a little after its command. */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** How often a report is looked for again that has not come. */
    private static final int MORE_LOOKS = 3;
    /** How often reports are looked for again that cannot be read: for two minutes. */
    private static final int MORE_LOOKS_UNREAD = 24;

    private final Steering run;
    private final FleetWork work;
    private final Place place;
    private final Errand errand;

    Reports(Steering run, FleetWork work, Place place, Errand errand) {
        this.run = run;
        this.work = work;
        this.place = place;
        this.errand = errand;
    }

    /** Never fails: what was found on the nodes is told to the run. */
    void read(Commands.Sent command, Batch scanned) {
        look(command, scanned, 0);
    }

    private void look(Commands.Sent command, Batch scanned, int before) {
        PatchStates.read(work.caller(), place, errand, scanned.ids())
                .whenComplete((states, thrown) -> run.mind(scanned, () -> {
                    if (thrown != null) {
                        notRead(command, scanned, before, CallFailedException.of(thrown));
                    } else {
                        found(command, scanned, before, states);
                    }
                }));
    }

    private void notRead(Commands.Sent command, Batch scanned, int before, CallFailedException failed) {
        if (failed.kind() == Kind.OVER) {
            LOG.debug("what {} found is not read any more", command.id());
        } else if (Retries.mayPass(failed) && before < MORE_LOOKS_UNREAD) {
            lookLater(command, scanned, before + 1);
        } else {
            run.note(place, "what scans found could not be read", failed.failure());
            unreported(scanned.tasks(), Optional.of(failed.failure().toString()));
        }
    }

    private void found(Commands.Sent command, Batch scanned, int before, Map<String, PatchStates.State> states) {
        List<NodeTask> unreported = new ArrayList<>();
        run.tell(roster -> scanned.tasks()
                .forEach(task -> Optional.ofNullable(states.get(task.node().id()))
                        .filter(state -> isOf(command, state))
                        .ifPresentOrElse(
                                state -> roster.found(
                                        task,
                                        Found.of(state.counts()),
                                        work.time().now()),
                                () -> unreported.add(task))));
        if (!unreported.isEmpty() && before < MORE_LOOKS) {
            lookLater(command, scanned.with(unreported), before + 1);
        } else if (!unreported.isEmpty()) {
            unreported(unreported, Optional.empty());
        }
    }

    /** Whether it is the report of that scan, and not of an earlier one or of an install. */
    private static boolean isOf(Commands.Sent command, PatchStates.State state) {
        return state.complete()
                && !state.install()
                && state.ended()
                        .map(ended -> !ended.isBefore(command.requested()))
                        .orElse(false);
    }

    private void lookLater(Commands.Sent command, Batch scanned, int before) {
        Pause.of(work.time(), errand, BETWEEN_LOOKS).whenComplete((passed, over) -> {
            if (over == null) {
                look(command, scanned, before);
            }
        });
    }

    private void unreported(List<NodeTask> tasks, Optional<String> detail) {
        run.tell(roster -> tasks.forEach(
                task -> roster.unreported(task, detail, work.time().now())));
    }
}
