package io.patchfleet.examples;

import io.patchfleet.model.FleetUnreachableException;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.OperationInterruptedException;
import io.patchfleet.model.Problem;
import io.patchfleet.model.RefusedException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** All programs, by name. */
@Command(
        name = Programs.JAR,
        description = "Programs to try PatchFleet with.",
        synopsisSubcommandLabel = "PROGRAM",
        commandListHeading = "%nPrograms:%n",
        footer = {
            "",
            "PROGRAM --help explains a program's options. Without --endpoint or --aws a program works on a",
            "simulated AWS of its own.",
            "",
            "Exit codes: 0 done; 1 done, and there is something to act on; 2 an option, or a file, is wrong;",
            "3 could not be done, or only in part."
        })
final class Programs {

    static final String JAR = "java -jar patchfleet-examples.jar";

    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);

    /** What the library calls a setting, and how a program is told of it. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("regions", "--regions"),
            Map.entry("account", "--accounts"),
            Map.entry("accounts", "--accounts"),
            Map.entry("role", "--role"),
            Map.entry("endpoint", "--endpoint"),
            Map.entry("environmentTag", "--environment-tag"),
            Map.entry("maxScanAge", "--max-scan-age"),
            Map.entry("node", "--on"),
            Map.entry("calendar", "--calendar"),
            Map.entry("node id", "--on"),
            Map.entry("resourceGroup", "--on"),
            Map.entry("overrideList", "--override-list"));

    private Programs() {}

    /**
     * Runs a program.
     *
     * @param shell what it sees of its process
     * @param arguments its name and its options
     * @return its exit code
     */
    static int run(Shell shell, String... arguments) {
        CommandLine line = new CommandLine(new Programs())
                .addSubcommand(new Quickstart(shell))
                .addSubcommand(new Report(shell))
                .addSubcommand(new Simulate(shell))
                .addSubcommand(Fleet.programs(shell))
                .addSubcommand(Patch.programs(shell))
                .addSubcommand(Story.programs(shell))
                .setOut(new PrintWriter(shell.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(shell.err(), true, Charset.defaultCharset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((wrong, given) -> refused(shell, wrong))
                .setExecutionExceptionHandler((failure, command, given) -> failed(shell, failure));
        if (arguments.length == 0) {
            line.usage(shell.out());
            return ExitCode.DONE;
        }
        return line.execute(arguments);
    }

    private static int refused(Shell shell, ParameterException wrong) {
        shell.say(
                inWords(wrong) + " (" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help explains)");
        return ExitCode.BAD_USAGE;
    }

    /** What a value is refused with is said as the library says it. */
    private static String inWords(ParameterException wrong) {
        return wrong.getCause() instanceof TypeConversionException refusal
                        && wrong.getArgSpec() instanceof OptionSpec option
                ? option.longestName() + ": " + refusal.getMessage()
                : String.valueOf(wrong.getMessage());
    }

    private static int failed(Shell shell, Exception failure) {
        if (failure instanceof ParameterException wrong) {
            return refused(shell, wrong);
        }
        if (failure instanceof WrongFileException wrong) {
            wrong.lines().forEach(shell::say);
            return ExitCode.BAD_USAGE;
        }
        if (failure instanceof InvalidInputException wrong) {
            wrong.problems().forEach(problem -> shell.say(asOption(problem).toString()));
            return ExitCode.BAD_USAGE;
        }
        if (failure instanceof FleetUnreachableException unreachable) {
            unreachable.gaps().forEach(gap -> shell.say("not reached: " + gap));
        } else if (failure instanceof OperationInterruptedException) {
            shell.say("stopped before the end");
        } else if (failure instanceof RefusedException refused) {
            shell.say(refused.reason().toString());
            refused.details().forEach(shell::say);
        } else if (failure instanceof ProgramFailedException || failure instanceof UncheckedIOException) {
            shell.say(String.valueOf(failure.getMessage()));
        } else {
            LOG.error("This should not have happened", failure);
        }
        return ExitCode.FAILED;
    }

    private static Problem asOption(Problem problem) {
        return new Problem(OPTIONS.getOrDefault(problem.path(), problem.path()), problem.value(), problem.allowed());
    }
}
