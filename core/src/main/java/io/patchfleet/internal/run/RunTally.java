package io.patchfleet.internal.run;

import io.patchfleet.run.PatchRun;

/** How far a run is, over all of its scopes, and whether somebody cancelled it. */
final class RunTally {

    private int intended;
    private int sent;
    private int ended;
    private boolean cancelled;

    synchronized void intend(int nodes) {
        intended += nodes;
    }

    synchronized void send(int nodes) {
        sent += nodes;
    }

    synchronized void end(int nodes) {
        ended += nodes;
    }

    synchronized void cancel() {
        cancelled = true;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized int intended() {
        return intended;
    }

    synchronized PatchRun.Progress progress() {
        return new PatchRun.Progress(intended, sent, ended);
    }
}
