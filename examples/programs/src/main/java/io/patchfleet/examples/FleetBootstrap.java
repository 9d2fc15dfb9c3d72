package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says which roles a fleet needs. Calls nothing. */
@Command(
        name = "bootstrap",
        mixinStandardHelpOptions = true,
        description = "Prints the CloudFormation template of the roles that a fleet needs in each account: for"
                + " PatchFleet, for maintenance windows, for EventBridge Scheduler and for SNS; and policies for the"
                + " roles of nodes. Calls nothing.")
final class FleetBootstrap implements Callable<Integer> {

    static final String NAME = "patchfleet-roles.json";

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where " + NAME + " is written; made if it is not there. Default: it is printed.")
    private Optional<Path> out = Optional.empty();

    FleetBootstrap(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Path> file =
                out.map(directory -> OutDirectory.usable(directory, program).resolve(NAME));
        try (PatchFleet fleet = options.fleet()) {
            String template = fleet.bootstrapTemplate(options.verbs());
            if (file.isPresent()) {
                write(file.get(), template);
            } else {
                shell.out().print(template);
            }
            shell.out().flush();
            return ExitCode.DONE;
        }
    }

    private void write(Path file, String template) {
        OutDirectory.write(file, template);
        shell.out().println("Written: " + SafeText.line(file.toString()));
    }
}
