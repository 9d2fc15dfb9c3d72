/** AWS's schedule expressions, held against its own examples. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.calendar;
