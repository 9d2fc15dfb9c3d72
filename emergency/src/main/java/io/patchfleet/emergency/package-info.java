/** The answer to a zero-day, on servers and container images alike. Nothing here yet. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.emergency;
