package io.patchfleet.benchmarks;

import java.time.Duration;

/**
 * What one contender came to.
 *
 * @param seconds by the wall's clock
 * @param simulated by the simulated AWS's clock
 * @param peakHeap in MiB
 */
record Measurement(
        String contender,
        double seconds,
        Duration simulated,
        Calls calls,
        double peakHeap,
        String done,
        String failures) {

    double simulatedMinutes() {
        return simulated.toMillis() / 60_000.0;
    }
}
