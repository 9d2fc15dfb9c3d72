package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A patch baseline; a value, so that what it once decided stays decided when the account changes it.
 *
 * @param id {@code pb-...}
 * @param owner the account that holds it, an account of AWS's for the predefined ones
 * @param region where it is
 */
public record PatchBaseline(
        String id,
        String owner,
        String region,
        boolean predefined,
        OperatingSystem operatingSystem,
        BaselineContent content,
        Instant created,
        Instant modified) {

    /** The same baseline, saying something else from now on. */
    public PatchBaseline saying(BaselineContent other, Instant now) {
        return new PatchBaseline(id, owner, region, predefined, operatingSystem, other, created, now);
    }

    /** How AWS's calls name it: predefined ones belong to another account, so by their ARN. */
    public String reference() {
        return predefined ? "arn:aws:ssm:" + region + ":" + owner + ":patchbaseline/" + id : id;
    }

    /** The level at which the release is approved now; empty if it is not. */
    public Optional<ComplianceLevel> approval(Product product, Release release, Instant now) {
        if (release.original() || release.released().isAfter(now) || rejects(release)) {
            return Optional.empty();
        }
        if (approvesByName(release)) {
            return Optional.of(content.approvedLevel());
        }
        return content.rules().stream()
                .filter(rule -> rule.approves(content.globalFilters(), product, release, now))
                .map(ApprovalRule::complianceLevel)
                .findFirst();
    }

    /** Whether the release is on the list of the approved, and may be there. */
    public boolean approvesByName(Release release) {
        return names(content.approved(), release)
                && (release.security() || content.approvedNonSecurity() || operatingSystem.isWindows());
    }

    /** Whether the release is on the list of the rejected, which wins over every approval. */
    public boolean rejects(Release release) {
        return names(content.rejected(), release);
    }

    /** When the rules approve the release, whether that is past or to come; null if they never do. */
    public @Nullable Instant approvalByRules(Product product, Release release) {
        Instant first = null;
        for (ApprovalRule rule : content.rules()) {
            Instant approval = rule.approvalOf(content.globalFilters(), product, release);
            if (approval != null && (first == null || approval.isBefore(first))) {
                first = approval;
            }
        }
        return first;
    }

    /** The last instant up to now at which the rules let another release in; null if they never did. */
    @Nullable
    Instant lastChange(Product product, Instant now) {
        Instant last = null;
        for (Software software : product.software()) {
            for (Release release : software.releases()) {
                for (ApprovalRule rule : content.rules()) {
                    Instant approval = rule.approvalOf(content.globalFilters(), product, release);
                    if (approval != null && !approval.isAfter(now) && (last == null || approval.isAfter(last))) {
                        last = approval;
                    }
                }
            }
        }
        return last;
    }

    /** A list names packages (with {@code *}), packages with their version, KBs, advisories and CVE ids. */
    private static boolean names(List<String> list, Release release) {
        for (String entry : list) {
            if (release.cves().contains(entry)
                    || entry.equals(release.advisory())
                    || Wildcard.matches(entry, release.id())
                    || Wildcard.matches(entry, release.title())
                    || Wildcard.matches(entry, bareName(release.id()))) {
                return true;
            }
        }
        return false;
    }

    private static String bareName(String id) {
        int architecture = id.lastIndexOf('.');
        return architecture < 0 ? id : id.substring(0, architecture);
    }
}
