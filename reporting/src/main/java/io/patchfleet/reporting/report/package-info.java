/** The reports, as values that know nothing of formats. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting.report;
