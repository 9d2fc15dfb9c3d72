package io.patchfleet.compliance;

import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** What is true of one node. */
@Value.Immutable
@SuppressWarnings("exports")
public interface NodeCompliance {

    /** The node itself. */
    Node node();

    /** The one state that it is in. */
    NodeState state();

    /** Why it is in a state that needs a reason: the likely cause why it is unmanaged, or why it is unreadable. */
    Optional<String> reason();

    /** What else is true of it, in the order of {@link Fact}. */
    Set<Fact> facts();

    /**
     * How many patches are in which state, as of the last look; empty if there was none or it could not be read.
     *
     * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstancePatchState.html">
     *     InstancePatchState</a>
     */
    Optional<Counts> counts();

    /** When the last look ended, if it was a Scan. AWS keeps only the last operation. */
    Optional<Instant> lastScan();

    /** When the last look ended, if it was an Install. AWS keeps only the last operation. */
    Optional<Instant> lastInstall();

    /** By which patch baseline the node was judged. */
    Optional<String> baseline();

    /** Since when a patch waits for a reboot, if AWS says so: the end of the last Install without reboot. */
    Optional<Instant> rebootPendingSince();

    /**
     * What is wrong, patch by patch, the gravest first. Empty if it was not asked for, could not be read, or if there
     * was nothing to ask because the counts say that nothing is wrong.
     */
    Optional<List<PatchStatus>> patches();

    /** The node's id. */
    default NodeId id() {
        return node().id();
    }

    /** When the last look ended, Scan or Install. */
    default Optional<Instant> lastLook() {
        return lastScan().or(this::lastInstall);
    }

    /**
     * Begins a node's compliance.
     *
     * @return a builder; node and state are required
     */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link NodeCompliance}. */
    final class Builder extends ImmutableNodeCompliance.Builder {
        Builder() {}
    }

    /** What may be true of a node beside its state. */
    enum Fact {
        /** Its agent does not answer. */
        AGENT_LOST,
        /** The baseline by which it was judged is not the one that its patch group and operating system call for. */
        FOREIGN_BASELINE,
        /** The last look was an Install, which does not report what is still missing. */
        LAST_LOOK_WAS_INSTALL,
        /** The last look was an Install with an override list, which says nothing about the rest. */
        OVERRIDE_LIST,
        /** A newer agent is installed elsewhere in its scope. */
        AGENT_OUTDATED,
        /** A patch is installed and waits for a reboot. */
        REBOOT_PENDING
    }

    /**
     * Numbers of patches, as AWS counts them at the end of a patch operation.
     *
     * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html">
     *     Patch compliance state values</a>
     */
    @Value.Immutable
    @SuppressWarnings("exports")
    interface Counts {

        /** Approved and installed. */
        @Value.Default
        default int installed() {
            return 0;
        }

        /** Installed without being in the baseline. */
        @Value.Default
        default int installedOther() {
            return 0;
        }

        /** Installed and waiting for a reboot. */
        @Value.Default
        default int pendingReboot() {
            return 0;
        }

        /** Installed although rejected. */
        @Value.Default
        default int rejected() {
            return 0;
        }

        /** Approved and not installed. */
        @Value.Default
        default int missing() {
            return 0;
        }

        /** Approved, and the last attempt to install it failed. */
        @Value.Default
        default int failed() {
            return 0;
        }

        /** Windows security updates that are there and not approved. */
        @Value.Default
        default int availableSecurityUpdates() {
            return 0;
        }

        /** Not compliant, of the compliance level Critical; the level is the baseline's, not the vendor's. */
        @Value.Default
        default int criticalNonCompliant() {
            return 0;
        }

        /** Not compliant, classified as Security. */
        @Value.Default
        default int securityNonCompliant() {
            return 0;
        }

        /** Not compliant, anything else. */
        @Value.Default
        default int otherNonCompliant() {
            return 0;
        }

        /** Whether anything speaks against the node. */
        default boolean anyNonCompliant() {
            return missing() + failed() + rejected() + pendingReboot() > 0
                    || criticalNonCompliant() > 0
                    || securityNonCompliant() > 0
                    || otherNonCompliant() > 0;
        }

        /**
         * Begins counts; each is zero until set.
         *
         * @return a builder
         */
        static Builder builder() {
            return new Builder();
        }

        /** Builds {@link Counts}. */
        final class Builder extends ImmutableCounts.Builder {
            Builder() {}
        }
    }
}
