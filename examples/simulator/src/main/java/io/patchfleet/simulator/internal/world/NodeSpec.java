package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.InstallFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node as a test wants it: patched, scanned and in touch, but for what is said here. */
public final class NodeSpec {

    /** What goes wrong with so many Installs. */
    record Trouble(InstallFailure failure, int times) {}

    OperatingSystem operatingSystem = OperatingSystem.AMAZON_LINUX_2023;
    boolean hybrid;
    boolean instanceProfile = true;
    boolean registered = true;
    boolean lost;
    boolean scanned = true;
    Power power = Power.RUNNING;

    @Nullable
    String scanError;

    final List<Trouble> troubles = new ArrayList<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final List<String> missing = new ArrayList<>();

    public void operatingSystem(String name) {
        try {
            operatingSystem = OperatingSystem.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Systems Manager knows no operating system " + name + "; it knows "
                            + List.of(OperatingSystem.values()) + ".",
                    e);
        }
    }

    public void hybrid() {
        hybrid = true;
    }

    public void tag(String key, String value) {
        tags.put(key, value);
    }

    /** Leaves these packages, by name, or KBs without their newest approved update. */
    public void missing(List<String> names) {
        missing.addAll(names);
    }

    public void power(Power value) {
        power = value;
    }

    public void withoutInstanceProfile() {
        instanceProfile = false;
        registered = false;
    }

    public void neverRegistered() {
        registered = false;
    }

    public void agentLost() {
        lost = true;
    }

    public void neverScanned() {
        scanned = false;
    }

    public void failsInstalls(InstallFailure failure, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times is " + times + "; allowed is 1 or more");
        }
        troubles.add(new Trouble(failure, times));
    }

    public void failsScans(String standardError) {
        scanError = standardError;
    }
}
