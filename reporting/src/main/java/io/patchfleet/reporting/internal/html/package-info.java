/** The report as one page. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting.internal.html;
