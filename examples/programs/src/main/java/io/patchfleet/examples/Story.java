package io.patchfleet.examples;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The programs that play weeks in seconds. */
@Command(
        name = "story",
        mixinStandardHelpOptions = true,
        description = "Plays what a fleet goes through in weeks, in seconds, on a simulated AWS.",
        synopsisSubcommandLabel = "STORY",
        commandListHeading = "%nStories:%n",
        footer = {"", "story STORY --help explains a story's options."})
final class Story implements Runnable {

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    private Story(Shell shell) {
        this.shell = shell;
    }

    static CommandLine programs(Shell shell) {
        return new CommandLine(new Story(shell)).addSubcommand(new StoryBank(shell));
    }

    /** Without a story there is the list of them. */
    @Override
    public void run() {
        program.commandLine().usage(shell.out());
    }
}
