package io.patchfleet.spec;

import io.patchfleet.spec.FleetSpec.Declared;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a spec keeps of a resource, whoever declared it: equal if it says the same. */
record DeclaredResource(String kind, String name, SortedMap<String, String> properties) implements Declared {

    DeclaredResource {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    static DeclaredResource of(Declared declared) {
        return declared instanceof DeclaredResource kept
                ? kept
                : new DeclaredResource(declared.kind(), declared.name(), declared.properties());
    }

    boolean isSameAs(Declared other) {
        return kind.equals(other.kind()) && name.equals(other.name());
    }
}
