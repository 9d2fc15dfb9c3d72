package io.patchfleet.internal.inventory;

/** Compares versions of the SSM agent, such as {@code 3.3.987.0}. */
public final class AgentVersion {

    private AgentVersion() {}

    /** Whether the first is older than the second; what is not a version is not older than anything. */
    public static boolean isOlder(String version, String than) {
        String[] left = version.split("\\.", -1);
        String[] right = than.split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            if (!isNumber(left[i]) || !isNumber(right[i])) {
                return false;
            }
            int order = Long.compare(Long.parseLong(left[i]), Long.parseLong(right[i]));
            if (order != 0) {
                return order < 0;
            }
        }
        return !version.isEmpty() && left.length < right.length;
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
