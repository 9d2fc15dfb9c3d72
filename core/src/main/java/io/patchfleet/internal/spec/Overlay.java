package io.patchfleet.internal.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one tree of a spec says otherwise than another, as a tree of its own: the fields that differ, {@code null} for
 * those that are gone. It goes down into tags, baselines, environments and their windows, and resources; whatever else stands in a
 * field, such as a schedule or a list, is one thing, because half of one and half of another would be neither.
 */
public final class Overlay {

    private Overlay() {}

    /**
     * What has to be laid over a tree so that it becomes another.
     *
     * @param from the one
     * @param to the other
     * @return the difference, empty if there is none
     */
    public static Map<String, @Nullable Object> between(
            Map<String, @Nullable Object> from, Map<String, @Nullable Object> to) {
        return between(from, to, Level.SPEC);
    }

    /**
     * Lays a difference over a tree.
     *
     * @param tree the tree, which stays as it is
     * @param difference the difference
     * @return the new tree
     */
    public static Map<String, @Nullable Object> over(
            Map<String, @Nullable Object> tree, Map<String, @Nullable Object> difference) {
        return over(tree, difference, Level.SPEC);
    }

    private static Map<String, @Nullable Object> between(
            Map<String, @Nullable Object> from, Map<String, @Nullable Object> to, Level level) {
        Map<String, @Nullable Object> difference = new LinkedHashMap<>();
        from.keySet().stream().filter(name -> !to.containsKey(name)).forEach(name -> difference.put(name, null));
        to.forEach((name, value) -> {
            Object old = from.get(name);
            Optional<Level> below = level.below(name);
            if (below.isPresent() && old instanceof Map<?, ?> && value instanceof Map<?, ?>) {
                Map<String, @Nullable Object> inner = between(map(old), map(value), below.get());
                if (!inner.isEmpty()) {
                    difference.put(name, inner);
                }
            } else if (!Objects.equals(old, value)) {
                difference.put(name, value);
            }
        });
        return difference;
    }

    private static Map<String, @Nullable Object> over(
            Map<String, @Nullable Object> tree, Map<String, @Nullable Object> difference, Level level) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(tree);
        difference.forEach((name, value) -> {
            Optional<Level> below = level.below(name);
            if (value == null) {
                result.remove(name);
            } else if (below.isPresent() && value instanceof Map<?, ?>) {
                result.put(name, over(map(result.get(name)), map(value), below.get()));
            } else {
                result.put(name, value);
            }
        });
        return result;
    }

    @SuppressWarnings("unchecked") // trees of a spec have texts for names
    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** Where in a spec's tree fields are told apart. */
    private enum Level {
        SPEC,
        TAGS,
        BASELINES,
        BASELINE,
        ENVIRONMENTS,
        ENVIRONMENT,
        WINDOW,
        RESOURCES,
        RESOURCES_OF_A_KIND,
        RESOURCE;

        Optional<Level> below(String name) {
            return Optional.ofNullable(
                    switch (this) {
                        case SPEC ->
                            switch (name) {
                                case "tags" -> TAGS;
                                case "baselines" -> BASELINES;
                                case "environments" -> ENVIRONMENTS;
                                case "resources" -> RESOURCES;
                                default -> null;
                            };
                        case BASELINES -> BASELINE;
                        case ENVIRONMENTS -> ENVIRONMENT;
                        case ENVIRONMENT -> name.endsWith("Window") ? WINDOW : null;
                        case RESOURCES -> RESOURCES_OF_A_KIND;
                        case RESOURCES_OF_A_KIND -> RESOURCE;
                        case TAGS, BASELINE, WINDOW, RESOURCE -> null;
                    });
        }
    }
}
