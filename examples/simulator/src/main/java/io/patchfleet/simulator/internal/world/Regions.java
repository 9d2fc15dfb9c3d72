package io.patchfleet.simulator.internal.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** AWS's Regions, and whether an account has to ask for them. */
public final class Regions {

    private final Map<String, Boolean> optIn = new LinkedHashMap<>();

    Regions() {
        Catalog.read("regions.json")
                .forEach(region -> optIn.put(
                        region.path("name").asString(), region.path("optIn").asBoolean()));
    }

    public List<String> names() {
        return List.copyOf(optIn.keySet());
    }

    /** Whether an account has to enable it before it can be used. */
    public boolean optIn(String region) {
        return optIn.getOrDefault(region, false);
    }

    /** Whether every account of the commercial partition can use it from the start. */
    boolean enabledForAll(String region) {
        return optIn.containsKey(region)
                && !optIn(region)
                && !region.startsWith("us-gov-")
                && !region.startsWith("cn-");
    }
}
