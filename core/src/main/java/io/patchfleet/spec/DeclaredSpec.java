package io.patchfleet.spec;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A spec as it is kept. Unchecked: whoever hands one out has checked it. */
record DeclaredSpec(
        String name,
        SortedMap<String, String> tags,
        List<PatchBaseline> baselines,
        List<Environment> environments,
        List<String> adoptedBaselines,
        List<Declared> resources,
        List<Difference> overrides)
        implements FleetSpec {

    DeclaredSpec {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        baselines = List.copyOf(baselines);
        environments = List.copyOf(environments);
        adoptedBaselines = List.copyOf(adoptedBaselines);
        resources = resources.stream().<Declared>map(DeclaredResource::of).toList();
        overrides = List.copyOf(overrides);
    }

    /** The same with other overrides. */
    DeclaredSpec with(List<Difference> others) {
        return new DeclaredSpec(name, tags, baselines, environments, adoptedBaselines, resources, others);
    }

    /** Such as {@code bank-servers: 4 baselines, 3 environments, 1 override}. */
    @Override
    public String toString() {
        return name + ": " + counted(baselines.size(), "baseline") + ", "
                + counted(environments.size(), "environment")
                + (resources.isEmpty() ? "" : ", " + counted(resources.size(), "resource"))
                + (overrides.isEmpty() ? "" : ", " + counted(overrides.size(), "override"));
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
