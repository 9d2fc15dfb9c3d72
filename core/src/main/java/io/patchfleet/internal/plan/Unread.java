package io.patchfleet.internal.plan;

import io.patchfleet.model.Gap;
import io.patchfleet.model.Scope;
import io.patchfleet.plan.Change;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a fleet that could not be read, so that nobody knows whether it is as declared.
 *
 * @param kinds of resources; empty: all
 */
record Unread(Gap gap, Optional<Set<String>> kinds) {

    /** Whether the resource that a change is about is in it. */
    boolean hides(Change change) {
        Scope scope = change.scope();
        return gap.account().map(scope.account()::equals).orElse(true)
                && gap.region().map(scope.region()::equals).orElse(true)
                && kinds.map(some -> some.contains(change.kind())).orElse(true);
    }
}
