package io.patchfleet.internal.plan;

import io.patchfleet.plan.Change.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what is with what is meant, value by value. */
final class Differences {

    private Differences() {}

    /** What there is, without what AWS filled in because nothing was meant. */
    static SortedMap<String, String> settled(SortedMap<String, String> actual, SortedMap<String, String> meant) {
        SortedMap<String, String> settled = new TreeMap<>(actual);
        settled.entrySet()
                .removeIf(there -> !meant.containsKey(there.getKey()) && isFilledIn(there.getKey(), there.getValue()));
        return settled;
    }

    /** Only the values that AWS chooses: anything else was chosen by somebody. */
    private static boolean isFilledIn(String path, String value) {
        return switch (path) {
            case "availableSecurityUpdates" -> value.equals("COMPLIANT");
            case "serviceRole" -> value.contains(":role/aws-service-role/ssm.amazonaws.com/");
            default -> path.endsWith(".afterDays") && value.equals("0");
        };
    }

    static List<Field> between(SortedMap<String, String> actual, SortedMap<String, String> meant) {
        List<Field> fields = new ArrayList<>();
        Set<String> paths = new TreeSet<>(actual.keySet());
        paths.addAll(meant.keySet());
        for (String path : paths) {
            Optional<String> before = Optional.ofNullable(actual.get(path));
            Optional<String> after = Optional.ofNullable(meant.get(path));
            if (!before.equals(after)) {
                fields.add(new Field(path, before, after));
            }
        }
        return fields;
    }

    /** Tags that are meant and are not there or say something else, and those that the spec dropped; not those of others. */
    static List<Field> ofTags(SortedMap<String, String> actual, SortedMap<String, String> meant) {
        List<Field> fields = new ArrayList<>();
        meant.forEach((key, value) -> {
            Optional<String> before = Optional.ofNullable(actual.get(key));
            if (!before.equals(Optional.of(value))) {
                fields.add(new Field("tags." + key, before, Optional.of(value)));
            }
        });
        Ownership.dropped(actual, meant)
                .forEach(key ->
                        fields.add(new Field("tags." + key, Optional.ofNullable(actual.get(key)), Optional.empty())));
        return fields;
    }

    static List<Field> ofNew(SortedMap<String, String> meant) {
        return between(new TreeMap<>(), meant);
    }

    static List<Field> ofGone(SortedMap<String, String> actual) {
        return between(actual, new TreeMap<>());
    }
}
