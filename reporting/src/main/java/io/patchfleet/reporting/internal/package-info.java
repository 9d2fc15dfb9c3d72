/** The reports' implementation, and how a document reaches the disk. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting.internal;
