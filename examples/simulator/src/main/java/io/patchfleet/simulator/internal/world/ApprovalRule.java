package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which a baseline approves patches of itself.
 *
 * @param filters all of them have to fit
 * @param complianceLevel what a missing patch counts as; the account's choice, not the vendor's severity
 * @param approveAfterDays the delay after release; null when {@code approveUntil} is given, and on the Debian family,
 *     which has no dependable release dates
 * @param approveUntil patches released up to and including this day are approved
 * @param enableNonSecurity whether updates that no security notice brought are approved too (Linux)
 */
public record ApprovalRule(
        List<PatchFilter> filters,
        ComplianceLevel complianceLevel,
        @Nullable Integer approveAfterDays,
        @Nullable LocalDate approveUntil,
        boolean enableNonSecurity) {

    public ApprovalRule {
        filters = List.copyOf(filters);
    }

    boolean approves(Product product, Release release, Instant now) {
        return !release.original() && fits(product, release) && dueBy(product, release, now);
    }

    /** When the rule approves the release, whether that is past or to come; null if it never does. */
    @Nullable
    Instant approvalOf(Product product, Release release) {
        if (release.original() || !fits(product, release)) {
            return null;
        }
        if (approveUntil != null) {
            return releasedBy(approveUntil, release) ? release.released() : null;
        }
        return release.released().plus(delay(product));
    }

    private boolean dueBy(Product product, Release release, Instant now) {
        if (approveUntil != null) {
            return releasedBy(approveUntil, release) && !release.released().isAfter(now);
        }
        return !release.released().plus(delay(product)).isAfter(now);
    }

    private static boolean releasedBy(LocalDate day, Release release) {
        return release.released().isBefore(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private Duration delay(Product product) {
        Integer days = approveAfterDays;
        if (days == null || product.operatingSystem().family() == OperatingSystem.Family.DEBIAN) {
            return Duration.ZERO;
        }
        return Duration.ofDays(days);
    }

    private boolean fits(Product product, Release release) {
        if (!product.operatingSystem().isWindows() && !release.security() && release.advisory() == null) {
            // No notice, so no classification or severity that a filter could fit: only the switch lets it in.
            return enableNonSecurity && filters.stream().allMatch(filter -> fitsProduct(filter, product));
        }
        return filters.stream().allMatch(filter -> fits(filter, product, release));
    }

    private static boolean fitsProduct(PatchFilter filter, Product product) {
        return !filter.key().equals("PRODUCT") || filter.admits(product.name());
    }

    private static boolean fits(PatchFilter filter, Product product, Release release) {
        return switch (filter.key()) {
            case "PRODUCT" -> filter.admits(product.name());
            case "PRODUCT_FAMILY" -> filter.admits(product.family());
            case "PATCH_SET" -> filter.admits("OS");
            case "CLASSIFICATION" -> filter.admits(release.classification());
            case "SEVERITY", "MSRC_SEVERITY", "PRIORITY" -> filter.admits(release.severity());
            default ->
                throw new IllegalArgumentException("A baseline filters by " + filter.key()
                        + ", which is not among the documented keys of approval rules.");
        };
    }
}
