package io.patchfleet.simulator.internal.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tags of what is declared in one account and Region, by the resource's id. Nodes carry theirs themselves. */
public final class ResourceTags {

    private final Map<String, Map<String, String>> byResource = new LinkedHashMap<>();

    /** The resource's tags in the order in which they were given; none if it never had any. */
    public Map<String, String> of(String resource) {
        return Collections.unmodifiableMap(byResource.getOrDefault(resource, Map.of()));
    }

    /** Whether the resource has tags, or had some once. */
    public boolean knows(String resource) {
        return byResource.containsKey(resource);
    }

    public void add(String resource, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            byResource
                    .computeIfAbsent(resource, unseen -> new LinkedHashMap<>())
                    .putAll(tags);
        }
    }

    public void remove(String resource, Iterable<String> keys) {
        Map<String, String> tags = byResource.get(resource);
        if (tags != null) {
            keys.forEach(tags::remove);
        }
    }

    /** The resource is gone, and its tags with it. */
    public void forget(String resource) {
        byResource.remove(resource);
    }
}
