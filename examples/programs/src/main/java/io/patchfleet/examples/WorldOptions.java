package io.patchfleet.examples;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which accounts and Regions, and what is in them if they are simulated. */
final class WorldOptions {

    static final List<String> SIMULATED_REGIONS = List.of("ap-northeast-1", "us-east-1", "eu-central-1");
    /** The account of a simulated AWS that is told of none; its number is also a key that lets its owner in. */
    static final String SIMULATED_ACCOUNT = "111122223333";

    static final int SIMULATED_NODES = 600;

    @Mixin
    private final ScopeOptions scopes = new ScopeOptions();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            converter = Values.NodeCount.class,
            description = "How many nodes the simulated AWS has, all accounts and Regions together. Default: 600.")
    private Optional<Integer> nodes = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Values.Seed.class,
            description = "What the simulated AWS follows from: the same number tells the same story. Default: another"
                    + " one each time.")
    private Optional<Long> seed = Optional.empty();

    Set<String> regions() {
        return scopes.regions();
    }

    Set<String> accounts() {
        return scopes.accounts();
    }

    Optional<Integer> nodes() {
        return nodes;
    }

    Optional<Long> seed() {
        return seed;
    }
}
