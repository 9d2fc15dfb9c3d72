/** The Java of the README, which a test holds against it. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.examples.readme;
