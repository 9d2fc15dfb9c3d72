package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.spec.SpecCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what can be said of a spec before anything is created. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Checks a spec: is it valid, when do its windows open, can patches grow too old. Asks no AWS, unless"
                        + " it is asked to look at the fleet.",
        footer = {
            "",
            "Exit codes: 0 the age is kept; 1 it is not, and which number to change to what is said, or the fleet"
                    + " shows",
            "what has to be mended: a group that no node carries, what AWS would refuse; 2 the spec is wrong, and"
                    + " where is",
            "said; 3 not all of the fleet could be read."
        })
final class FleetCheck implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    @Option(
            names = "--max-age",
            paramLabel = "DAYS",
            converter = Values.Days.class,
            description = "How old an approved patch may grow before it is installed: days, or a duration such as"
                    + " P20D. Default: 20.")
    private Duration maxAge = Duration.ofDays(20);

    @Option(
            names = "--failures",
            paramLabel = "N",
            converter = Values.Failures.class,
            description = "How many openings of a window in a row may come to nothing. Default: 1.")
    private int failures = 1;

    @Option(names = "--json", description = "Prints one JSON object on standard output, and nothing else there.")
    private boolean json;

    @Option(
            names = "--online",
            description = "Looks at the fleet, too: groups that no node carries, nodes that no group covers or that"
                    + " others patch as well.")
    private boolean online;

    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Mixin
    private final SpecOptions spec = new SpecOptions();

    FleetCheck(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SpecFile file = spec.read(program);
        SpecCheck check = online ? online(file) : file.spec().check(maxAge, failures, Instant.now());
        if (json) {
            shell.out().println(CheckJson.of(check, file));
        } else {
            check.toString().lines().map(SafeText::line).forEach(shell.out()::println);
        }
        shell.out().flush();
        if (!check.gaps().isEmpty()) {
            return ExitCode.FAILED;
        }
        return check.isKept() && check.errors().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
    }

    private SpecCheck online(SpecFile file) {
        try (Site aws = site.open(shell);
                Progress progress = new Progress(shell);
                PatchFleet fleet = aws.fleet().onEvent(progress).build()) {
            shell.say("Looking at the fleet on " + aws);
            return fleet.check(file.spec(), maxAge, failures);
        }
    }
}
