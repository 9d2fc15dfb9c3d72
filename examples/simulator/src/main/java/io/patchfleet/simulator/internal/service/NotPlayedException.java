package io.patchfleet.simulator.internal.service;

import java.io.Serial;

/** Something that AWS knows and the simulation does not play; recorded as a violation, and the call fails. */
public final class NotPlayedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String what;

    /**
     * Something is not played.
     *
     * @param what names the member, the value or the combination
     */
    public NotPlayedException(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    public String what() {
        return what;
    }
}
