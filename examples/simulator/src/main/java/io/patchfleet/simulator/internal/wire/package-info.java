/** How a request comes in and an answer goes out: doors, protocols, models, throttles, faults. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.wire;
