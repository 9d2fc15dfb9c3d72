package io.patchfleet.simulator.internal.world;

import java.util.function.Supplier;

/**
 * What a command needs of the world around its nodes.
 *
 * @param lists the override lists that can be fetched
 * @param snapshotIds gives ids to the snapshots of commands that name none
 * @param announcer tells the event bus
 */
record Surroundings(Agenda agenda, OverrideLists lists, Supplier<String> snapshotIds, Announcer announcer) {}
