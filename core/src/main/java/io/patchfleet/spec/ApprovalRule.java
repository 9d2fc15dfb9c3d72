package io.patchfleet.spec;

import io.patchfleet.internal.spec.Problems;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.immutables.value.Value;

/**
 * Which patches a baseline approves by itself, and when: those that match every filter, after some days or up to a
 * date.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchRule.html">PatchRule</a>
 */
@Value.Immutable
@SuppressWarnings("exports")
public interface ApprovalRule {

    /**
     * What a patch must be, by AWS's filter keys such as {@code CLASSIFICATION}: one of the values for each key. None:
     * any patch.
     */
    @Value.NaturalOrder
    SortedMap<String, List<String>> filters();

    /**
     * How many days after its release a patch is approved, 0 to 360. Empty with {@link #until}, and on the operating
     * systems whose packages have no reliable release date (Debian, Ubuntu, Raspberry Pi OS).
     */
    OptionalInt afterDays();

    /** Patches released up to this day (UTC) are approved; later ones are not. */
    Optional<LocalDate> until();

    /** How grave it is when an approved patch is missing. The application's own judgement, not the vendor's. */
    @Value.Default
    default ComplianceLevel complianceLevel() {
        return ComplianceLevel.UNSPECIFIED;
    }

    /** Whether updates that are no security updates are approved too. Linux only. */
    @Value.Default
    default boolean nonSecurity() {
        return false;
    }

    /**
     * Begins a rule.
     *
     * @return a builder
     */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link ApprovalRule}. A filter that is set again is replaced. */
    final class Builder extends ImmutableApprovalRule.Builder {

        Builder() {}

        /**
         * Which classifications.
         *
         * @param anyOf AWS's words, such as {@code Security} (Linux) or {@code SecurityUpdates} (Windows)
         * @return this builder
         */
        public Builder classification(String... anyOf) {
            return filter("CLASSIFICATION", anyOf);
        }

        /**
         * Which severities of the vendor. Linux.
         *
         * @param anyOf AWS's words, such as {@code Critical}
         * @return this builder
         */
        public Builder severity(String... anyOf) {
            return filter("SEVERITY", anyOf);
        }

        /**
         * Which severities of Microsoft's Security Response Center. Windows.
         *
         * @param anyOf AWS's words, such as {@code Critical}
         * @return this builder
         */
        public Builder msrcSeverity(String... anyOf) {
            return filter("MSRC_SEVERITY", anyOf);
        }

        /**
         * Which package priorities. Debian, Ubuntu, Raspberry Pi OS.
         *
         * @param anyOf AWS's words, such as {@code Required}
         * @return this builder
         */
        public Builder priority(String... anyOf) {
            return filter("PRIORITY", anyOf);
        }

        /**
         * Which package sections. Debian, Ubuntu, Raspberry Pi OS.
         *
         * @param anyOf the archive's words, such as {@code admin}
         * @return this builder
         */
        public Builder section(String... anyOf) {
            return filter("SECTION", anyOf);
        }

        /**
         * Which products.
         *
         * @param anyOf AWS's words, such as {@code AmazonLinux2023} or {@code WindowsServer2022}; {@code *} for all
         * @return this builder
         */
        public Builder product(String... anyOf) {
            return filter("PRODUCT", anyOf);
        }

        /**
         * Which families of products. Windows.
         *
         * @param anyOf AWS's words, such as {@code Windows}
         * @return this builder
         */
        public Builder productFamily(String... anyOf) {
            return filter("PRODUCT_FAMILY", anyOf);
        }

        /**
         * Which set of patches. Windows.
         *
         * @param anyOf {@code OS}, {@code APPLICATION}
         * @return this builder
         */
        public Builder patchSet(String... anyOf) {
            return filter("PATCH_SET", anyOf);
        }

        /**
         * Approves updates that are no security updates, too. Linux only.
         *
         * @return this builder
         */
        public Builder nonSecurity() {
            return nonSecurity(true);
        }

        /**
         * Builds the rule.
         *
         * @return the rule
         * @throws io.patchfleet.model.InvalidInputException with all problems at once that a rule has for every
         *     operating system; a baseline checks it for its own
         */
        @Override
        public ApprovalRule build() {
            ApprovalRule rule = unchecked();
            Problems problems = Problems.none();
            RuleRules.check(rule, problems);
            problems.throwIfAny();
            return rule;
        }

        /** For a baseline, which checks its rules for its operating system. */
        ApprovalRule unchecked() {
            filters(Filters.copyOf(super.build().filters()));
            return super.build();
        }

        private Builder filter(String key, String... anyOf) {
            putFilter(key, List.of(anyOf));
            return this;
        }
    }
}
