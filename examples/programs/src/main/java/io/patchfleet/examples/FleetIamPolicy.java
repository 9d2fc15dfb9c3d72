package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.model.IamPolicy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Says what a fleet's credentials need. Calls nothing. */
@Command(
        name = "iam-policy",
        mixinStandardHelpOptions = true,
        description = "Prints the IAM policy that PatchFleet's credentials need, and no more. Calls nothing.")
final class FleetIamPolicy implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Spec
    private CommandSpec program = CommandSpec.create();

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "Only for this spec: its resources and roles alone. Default: for any.")
    private Optional<Path> spec = Optional.empty();

    @Option(names = "--json", description = "Prints the policy on one line.")
    private boolean json;

    FleetIamPolicy(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (PatchFleet fleet = options.fleet()) {
            IamPolicy policy = spec.map(file -> SpecOptions.read(file, program).spec())
                    .map(declared -> fleet.iamPolicy(declared, options.verbs()))
                    .orElseGet(() -> fleet.iamPolicy(options.verbs()));
            String text = policy.toJson();
            shell.out().print(json ? onOneLine(text) + "\n" : text);
            shell.out().flush();
            return ExitCode.DONE;
        }
    }

    private static String onOneLine(String text) {
        return JsonMapper.shared().readTree(text).toString();
    }
}
