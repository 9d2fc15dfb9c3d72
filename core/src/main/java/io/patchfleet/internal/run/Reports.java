package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.aws.PatchStates;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.run.Orders.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads in one scope what the run's scans found: every few seconds, for all nodes together whose scans have ended
 * meanwhile, since reading of fifty costs as much as of one. A report may come a little after its command.
 */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** How often a report is looked for that has not come. */
    private static final int LOOKS = 4;
    /** How often reports are looked for that cannot be read: for two minutes. */
    private static final int LOOKS_UNREAD = 24;

    private final Steering run;
    private final FleetWork work;
    private final Place place;
    private final Errand errand;
    /** The nodes of the next look. Guarded by this, as the next field is. */
    private final List<Awaited> awaited = new ArrayList<>();

    private boolean looking;

    Reports(Steering run, FleetWork work, Place place, Errand errand) {
        this.run = run;
        this.work = work;
        this.place = place;
        this.errand = errand;
    }

    /** Never fails: what was found on the nodes is told to the run. */
    void read(Commands.Sent command, Batch scanned) {
        await(scanned.tasks().stream()
                .map(task -> new Awaited(task, command.requested(), 1))
                .toList());
    }

    private void await(List<Awaited> more) {
        if (more.isEmpty()) {
            return;
        }
        boolean first;
        synchronized (this) {
            awaited.addAll(more);
            first = !looking;
            looking = true;
        }
        if (first) {
            Pause.of(work.time(), errand, BETWEEN_LOOKS).whenComplete((passed, over) -> {
                List<Awaited> due = takeAwaited();
                if (over == null) { // else the run says how each of them ends
                    look(due);
                }
            });
        }
    }

    private synchronized List<Awaited> takeAwaited() {
        List<Awaited> due = List.copyOf(awaited);
        awaited.clear();
        looking = false;
        return due;
    }

    private void look(List<Awaited> due) {
        for (int from = 0; from < due.size(); from += PatchStates.BATCH) {
            lookAt(due.subList(from, Math.min(from + PatchStates.BATCH, due.size())));
        }
    }

    private void lookAt(List<Awaited> part) {
        Batch batch = new Batch(
                place, Operation.SCAN, part.stream().map(Awaited::task).toList());
        PatchStates.read(work.caller(), place, errand, batch.ids())
                .whenComplete((states, thrown) -> run.mind(batch, () -> {
                    if (thrown != null) {
                        notRead(part, CallFailedException.of(thrown));
                    } else {
                        found(part, states);
                    }
                }));
    }

    private void notRead(List<Awaited> part, CallFailedException failed) {
        if (failed.kind() == Kind.OVER) {
            LOG.debug("what scans found in {} is not read any more", place.scope());
            return;
        }
        boolean mayPass = Retries.mayPass(failed);
        await(part.stream()
                .filter(one -> mayPass && one.looks() < LOOKS_UNREAD)
                .map(Awaited::again)
                .toList());
        List<NodeTask> given = part.stream()
                .filter(one -> !mayPass || one.looks() >= LOOKS_UNREAD)
                .map(Awaited::task)
                .toList();
        if (!given.isEmpty()) {
            run.note(place, "what scans found could not be read", failed.failure());
            unreported(given, Optional.of(failed.failure().toString()));
        }
    }

    private void found(List<Awaited> part, Map<String, PatchStates.State> states) {
        List<Awaited> unreported = new ArrayList<>();
        run.tell(roster -> part.forEach(one -> Optional.ofNullable(
                        states.get(one.task().node().id()))
                .filter(one::isReport)
                .ifPresentOrElse(
                        state -> roster.found(
                                one.task(),
                                Found.of(state.counts()),
                                work.time().now()),
                        () -> unreported.add(one))));
        await(unreported.stream()
                .filter(one -> one.looks() < LOOKS)
                .map(Awaited::again)
                .toList());
        unreported(
                unreported.stream()
                        .filter(one -> one.looks() >= LOOKS)
                        .map(Awaited::task)
                        .toList(),
                Optional.empty());
    }

    private void unreported(List<NodeTask> tasks, Optional<String> detail) {
        if (!tasks.isEmpty()) {
            run.tell(roster -> tasks.forEach(
                    task -> roster.unreported(task, detail, work.time().now())));
        }
    }

    /**
     * A node whose scan has ended.
     *
     * @param requested when AWS took the scan
     * @param looks which look for its report comes next, from 1 on
     */
    private record Awaited(NodeTask task, Instant requested, int looks) {

        private Awaited again() {
            return new Awaited(task, requested, looks + 1);
        }

        /** Whether it is the report of that scan, and not of an earlier one or of an install. */
        private boolean isReport(PatchStates.State state) {
            return state.complete()
                    && !state.install()
                    && state.ended().map(ended -> !ended.isBefore(requested)).orElse(false);
        }
    }
}
