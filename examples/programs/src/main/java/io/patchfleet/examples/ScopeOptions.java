package io.patchfleet.examples;

import java.util.Set;
import picocli.CommandLine.Option;

/** Which accounts and Regions. */
final class ScopeOptions {

    @Option(
            names = "--regions",
            paramLabel = "REGION",
            converter = Values.RegionNames.class,
            description = "Regions, separated by commas. Default: those that each account has enabled; a simulated AWS"
                    + " has ap-northeast-1, us-east-1 and eu-central-1.")
    private Values.Several<String> regions = Values.Several.none();

    @Option(
            names = "--accounts",
            paramLabel = "ID",
            converter = Values.AccountIds.class,
            description = "Accounts, separated by commas, each entered by assuming a role. Default: that of the"
                    + " credentials, without a role.")
    private Values.Several<String> accounts = Values.Several.none();

    Set<String> regions() {
        return regions.all();
    }

    Set<String> accounts() {
        return accounts.all();
    }
}
