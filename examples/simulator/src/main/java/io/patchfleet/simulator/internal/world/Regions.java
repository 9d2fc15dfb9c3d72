package io.patchfleet.simulator.internal.world;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * AWS's Regions, whether an account has to ask for them, and which account of AWS's holds the predefined patch
 * baselines of each; those accounts are as the moto project saw them.
 */
public final class Regions {

    /** Stands in for Regions that nobody has looked into; it is that of us-east-2, which the documents show. */
    private static final String PATCH_BASELINE_ACCOUNT = "733109147000";

    private final Map<String, Boolean> optIn = new LinkedHashMap<>();
    private final Map<String, String> patchBaselineAccounts = new HashMap<>();

    Regions() {
        Catalog.read("regions.json").forEach(region -> {
            String name = region.path("name").asString();
            optIn.put(name, region.path("optIn").asBoolean());
            patchBaselineAccounts.put(name, region.path("patchBaselineAccount").asString(PATCH_BASELINE_ACCOUNT));
        });
    }

    public List<String> names() {
        return List.copyOf(optIn.keySet());
    }

    /** The account of AWS's that holds the Region's predefined patch baselines. */
    String patchBaselineAccount(String region) {
        return patchBaselineAccounts.getOrDefault(region, PATCH_BASELINE_ACCOUNT);
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
