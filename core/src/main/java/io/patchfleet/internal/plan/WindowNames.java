package io.patchfleet.internal.plan;

import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;

/** How the windows of a spec are called at AWS. */
final class WindowNames {

    private static final int LONGEST = 128;
    /** As much of a spec's name as stands in the names of its windows however long those of its environments are. */
    private static final int ALWAYS_THERE = 100;

    private static final String INSTALL = "-install";
    private static final String SCAN = "-scan";

    private WindowNames() {}

    static String install(FleetSpec spec, Environment environment) {
        return of(spec, environment, INSTALL);
    }

    static String scan(FleetSpec spec, Environment environment) {
        return of(spec, environment, SCAN);
    }

    /** Whether a window of that spec could be called so. */
    static boolean mayBeOf(String spec, String window) {
        String name = taken(spec);
        return window.startsWith(name.substring(0, Math.min(ALWAYS_THERE, name.length())))
                && (window.endsWith(INSTALL) || window.endsWith(SCAN));
    }

    private static String of(FleetSpec spec, Environment environment, String end) {
        String name = taken(spec.name() + "-" + environment.name());
        return AwsText.shortened(name, LONGEST - end.length()) + end;
    }

    /** Characters that AWS does not take in a name become hyphens. */
    private static String taken(String name) {
        return name.replaceAll("[^a-zA-Z0-9_.-]", "-");
    }
}
