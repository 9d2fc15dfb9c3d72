package io.patchfleet.examples;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which accounts and Regions, and what is in them if they are simulated. */
final class WorldOptions {

    static final List<String> SIMULATED_REGIONS = List.of("ap-northeast-1", "us-east-1", "eu-central-1");
    /** The account of a simulated AWS that is told of none; its number is also a key that lets its owner in. */
    static final String SIMULATED_ACCOUNT = "111122223333";

    static final int SIMULATED_NODES = 600;

    @Option(
            names = "--regions",
            paramLabel = "REGION",
            converter = Values.RegionNames.class,
            description = "Regions, separated by commas. Default: those that each account has enabled; simulated:"
                    + " ap-northeast-1, us-east-1 and eu-central-1.")
    private Values.Several<String> regions = Values.Several.none();

    @Option(
            names = "--accounts",
            paramLabel = "ID",
            converter = Values.AccountIds.class,
            description = "Accounts, separated by commas, each entered by assuming a role. Default: that of the"
                    + " credentials, without a role.")
    private Values.Several<String> accounts = Values.Several.none();

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
        return regions.all();
    }

    Set<String> accounts() {
        return accounts.all();
    }

    Optional<Integer> nodes() {
        return nodes;
    }

    Optional<Long> seed() {
        return seed;
    }
}
