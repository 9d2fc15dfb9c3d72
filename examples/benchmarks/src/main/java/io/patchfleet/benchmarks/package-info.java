/** What is claimed about speed, measured beside what a developer would write with the plain SDK. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.benchmarks;
