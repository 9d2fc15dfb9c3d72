package io.patchfleet.simulator.internal.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shape of a service's model: what a value must be.
 *
 * @param name as the model calls it
 * @param members a structure's, in the model's order
 * @param required the members that must not be missing
 * @param element a list's member or a map's value
 * @param key a map's key
 * @param min the least value, length or size
 * @param max the greatest value, length or size
 * @param pattern what a string must match as a whole
 * @param values those that a string may have; none if it may have any
 */
public record Shape(
        String name,
        Kind kind,
        Map<String, Member> members,
        Set<String> required,
        @Nullable Member element,
        @Nullable Member key,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Pattern pattern,
        List<String> values) {

    /** The types that models know. */
    public enum Kind {
        STRUCTURE,
        LIST,
        MAP,
        STRING,
        INTEGER,
        LONG,
        FLOAT,
        DOUBLE,
        BOOLEAN,
        TIMESTAMP,
        BLOB
    }

    /** What a list or a map holds. */
    public Member elements() {
        if (element == null) {
            throw new IllegalStateException(name + " is no list and no map");
        }
        return element;
    }

    /** What a map is keyed by. */
    public Member keys() {
        if (key == null) {
            throw new IllegalStateException(name + " is no map");
        }
        return key;
    }

    Shape withMax(double most) {
        return new Shape(name, kind, members, required, element, key, min, most, pattern, values);
    }

    Shape withoutMin() {
        return new Shape(name, kind, members, required, element, key, null, max, pattern, values);
    }

    Shape withoutPattern() {
        return new Shape(name, kind, members, required, element, key, min, max, null, values);
    }

    Shape withValues(List<String> allowed) {
        return new Shape(name, kind, members, required, element, key, min, max, pattern, allowed);
    }
}
