package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The conditions in which nodes of a believable fleet are found, each with its share in a thousand. */
enum Condition {
    COMPLIANT(574),
    /** Last looked at by an Install, which found everything in order. */
    INSTALLED(35),
    /** Last looked at by an Install that was given a list, which says nothing of the rest. */
    INSTALLED_FROM_LIST(15),
    /** Installed without reboot, rebooted and scanned since. */
    INSTALLED_WITHOUT_REBOOT(15),
    /** Holds updates that its baseline does not approve yet. */
    PATCHED_OUTSIDE(15),
    /** Judged by a baseline that is not its own. */
    FOREIGN_BASELINE(15),
    /** Compliant at its last good scan, but the next ones fail. */
    FAILING_SCANS(10),
    HYBRID(25),
    MISSING(75),
    FAILED(15),
    PENDING_REBOOT(15),
    REJECTED(12),
    HYBRID_MISSING(5),
    LOST(25),
    NEVER_SCANNED(25),
    SCANNED_LONG_AGO(30),
    STOPPED(40),
    TERMINATED(8),
    PENDING(8),
    NO_PROFILE(18),
    NEVER_REGISTERED(12),
    DEREGISTERED(8);

    private final int share;

    Condition(int share) {
        this.share = share;
    }

    /**
     * Conditions for that many nodes: one of each first, so that a small fleet knows them all, then always the one that
     * is furthest behind its share, so that every stretch of a large fleet knows them all.
     */
    static List<Condition> deal(int nodes) {
        List<Condition> dealt = new ArrayList<>(nodes);
        Map<Condition, Integer> given = new EnumMap<>(Condition.class);
        for (int index = 0; index < nodes; index++) {
            Condition next = index < values().length ? values()[index] : furthestBehind(given, index + 1);
            given.merge(next, 1, Integer::sum);
            dealt.add(next);
        }
        return dealt;
    }

    private static Condition furthestBehind(Map<Condition, Integer> given, int nodes) {
        Condition furthest = COMPLIANT;
        int most = Integer.MIN_VALUE;
        for (Condition condition : values()) {
            int behind = condition.share * nodes - 1000 * given.getOrDefault(condition, 0);
            if (behind > most) {
                most = behind;
                furthest = condition;
            }
        }
        return furthest;
    }

    boolean hybrid() {
        return this == HYBRID || this == HYBRID_MISSING;
    }
}
