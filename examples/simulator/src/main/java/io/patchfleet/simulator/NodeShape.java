package io.patchfleet.simulator;

import io.patchfleet.simulator.internal.world.NodeSpec;
import io.patchfleet.simulator.internal.world.Power;
import java.util.List;

/**
 * How a node is to be: an Amazon Linux 2023 instance that runs, is managed, patched, in touch and scanned two hours
 * ago, but for what is said here.
 */
public final class NodeShape {

    private final NodeSpec spec = new NodeSpec();

    NodeShape() {}

    NodeSpec spec() {
        return spec;
    }

    /**
     * What it runs.
     *
     * @param name in Systems Manager's words: {@code AMAZON_LINUX_2023}, {@code REDHAT_ENTERPRISE_LINUX},
     *     {@code UBUNTU} or {@code WINDOWS}
     */
    public NodeShape os(String name) {
        spec.operatingSystem(name);
        return this;
    }

    public NodeShape tag(String key, String value) {
        spec.tag(key, value);
        return this;
    }

    /**
     * Lacks the newest approved update of these.
     *
     * @param packagesOrKbs such as {@code openssh-server} or {@code KB5068787}
     */
    public NodeShape missing(String... packagesOrKbs) {
        spec.missing(List.of(packagesOrKbs));
        return this;
    }

    /** A machine outside of AWS, registered by an activation: an {@code mi-} node. */
    public NodeShape hybrid() {
        spec.hybrid();
        return this;
    }

    public NodeShape stopped() {
        spec.power(Power.STOPPED);
        return this;
    }

    /** No agent could register, as nothing gives it permission. */
    public NodeShape withoutInstanceProfile() {
        spec.withoutInstanceProfile();
        return this;
    }

    /** Permitted to, but the agent never registered. */
    public NodeShape neverRegistered() {
        spec.neverRegistered();
        return this;
    }

    /** Registered, but not heard of for two hours. */
    public NodeShape agentLost() {
        spec.agentLost();
        return this;
    }

    public NodeShape neverScanned() {
        spec.neverScanned();
        return this;
    }

    /**
     * The first Installs on it come to a bad end, and those after them go well.
     *
     * @param times how many; {@link Integer#MAX_VALUE} for all
     */
    public NodeShape failsInstall(InstallFailure failure, int times) {
        spec.failsInstalls(failure, times);
        return this;
    }

    /**
     * Scans that begin on it come to a bad end.
     *
     * @param standardError what they print about it
     */
    public NodeShape failsScans(String standardError) {
        spec.failsScans(standardError);
        return this;
    }
}
