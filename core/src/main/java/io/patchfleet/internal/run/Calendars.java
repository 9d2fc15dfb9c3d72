package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.ChangeCalendars;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.model.Scope;
import io.patchfleet.spi.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the Change Calendars that a run heeds let nodes of a scope be begun. What was seen is believed for a minute,
 * and no longer than the calendar itself says. For any thread.
 */
final class Calendars {

    private static final Duration BELIEVED = Duration.ofMinutes(1);
    /** A calendar that is closed may be edited: it is asked again before it says that it opens. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(15);

    private final FleetWork work;
    private final Errand errand;
    /** The names that mean a calendar of each scope. */
    private final List<String> ofEachScope;
    /** The calendars that are the same for all scopes, where they are. */
    private final Map<Place, List<String>> ofAll;

    private final Map<Asked, Seen> seen = new ConcurrentHashMap<>();

    private Calendars(FleetWork work, Errand errand, List<String> ofEachScope, Map<Place, List<String>> ofAll) {
        this.work = work;
        this.errand = errand;
        this.ofEachScope = ofEachScope;
        this.ofAll = ofAll;
    }

    /**
     * Those of a run. Waits, if a calendar belongs to no account of the fleet, until it is known whose the fleet's own
     * credentials are: it is asked with them.
     *
     * @throws io.patchfleet.model.FleetUnreachableException if that is to be known and nobody can say
     */
    static Calendars of(Orders orders, FleetReach reach, Errand errand) {
        List<String> ofEachScope = new ArrayList<>();
        Map<Place, List<String>> ofAll = new LinkedHashMap<>();
        for (String calendar : orders.calendars()) {
            ChangeCalendars.home(calendar)
                    .ifPresentOrElse(
                            home -> ofAll.computeIfAbsent(
                                            place(home, orders.work(), reach, errand), place -> new ArrayList<>())
                                    .add(calendar),
                            () -> ofEachScope.add(calendar));
        }
        return new Calendars(orders.work(), errand, ofEachScope, ofAll);
    }

    private static Place place(Scope home, FleetWork work, FleetReach reach, Errand errand) {
        Account account = reach.open().stream()
                .map(Place::account)
                .filter(one -> one.id().equals(home.account()))
                .findFirst()
                .orElseGet(() -> work.own(errand));
        return Place.of(account, home.region());
    }

    /** Why no node of the scope may be begun now; empty if nodes may. Fails if it cannot be known. */
    CompletableFuture<Optional<Closed>> look(Place place) {
        Instant now = work.time().now();
        List<CompletableFuture<Optional<Closed>>> looks = new ArrayList<>();
        if (!ofEachScope.isEmpty()) {
            looks.add(look(new Asked(place, ofEachScope), now));
        }
        ofAll.forEach((home, calendars) -> looks.add(look(new Asked(home, calendars), now)));
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        looks.stream().flatMap(look -> look.join().stream()).findFirst());
    }

    private CompletableFuture<Optional<Closed>> look(Asked asked, Instant now) {
        return state(asked, now)
                .thenApply(state -> closed(asked, state, work.time().now()));
    }

    /** Two that look at the same moment may both ask. */
    private CompletableFuture<ChangeCalendars.State> state(Asked asked, Instant now) {
        Seen last = seen.get(asked);
        if (last != null && last.isBelieved(now)) {
            return last.state();
        }
        CompletableFuture<ChangeCalendars.State> state =
                work.caller().call(asked.place(), ChangeCalendars.state(asked.calendars()), errand);
        seen.put(asked, new Seen(state, now));
        return state;
    }

    /**
     * One that closes before a command that is prepared now has left counts as closed already, and so does one that by
     * its own words should have closed: AWS's clock may be a little behind ours.
     */
    private static Optional<Closed> closed(Asked asked, ChangeCalendars.State state, Instant now) {
        boolean isOpen = state.isOpen()
                && state.changes().filter(now.plus(BELIEVED)::isAfter).isEmpty();
        if (isOpen) {
            return Optional.empty();
        }
        Instant latest = now.plus(LONGEST_WAIT);
        Instant until = state.changes()
                .filter(latest::isAfter)
                .map(changes -> later(changes, now.plus(SHORTEST_WAIT)))
                .orElse(latest);
        return Optional.of(
                new Closed("Change Calendar " + String.join(" or ", asked.calendars()) + " was closed", until));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * That nodes have to wait.
     *
     * @param why in words
     * @param until when to look again
     */
    record Closed(String why, Instant until) {}

    private record Asked(Place place, List<String> calendars) {

        Asked {
            calendars = List.copyOf(calendars);
        }
    }

    private record Seen(CompletableFuture<ChangeCalendars.State> state, Instant at) {

        /** While it is being asked, and for a while after that. */
        private boolean isBelieved(Instant now) {
            if (!now.isBefore(at.plus(BELIEVED))) {
                return false;
            }
            return !state.isDone()
                    || (!state.isCompletedExceptionally()
                            && state.join()
                                    .changes()
                                    .filter(changes -> !changes.isAfter(now))
                                    .isEmpty());
        }
    }
}
