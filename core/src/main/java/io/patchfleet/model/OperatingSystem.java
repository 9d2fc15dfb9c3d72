package io.patchfleet.model;

import java.util.Locale;
import java.util.Optional;

/**
 * The operating systems that Patch Manager knows, under AWS's names for them.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreatePatchBaseline.html">
 *     CreatePatchBaseline</a>
 */
public enum OperatingSystem {
    /** Windows Server. */
    WINDOWS("windows"),
    /** Amazon Linux 1. */
    AMAZON_LINUX("amazon linux ami"),
    /** Amazon Linux 2. */
    AMAZON_LINUX_2("amazon linux"),
    /** Amazon Linux 2022, the preview of 2023. */
    AMAZON_LINUX_2022("amazon linux"),
    /** Amazon Linux 2023. */
    AMAZON_LINUX_2023("amazon linux"),
    /** Ubuntu Server. */
    UBUNTU("ubuntu"),
    /** Red Hat Enterprise Linux. */
    REDHAT_ENTERPRISE_LINUX("red hat"),
    /** SUSE Linux Enterprise Server. */
    SUSE("sles"),
    /** CentOS and CentOS Stream. */
    CENTOS("centos"),
    /** Oracle Linux. */
    ORACLE_LINUX("oracle"),
    /** Debian Server. */
    DEBIAN("debian"),
    /** macOS. */
    MACOS("mac"),
    /** Raspberry Pi OS. */
    RASPBIAN("raspbian"),
    /** Rocky Linux. */
    ROCKY_LINUX("rocky"),
    /** AlmaLinux. */
    ALMA_LINUX("almalinux");

    private final String platformName;

    OperatingSystem(String platformName) {
        this.platformName = platformName;
    }

    /**
     * The operating system behind what a node's agent reports.
     *
     * @param platformName such as {@code Amazon Linux} or {@code Microsoft Windows Server 2022 Datacenter}
     * @param platformVersion such as {@code 2023}
     * @return the operating system, or empty if Patch Manager does not know it
     */
    public static Optional<OperatingSystem> ofPlatform(String platformName, String platformVersion) {
        String name = platformName.toLowerCase(Locale.ROOT);
        for (OperatingSystem system : values()) {
            if (system.isCalled(name) && system.hasVersion(platformVersion)) {
                return Optional.of(system);
            }
        }
        return Optional.empty();
    }

    /**
     * The constant of that name.
     *
     * @param name as AWS writes it, such as {@code AMAZON_LINUX_2023}
     * @return the operating system, or empty if this version of PatchFleet does not know it
     */
    public static Optional<OperatingSystem> named(String name) {
        for (OperatingSystem system : values()) {
            if (system.name().equals(name)) {
                return Optional.of(system);
            }
        }
        return Optional.empty();
    }

    private boolean isCalled(String name) {
        return name.contains(platformName) || (this == SUSE && name.contains("suse"));
    }

    private boolean hasVersion(String version) {
        return switch (this) {
            case AMAZON_LINUX_2 -> version.equals("2") || version.startsWith("2.");
            case AMAZON_LINUX_2022 -> version.startsWith("2022");
            case AMAZON_LINUX_2023 -> version.startsWith("2023");
            default -> true;
        };
    }
}
