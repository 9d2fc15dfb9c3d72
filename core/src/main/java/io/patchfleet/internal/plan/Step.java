package io.patchfleet.internal.plan;

import io.patchfleet.plan.Change;
import java.util.concurrent.CompletableFuture;

/**
 * A change and how it is carried out.
 *
 * @param isRemoval whether it takes something away that nothing which is made needs
 * @param act does nothing for a change that is not needed
 */
record Step(Change change, boolean isRemoval, Act act) {

    Step(Change change, Act act) {
        this(change, false, act);
    }

    static Step keep(Change change) {
        return new Step(change, doing -> CompletableFuture.completedFuture(null));
    }

    /** Carries a change out. */
    interface Act {
        CompletableFuture<?> run(Doing doing);
    }
}
