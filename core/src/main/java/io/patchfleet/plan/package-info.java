/** What would have to change: a {@link io.patchfleet.plan.FleetPlan} is a value to read, to keep and to act on. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.plan;
