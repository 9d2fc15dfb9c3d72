package io.patchfleet.compliance;

/**
 * The state of a node. A node is in exactly one: the first, in this order, that fits. The order hides nothing, because
 * what else is true of the node stands in its {@linkplain NodeCompliance.Fact facts}.
 */
public enum NodeState {
    /** What Systems Manager knows of it could not be read: nothing is known of the node's patches. */
    UNREADABLE,
    /** It runs, and Systems Manager does not know it. */
    UNMANAGED,
    /** Systems Manager knows it and has no patch data of it. */
    NEVER_SCANNED,
    /**
     * At the last look a patch was missing, had failed, was rejected or waited for a reboot, or AWS counted anything as
     * non-compliant. Bad news stays bad however old it is.
     */
    NON_COMPLIANT,
    /** Its agent does not answer. */
    CONNECTION_LOST,
    /**
     * Nothing was wrong at the last look, but that is older than allowed, or it was an Install with an override list
     * that no Scan has followed.
     */
    SCAN_OUT_OF_DATE,
    /** Looked at lately, and nothing was wrong. */
    COMPLIANT;

    /** Whether anything is known that speaks for or against the node: false for all that is neither good nor bad. */
    public boolean isJudged() {
        return this == COMPLIANT || this == NON_COMPLIANT;
    }
}
