package io.patchfleet.simulator.internal.service;

import java.io.Serial;

/** A query that comes to a bad end, for the reason that Athena gives; its words are documented for few. */
final class AthenaFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String reason;

    AthenaFailure(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
