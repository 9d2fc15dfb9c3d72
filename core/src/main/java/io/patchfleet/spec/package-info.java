/**
 * What is declared: a {@link io.patchfleet.spec.FleetSpec} names baselines and environments, and is checked while it is
 * built.
 */
@org.jspecify.annotations.NullMarked
package io.patchfleet.spec;
