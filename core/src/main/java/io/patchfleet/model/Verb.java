package io.patchfleet.model;

import java.util.Locale;

/** What a fleet can be asked to do, where each needs rights of its own at AWS. */
public enum Verb {
    /** {@code compliance()} and {@code windowRuns()}: what is true of the fleet. Changes nothing. */
    READ,
    /**
     * {@code compliance().from(…)}: the same of a Resource Data Sync. Changes nothing. What Athena needs to keep a
     * result where its workgroup says is not among the rights.
     */
    READ_SYNC,
    /** {@code scan(…)}: lets nodes look for what they miss. Installs nothing. */
    SCAN,
    /** {@code install(…)}: patches nodes, and scans them afterwards. */
    INSTALL,
    /** {@code check(…)} of a spec against the fleet. Changes nothing. */
    CHECK,
    /** {@code plan(…)}, {@code drift(…)} and {@code planDestroy(…)}. Changes nothing. */
    PLAN,
    /** {@code apply(…)} of what was planned for a spec; with the rights to plan, because it looks once more. */
    APPLY,
    /** {@code apply(…)} of what was planned to take a spec away; with the rights to plan, because it looks once more. */
    DESTROY;

    /** As it is written on a command line, such as {@code read}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
