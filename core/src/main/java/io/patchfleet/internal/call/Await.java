package io.patchfleet.internal.call;

import io.patchfleet.model.OperationInterruptedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits on the thread that called a verb. */
public final class Await {

    private Await() {}

    /**
     * The future's result.
     *
     * @throws CallFailedException if a call failed
     * @throws OperationInterruptedException if the thread is interrupted; its flag is set again
     */
    public static <T> T on(CompletableFuture<T> future, String what) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException(what + " was interrupted", e);
        } catch (ExecutionException e) {
            throw CallFailedException.of(e.getCause() == null ? e : e.getCause());
        }
    }
}
