package io.patchfleet.internal.inventory;

import io.patchfleet.internal.aws.ResourceGroups;
import io.patchfleet.internal.aws.ResourceGroups.Members;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Node;
import io.patchfleet.target.Target.Match;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Who belongs to some resource groups in one scope. */
public final class Memberships {

    private final SortedMap<String, Members> known;
    private final Set<String> doubtful;

    private Memberships(SortedMap<String, Members> known, Set<String> doubtful) {
        this.known = known;
        this.doubtful = doubtful;
    }

    /** Never fails: what could not be read is in {@link #failures()}. */
    static CompletableFuture<Memberships> read(Caller caller, Place place, Errand errand, Collection<String> groups) {
        SortedMap<String, CompletableFuture<Members>> reading = new TreeMap<>();
        groups.forEach(group -> reading.put(group, ResourceGroups.members(caller, place, errand, group)));
        return CompletableFuture.allOf(reading.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    SortedMap<String, Members> known = new TreeMap<>();
                    reading.forEach((group, members) -> known.put(group, members.join()));
                    return new Memberships(known, Set.of());
                });
    }

    /** Whether a node of this scope belongs to a group. */
    Match match(String group, Node node) {
        Members members = known.get(group);
        if (members == null || doubtful.contains(group)) {
            return Match.UNKNOWN;
        }
        if (members.nodes().contains(node.id().id())) {
            return Match.YES;
        }
        return members.failure().isPresent() ? Match.UNKNOWN : Match.NO;
    }

    /** Whether of each node and each group it is known whether the one belongs to the other. */
    boolean areKnown() {
        return doubtful.isEmpty() && failures().isEmpty();
    }

    /** Of which groups not all members are known, and why. */
    SortedMap<String, AwsFailure> failures() {
        SortedMap<String, AwsFailure> failures = new TreeMap<>();
        known.forEach((group, members) -> members.failure().ifPresent(failure -> failures.put(group, failure)));
        return failures;
    }

    Memberships doubting(Set<String> unknown) {
        return new Memberships(known, Set.copyOf(unknown));
    }

    /** The groups that none of these scopes has; not those of which none of them could say. */
    public static Set<String> nowhere(Collection<Memberships> scopes) {
        Set<String> nowhere = groups(scopes, false);
        nowhere.removeAll(groups(scopes, true));
        return nowhere;
    }

    private static Set<String> groups(Collection<Memberships> scopes, boolean there) {
        Set<String> groups = new TreeSet<>();
        scopes.forEach(scope -> scope.known.forEach((group, members) -> {
            if (members.exists().equals(Optional.of(there))) {
                groups.add(group);
            }
        }));
        return groups;
    }

    /** That nobody is meant by a group is most likely a slip, and must not look as if all were well. */
    public static List<Gap> gapsOf(Set<String> nowhere) {
        return nowhere.stream()
                .map(group -> new Gap(
                        Optional.empty(),
                        Optional.empty(),
                        "no account and Region that could be asked has a resource group " + group
                                + ", so nobody is known to belong to it",
                        Optional.empty()))
                .toList();
    }
}
