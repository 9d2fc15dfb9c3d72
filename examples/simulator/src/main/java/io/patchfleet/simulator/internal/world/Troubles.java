package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.InstallFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is going to go wrong with the installations on a node. */
final class Troubles {

    /** Never. */
    static final Duration FOR_GOOD = Duration.ofSeconds(Long.MAX_VALUE);

    private static final class Trouble {

        private final InstallFailure failure;
        private int times;

        Trouble(InstallFailure failure, int times) {
            this.failure = failure;
            this.times = times;
        }
    }

    private final Deque<Trouble> waiting = new ArrayDeque<>();
    private Duration lossAfterReboot = Duration.ZERO;

    void add(InstallFailure failure, int times) {
        waiting.add(new Trouble(failure, times));
    }

    void clear() {
        waiting.clear();
        lossAfterReboot = Duration.ZERO;
    }

    void loseAgentAfterReboot(Duration time) {
        lossAfterReboot = time;
    }

    /** What the Install that begins now fails of; null if it goes well. */
    @Nullable
    InstallFailure next() {
        Trouble trouble = waiting.peek();
        if (trouble == null) {
            return null;
        }
        trouble.times--;
        if (trouble.times == 0) {
            waiting.remove();
        }
        return trouble.failure;
    }

    /** For how long nothing is heard of the agent after the reboot that comes now; the one after goes well. */
    Duration takeLossAfterReboot() {
        Duration loss = lossAfterReboot;
        lossAfterReboot = Duration.ZERO;
        return loss;
    }
}
