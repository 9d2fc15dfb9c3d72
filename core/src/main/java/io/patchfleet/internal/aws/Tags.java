package io.patchfleet.internal.aws;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the tags of any service; each has a class of its own for them. */
final class Tags {

    private Tags() {}

    /** By key; a tag without a key is none, one without a value is empty. */
    static <T> SortedMap<String, String> of(
            Collection<T> tags, Function<T, @Nullable String> key, Function<T, @Nullable String> value) {
        SortedMap<String, String> read = new TreeMap<>();
        for (T tag : tags) {
            String name = key.apply(tag);
            String text = value.apply(tag);
            if (name != null) {
                read.put(name, text == null ? "" : text);
            }
        }
        return read;
    }
}
