/** The library as its users see it, on the simulated AWS. */
@org.jspecify.annotations.NullMarked
package io.patchfleet;
