package io.patchfleet.examples;

/** How programs end. */
final class ExitCode {

    static final int DONE = 0;
    /** Done, and there is something to act on. */
    static final int FINDINGS = 1;
    /** An option, or what it names, is wrong. */
    static final int BAD_USAGE = 2;
    /** Could not be done, or only in part. */
    static final int FAILED = 3;

    private ExitCode() {}
}
