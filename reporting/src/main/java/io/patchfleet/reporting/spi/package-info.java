/** What an application may add: a {@link io.patchfleet.reporting.spi.ReportRenderer} for a format of its own. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting.spi;
