package io.patchfleet.internal.plan;

import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.Gap;
import io.patchfleet.spec.FleetSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Kinds of resources that hang together: knows how they are read, compared, made, changed and taken away. */
interface Family {

    /** Refused, not known there, down, too busy, or left alone after many failures. */
    Set<Kind> OF_A_SERVICE =
            Set.of(Kind.REFUSED, Kind.UNKNOWN_OPERATION, Kind.PASSING, Kind.THROTTLED, Kind.SCOPE_CLOSED);

    /** What changes of its resources say that they are. */
    Set<String> kinds();

    /** Reads what there is, and says what would have to be done. Fails if nothing of its scope is to be planned then. */
    CompletableFuture<Findings> plan(Task task);

    /** Whether what is to be done with resources of this kind changes as time passes, with nobody changing anything. */
    default boolean hangsOnTime(String kind) {
        return false;
    }

    /**
     * What a family is asked.
     *
     * @param declared what the scope is meant to be; with nothing in it if everything is to be taken away
     * @param windows the windows of the scope, as this spec sees them
     */
    record Task(
            Caller caller,
            Place place,
            Errand errand,
            FleetSpec declared,
            Ownership ownership,
            Instant now,
            CompletableFuture<SpecWindows> windows) {}

    /**
     * Whether what failed is the service that a family asks, and not its scope: the rest of the scope can be planned all
     * the same.
     */
    static boolean isOfTheServiceAlone(Kind failed) {
        return OF_A_SERVICE.contains(failed);
    }

    /** What a family answers, collected while it looks. */
    final class Findings {

        private final List<Unread> unread = new ArrayList<>();
        private final List<Step> makings = new ArrayList<>();
        private final List<Step> removals = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final Map<ResourceName, String> ids = new HashMap<>();

        void make(Step step) {
            makings.add(step);
        }

        /** Removals are done in the opposite order, after all that is made. */
        void remove(Step step) {
            removals.add(0, new Step(step.change(), true, step.act()));
        }

        void gap(Gap gap) {
            gaps.add(gap);
        }

        /** None of these kinds could be read. */
        void unread(Gap gap, Set<String> kinds) {
            gaps.add(gap);
            unread.add(new Unread(gap, Optional.of(kinds)));
        }

        void known(ResourceName key, String id) {
            ids.put(key, id);
        }

        List<Step> makings() {
            return makings;
        }

        List<Step> removals() {
            return removals;
        }

        List<Gap> gaps() {
            return gaps;
        }

        List<Unread> unread() {
            return unread;
        }

        Map<ResourceName, String> ids() {
            return ids;
        }
    }
}
