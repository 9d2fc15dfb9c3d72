package io.patchfleet.model;

import java.io.Serial;

/** The calling thread was interrupted while it waited; its interrupt flag is set again. */
public final class OperationInterruptedException extends PatchFleetException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * With what was being waited for.
     *
     * @param message what was given up
     * @param cause the interrupt
     */
    public OperationInterruptedException(String message, InterruptedException cause) {
        super(message, cause);
    }
}
