/** AWS's schedule expressions, and the instants that they mean. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.calendar;
