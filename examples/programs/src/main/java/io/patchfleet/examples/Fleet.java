package io.patchfleet.examples;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The programs that work with a spec: what a fleet is meant to be. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        description = "Works with a spec, which says what a fleet is meant to be.",
        synopsisSubcommandLabel = "PROGRAM",
        commandListHeading = "%nPrograms:%n",
        footer = {"", "fleet PROGRAM --help explains a program's options."})
final class Fleet implements Runnable {

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    private Fleet(Shell shell) {
        this.shell = shell;
    }

    static CommandLine programs(Shell shell) {
        return new CommandLine(new Fleet(shell))
                .addSubcommand(new FleetInit(shell))
                .addSubcommand(new FleetCheck(shell))
                .addSubcommand(new FleetIamPolicy(shell))
                .addSubcommand(new FleetBootstrap(shell))
                .addSubcommand(new FleetSyncTables(shell))
                .addSubcommand(new FleetPlanning.Plan(shell))
                .addSubcommand(new FleetActing.Apply(shell))
                .addSubcommand(new FleetPlanning.Drift(shell))
                .addSubcommand(new FleetActing.Destroy(shell));
    }

    /** Without a program there is the list of them. */
    @Override
    public void run() {
        program.commandLine().usage(shell.out());
    }
}
