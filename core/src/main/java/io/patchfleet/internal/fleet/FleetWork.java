package io.patchfleet.internal.fleet;

import io.patchfleet.event.FleetEvent;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.FleetTime;
import io.patchfleet.model.Actor;
import io.patchfleet.spi.Account;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What verbs work with, and which of them are at work. */
public final class FleetWork {

    private final Supplier<Actor> actor;
    private final String environmentTag;
    private final FleetTime time;
    private final Caller caller;
    private final FleetSurvey survey;
    private final Consumer<FleetEvent> events;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public FleetWork(
            Supplier<Actor> actor,
            String environmentTag,
            FleetTime time,
            Caller caller,
            FleetSurvey survey,
            Consumer<FleetEvent> events) {
        this.actor = actor;
        this.environmentTag = environmentTag;
        this.time = time;
        this.caller = caller;
        this.survey = survey;
        this.events = events;
    }

    public FleetTime time() {
        return time;
    }

    public Caller caller() {
        return caller;
    }

    public String environmentTag() {
        return environmentTag;
    }

    public void tell(FleetEvent event) {
        events.accept(event);
    }

    /** The scopes that the fleet has now. */
    public FleetReach reach(Errand errand) {
        return survey.reach(errand);
    }

    /**
     * The account that the fleet's own credentials belong to.
     *
     * @throws io.patchfleet.model.FleetUnreachableException if nobody can say
     */
    public Account own(Errand errand) {
        return survey.own(errand);
    }

    /**
     * Begins what one verb does.
     *
     * @param limit how long it may take
     * @throws IllegalStateException if the fleet is closed
     */
    public Running begin(Optional<Duration> limit) {
        if (closed) {
            throw new IllegalStateException("this PatchFleet is closed");
        }
        Running begun = new Running(new Errand(actor.get(), time, limit));
        running.add(begun);
        if (closed) { // meanwhile
            begun.close();
            throw new IllegalStateException("this PatchFleet is closed");
        }
        return begun;
    }

    /** Ends whatever is at work. */
    public void close() {
        closed = true;
        running.forEach(verb -> verb.errand().end("closed", "the fleet was closed"));
    }

    /** What one verb does, until it is closed. */
    public final class Running implements AutoCloseable {

        private final Errand errand;

        private Running(Errand errand) {
            this.errand = errand;
        }

        public Errand errand() {
            return errand;
        }

        @Override
        public void close() {
            errand.end("done", "the verb has ended");
            running.remove(this);
        }
    }
}
