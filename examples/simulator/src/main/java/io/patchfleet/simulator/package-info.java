/** A simulated AWS in the process. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator;
