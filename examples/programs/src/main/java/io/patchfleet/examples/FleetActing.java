package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.ContentHash;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.spec.FleetSpec;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a fleet what a spec declares, or takes away what was made for it. */
abstract class FleetActing implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    FleetActing(Shell shell) {
        this.shell = shell;
    }

    CommandSpec program() {
        return program;
    }

    /** Prints the plan, asks where it is real, and carries it out. */
    int carryOut(PatchFleet fleet, FleetPlan plan, SiteOptions site, PlanOutput output) {
        if (output.isForPersons()) {
            output.print(plan);
        }
        boolean needed = plan.changes().stream().anyMatch(change -> change.isNeeded());
        if (needed && !site.mayChange(shell, "This changes the fleet as the plan says. Go on?")) {
            shell.say("nothing was done: the answer was not yes, which --yes gives");
            return ExitCode.FAILED;
        }
        ApplyOutcome outcome = fleet.apply(plan);
        output.print(plan, outcome);
        return outcome.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
    }

    Shell shell() {
        return shell;
    }

    /** Carries out what is declared, or a plan that was reviewed. */
    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = "Makes the fleet as declared. Twice is the same as once.")
    static final class Apply extends FleetActing {

        @Option(
                names = "--spec",
                paramLabel = "FILE",
                description = "What is declared, in YAML or JSON; 'fleet init' writes one to start from.")
        private Optional<Path> spec = Optional.empty();

        @Option(
                names = "--plan",
                paramLabel = "FILE",
                description = "Instead of --spec: a plan that 'fleet plan --save' wrote. It is refused if the fleet has"
                        + " changed since.")
        private Optional<Path> plan = Optional.empty();

        @Option(
                names = "--reviewed",
                paramLabel = "HASH",
                description = "With --plan: the hash of what was reviewed, as 'fleet plan --json' gives it.")
        private Optional<String> reviewed = Optional.empty();

        @Option(names = "--json", description = "Prints one JSON object on standard output, and nothing else there.")
        private boolean json;

        @Mixin
        private final SiteOptions site = new SiteOptions();

        Apply(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            if (spec.isPresent() == plan.isPresent()) {
                throw new ParameterException(program().commandLine(), "either --spec or --plan is needed, not both");
            }
            Optional<FleetPlan> given = plan.map(this::read);
            Optional<FleetSpec> declared =
                    spec.map(file -> SpecOptions.read(file, program()).spec());
            try (Site aws = site.open(shell())) {
                String name = declared.or(() -> given.map(FleetPlan::spec))
                        .map(FleetSpec::name)
                        .orElseThrow();
                shell().say("Making " + name + " as declared on " + aws);
                try (Progress progress = new Progress(shell());
                        PatchFleet fleet = aws.fleet().onEvent(progress).build()) {
                    FleetPlan wanted = given.orElseGet(() -> fleet.plan(declared.orElseThrow()));
                    return carryOut(fleet, wanted, site, new PlanOutput(shell(), json));
                }
            }
        }

        private FleetPlan read(Path file) {
            FleetPlan read;
            try {
                read = FleetPlan.fromJson(Files.readString(file));
            } catch (MalformedInputException e) {
                throw new ParameterException(program().commandLine(), "--plan: '" + file + "' is no UTF-8 text", e);
            } catch (IOException e) {
                throw new ParameterException(
                        program().commandLine(), "--plan: '" + file + "' cannot be read: " + e.getMessage(), e);
            }
            reviewed.map(ContentHash::parse)
                    .filter(hash -> !hash.equals(read.hash()))
                    .ifPresent(hash -> {
                        throw new ParameterException(
                                program().commandLine(),
                                "--reviewed: '" + hash + "' is not allowed here; allowed: the hash of the plan in "
                                        + file + ", which is " + read.hash());
                    });
            return read;
        }
    }

    /** Takes everything away that was made for a spec. */
    @Command(
            name = "destroy",
            mixinStandardHelpOptions = true,
            description =
                    "Takes away everything that was made for a spec, and gives the former default baselines back.")
    static final class Destroy extends FleetActing {

        @Mixin
        private final SpecOptions spec = new SpecOptions();

        @Mixin
        private final SiteOptions site = new SiteOptions();

        @Option(names = "--json", description = "Prints one JSON object on standard output, and nothing else there.")
        private boolean json;

        Destroy(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            FleetSpec declared = spec.read(program()).spec();
            try (Site aws = site.open(shell())) {
                shell().say("Taking away what was made for " + declared.name() + " on " + aws);
                try (Progress progress = new Progress(shell());
                        PatchFleet fleet = aws.fleet().onEvent(progress).build()) {
                    FleetPlan plan = fleet.planDestroy(declared);
                    return carryOut(fleet, plan, site, new PlanOutput(shell(), json));
                }
            }
        }
    }
}
