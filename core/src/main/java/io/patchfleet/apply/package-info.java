/** What was changed: an {@link io.patchfleet.apply.ApplyOutcome} has a result for each change of a plan. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.apply;
