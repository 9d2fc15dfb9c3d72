package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.spi.Accounts;
import java.util.Collection;

/** The AWS that a program works on. */
interface Site extends AutoCloseable {

    /** Begins a fleet that is there: its address, its credentials, its time, its accounts and Regions. */
    PatchFleet.Builder fleet();

    /** What it is, in words. */
    @Override
    String toString();

    @Override
    void close();

    /** The accounts that were named, each by its role; none named: the credentials' own. */
    static Accounts accounts(Collection<String> ids, String role) {
        return ids.isEmpty() ? Accounts.self() : Accounts.assuming(role, ids.toArray(String[]::new));
    }

    /** A fleet in the Regions that were named; none named: in all that are enabled. */
    static PatchFleet.Builder fleetIn(Collection<String> regions) {
        PatchFleet.Builder fleet = PatchFleet.builder();
        return regions.isEmpty() ? fleet.enabledRegions() : fleet.regions(regions.toArray(String[]::new));
    }
}
