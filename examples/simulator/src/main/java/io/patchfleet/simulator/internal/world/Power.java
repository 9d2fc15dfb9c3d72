package io.patchfleet.simulator.internal.world;

/** EC2's instance states with their codes. */
public enum Power {
    PENDING("pending", 0),
    RUNNING("running", 16),
    SHUTTING_DOWN("shutting-down", 32),
    TERMINATED("terminated", 48),
    STOPPING("stopping", 64),
    STOPPED("stopped", 80);

    private final String wire;
    private final int code;

    Power(String wire, int code) {
        this.wire = wire;
        this.code = code;
    }

    public String wire() {
        return wire;
    }

    public int code() {
        return code;
    }
}
