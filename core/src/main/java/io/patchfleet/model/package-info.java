/** Words that all of PatchFleet shares: where a node is, what it is, what went wrong. No AWS SDK type among them. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.model;
