package io.patchfleet.spi;

import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Verb;
import io.patchfleet.spec.FleetSpec.Declared;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkClient;

/**
 * A kind of resources at AWS that a spec may declare beside baselines and environments, with
 * {@link io.patchfleet.spec.FleetSpec.Builder#include}: it is planned, applied, checked for drift and destroyed with the
 * rest. An application or a module implements it and gives it to the builder of a fleet. It only says what there is and
 * how one is made and taken away; what has to be done, whose a resource is and who changed it is PatchFleet's to know.
 *
 * <p>Is asked by many threads at once. Must not block: calls are made through the {@link Context}, which paces, retries
 * and records them, and what it answers is a stage. What a stage fails with is the failure of that change, or the gap of
 * that scope, and stops no other.
 *
 * <p>Experimental: it may change in a minor release until a second module builds on it.
 */
public interface ResourceKind {

    /** What specs and changes call it, such as {@code topic}: a small letter, then up to 49 letters and digits. */
    String name();

    /**
     * What is wrong with a resource that a spec declares. Asked before anything is sent; makes no call.
     *
     * @param declared the resource
     * @return the problems, with paths from the resource on, such as {@code displayName}; none by default
     */
    default List<Problem> check(Declared declared) {
        return List.of();
    }

    /**
     * Reads which resources of this kind there are: with tags, whosever they are; without, those alone whose names show
     * that the spec made them.
     *
     * @param context where
     * @return the resources
     */
    CompletionStage<List<Found>> read(Context context);

    /**
     * Makes a resource what it is meant to be.
     *
     * @param context where
     * @param meant what to make
     * @return its id at AWS, by which resources that are made later find it
     */
    CompletionStage<String> make(Context context, Meant meant);

    /**
     * Takes a resource away. One that is not there any more need not be.
     *
     * @param context where
     * @param found the resource
     * @return done
     */
    CompletionStage<?> remove(Context context, Found found);

    /**
     * Whether AWS can change this of a resource that is there. If not, the resource is taken away and made anew.
     *
     * @param property which one
     * @return whether it can; it can by default
     */
    default boolean isChangeable(String property) {
        return true;
    }

    /**
     * What a verb needs for this kind.
     *
     * @param verb {@link Verb#PLAN}, {@link Verb#APPLY} or {@link Verb#DESTROY}; the latter two with the rights to plan
     * @param partition of the ARNs, such as {@code aws}
     * @return the policy
     */
    IamPolicy iamPolicy(Verb verb, String partition);

    /** One scope, and how it is worked on. Implemented by PatchFleet. */
    interface Context {

        /** Where. */
        Scope scope();

        /** The name of the spec. */
        String spec();

        /** From when the plan is. */
        Instant now();

        /**
         * How the names of the spec's resources begin at AWS where it cannot tag them; no other spec's do.
         *
         * @param longest how many characters there is room for, at least 24
         * @return such as {@code patchfleet-bank-1f0c3a7b-}, with a hash of the spec's name
         */
        String ownPrefix(int longest);

        /**
         * The id of a resource that is there or has been made before: baselines, windows, and resources of kinds that
         * the fleet was given earlier.
         *
         * @param kind what it is
         * @param name what the spec calls it
         * @return the id; empty while planning, and if there is none
         */
        Optional<String> id(String kind, String name);

        /**
         * Asks AWS.
         *
         * @param client the type of the client that asks
         * @param operation in IAM's spelling, such as {@code sns:ListTopics}
         * @param call makes the call
         * @param <C> the type of the client
         * @param <T> what AWS answers
         * @return the answer
         */
        <C extends SdkClient, T> CompletionStage<T> read(Class<C> client, String operation, Function<C, T> call);

        /**
         * Changes something at AWS.
         *
         * @param client the type of the client that does
         * @param operation in IAM's spelling, such as {@code sns:CreateTopic}
         * @param what is changed, in words, as the {@link ActionRecorder} is told
         * @param repeatable whether twice is the same as once, so that it may be sent again when nobody knows what
         *     became of it
         * @param call makes the call
         * @param <C> the type of the client
         * @param <T> what AWS answers
         * @return the answer
         */
        <C extends SdkClient, T> CompletionStage<T> change(
                Class<C> client, String operation, String what, boolean repeatable, Function<C, T> call);
    }

    /** What is to be made. Implemented by PatchFleet. */
    interface Meant {

        /** What the spec declares. */
        Declared declared();

        /** What is there and is to become it; empty if nothing is, or if that had to be taken away first. */
        Optional<Found> found();

        /** All tags that it is to carry, PatchFleet's own among them. */
        SortedMap<String, String> tags();

        /** The tags that it is to lose. */
        SortedSet<String> droppedTags();

        /** By which AWS knows a call that is sent again; the same for this work, another for each other. */
        String token();
    }

    /** A resource that is there. */
    final class Found {

        private final String name;
        private final String id;
        private final SortedMap<String, String> properties;
        private final Optional<SortedMap<String, String>> tags;

        private Found(
                String name,
                String id,
                SortedMap<String, String> properties,
                Optional<SortedMap<String, String>> tags) {
            this.name = Objects.requireNonNull(name, "name");
            this.id = Objects.requireNonNull(id, "id");
            this.properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
            this.tags = tags;
        }

        /**
         * One whose tags show whose it is.
         *
         * @param name what a spec would call it
         * @param id by which AWS knows it
         * @param properties what it is, as a spec would declare it
         * @param tags its tags
         * @return the resource
         */
        public static Found tagged(
                String name, String id, SortedMap<String, String> properties, SortedMap<String, String> tags) {
            return new Found(name, id, properties, Optional.of(Collections.unmodifiableSortedMap(new TreeMap<>(tags))));
        }

        /**
         * One that AWS cannot tag, and whose name shows that the spec made it.
         *
         * @param name what a spec would call it
         * @param id by which AWS knows it
         * @param properties what it is, as a spec would declare it
         * @return the resource
         */
        public static Found named(String name, String id, SortedMap<String, String> properties) {
            return new Found(name, id, properties, Optional.empty());
        }

        /** What a spec would call it. */
        public String name() {
            return name;
        }

        /** By which AWS knows it. */
        public String id() {
            return id;
        }

        /** What it is, as a spec would declare it. */
        public SortedMap<String, String> properties() {
            return properties;
        }

        /** Its tags; empty if AWS cannot tag it. */
        public Optional<SortedMap<String, String>> tags() {
            return tags;
        }
    }
}
