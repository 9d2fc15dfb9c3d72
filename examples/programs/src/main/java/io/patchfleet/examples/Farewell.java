package io.patchfleet.examples;

import java.time.Duration;

/** How long a program may take to end once somebody has stopped it. For any thread. */
final class Farewell {

    /** Long enough to close what is open; one that asks a question, and so cannot be interrupted, is waited for in vain. */
    static final Duration USUAL = Duration.ofSeconds(15);

    private volatile Duration most = USUAL;

    /** It has more to do than to close what it opened. */
    void takesUpTo(Duration longest) {
        most = longest;
    }

    Duration most() {
        return most;
    }
}
