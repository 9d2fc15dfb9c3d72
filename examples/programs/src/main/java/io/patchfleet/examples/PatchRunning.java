package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.OperationInterruptedException;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Scope;
import io.patchfleet.run.InstallRequest;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.run.RunRequest;
import io.patchfleet.run.ScanRequest;
import io.patchfleet.target.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Starts a run, shows how far it is, and says how it ended for each node that was meant.
 *
 * @param <R> what is asked of the fleet
 */
abstract class PatchRunning<R extends RunRequest<R>> implements Callable<Integer> {

    static final String FILE = "patch-run.json";

    /** A run waits five minutes for answers to commands that have left; then there is something to close. */
    private static final Duration LAST_ANSWERS = Duration.ofMinutes(5).plusSeconds(30);

    private final Shell shell;
    private final String done;

    @Mixin
    private final WhomOptions whom = new WhomOptions();

    @Mixin
    private final PaceOptions pace = new PaceOptions();

    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Option(
            names = "--environment-tag",
            paramLabel = "KEY",
            converter = Values.TagKey.class,
            description = "The tag whose value is a node's environment. Default: Environment.")
    private String environmentTag = "Environment";

    @Option(names = "--json", description = "Prints one JSON object on standard output, and nothing else there.")
    private boolean json;

    @Spec
    private CommandSpec program = CommandSpec.create();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where " + FILE + " is written, the same object that --json prints; made if it is not there."
                    + " Default: nowhere.")
    private Optional<Path> out = Optional.empty();

    PatchRunning(Shell shell, String done) {
        this.shell = shell;
        this.done = done;
    }

    /** What is asked of the fleet, but for its pace. */
    abstract R request(PatchFleet fleet, Target target);

    /** What it does to the nodes, for the question before it. */
    abstract String effect();

    @Override
    public Integer call() {
        Target target = whom.target(site);
        Optional<Path> file =
                out.map(directory -> OutDirectory.usable(directory, program).resolve(FILE));
        RunOutcome outcome;
        try (Site aws = site.open(shell);
                Progress progress = new Progress(shell, done);
                PatchFleet fleet = aws.fleet()
                        .environmentTag(environmentTag)
                        .onEvent(progress)
                        .build()) {
            R request = pace.on(request(fleet, target));
            if (!site.mayChange(shell, request + ": " + effect() + " Go on?")) {
                shell.say("nothing was done: the answer was not yes, which --yes gives");
                return ExitCode.FAILED;
            }
            shell.say(request + ", with " + aws);
            outcome = end(request.start(), progress);
        }
        file.ifPresent(path -> OutDirectory.write(path, RunJson.of(outcome) + "\n"));
        return end(outcome);
    }

    /** Waits for the run's end; if somebody stops the program, says at once what is known by then. */
    private RunOutcome end(PatchRun run, Progress progress) {
        try {
            return run.await();
        } catch (OperationInterruptedException stopped) {
            shell.farewell().takesUpTo(LAST_ANSWERS);
            Map<String, Scope> atWork = run.commandsAtWork();
            run.cancel("the program was stopped");
            shell.say("stopping run " + run.id() + ": nothing more is sent. How it ended is said once AWS has answered"
                    + " what is on its way, which may take five minutes");
            progress.stopping(atWork);
            return run.toFuture().join();
        }
    }

    /** A run that was interrupted was cancelled, and its outcome is what it had come to. */
    private int end(RunOutcome outcome) {
        boolean cancelled = Thread.currentThread().isInterrupted();
        if (cancelled) {
            shell.say("stopped before the end: nothing more is sent, and nodes that have begun are left to finish");
        }
        outcome.gaps().forEach(gap -> shell.say("not read or done: " + gap));
        shell.out().println(json ? RunJson.of(outcome) : RunText.of(outcome));
        shell.out().flush();
        if (cancelled || !outcome.gaps().isEmpty() || outcome.intended() == 0) {
            return ExitCode.FAILED;
        }
        return outcome.isPatched() ? ExitCode.DONE : ExitCode.FINDINGS;
    }

    /** Lets nodes look. */
    @Command(
            name = "scan",
            mixinStandardHelpOptions = true,
            description =
                    "Lets nodes look for what they miss. Installs nothing and reboots nothing. Ends with exit code"
                            + " 1 unless every node that was meant was seen clean.")
    static final class Scan extends PatchRunning<ScanRequest> {

        Scan(Shell shell) {
            super(shell, "scanned");
        }

        @Override
        ScanRequest request(PatchFleet fleet, Target target) {
            return fleet.scan(target);
        }

        @Override
        String effect() {
            return "this sends AWS-RunPatchBaseline to those that can be reached. It installs nothing and reboots"
                    + " nothing.";
        }
    }

    /** Patches nodes. */
    @Command(
            name = "install",
            mixinStandardHelpOptions = true,
            description =
                    "Installs what is approved and missing on nodes, and scans them afterwards: patched means seen"
                            + " clean. Ends with exit code 1 if a node that was meant is not patched. Ctrl-C sends no more and"
                            + " leaves nodes that have begun to finish.")
    static final class Install extends PatchRunning<InstallRequest> {

        @Option(
                names = "--reboot",
                paramLabel = "WHEN",
                converter = Reboot.class,
                description = "if-needed or never. Default: if-needed.")
        private RebootOption reboot = RebootOption.IF_NEEDED;

        @Option(
                names = "--logs",
                paramLabel = "WHERE",
                converter = Logs.class,
                description =
                        "Where the output of nodes is kept: a log group of CloudWatch Logs, or s3://bucket/prefix."
                                + " The nodes need the right to write there. Default: AWS keeps only its beginning.")
        private Optional<LogOutput> logs = Optional.empty();

        @Option(
                names = "--override-list",
                paramLabel = "URL",
                converter = ListAddress.class,
                description = "Installs what this list names in the place of what the baseline approves: https:// or"
                        + " s3://, readable to every node.")
        private Optional<URI> overrideList = Optional.empty();

        Install(Shell shell) {
            super(shell, "ended");
        }

        @Override
        InstallRequest request(PatchFleet fleet, Target target) {
            InstallRequest request = fleet.install(target).reboot(reboot);
            InstallRequest logged = logs.map(request::logsTo).orElse(request);
            return overrideList.map(logged::overrideList).orElse(logged);
        }

        @Override
        String effect() {
            return "this sends AWS-RunPatchBaseline to those that can be reached. It installs patches and "
                    + (reboot == RebootOption.IF_NEEDED
                            ? "reboots nodes that need it."
                            : "reboots nothing, but restarts services that an update restarts.");
        }
    }

    /** Reads what is done about reboots. */
    static final class Reboot implements ITypeConverter<RebootOption> {
        @Override
        public RebootOption convert(String value) {
            return switch (value) {
                case "if-needed" -> RebootOption.IF_NEEDED;
                case "never" -> RebootOption.NO_REBOOT;
                default -> throw Values.wrong(value, "if-needed, never");
            };
        }
    }

    /** Reads where output is kept. */
    static final class Logs implements ITypeConverter<LogOutput> {
        private static final String S3 = "s3://";

        @Override
        public LogOutput convert(String value) {
            try {
                if (!value.startsWith(S3)) {
                    return LogOutput.cloudWatch(value);
                }
                String[] parts = value.substring(S3.length()).split("/", 2);
                return LogOutput.s3(parts[0], parts.length == 1 ? "" : parts[1].replaceFirst("/+$", ""));
            } catch (InvalidInputException e) {
                throw Values.wrong(
                        value,
                        "s3://bucket/prefix, or a log group: "
                                + e.problems().get(0).allowed());
            }
        }
    }

    /** Reads an address that may have the scheme of S3; the library knows what else is allowed in it. */
    static final class ListAddress implements ITypeConverter<URI> {
        @Override
        public URI convert(String value) {
            try {
                return new URI(value);
            } catch (URISyntaxException e) {
                throw Values.wrong(value, "an address, such as https://… or s3://bucket/key");
            }
        }
    }
}
