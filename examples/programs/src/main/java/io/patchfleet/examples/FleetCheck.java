package io.patchfleet.examples;

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
        description = "Checks a spec: is it valid, when do its windows open, can patches grow too old. Asks no AWS.",
        footer = {
            "",
            "Exit codes: 0 the age is kept; 1 it is not, and which number to change to what is said;",
            "2 the spec is wrong, and where is said."
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

    @Mixin
    private final SpecOptions spec = new SpecOptions();

    FleetCheck(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SpecFile file = spec.read(program);
        SpecCheck check = file.spec().check(maxAge, failures, Instant.now());
        if (json) {
            shell.out().println(CheckJson.of(check, file));
        } else {
            check.toString().lines().map(SafeText::line).forEach(shell.out()::println);
        }
        shell.out().flush();
        return check.isKept() ? ExitCode.DONE : ExitCode.FINDINGS;
    }
}
