package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.spec.FleetSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares a spec with a fleet and says what would have to change. Changes nothing. */
abstract class FleetPlanning implements Callable<Integer> {

    private final Shell shell;
    private final BiFunction<PatchFleet, FleetSpec, FleetPlan> verb;

    @Spec
    private CommandSpec program = CommandSpec.create();

    @Mixin
    private final SpecOptions spec = new SpecOptions();

    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Option(names = "--json", description = "Prints one JSON object on standard output, and nothing else there.")
    private boolean json;

    @Option(names = "--fail-on-findings", description = "Ends with exit code 1 if there is something to do.")
    private boolean failOnFindings;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Writes the plan as JSON, for a review and for 'fleet apply --plan FILE'.")
    private Optional<Path> save = Optional.empty();

    FleetPlanning(Shell shell, BiFunction<PatchFleet, FleetSpec, FleetPlan> verb) {
        this.shell = shell;
        this.verb = verb;
    }

    @Override
    public Integer call() {
        FleetSpec declared = spec.read(program).spec();
        try (Site aws = site.open(shell)) {
            shell.say("Comparing " + declared.name() + " with " + aws);
            FleetPlan plan;
            try (Progress progress = new Progress(shell);
                    PatchFleet fleet = aws.fleet().onEvent(progress).build()) {
                plan = verb.apply(fleet, declared);
            }
            save.ifPresent(file -> write(plan, file));
            new PlanOutput(shell, json).print(plan);
            if (!plan.gaps().isEmpty()) {
                return ExitCode.FAILED;
            }
            return failOnFindings && !plan.isUpToDate() ? ExitCode.FINDINGS : ExitCode.DONE;
        }
    }

    private static void write(FleetPlan plan, Path file) {
        try {
            OwnerOnly.write(file, plan.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("--save: '" + file + "' could not be written: " + e.getMessage(), e);
        }
    }

    /** What would have to change. */
    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            description = "Says what would have to change so that the fleet is as declared. Changes nothing.")
    static final class Plan extends FleetPlanning {
        Plan(Shell shell) {
            super(shell, PatchFleet::plan);
        }
    }

    /** How what is there differs from the spec. */
    @Command(
            name = "drift",
            mixinStandardHelpOptions = true,
            description =
                    "Says how what is there differs from the spec, field by field: what was changed by hand, and what is"
                            + " declared and not applied yet. Changes nothing.")
    static final class Drift extends FleetPlanning {
        Drift(Shell shell) {
            super(shell, PatchFleet::drift);
        }
    }
}
