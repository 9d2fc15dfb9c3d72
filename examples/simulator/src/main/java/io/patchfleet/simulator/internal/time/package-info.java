/** Simulated time: a clock that jumps, and the scheduler that lets it. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.time;
