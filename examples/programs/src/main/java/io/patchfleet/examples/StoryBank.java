package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.spi.Accounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A large fleet over many accounts and Regions is kept patched, reported and visible with the least work. */
@Command(
        name = "bank",
        mixinStandardHelpOptions = true,
        description = {
            "A bank's fleet is declared once, patched by its maintenance windows for three weeks, and seen in one"
                    + " report; what windows left is patched directly, and one failed node is followed to its log.",
            "",
            "It takes place on a simulated AWS in the program itself and needs no account. At the end it says what"
                    + " somebody at the bank asked, and where that is answered."
        })
final class StoryBank implements Callable<Integer> {

    private static final List<String> ACCOUNTS = List.of("111122223333", "222233334444", "333344445555");
    private static final List<String> REGIONS = List.of("ap-northeast-1", "eu-central-1", "eu-west-1", "us-east-1");
    private static final int NODES = 480;
    /** One in ten nodes has a full disk, a lost repository or the like. */
    private static final double TROUBLED = 0.1;

    private static final String ROLE = "PatchFleet";

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    // Their defaults differ from those of programs that work on whatever fleet is there, and so does what they say.
    @Option(
            names = "--accounts",
            paramLabel = "ID",
            converter = Values.AccountIds.class,
            description = "Accounts of the bank, separated by commas. Default: 111122223333, 222233334444 and"
                    + " 333344445555.")
    private Values.Several<String> accounts = Values.Several.none();

    @Option(
            names = "--regions",
            paramLabel = "REGION",
            converter = Values.RegionNames.class,
            description = "Regions, separated by commas. Default: ap-northeast-1, eu-central-1, eu-west-1 and"
                    + " us-east-1.")
    private Values.Several<String> regions = Values.Several.none();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            converter = Values.NodeCount.class,
            description = "How many nodes the bank has, all accounts and Regions together. Default: 480.")
    private Optional<Integer> nodes = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Values.Seed.class,
            description = "What the simulated AWS follows from: the same number tells the same story. Default: another"
                    + " one each time.")
    private Optional<Long> seed = Optional.empty();

    @Mixin
    private final OutDirectory out = new OutDirectory();

    @Option(names = "--json", description = "Prints one JSON object on standard output, and nothing else there.")
    private boolean json;

    StoryBank(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path directory = out.directory(program);
        Path declared = directory.resolve("bank.yaml");
        write(declared);
        SpecFile spec = SpecFile.read(declared, FleetInit.spec());
        try (SimulatedAws aws = bank();
                PatchFleet fleet = PatchFleet.builder()
                        .credentials(aws.credentials())
                        .httpClient(aws.httpClient())
                        .executor(aws.scheduler())
                        .time(aws.clock(), aws.scheduler())
                        .accounts(Accounts.assuming(ROLE, aws.accounts().toArray(String[]::new)))
                        .regions(aws.regions().toArray(String[]::new))
                        .build()) {
            BankTale tale = new BankPlay(shell, aws, fleet, spec, directory).play();
            shell.out().println(json ? BankJson.of(tale) : BankText.of(tale));
            shell.out().flush();
            return exitCode(tale);
        }
    }

    private SimulatedAws bank() {
        SimulatedAws.Builder aws = SimulatedAws.builder()
                .untouched()
                .roles(ROLE)
                .accounts(orElse(accounts.all(), ACCOUNTS))
                .regions(orElse(regions.all(), REGIONS))
                .nodes(nodes.orElse(NODES))
                .troubledInstalls(TROUBLED);
        seed.ifPresent(aws::seed);
        SimulatedAws built = aws.build();
        built.world().nodes().forEach(StoryBank::tag);
        return built;
    }

    /** Of all troubles of fleets this bank has one less: every node says to which environment and group it belongs. */
    private static void tag(SimulatedNode node) {
        String environment = node.tags().getOrDefault("Environment", "Development");
        node.tag("Environment", environment);
        node.tag(node.tags().containsKey("PatchGroup") ? "PatchGroup" : "Patch Group", environment);
    }

    private static String[] orElse(Collection<String> given, Collection<String> otherwise) {
        return (given.isEmpty() ? otherwise : given).toArray(String[]::new);
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, FleetInit.spec());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }

    private static int exitCode(BankTale tale) {
        if (!tale.isComplete()) {
            return ExitCode.FAILED;
        }
        return tale.leftUnpatched() == 0 ? ExitCode.DONE : ExitCode.FINDINGS;
    }
}
