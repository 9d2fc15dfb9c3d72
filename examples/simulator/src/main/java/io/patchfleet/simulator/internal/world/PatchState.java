package io.patchfleet.simulator.internal.world;

/** The state of a patch on a node. */
public enum PatchState {
    INSTALLED("Installed"),
    INSTALLED_OTHER("InstalledOther"),
    INSTALLED_PENDING_REBOOT("InstalledPendingReboot"),
    INSTALLED_REJECTED("InstalledRejected"),
    MISSING("Missing"),
    NOT_APPLICABLE("NotApplicable"),
    FAILED("Failed"),
    AVAILABLE_SECURITY_UPDATE("AvailableSecurityUpdate");

    private final String wire;

    PatchState(String wire) {
        this.wire = wire;
    }

    /** As the service writes it, which is not as its model does. */
    public String wire() {
        return wire;
    }

    /** Whether it makes the node non-compliant whatever the baseline says. */
    boolean alwaysNonCompliant() {
        return this == INSTALLED_PENDING_REBOOT || this == INSTALLED_REJECTED || this == MISSING || this == FAILED;
    }
}
