/** What is happening: {@link io.patchfleet.event.FleetEvent} reaches the listeners that the fleet was built with. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.event;
