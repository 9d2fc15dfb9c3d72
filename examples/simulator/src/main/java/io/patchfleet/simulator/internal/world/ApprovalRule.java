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
 * @param approveAfterDays the delay after release; null when {@code approveUntil} is given, and of no effect on the
 *     Debian family, which has no dependable release dates
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

    /**
     * Whether the release is approved now.
     *
     * @param global filters that have to fit besides the rule's own
     */
    boolean approves(List<PatchFilter> global, Product product, Release release, Instant now) {
        Instant approval = approvalOf(global, product, release);
        return approval != null && !approval.isAfter(now);
    }

    /** When the rule approves the release, whether that is past or to come; null if it never does. */
    @Nullable
    Instant approvalOf(List<PatchFilter> global, Product product, Release release) {
        if (release.original() || !fits(filters, product, release) || !fits(global, product, release)) {
            return null;
        }
        if (approveUntil != null) {
            return releasedBy(approveUntil, release) ? release.released() : null;
        }
        return release.released().plus(delay(product));
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

    private boolean fits(List<PatchFilter> all, Product product, Release release) {
        if (!product.operatingSystem().isWindows() && !release.security() && release.advisory() == null) {
            // No notice, so no classification or severity that a filter could fit: only the switch lets it in.
            return enableNonSecurity && all.stream().allMatch(filter -> filter.fitsProduct(product));
        }
        return all.stream().allMatch(filter -> filter.fits(product, release));
    }
}
