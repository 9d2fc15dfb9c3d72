package io.patchfleet.benchmarks;

import java.time.Duration;

/**
 * What is measured against.
 *
 * @param nodes in all Regions together; one in five lacks a patch
 * @param perSecond how fast the bucket of each operation in each account and Region fills again, which no contender is
 *     told
 * @param latency how long each answer takes, in simulated time
 * @param speed how many seconds pass in the simulated AWS in one of ours
 */
record Setting(int nodes, int perSecond, Duration latency, int speed) {

    /** How many calls a full bucket lets through at once. */
    static final int BURST = 20;

    static final int LACKING = 5;

    int lacking() {
        return nodes / LACKING;
    }

    /** How long an answer is held back by the wall's clock. */
    Duration heldBack() {
        return latency.dividedBy(speed);
    }

    Setting ofSize(int otherNodes) {
        return new Setting(otherNodes, perSecond, latency, speed);
    }
}
