package io.patchfleet.internal.run;

import io.patchfleet.model.Share;
import io.patchfleet.run.PatchRun;
import java.util.Collection;
import java.util.Optional;

/** What a run counts, over all accounts and Regions together. Guarded by the run's lock. */
final class Tally {

    private final Share pace;
    private final Optional<Share> mostFailures;
    private int meant;
    private int begun;
    private int ended;
    private int inFlight;
    private int maxInFlight;
    private int failing;
    private int commands;
    private int attempts;

    Tally(Share pace, Optional<Share> mostFailures) {
        this.pace = pace;
        this.mostFailures = mostFailures;
    }

    void meant() {
        meant++;
    }

    /** How many nodes may be worked on at a time. */
    int pace() {
        return pace.of(meant);
    }

    int inFlight() {
        return inFlight;
    }

    /** How many nodes may be begun now. */
    int free() {
        return pace() - inFlight;
    }

    void chosen(Collection<NodeTask> tasks) {
        tasks.forEach(task -> {
            inFlight += task.isInFlight() ? 0 : 1;
            task.chosen();
        });
        maxInFlight = Math.max(maxInFlight, inFlight);
    }

    void leavesFlight(NodeTask task) {
        inFlight -= task.isInFlight() ? 1 : 0;
        task.leaveFlight();
    }

    void commandSent() {
        commands++;
    }

    void attempted(NodeTask task) {
        attempts++;
        begun += task.attempts() == 0 ? 1 : 0;
    }

    void failed(NodeTask task) {
        failing += task.isFailing() ? 0 : 1;
        task.failing();
    }

    void wentWell(NodeTask task) {
        failing -= task.isFailing() ? 1 : 0;
        task.wentWell();
    }

    void ended(NodeTask task) {
        leavesFlight(task);
        ended++;
    }

    boolean tooManyFail() {
        return mostFailures.isPresent()
                && failing >= Math.max(1, mostFailures.get().of(meant));
    }

    boolean allHaveEnded() {
        return ended >= meant;
    }

    PatchRun.Progress progress() {
        return new PatchRun.Progress(meant, begun, ended);
    }

    int failing() {
        return failing;
    }

    int maxInFlight() {
        return maxInFlight;
    }

    int commands() {
        return commands;
    }

    int attempts() {
        return attempts;
    }
}
