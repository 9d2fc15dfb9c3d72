package io.patchfleet.examples;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what makes the tables by which Athena is asked. Calls nothing. */
@Command(
        name = "sync-tables",
        mixinStandardHelpOptions = true,
        description = "Prints the statements that make the tables of a Resource Data Sync for Athena. Calls nothing.")
final class FleetSyncTables implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    @Mixin
    private final SyncOptions options = new SyncOptions();

    FleetSyncTables(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String statements = String.join(
                ";\n\n",
                options.demand(program).tableDdl().stream()
                        .map(String::stripTrailing)
                        .toList());
        shell.out().print(statements + ";\n");
        shell.out().flush();
        return ExitCode.DONE;
    }
}
