/** The world itself: how nodes are judged, how commands run. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.world;
