package io.patchfleet.simulator.internal.world;

/** Is told what becomes of commands. */
interface CommandWatcher {

    /** The whole of it stands elsewhere now. */
    void commandChanged(Command command);

    /** It stands elsewhere on one of its nodes. */
    void invocationChanged(Invocation invocation);
}
