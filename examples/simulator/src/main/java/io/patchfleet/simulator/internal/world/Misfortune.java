package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.InstallFailure;
import java.time.Duration;
import java.util.List;

/** Has the installs of some nodes come to a bad end, by chance; draws from a stream of its own. */
final class Misfortune {

    private static final List<InstallFailure> FAILURES = List.of(InstallFailure.values());

    private Misfortune() {}

    /** Most troubles pass after an install or three; one in five stays. Some agents come back late from the reboot. */
    static void befall(Node node, double share, long seed) {
        Chance chance = new Chance(seed, "misfortune/" + node.id());
        if (chance.below(1_000_000) >= share * 1_000_000) {
            return;
        }
        if (chance.percent(15)) {
            node.troubles().loseAgentAfterReboot(Duration.ofMinutes(chance.between(10, 180)));
            return;
        }
        InstallFailure failure = chance.pick(FAILURES);
        int times = chance.percent(20) ? Integer.MAX_VALUE : (int) chance.between(1, 3);
        node.troubles().add(failure, times);
    }
}
