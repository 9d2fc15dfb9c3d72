package io.patchfleet.simulator.internal.world;

import java.time.Duration;

/** How long things take on a node. */
final class Tempo {

    private final Duration scan;
    private final Duration prepare;
    private final Duration patch;
    private Duration reboot;

    Tempo(Duration scan, Chance chance) {
        this.scan = scan;
        this.prepare = Duration.ofSeconds(chance.between(20, 90));
        this.patch = Duration.ofSeconds(chance.between(5, 40));
        this.reboot = Duration.ofSeconds(chance.between(45, 240));
    }

    Duration scan() {
        return scan;
    }

    Duration install(int patches) {
        return prepare.plus(patch.multipliedBy(patches));
    }

    /** From the last word of the agent to its next. */
    Duration reboot() {
        return reboot;
    }

    void rebootTakes(Duration time) {
        reboot = time;
    }
}
