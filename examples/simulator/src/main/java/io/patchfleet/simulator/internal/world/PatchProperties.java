package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * By what patches of each operating system can be filtered, and the values that there are. Keys and values are those of
 * AWS's API reference (its older editions list the values of PatchFilter); products that came out since are those that
 * the user guide says are supported. Where a family's severities are spelled in two ways, both are taken.
 */
public final class PatchProperties {

    /** Whether patches are of the operating system itself or of Microsoft's applications. */
    public static final String PATCH_SET = "PATCH_SET";

    /** Means every value, whatever the key. */
    public static final String ANY = "*";

    private static final JsonNode TABLE = Catalog.read("patch-properties.json");
    private static final List<String> PATCH_SETS = List.of("OS", "APPLICATION");

    private PatchProperties() {}

    /** The keys by which baselines of that operating system filter. */
    public static Set<String> keys(OperatingSystem operatingSystem) {
        Set<String> keys = new LinkedHashSet<>(table(operatingSystem, "OS").propertyNames());
        if (operatingSystem.isWindows()) {
            keys.add(PATCH_SET);
        }
        if (operatingSystem.family() == OperatingSystem.Family.DEBIAN) {
            keys.add("SECTION");
        }
        return keys;
    }

    /** Whether a key's values are not listed anywhere: any text is one. */
    public static boolean open(String key) {
        return key.equals("SECTION");
    }

    /**
     * The values of a key, without {@code *}; none for a key that the operating system does not have.
     *
     * @param patchSet {@code OS} or {@code APPLICATION}; the latter is known to Windows alone
     */
    public static List<String> values(OperatingSystem operatingSystem, String key, String patchSet) {
        if (key.equals(PATCH_SET)) {
            return operatingSystem.isWindows() ? PATCH_SETS : List.of();
        }
        List<String> values = new ArrayList<>();
        table(operatingSystem, patchSet).path(key).forEach(value -> values.add(value.asString()));
        return values;
    }

    private static JsonNode table(OperatingSystem operatingSystem, String patchSet) {
        return TABLE.path(patchSet.equals("OS") ? operatingSystem.name() : operatingSystem.name() + "/" + patchSet);
    }
}
