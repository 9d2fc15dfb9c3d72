package io.patchfleet.spec;

/**
 * How grave it is when an approved patch is missing, as whoever declares a baseline sees it. AWS counts non-compliant
 * patches by these levels.
 */
public enum ComplianceLevel {
    /** The gravest. */
    CRITICAL,
    /** Grave. */
    HIGH,
    /** Of middle weight. */
    MEDIUM,
    /** Of low weight. */
    LOW,
    /** Nothing to act on. */
    INFORMATIONAL,
    /** Nobody said so: AWS's own baselines use this one. */
    UNSPECIFIED
}
