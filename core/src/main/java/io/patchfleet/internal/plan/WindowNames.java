package io.patchfleet.internal.plan;

import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;

/** How the windows of a spec are called at AWS. */
final class WindowNames {

    private static final int LONGEST = 128;

    private WindowNames() {}

    static String install(FleetSpec spec, Environment environment) {
        return of(spec, environment, "install");
    }

    static String scan(FleetSpec spec, Environment environment) {
        return of(spec, environment, "scan");
    }

    /** Characters that AWS does not take in a name become hyphens. */
    private static String of(FleetSpec spec, Environment environment, String what) {
        String end = "-" + what;
        String name = (spec.name() + "-" + environment.name()).replaceAll("[^a-zA-Z0-9_.-]", "-");
        return AwsText.shortened(name, LONGEST - end.length()) + end;
    }
}
