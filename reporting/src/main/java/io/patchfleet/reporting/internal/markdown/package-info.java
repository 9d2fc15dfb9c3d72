/** The report for a comment or a ticket. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting.internal.markdown;
