package io.patchfleet.event;

import java.time.Instant;

/**
 * Something that happened in a fleet. Open, so that every module's events reach one listener; each family beneath it
 * is sealed.
 *
 * <p>Events arrive in order, one at a time, and never on the thread that called a verb. A listener that throws is
 * logged; the others still hear the event. One that falls far behind loses {@linkplain CallEvent call events} first,
 * and is told how many by {@link Lost}.
 */
public interface FleetEvent {

    /** When it happened, by the fleet's clock. */
    Instant at();

    /**
     * The listeners fell behind, and this many call events were dropped before this one.
     *
     * @param at when it was noticed
     * @param count how many
     */
    record Lost(Instant at, long count) implements FleetEvent {}
}
