package io.patchfleet.internal.plan;

import io.patchfleet.plan.Change;
import java.util.concurrent.CompletableFuture;

/**
 * A change and how it is carried out.
 *
 * @param act does nothing for a change that is not needed
 */
record Step(Change change, Act act) {

    static Step keep(Change change) {
        return new Step(change, doing -> CompletableFuture.completedFuture(null));
    }

    /** Carries a change out. */
    interface Act {
        CompletableFuture<?> run(Doing doing);
    }
}
