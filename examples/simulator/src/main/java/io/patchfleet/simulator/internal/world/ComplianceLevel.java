package io.patchfleet.simulator.internal.world;

/** What a patch counts as when it is missing, gravest first. */
public enum ComplianceLevel {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFORMATIONAL,
    UNSPECIFIED
}
