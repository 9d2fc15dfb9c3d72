/** Programs to try PatchFleet with, on a simulated AWS, at any endpoint, or on the real AWS. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.examples;
