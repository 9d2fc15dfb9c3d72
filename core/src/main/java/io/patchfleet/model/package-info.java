/** Words that all of PatchFleet shares. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.model;
