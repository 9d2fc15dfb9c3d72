package io.patchfleet.simulator.internal.service;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The world as the doors see it. Whoever calls it, or an operation of one of its services, holds its monitor, so that
 * the world changes for one caller at a time.
 */
public interface Stage {

    /** The services that this world plays. */
    List<Service> services();

    /** Lets everything happen that is due until then. Never asked to go back. */
    void bringUpTo(Instant now);

    /** The truth about every node, as the control endpoint {@code world} prints it, without the time. */
    ObjectNode world();

    /** Every command that was accepted, as the control endpoint {@code commands} prints them. */
    ObjectNode commands();

    /** Everything that accounts have declared, as the control endpoint {@code declared} prints it. */
    ObjectNode declared();

    /** The events that arrived at default event buses, as the control endpoint {@code events} prints them. */
    ObjectNode events();

    /** Everything that was published, as the control endpoint {@code messages} prints it. */
    ObjectNode messages();
}
