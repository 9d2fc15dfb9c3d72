package io.patchfleet.internal.event;

import io.patchfleet.event.CallEvent;
import io.patchfleet.event.FleetEvent;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to listeners in order, one at a time, off the threads that cause them. Works on a borrowed thread while
 * there is something to tell, and on none otherwise.
 */
public final class EventQueue implements Consumer<FleetEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    /** Call events beyond that are dropped and counted. */
    private static final int ROOM = 10_000;

    private final List<Consumer<FleetEvent>> listeners;
    private final Executor executor;
    private final Clock clock;
    private final Queue<FleetEvent> queue = new ArrayDeque<>();
    private boolean telling;
    private long lost;

    public EventQueue(List<Consumer<FleetEvent>> listeners, Executor executor, Clock clock) {
        this.listeners = List.copyOf(listeners);
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public void accept(FleetEvent event) {
        if (listeners.isEmpty()) {
            return;
        }
        synchronized (this) {
            if (queue.size() >= ROOM && event instanceof CallEvent) {
                lost++;
                return;
            }
            queue.add(event);
            if (telling) {
                return;
            }
            telling = true;
        }
        try {
            executor.execute(this::tellAll);
        } catch (RejectedExecutionException noThread) {
            LOG.warn("no thread tells listeners of {} now; they hear of it with the next event", event);
            synchronized (this) {
                telling = false;
            }
        }
    }

    private void tellAll() {
        for (FleetEvent event = next(); event != null; event = next()) {
            for (Consumer<FleetEvent> listener : listeners) {
                tell(listener, event);
            }
        }
    }

    private synchronized @Nullable FleetEvent next() {
        if (lost > 0) {
            FleetEvent told = new FleetEvent.Lost(clock.instant(), lost);
            lost = 0;
            return told;
        }
        FleetEvent event = queue.poll();
        telling = event != null;
        return event;
    }

    private static void tell(Consumer<FleetEvent> listener, FleetEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException | Error e) { // whatever it is, the others are still to hear the event
            LOG.warn("a listener failed on {}", event.getClass().getSimpleName(), e);
        }
    }
}
