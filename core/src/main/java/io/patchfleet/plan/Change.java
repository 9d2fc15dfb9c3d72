package io.patchfleet.plan;

import io.patchfleet.model.Printable;
import io.patchfleet.model.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One resource of one scope, and what would be done with it.
 *
 * @param scope where
 * @param kind what it is, such as {@code patchBaseline}
 * @param name which one, within its kind; strangers' text where others named it
 * @param action what would be done
 * @param fields what would change, by path; none for {@link Action#KEEP}
 * @param why in words
 * @param changedOutside whether somebody changed it since PatchFleet last did
 */
public record Change(
        Scope scope, String kind, String name, Action action, List<Field> fields, String why, boolean changedOutside) {

    /** Copies the fields. */
    public Change {
        Objects.requireNonNull(scope, "scope");
        fields = List.copyOf(fields);
    }

    /** Whether there is anything to do. */
    public boolean isNeeded() {
        return action != Action.KEEP;
    }

    /** Such as {@code 123456789012/eu-central-1: update patchBaseline bank-linux}. */
    @Override
    public String toString() {
        return scope + ": " + action.name().toLowerCase(Locale.ROOT) + " " + kind + " " + Printable.of(name);
    }

    /** What would be done. */
    public enum Action {
        /** It is not there and is made. */
        CREATE,
        /** It is there and gets other values. */
        UPDATE,
        /** It cannot be changed into what is meant: it is taken away and made anew. */
        REPLACE,
        /** Others made it, the spec adopts it: it gets the spec's values and tags. */
        ADOPT,
        /** It is no longer declared and is taken away. */
        DELETE,
        /** It is as it should be. */
        KEEP
    }

    /**
     * A value that would change.
     *
     * @param path which one, such as {@code rules[0].afterDays}
     * @param before what it is; empty if it is not there
     * @param after what it would be; empty if it would not be there
     */
    public record Field(String path, Optional<String> before, Optional<String> after) {}
}
