package io.patchfleet.spec;

import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.OperatingSystem;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * Which patches are wanted on nodes of one operating system.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreatePatchBaseline.html">
 *     CreatePatchBaseline</a>
 */
@Value.Immutable
@SuppressWarnings("exports")
public interface PatchBaseline {

    /** Its name at AWS, 3 to 128 letters, digits, {@code _}, {@code -} and {@code .}; unique within a spec. */
    String name();

    /** The operating system that it judges. */
    OperatingSystem operatingSystem();

    /** What it is for, up to 1024 characters. */
    Optional<String> description();

    /** What it approves by itself, at most ten rules. */
    List<ApprovalRule> rules();

    /** Only patches that match every filter come into question at all, by AWS's filter keys, at most four. */
    @Value.NaturalOrder
    SortedMap<String, List<String>> globalFilters();

    /** Patches that are approved whatever the rules say, at most 50: ids, names or wildcards as AWS takes them. */
    List<String> approvedPatches();

    /** How grave it is when one of the {@link #approvedPatches} is missing. */
    @Value.Default
    default ComplianceLevel approvedPatchesLevel() {
        return ComplianceLevel.UNSPECIFIED;
    }

    /** Whether {@link #approvedPatches} that are no security updates are installed too. Linux only. */
    @Value.Default
    default boolean approvedPatchesNonSecurity() {
        return false;
    }

    /** Patches that are never approved, at most 50. */
    List<String> rejectedPatches();

    /** What happens where another package needs a rejected one. */
    @Value.Default
    default RejectedAction rejectedAction() {
        return RejectedAction.ALLOW_AS_DEPENDENCY;
    }

    /** Where else patches come from, at most 20. Linux only. */
    List<PatchSource> sources();

    /**
     * How a node counts that lacks a security update which is not approved yet. Windows only; empty: as AWS has it.
     *
     * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreatePatchBaseline.html">
     *     AvailableSecurityUpdatesComplianceStatus</a>
     */
    Optional<SecurityUpdatesStatus> availableSecurityUpdates();

    /** Whether it judges the nodes of its operating system that are in no patch group. */
    @Value.Default
    default boolean isDefault() {
        return false;
    }

    /**
     * Begins a baseline.
     *
     * @param name its name
     * @param operatingSystem which nodes it judges; AWS's silent default would be Windows
     * @return a builder
     */
    static Builder builder(String name, OperatingSystem operatingSystem) {
        return new Builder().name(name).operatingSystem(operatingSystem);
    }

    /** What happens where another package needs a rejected one. */
    enum RejectedAction {
        /** It is installed, because another needs it. */
        ALLOW_AS_DEPENDENCY,
        /** It is never installed, nor is what needs it. */
        BLOCK
    }

    /** How a node counts that lacks a security update which is not approved yet. */
    enum SecurityUpdatesStatus {
        /** As compliant. */
        COMPLIANT,
        /** As not compliant. */
        NON_COMPLIANT
    }

    /** Builds a {@link PatchBaseline}. */
    final class Builder extends ImmutablePatchBaseline.Builder {

        Builder() {}

        /**
         * Adds an approval rule.
         *
         * @param rule says what the rule is
         * @return this builder
         */
        public Builder approve(Consumer<ApprovalRule.Builder> rule) {
            ApprovalRule.Builder builder = ApprovalRule.builder();
            rule.accept(builder);
            return addRule(builder.unchecked());
        }

        /**
         * Approves patches whatever the rules say.
         *
         * @param ids such as {@code KB4012212} or {@code kernel*}
         * @return this builder
         */
        public Builder approvePatch(String... ids) {
            return addApprovedPatches(ids);
        }

        /**
         * Rejects patches.
         *
         * @param ids such as {@code KB4012212} or {@code kernel*}
         * @return this builder
         */
        public Builder reject(String... ids) {
            return addRejectedPatches(ids);
        }

        /**
         * Adds a repository. Linux only.
         *
         * @param name what it is called
         * @param configuration what the package manager's file says of it
         * @param products for which versions, such as {@code AmazonLinux2023}; {@code *} for all
         * @return this builder
         */
        public Builder source(String name, String configuration, String... products) {
            return addSource(new PatchSource(name, List.of(products), configuration));
        }

        /**
         * Makes it the one that judges nodes which are in no patch group.
         *
         * @return this builder
         */
        public Builder asDefault() {
            return isDefault(true);
        }

        /**
         * Builds the baseline.
         *
         * @return the baseline
         * @throws io.patchfleet.model.InvalidInputException with all problems at once, each with the path of its field
         *     as a spec's JSON form would have it
         */
        @Override
        public PatchBaseline build() {
            PatchBaseline baseline = unchecked();
            Problems problems = Problems.none();
            BaselineRules.check(baseline, problems.at("baselines").at(baseline.name()));
            problems.throwIfAny();
            return baseline;
        }

        /** For a spec, which checks all of its parts together. */
        PatchBaseline unchecked() {
            globalFilters(Filters.copyOf(super.build().globalFilters()));
            return super.build();
        }
    }
}
