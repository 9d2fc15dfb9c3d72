/** What is true now: a {@link io.patchfleet.compliance.ComplianceRequest} collects the state of every node. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.compliance;
