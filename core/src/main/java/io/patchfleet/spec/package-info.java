/**
 * What is declared: a {@link io.patchfleet.spec.FleetSpec} names baselines and environments. It is checked while it is
 * built or read, and says beforehand with {@link io.patchfleet.spec.FleetSpec#check check} what will become of it.
 */
@org.jspecify.annotations.NullMarked
package io.patchfleet.spec;
