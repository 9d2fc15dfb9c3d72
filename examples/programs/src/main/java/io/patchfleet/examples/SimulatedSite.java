package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.simulator.SimulatedAws;
import java.util.Collection;
import java.util.List;

/**
 * A simulated AWS in this process, which is called over HTTP like any other. Its time jumps to whatever is waited for,
 * and its one worker does one thing at a time, so that two runs with the same seed are alike to the byte.
 */
final class SimulatedSite implements Site {

    /** One in twenty nodes has a full disk, a lost repository or the like, which an install finds out. */
    private static final double TROUBLED = 0.05;

    private final SimulatedAws aws;
    private final WorldOptions world;
    private final String role;

    SimulatedSite(WorldOptions world, String role) {
        this.world = world;
        this.role = role;
        this.aws = simulated(world).roles(role).build();
    }

    /** A simulated AWS as the options want it. */
    static SimulatedAws.Builder simulated(WorldOptions world) {
        SimulatedAws.Builder aws = SimulatedAws.builder()
                .regions(orElse(world.regions(), WorldOptions.SIMULATED_REGIONS))
                .accounts(orElse(world.accounts(), List.of(WorldOptions.SIMULATED_ACCOUNT)))
                .nodes(world.nodes().orElse(WorldOptions.SIMULATED_NODES))
                .troubledInstalls(TROUBLED);
        world.seed().ifPresent(aws::seed);
        return aws;
    }

    private static String[] orElse(Collection<String> given, Collection<String> otherwise) {
        return (given.isEmpty() ? otherwise : given).toArray(String[]::new);
    }

    @Override
    public PatchFleet.Builder fleet() {
        return PatchFleet.builder()
                .endpoint(aws.endpoint())
                .credentials(aws.credentials())
                .regions(aws.regions().toArray(String[]::new))
                .accounts(Site.accounts(world.accounts(), role))
                .executor(aws.scheduler())
                .time(aws.clock(), aws.scheduler());
    }

    @Override
    public String toString() {
        return "a simulated AWS (seed " + aws.seed() + ")";
    }

    @Override
    public void close() {
        aws.close();
    }
}
