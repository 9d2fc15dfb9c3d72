/** The report for spreadsheets, a row for each node. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting.internal.csv;
