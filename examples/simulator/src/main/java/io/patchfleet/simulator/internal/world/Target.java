package io.patchfleet.simulator.internal.world;

import java.util.List;

/** Whom a window means: nodes by {@code InstanceIds}, by {@code tag:...} or {@code tag-key}, or something else. */
public record Target(String key, List<String> values) {

    public static final String INSTANCE_IDS = "InstanceIds";
    public static final String WINDOW_TARGET_IDS = "WindowTargetIds";

    private static final String TAG = "tag:";
    private static final String TAG_KEY = "tag-key";

    public Target {
        values = List.copyOf(values);
    }

    /** The node carries a tag that is meant, or is named. */
    public boolean covers(Node node) {
        if (key.startsWith(TAG)) {
            String value = node.tag(key.substring(TAG.length()));
            return value != null && values.contains(value);
        }
        if (key.equals(TAG_KEY)) {
            return values.stream().anyMatch(node.tags()::containsKey);
        }
        return namesInstances() && values.contains(node.id());
    }

    public boolean namesInstances() {
        return key.equalsIgnoreCase(INSTANCE_IDS);
    }

    public boolean namesWindowTargets() {
        return key.equalsIgnoreCase(WINDOW_TARGET_IDS);
    }

    public boolean namesTags() {
        return key.startsWith(TAG) || key.equals(TAG_KEY);
    }

    public boolean namesResourceGroups() {
        return key.startsWith("resource-groups:");
    }
}
