package io.patchfleet.benchmarks;

import io.patchfleet.simulator.SimulatedAws;

/** A way to read a fleet's compliance. */
interface Contender {

    /** What it is called in the table. */
    String name();

    /** Reads counts of all nodes and, if asked for, the patches of those that need any. */
    Reading read(SimulatedAws aws, boolean details) throws Exception;

    /**
     * What came out of it.
     *
     * @param nodes how many nodes' counts were read
     * @param detailed how many nodes' patches were read
     * @param failures what failed for good, in words; empty if nothing did
     */
    record Reading(int nodes, int detailed, String failures) {}
}
