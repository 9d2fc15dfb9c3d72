package io.patchfleet.compliance;

import io.patchfleet.model.Actor;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.immutables.value.Value;

/**
 * What is true of the fleet, in numbers. Printing it gives the verdict, the states and what could not be read.
 *
 * <p>A question with a positive word ({@link #isComplete()}, {@link #isCompliant()}) is answered with true only if that
 * is proven, hence never where anything could not be read.
 */
@SuppressWarnings("exports") // the annotation is gone when users compile
public interface ComplianceSummary {

    /** What was asked. */
    Asked asked();

    /** When reading began. */
    Instant began();

    /** When reading ended; ages are counted to {@link #began()}. */
    Instant ended();

    /** Each scope, in order. */
    List<ScopeCompliance> scopes();

    /** What could not be read, once for each cause, in order; what concerns several scopes is here alone. */
    List<Gap> gaps();

    /** The nodes of all scopes that have a number. */
    default StateCounts counts() {
        return scopes().stream().flatMap(scope -> scope.counts().stream()).reduce(StateCounts.NONE, StateCounts::plus);
    }

    /** The sum of the nodes' missing patches, as of their last look. */
    long missingPatches();

    /** How often AWS was called, by operation in IAM's spelling, repeated calls included. */
    @Value.NaturalOrder
    SortedMap<String, Long> apiCalls();

    /** How many of these calls AWS throttled. */
    long throttled();

    /** The compliant nodes of all. */
    default Ratio compliant() {
        return counts().compliant();
    }

    /** Whether everything that was asked for could be read. */
    default boolean isComplete() {
        return gaps().isEmpty();
    }

    /** Whether everything could be read and every node, of one at least, is compliant. */
    default boolean isCompliant() {
        return isComplete()
                && counts().total() > 0
                && compliant().part() == compliant().whole();
    }

    /**
     * Begins a summary, for tests of an application's own.
     *
     * @return a builder; asked, began, ended, missingPatches and throttled are required
     */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ComplianceSummary}. */
    final class Builder {

        private final ImmutableSummaryValue.Builder values = ImmutableSummaryValue.builder();

        private Builder() {}

        /**
         * Sets what was asked.
         *
         * @param asked what was asked
         * @return this builder
         */
        public Builder asked(Asked asked) {
            values.asked(asked);
            return this;
        }

        /**
         * Sets when reading began.
         *
         * @param began when reading began
         * @return this builder
         */
        public Builder began(Instant began) {
            values.began(began);
            return this;
        }

        /**
         * Sets when reading ended.
         *
         * @param ended when reading ended
         * @return this builder
         */
        public Builder ended(Instant ended) {
            values.ended(ended);
            return this;
        }

        /**
         * Sets each scope, in order.
         *
         * @param scopes each scope, in order
         * @return this builder
         */
        public Builder scopes(Iterable<? extends ScopeCompliance> scopes) {
            values.scopes(scopes);
            return this;
        }

        /**
         * Sets what could not be read, in order.
         *
         * @param gaps what could not be read, in order
         * @return this builder
         */
        public Builder gaps(Iterable<? extends Gap> gaps) {
            values.gaps(gaps);
            return this;
        }

        /**
         * Sets the sum of the nodes' missing patches.
         *
         * @param missingPatches the sum of the nodes' missing patches
         * @return this builder
         */
        public Builder missingPatches(long missingPatches) {
            values.missingPatches(missingPatches);
            return this;
        }

        /**
         * Sets how often AWS was called, by operation.
         *
         * @param apiCalls how often AWS was called, by operation
         * @return this builder
         */
        public Builder apiCalls(Map<String, Long> apiCalls) {
            values.apiCalls(apiCalls);
            return this;
        }

        /**
         * Sets how many of these calls AWS throttled.
         *
         * @param throttled how many of these calls AWS throttled
         * @return this builder
         */
        public Builder throttled(long throttled) {
            values.throttled(throttled);
            return this;
        }

        /**
         * Makes the summary.
         *
         * @return the summary
         * @throws IllegalStateException if something that is required was not set
         */
        public ComplianceSummary build() {
            return values.build();
        }
    }

    /** What was asked, by whom, as the report names it. */
    @Value.Immutable
    @SuppressWarnings("exports")
    interface Asked {

        /** Who asked. */
        Actor actor();

        /** Of whom, in words. */
        String target();

        /** Whom not, in words; empty if nobody was left out. */
        Optional<String> excluding();

        /** How old a good look may be. */
        Duration maxScanAge();

        /** Whether patches were asked for, beside counts. */
        boolean withPatches();

        /** The tag whose value is a node's environment. */
        String environmentTag();

        /** The Resource Data Sync that was read, in words; empty if Systems Manager itself was asked. */
        Optional<String> sync();

        /**
         * Begins a question.
         *
         * @return a builder; all but {@code excluding} and {@code sync} is required
         */
        static Builder builder() {
            return new Builder();
        }

        /** Builds an {@link Asked}. */
        final class Builder extends ImmutableAsked.Builder {
            Builder() {}
        }
    }
}
