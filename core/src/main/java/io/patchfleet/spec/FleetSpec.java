package io.patchfleet.spec;

import io.patchfleet.model.OperatingSystem;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * What a fleet is meant to be: its baselines and environments, the same in every account and Region unless an override
 * says otherwise.
 *
 * <p>AWS is where the state lives: what was made for a spec carries its name in a tag, so two programs with the same
 * spec agree and there is no state file.
 */
@Value.Immutable
@SuppressWarnings("exports")
public interface FleetSpec {

    /** Whose resources these are: 3 to 64 letters, digits, {@code _}, {@code -} and {@code .}. */
    String name();

    /** Tags that everything made for this spec carries, beside PatchFleet's own. */
    @Value.NaturalOrder
    SortedMap<String, String> tags();

    /** The baselines, in the order in which they were declared. */
    List<PatchBaseline> baselines();

    /** The environments, in the order in which they were declared. */
    List<Environment> environments();

    /** Names of baselines that were made by others and become this spec's: nothing else of others is ever changed. */
    List<String> adoptedBaselines();

    /** Patch groups that hold baselines of others and may be moved to this spec's. */
    List<String> adoptedPatchGroups();

    /**
     * Begins a spec.
     *
     * @param name whose resources these are
     * @return a builder
     */
    static Builder builder(String name) {
        return new Builder().name(name);
    }

    /** Builds a {@link FleetSpec}. */
    final class Builder extends ImmutableFleetSpec.Builder {

        Builder() {}

        /**
         * Declares a baseline.
         *
         * @param name its name
         * @param operatingSystem which nodes it judges
         * @param more says what it approves
         * @return this builder
         */
        public Builder baseline(String name, OperatingSystem operatingSystem, Consumer<PatchBaseline.Builder> more) {
            PatchBaseline.Builder baseline = PatchBaseline.builder(name, operatingSystem);
            more.accept(baseline);
            return baseline(baseline.build());
        }

        /**
         * Declares a baseline.
         *
         * @param baseline the baseline
         * @return this builder
         */
        public Builder baseline(PatchBaseline baseline) {
            return addBaselines(baseline);
        }

        /**
         * Declares an environment.
         *
         * @param name its name
         * @param more says what it is
         * @return this builder
         */
        public Builder environment(String name, Consumer<Environment.Builder> more) {
            Environment.Builder environment = Environment.builder(name);
            more.accept(environment);
            return environment(environment.build());
        }

        /**
         * Declares an environment.
         *
         * @param environment the environment
         * @return this builder
         */
        public Builder environment(Environment environment) {
            return addEnvironments(environment);
        }

        /**
         * Takes over a baseline that others made, found by its name.
         *
         * @param name the name of a baseline that this spec declares
         * @return this builder
         */
        public Builder adopt(String name) {
            return addAdoptedBaselines(name);
        }

        /**
         * Lets a patch group be moved that holds a baseline of others.
         *
         * @param group the patch group of an environment that this spec declares
         * @return this builder
         */
        public Builder adoptPatchGroup(String group) {
            return addAdoptedPatchGroups(group);
        }
    }
}
