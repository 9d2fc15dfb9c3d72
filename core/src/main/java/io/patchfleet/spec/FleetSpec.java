package io.patchfleet.spec;

import io.patchfleet.internal.json.Json;
import io.patchfleet.internal.spec.Overlay;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.ContentHash;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet is meant to be: its baselines and environments, the same in every account and Region unless an override
 * says otherwise. Immutable; there is none that AWS would refuse, or of which it would ignore a part in silence, as far
 * as that can be told without asking it.
 *
 * <p>AWS is where the state lives: what was made for a spec carries its name in a tag, so two programs with the same
 * spec agree and there is no state file.
 *
 * <p>A spec is built here, or read from JSON or YAML: the form is described by a JSON Schema, the resource
 * {@code io/patchfleet/spec/spec-1.schema.json} of this library.
 */
public interface FleetSpec {

    /** Whose resources these are: 3 to 64 letters, digits, {@code _}, {@code -} and {@code .}. */
    String name();

    /** Tags that everything made for this spec carries, beside PatchFleet's own; at most 45. */
    SortedMap<String, String> tags();

    /** The baselines, in the order in which they were declared. */
    List<PatchBaseline> baselines();

    /** The environments, in the order in which they were declared. */
    List<Environment> environments();

    /** Names of baselines that were made by others and become this spec's: nothing else of others is ever changed. */
    List<String> adoptedBaselines();

    /** Resources of other kinds than PatchFleet's own, in the order in which they were declared. */
    List<Declared> resources();

    /** What is otherwise in some accounts or Regions; where several apply, each is laid over those before it. */
    List<Difference> overrides();

