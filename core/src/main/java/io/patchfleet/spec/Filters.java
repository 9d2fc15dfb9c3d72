package io.patchfleet.spec;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Filters by AWS's keys. */
final class Filters {

    private Filters() {}

    /** A copy that nobody else can change. */
    static SortedMap<String, List<String>> copyOf(SortedMap<String, List<String>> filters) {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        filters.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        return copy;
    }
}
