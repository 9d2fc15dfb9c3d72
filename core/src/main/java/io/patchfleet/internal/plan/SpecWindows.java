package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.WindowIdentity;
import io.patchfleet.internal.aws.Windows;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The windows of a scope, as one spec sees them.
 *
 * @param own those that are its own, in the same order wherever they are called the same
 * @param nobodys the names of those of which nothing tells whose they are
 */
record SpecWindows(List<Own> own, Set<String> nobodys) {

    private static final Comparator<Own> ORDER = Comparator.comparing(
                    (Own window) -> window.identity().name())
            .thenComparing(window -> window.identity().id());

    /** Looks at all windows that there are. */
    static CompletableFuture<SpecWindows> read(Caller caller, Place place, Errand errand, Ownership ownership) {
        Reader reader = new Reader(caller, place, errand, ownership);
        return Windows.list(caller, place, errand).thenCompose(reader::read);
    }

    /** The id of the spec's window of that name; of two, the one that stays. */
    Optional<String> idOf(String name) {
        return own.stream()
                .map(Own::identity)
                .filter(window -> window.name().equals(name))
                .map(WindowIdentity::id)
                .findFirst();
    }

    /** One of the spec's windows. Its tags tell that, or the marks in its targets if somebody took its tags away. */
    record Own(WindowIdentity identity, SortedMap<String, String> tags) {}

    private record Reader(Caller caller, Place place, Errand errand, Ownership ownership) {

        CompletableFuture<SpecWindows> read(List<WindowIdentity> all) {
            List<CompletableFuture<Seen>> reading = all.stream().map(this::seen).toList();
            return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                    .thenApply(done -> gathered(
                            reading.stream().map(CompletableFuture::join).toList()));
        }

        private static SpecWindows gathered(List<Seen> all) {
            List<Own> own = new ArrayList<>();
            all.stream().filter(Seen::isOwn).forEach(seen -> own.add(new Own(seen.window(), seen.tags())));
            own.sort(ORDER);
            return new SpecWindows(
                    own,
                    all.stream()
                            .filter(seen -> !seen.isOwn() && !Ownership.isOwned(seen.tags()))
                            .map(seen -> seen.window().name())
                            .collect(Collectors.toSet()));
        }

        private CompletableFuture<Seen> seen(WindowIdentity window) {
            return Windows.tags(caller, place, errand, window.id())
                    .thenCompose(tags -> isOwn(window, tags).thenApply(own -> new Seen(window, tags, own)));
        }

        private CompletableFuture<Boolean> isOwn(WindowIdentity window, SortedMap<String, String> tags) {
            boolean asks = !Ownership.isOwned(tags) && WindowNames.mayBeOf(ownership.spec(), window.name());
            return asks
                    ? Windows.targets(caller, place, errand, window.id())
                            .thenApply(targets -> targets.stream().anyMatch(this::isMarked))
                    : CompletableFuture.completedFuture(ownership.owns(tags));
        }

        private boolean isMarked(Windows.Target target) {
            return ownership.isMark(target.content().getOrDefault("owner", ""));
        }
    }

    private record Seen(WindowIdentity window, SortedMap<String, String> tags, boolean isOwn) {}
}
