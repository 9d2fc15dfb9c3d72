/** The report for programs. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting.internal.json;
