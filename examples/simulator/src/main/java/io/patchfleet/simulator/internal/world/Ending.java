package io.patchfleet.simulator.internal.world;

/** How the document ended on a node: its exit code, and what it printed last. */
record Ending(int code, String output, String error) {

    static final Ending GOOD = new Ending(0, "", "");

    /** There is no exit code for what was stopped; what AWS shows then is not documented. */
    static final Ending STOPPED = new Ending(-1, "", "");

    InvocationStatus status() {
        return code == 0 ? InvocationStatus.SUCCESS : InvocationStatus.FAILED;
    }
}
