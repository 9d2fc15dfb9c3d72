package io.patchfleet.simulator.internal.world;

import java.util.HashMap;
import java.util.Map;

/** The override lists that nodes can fetch, by URL. */
final class OverrideLists {

    private final Map<String, String> texts = new HashMap<>();

    void put(String url, String yaml) {
        texts.put(url, yaml);
    }

    /**
     * The list at the URL.
     *
     * @throws IllegalArgumentException if nothing is there, or no list
     */
    OverrideList read(String url) {
        String yaml = texts.get(url);
        if (yaml == null) {
            throw new IllegalArgumentException("Unable to download file from S3: " + url);
        }
        return OverrideList.parse(yaml);
    }
}
