package io.patchfleet.simulator.internal.world;

import java.util.List;

/** A filter of an approval rule; any of the values fits, and {@code *} is every value. */
public record PatchFilter(String key, List<String> values) {

    public PatchFilter {
        values = List.copyOf(values);
    }

    boolean admits(String value) {
        return values.contains("*") || values.contains(value);
    }
}
