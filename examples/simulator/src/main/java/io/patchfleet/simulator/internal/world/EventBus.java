package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The default event bus of an account in a Region: the newest of what arrived at it. */
public final class EventBus {

    /** So that a large fleet's weeks do not fill the memory. */
    private static final int KEPT = 10_000;

    /**
     * Something that arrived.
     *
     * @param time when it happened
     */
    public record Event(
            String id, String detailType, Instant time, Instant arrived, List<String> resources, ObjectNode detail) {

        public Event {
            resources = List.copyOf(resources);
        }

        /** The whole of it, as targets get it. */
        public ObjectNode envelope(Scope scope) {
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            event.put("version", "0");
            event.put("id", id);
            event.put("detail-type", detailType);
            event.put("source", "aws.ssm");
            event.put("account", scope.account());
            event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
            event.put("region", scope.region());
            resources.forEach(event.putArray("resources")::add);
            event.set("detail", detail);
            return event;
        }
    }

    private final Deque<Event> events = new ArrayDeque<>();

    void arrive(Event event) {
        events.add(event);
        if (events.size() > KEPT) {
            events.remove();
        }
    }

    /** In the order in which they arrived; no more than the newest ten thousand. */
    public Collection<Event> events() {
        return Collections.unmodifiableCollection(events);
    }
}
