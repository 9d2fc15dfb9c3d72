package io.patchfleet.compliance;

import io.patchfleet.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * One patch on one node, as of the node's last look. Titles are vendors' text.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchComplianceData.html">
 *     PatchComplianceData</a>
 */
@Value.Immutable
@SuppressWarnings("exports")
public interface PatchStatus {

    /** What it is called. */
    String title();

    /** The KB article on Windows, the package or advisory elsewhere; may be the same as the title. */
    String kb();

    /** The vendor's classification, such as {@code Security}; empty where AWS gives none. */
    Optional<String> classification();

    /** How grave the vendor calls it. */
    @Value.Default
    default Severity severity() {
        return Severity.UNSPECIFIED;
    }

    /** How it stands. */
    State state();

    /** When it was installed; AWS says so on some operating systems only. */
    Optional<Instant> installedAt();

    /** The vulnerabilities that it closes; AWS names them for missing and failed patches only. */
    List<String> cves();

    /**
     * Begins a patch's status.
     *
     * @return a builder; title, kb and state are required
     */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link PatchStatus}. */
    final class Builder extends ImmutablePatchStatus.Builder {
        Builder() {}
    }

    /** How a patch stands on a node, the worst first. */
    enum State {
        /** Approved, and the last attempt to install it failed. */
        FAILED,
        /** Approved and not installed. */
        MISSING,
        /** Installed although rejected. */
        INSTALLED_REJECTED,
        /** Installed and waiting for a reboot. */
        INSTALLED_PENDING_REBOOT,
        /** A Windows security update that is there and not approved. */
        AVAILABLE_SECURITY_UPDATE,
        /** A state that this version of PatchFleet does not know. */
        UNKNOWN,
        /** Approved and installed. */
        INSTALLED,
        /** Installed without being in the baseline. */
        INSTALLED_OTHER,
        /** Approved, and nothing on the node needs it. */
        NOT_APPLICABLE
    }
}
