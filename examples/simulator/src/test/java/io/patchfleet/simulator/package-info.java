/** The simulated AWS, seen through real clients. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator;
