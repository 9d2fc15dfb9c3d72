package io.patchfleet.simulator.internal.world;

/** Systems Manager's word for an operating system in its patch baselines; the families patch by different rules. */
public enum OperatingSystem {
    WINDOWS(Family.WINDOWS),
    AMAZON_LINUX(Family.RPM),
    AMAZON_LINUX_2(Family.RPM),
    AMAZON_LINUX_2022(Family.RPM),
    AMAZON_LINUX_2023(Family.RPM),
    UBUNTU(Family.DEBIAN),
    DEBIAN(Family.DEBIAN),
    RASPBIAN(Family.DEBIAN),
    REDHAT_ENTERPRISE_LINUX(Family.RPM),
    SUSE(Family.RPM),
    CENTOS(Family.RPM),
    ORACLE_LINUX(Family.RPM),
    ROCKY_LINUX(Family.RPM),
    ALMA_LINUX(Family.RPM),
    MACOS(Family.MACOS);

    /** How patches are found and judged. */
    public enum Family {
        WINDOWS,
        RPM,
        DEBIAN,
        MACOS
    }

    private final Family family;

    OperatingSystem(Family family) {
        this.family = family;
    }

    public Family family() {
        return family;
    }

    public boolean isWindows() {
        return family == Family.WINDOWS;
    }
}
