package io.patchfleet.examples;

import io.patchfleet.PatchFleet;

/** The real AWS, with the credentials that the SDK's default chain finds. */
final class RealSite implements Site {

    private final WorldOptions world;
    private final String role;

    RealSite(WorldOptions world, String role) {
        this.world = world;
        this.role = role;
    }

    @Override
    public PatchFleet.Builder fleet() {
        return Site.fleetIn(world.regions()).accounts(Site.accounts(world.accounts(), role));
    }

    @Override
    public String toString() {
        return "AWS";
    }

    @Override
    public void close() {
        // Nothing was opened here.
    }
}
