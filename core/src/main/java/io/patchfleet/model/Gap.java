package io.patchfleet.model;

import java.util.Comparator;
import java.util.Optional;

/**
 * Something that could not be read or done, where, and why; once for each cause.
 *
 * @param account where, or empty: in all accounts
 * @param region where, or empty: in all Regions
 * @param reason the consequence and the cause, in a sentence
 * @param failure AWS's part in it, if it had one
 */
public record Gap(Optional<String> account, Optional<String> region, String reason, Optional<AwsFailure> failure)
        implements Comparable<Gap> {

    private static final Comparator<Gap> ORDER = Comparator.comparing((Gap gap) -> gap.account.orElse(""))
            .thenComparing(gap -> gap.region.orElse(""))
            .thenComparing(Gap::reason);

    /** Makes the reason fit to print. */
    public Gap {
        reason = Printable.of(reason);
    }

    /**
     * A gap in one scope.
     *
     * @param scope where
     * @param reason the consequence and the cause
     * @param failure AWS's part in it
     * @return the gap
     */
    public static Gap in(Scope scope, String reason, Optional<AwsFailure> failure) {
        return new Gap(Optional.of(scope.account()), Optional.of(scope.region()), reason, failure);
    }

    /** By account, Region and reason; what concerns all comes first. */
    @Override
    public int compareTo(Gap other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code 210987654321, all Regions: role PatchFleet could not be assumed: sts:AssumeRole AccessDenied …}. */
    @Override
    public String toString() {
        return account.orElse("all accounts") + ", " + region.orElse("all Regions") + ": " + reason
                + failure.map(f -> ": " + f).orElse("");
    }
}
