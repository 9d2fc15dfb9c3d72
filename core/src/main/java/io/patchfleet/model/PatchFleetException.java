package io.patchfleet.model;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The root of what PatchFleet throws of its own. What could be done only in part is a result with
 * {@linkplain Gap gaps}, not an exception.
 */
public abstract class PatchFleetException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * For the leaves.
     *
     * @param message what is wrong, and what to do
     * @param cause what brought it about, or null
     */
    protected PatchFleetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
