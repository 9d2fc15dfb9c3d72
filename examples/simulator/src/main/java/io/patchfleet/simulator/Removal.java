package io.patchfleet.simulator;

/** Ends something that was asked of the simulated AWS. Doing it twice is the same as once. */
@FunctionalInterface
public interface Removal extends AutoCloseable {

    @Override
    void close();
}
