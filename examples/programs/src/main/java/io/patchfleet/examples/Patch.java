package io.patchfleet.examples;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The programs that have something done on nodes: scans and installations, now. */
@Command(
        name = "patch",
        mixinStandardHelpOptions = true,
        description = "Scans or patches nodes now, through Run Command, with an outcome for each node that was meant.",
        synopsisSubcommandLabel = "PROGRAM",
        commandListHeading = "%nPrograms:%n",
        footer = {"", "patch PROGRAM --help explains a program's options."})
final class Patch implements Runnable {

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    private Patch(Shell shell) {
        this.shell = shell;
    }

    static CommandLine programs(Shell shell) {
        return new CommandLine(new Patch(shell))
                .addSubcommand(new PatchRunning.Scan(shell))
                .addSubcommand(new PatchRunning.Install(shell));
    }

    /** Without a program there is the list of them. */
    @Override
    public void run() {
        program.commandLine().usage(shell.out());
    }
}
