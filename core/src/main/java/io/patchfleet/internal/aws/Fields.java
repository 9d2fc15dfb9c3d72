package io.patchfleet.internal.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A resource as flat text, by path: what is declared and what AWS says are brought into the same form, so that they can
 * be compared and shown. What is absent, empty or AWS's silent default leaves no trace.
 */
final class Fields {

    private final SortedMap<String, String> values = new TreeMap<>();

    Fields put(String path, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            values.put(path, value.toString());
        }
        return this;
    }

    /** Leaves out what AWS takes when nothing is said. */
    Fields putUnless(String silent, String path, @Nullable Object value) {
        return value == null || silent.equals(value.toString()) ? this : put(path, value);
    }

    /** In the order given. */
    Fields putList(String path, @Nullable List<String> elements) {
        return elements == null ? this : put(path, String.join(", ", elements));
    }

    /** In an order of its own, because that of AWS means nothing. */
    Fields putSet(String path, @Nullable Collection<String> elements) {
        return elements == null
                ? this
                : put(path, elements.stream().sorted().distinct().collect(Collectors.joining(", ")));
    }

    Fields putAll(String prefix, Map<String, String> others) {
        others.forEach((path, value) -> put(prefix + path, value));
        return this;
    }

    SortedMap<String, String> values() {
        return values;
    }
}
