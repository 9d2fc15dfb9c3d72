package io.patchfleet.simulator.internal.world;

import java.util.List;

/** A filter of an approval rule; any of the values fits, and {@code *} is every value. */
public record PatchFilter(String key, List<String> values) {

    public PatchFilter {
        values = List.copyOf(values);
    }

    boolean fits(Product product, Release release) {
        return switch (key) {
            case "PRODUCT" -> admits(product.name());
            case "PRODUCT_FAMILY" -> admits(product.family());
            case "PATCH_SET" -> admits("OS");
            case "CLASSIFICATION" -> admits(release.classification());
            case "SEVERITY", "MSRC_SEVERITY", "PRIORITY" -> admits(release.severity());
            case "SECTION" -> admits(release.section());
            default ->
                throw new IllegalArgumentException(
                        "A baseline filters by " + key + ", which is not among the documented keys of approval rules.");
        };
    }

    /** Whether the product fits; a filter by anything else leaves that open. */
    boolean fitsProduct(Product product) {
        return !key.equals("PRODUCT") || admits(product.name());
    }

    private boolean admits(String value) {
        return values.contains("*") || values.contains(value);
    }
}
