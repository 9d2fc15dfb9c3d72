package io.patchfleet.internal.fleet;

import io.patchfleet.event.FleetEvent;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.FleetTime;
import io.patchfleet.model.Actor;
import io.patchfleet.spi.Account;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What verbs work with, and which of them are at work. */
public final class FleetWork {

    private static final Logger LOG = LoggerFactory.getLogger(FleetWork.class);

    private static final Duration GRACE = Duration.ofSeconds(5);

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
        return begin(limit, false);
    }

    /**
     * The same for what should be known even if the fleet is closed meanwhile: closing waits for it a while.
     *
     * @throws IllegalStateException if the fleet is closed
     */
    public Running beginLingering() {
        return begin(Optional.empty(), true);
    }

    private Running begin(Optional<Duration> limit, boolean lingers) {
        if (closed) {
            throw new IllegalStateException("this PatchFleet is closed");
        }
        Running begun = new Running(new Errand(actor.get(), time, limit), lingers);
        running.add(begun);
        if (closed) { // meanwhile
            begun.close();
            throw new IllegalStateException("this PatchFleet is closed");
        }
        return begun;
    }

    /** Ends whatever is at work; waits for what lingers, but not for long. */
    public void close() {
        closed = true;
        List<Running> lingering = running.stream().filter(verb -> verb.lingers).toList();
        running.stream().filter(verb -> !verb.lingers).forEach(Running::endClosed);
        try {
            CompletableFuture.allOf(lingering.stream().map(verb -> verb.done).toArray(CompletableFuture[]::new))
                    .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException tooSlow) {
            LOG.warn("the fleet is closed before AWS has answered all that was sent", tooSlow);
        }
        lingering.forEach(Running::endClosed);
    }

    /** What one verb does, until it is closed. */
    public final class Running implements AutoCloseable {

        private final Errand errand;
        private final boolean lingers;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        private Running(Errand errand, boolean lingers) {
            this.errand = errand;
            this.lingers = lingers;
        }

        private void endClosed() {
            errand.end("closed", "the fleet was closed");
        }

        public Errand errand() {
            return errand;
        }

        @Override
        public void close() {
            errand.end("done", "the verb has ended");
            running.remove(this);
            done.complete(null);
        }
    }
}
