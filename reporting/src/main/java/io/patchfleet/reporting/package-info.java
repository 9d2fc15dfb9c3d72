/** The door: {@link io.patchfleet.reporting.Reporting} makes reports of what was collected. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting;
