package io.patchfleet.spec;

import java.util.List;

/**
 * A repository from which patches come beside the operating system's own.
 *
 * @param name 3 to 50 letters, digits, {@code _}, {@code -} and {@code .}
 * @param products for which versions of the operating system, at least one
 * @param configuration what the package manager's file says of it, up to 1024 characters
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchSource.html">PatchSource</a>
 */
public record PatchSource(String name, List<String> products, String configuration) {

    /** Copies the products. */
    public PatchSource {
        products = List.copyOf(products);
    }

    /** Without the configuration, in which passwords may stand. */
    @Override
    public String toString() {
        return name + " for " + String.join(", ", products) + ", configuration of " + configuration.length()
                + " characters";
    }
}
