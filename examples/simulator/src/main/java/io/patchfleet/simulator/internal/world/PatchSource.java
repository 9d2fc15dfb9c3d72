package io.patchfleet.simulator.internal.world;

import java.util.List;

/** A repository that patches are taken from in place of the node's own (Linux). */
public record PatchSource(String name, List<String> products, String configuration) {

    public PatchSource {
        products = List.copyOf(products);
    }
}