    /**
     * Begins a spec.
     *
     * @param name whose resources these are
     * @return a builder
     */
    static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Reads what {@link #toJson()} writes.
     *
     * @param json the spec in the format {@code patchfleet.spec/1}
     * @return the spec
     * @throws io.patchfleet.model.InvalidInputException with all problems at once, each with the path of its field; for
     *     a text that is no JSON, with its line and column
     */
    static FleetSpec fromJson(String json) {
        if (Json.read(json) instanceof Map<?, ?> tree) {
            return SpecReader.read(tree);
        }
        throw Problem.refusal("", json, "an object: {\"format\": \"" + SpecTree.FORMAT + "\", …}");
    }

    /**
     * Reads what a library for JSON or YAML made of a document.
     *
     * @param tree the spec in the format {@code patchfleet.spec/1}, in maps, lists, texts, numbers and booleans;
     *     a key that is no text, as YAML may have it, counts as the text that it prints
     * @return the spec
     * @throws io.patchfleet.model.InvalidInputException with all problems at once, each with the path of its field
     */
    static FleetSpec fromTree(Map<?, ?> tree) {
        return SpecReader.read(tree);
    }

    /**
     * Writes it for people and programs, in the format {@code patchfleet.spec/1}. What is as it would be if nobody had
     * said it is left out.
     *
     * @return the JSON, from which {@link #fromJson} makes an equal spec
     */
    default String toJson() {
        return Json.write(SpecTree.of(this));
    }

    /** What it is known by: the same for two specs that declare the same, in whatever order. */
    default ContentHash hash() {
        return ContentHash.of(Json.canonical(SpecTree.of(this)));
    }

    /**
     * The baselines that judge the nodes of an environment: those that it names, or all.
     *
     * @param environment one of this spec
     * @return the baselines, one for each operating system
     */
    default List<PatchBaseline> baselinesOf(Environment environment) {
        return baselines().stream()
                .filter(baseline -> environment.baselines().isEmpty()
                        || environment.baselines().contains(baseline.name()))
                .toList();
    }

    /**
     * What is declared for an account and a Region.
     *
     * @param scope where
     * @return the spec with the overrides laid over it that apply there, and without overrides of its own
     */
    default FleetSpec in(Scope scope) {
        Variations variations = new Variations(this);
        return SpecReader.resolved(variations.tree(variations.matching(scope)));
    }

    /**
     * All that this spec comes to anywhere: what is declared where no override applies, and what it is for each set of
     * overrides that meets in some account and Region.
     *
     * @return at least one spec, each without overrides of its own
     */
    default List<FleetSpec> variations() {
        Variations variations = new Variations(this);
        return Stream.concat(Stream.of(List.<Integer>of()), variations.meetings().stream())
                .map(meeting -> SpecReader.resolved(variations.tree(meeting)))
                .toList();
    }

    /**
     * Says beforehand whether the spec can keep patches from growing old, when its windows open, and what looks like a
     * mistake; one opening in a row may come to nothing. Asks nobody.
     *
     * @param maxAge how old an approved patch may grow before it is installed, counted from its release
     * @param now from when openings are told
     * @return what can be said
     * @throws io.patchfleet.model.InvalidInputException if the age is not longer than none
     */
    default SpecCheck check(Duration maxAge, Instant now) {
        return check(maxAge, 1, now);
    }

    /**
     * The same for other expectations of failures.
     *
     * @param maxAge how old an approved patch may grow before it is installed, counted from its release
     * @param toleratedFailures how many openings in a row may come to nothing, because a node is off or an install
     *     fails
     * @param now from when openings are told
     * @return what can be said
     * @throws io.patchfleet.model.InvalidInputException if the age is not longer than none, or the failures are negative
     */
    default SpecCheck check(Duration maxAge, int toleratedFailures, Instant now) {
        return new SpecChecker(this, maxAge, toleratedFailures, now).check();
    }

    /**
     * A resource of a kind that PatchFleet does not know by itself: a module's or an application's
     * {@link io.patchfleet.spi.ResourceKind}. Two that say the same are the same to a spec.
     */
    interface Declared {

        /** The name of its kind. */
        String kind();

        /** What the spec calls it: 1 to 128 characters, once within its kind. */
        String name();

        /** What it is meant to be: a text for each property that is said, as changes show them. */
        SortedMap<String, String> properties();
    }

    /**
     * What is otherwise in some accounts or Regions.
     *
     * @param where in which
     * @param changes the fields that are otherwise, as they stand in the JSON form and {@code null} for those that are
     *     not there; tags, baselines, environments and windows are named down to the field that differs, any other
     *     value is given whole
     */
    record Difference(Scope.Filter where, Map<String, @Nullable Object> changes) {

        /** Copies the changes. */
        public Difference {
            changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        }
    }

    /** Builds a {@link FleetSpec}; what is wrong is found when it is built, all at once. */
    final class Builder {

        private final String name;
        private final boolean filled;
        private final SortedMap<String, String> tags = new TreeMap<>();
        private final List<PatchBaseline> baselines = new ArrayList<>();
        private final List<Environment> environments = new ArrayList<>();
        private final List<String> adopted = new ArrayList<>();
        private final List<Declared> resources = new ArrayList<>();
        private final List<Saying> overrides = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
            this.filled = false;
        }

        /** For an override: what is declared again replaces what stands. */
        private Builder(FleetSpec standing) {
            name = standing.name();
            filled = true;
            tags.putAll(standing.tags());
            baselines.addAll(standing.baselines());
            environments.addAll(standing.environments());
            adopted.addAll(standing.adoptedBaselines());
            resources.addAll(standing.resources());
        }

        /**
         * Gives everything that is made a tag.
         *
         * @param key the tag's key
         * @param value its value
         * @return this builder
         */
        public Builder tag(String key, String value) {
            tags.put(key, value);
            return this;
        }

        /**
         * Declares a baseline; in an override, says what is otherwise about one.
         *
         * @param baselineName its name
         * @param operatingSystem which nodes it judges
         * @param more says what it approves; in an override the builder arrives filled
         * @return this builder
         */
        public Builder baseline(
                String baselineName, OperatingSystem operatingSystem, Consumer<PatchBaseline.Builder> more) {
            PatchBaseline.Builder baseline = PatchBaseline.builder(baselineName, operatingSystem);
            standing(baselines, stands -> stands.name().equals(baselineName))
                    .ifPresent(stands -> baseline.from(stands).operatingSystem(operatingSystem));
            more.accept(baseline);
            return baseline(baseline.unchecked());
        }

        /**
         * Declares a baseline; in an override, replaces the one of its name.
         *
         * @param baseline the baseline
         * @return this builder
         */
        public Builder baseline(PatchBaseline baseline) {
            return put(baselines, standing(baselines, stands -> stands.name().equals(baseline.name())), baseline);
        }

        /**
         * Declares an environment; in an override, says what is otherwise about one.
         *
         * @param environmentName its name
         * @param more says what it is; in an override the builder arrives filled
         * @return this builder
         */
        public Builder environment(String environmentName, Consumer<Environment.Builder> more) {
            Environment.Builder environment = Environment.builder(environmentName);
            standing(environments, stands -> stands.name().equals(environmentName))
                    .ifPresent(environment::standing);
            more.accept(environment);
            return environment(environment.unchecked());
        }

        /**
         * Declares an environment; in an override, replaces the one of its name.
         *
         * @param environment the environment
         * @return this builder
         */
        public Builder environment(Environment environment) {
            return put(
                    environments,
                    standing(environments, stands -> stands.name().equals(environment.name())),
                    environment);
        }

        /**
         * Takes a baseline back: in an override, the one that is not wanted there.
         *
         * @param baselineName its name
         * @return this builder
         */
        public Builder withoutBaseline(String baselineName) {
            baselines.removeIf(baseline -> baseline.name().equals(baselineName));
            return this;
        }

        /**
         * Takes an environment back: in an override, the one that is not there.
         *
         * @param environmentName its name
         * @return this builder
         */
        public Builder withoutEnvironment(String environmentName) {
            environments.removeIf(environment -> environment.name().equals(environmentName));
            return this;
        }

        /**
         * Takes over a baseline that others made, found by its name.
         *
         * @param baselineName the name of a baseline that this spec declares
         * @return this builder
         */
        public Builder adopt(String baselineName) {
            adopted.add(baselineName);
            return this;
        }

        /**
         * Declares a resource of another kind; in an override, replaces the one of its kind and name. Plans for the spec
         * need a fleet that was given the kind.
         *
         * @param resource the resource
         * @return this builder
         */
        public Builder include(Declared resource) {
            DeclaredResource kept = DeclaredResource.of(resource);
            return put(resources, standing(resources, kept::isSameAs), kept);
        }

        /**
         * Takes a resource back: in an override, the one that is not wanted there.
         *
         * @param kind the name of its kind
         * @param resourceName its name
         * @return this builder
         */
        public Builder without(String kind, String resourceName) {
            resources.removeIf(
                    resource -> resource.kind().equals(kind) && resource.name().equals(resourceName));
            return this;
        }

        /**
         * Says what is otherwise in some accounts or Regions. The builders arrive filled with what stands there: what
         * is declared, wherever in the chain, and what earlier overrides say that apply to all of {@code where}. So
         * only the difference is said.
         *
         * @param where in which accounts or Regions
         * @param difference says it, when the spec is built; what it adds to a list stands beside what is there
         * @return this builder
         * @throws io.patchfleet.model.InvalidInputException within an override
         */
        public Builder override(Scope.Filter where, Consumer<Builder> difference) {
            Problem.refuseUnless(!filled, "overrides", where, "no override within an override; join the filters");
            overrides.add(new Saying(where, difference));
            return this;
        }

        /**
         * Builds the spec.
         *
         * @return the spec
         * @throws io.patchfleet.model.InvalidInputException with all problems at once, among them those of every
         *     combination of overrides
         */
        public FleetSpec build() {
            DeclaredSpec spec = declared();
            List<Difference> differences = new ArrayList<>();
            for (Saying saying : overrides) {
                differences.add(saying.about(spec.with(differences)));
            }
            DeclaredSpec whole = spec.with(differences);
            Problems problems = Problems.none();
            SpecRules.check(whole, problems);
            problems.throwIfAny();
            return whole;
        }

        private DeclaredSpec declared() {
            return new DeclaredSpec(name, tags, baselines, environments, adopted, resources, List.of());
        }

        /** What an override is about: only there a name that is used again means what stands. */
        private <T> Optional<T> standing(List<T> declared, Predicate<T> isCalled) {
            return filled ? declared.stream().filter(isCalled).findFirst() : Optional.empty();
        }

        private <T> Builder put(List<T> declared, Optional<T> standing, T value) {
            standing.map(declared::indexOf).ifPresentOrElse(at -> declared.set(at, value), () -> declared.add(value));
            return this;
        }

        /** An override that is yet to be worked out. */
        private record Saying(Scope.Filter where, Consumer<Builder> difference) {

            Difference about(FleetSpec spec) {
                List<Integer> earlier = IntStream.range(0, spec.overrides().size())
                        .filter(i -> spec.overrides().get(i).where().covers(where))
                        .boxed()
                        .toList();
                FleetSpec standing = earlier.isEmpty() ? spec : SpecReader.resolved(new Variations(spec).tree(earlier));
                Builder changed = new Builder(standing);
                difference.accept(changed);
                return new Difference(
                        where, Overlay.between(SpecTree.declared(standing), SpecTree.declared(changed.declared())));
            }
        }
    }
}
