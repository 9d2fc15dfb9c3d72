package io.patchfleet.model;

import java.util.Optional;

/**
 * What an installation does about a reboot.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-aws-runpatchbaseline.html">
 *     AWS-RunPatchBaseline</a>
 */
public enum RebootOption {
    /** Reboots a node if anything was installed, or was installed before and waits for a reboot. */
    IF_NEEDED("RebootIfNeeded"),
    /** Reboots nothing; services that an update restarts are restarted all the same. */
    NO_REBOOT("NoReboot");

    private final String wireName;

    RebootOption(String wireName) {
        this.wireName = wireName;
    }

    /** AWS's name for it, the value of the document's parameter {@code RebootOption}. */
    public String wireName() {
        return wireName;
    }

    /**
     * The option of that name.
     *
     * @param wireName as AWS writes it, such as {@code RebootIfNeeded}
     * @return the option, or empty if this version of PatchFleet does not know it
     */
    public static Optional<RebootOption> named(String wireName) {
        for (RebootOption option : values()) {
            if (option.wireName.equals(wireName)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }
}
