package io.patchfleet.examples;

import java.io.Serial;

/** The program cannot do what it was asked to; the message says why, for the person who asked. */
final class ProgramFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    ProgramFailedException(String message) {
        super(message);
    }

    ProgramFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
