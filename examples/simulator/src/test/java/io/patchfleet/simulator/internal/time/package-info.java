/** How simulated time passes. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.time;
