package io.patchfleet.simulator.internal.world;

/** What AWS-RunPatchBaseline was asked to do. */
public enum PatchOperation {
    SCAN("Scan"),
    INSTALL("Install");

    private final String wire;

    PatchOperation(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
