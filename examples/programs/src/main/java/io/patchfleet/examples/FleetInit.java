package io.patchfleet.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a spec to start from. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Writes fleet.yaml, a commented spec to start from. Overwrites nothing.")
final class FleetInit implements Callable<Integer> {

    static final String NAME = "fleet.yaml";

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    @Mixin
    private final OutDirectory out = new OutDirectory();

    FleetInit(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path file = out.directory(program).resolve(NAME);
        if (Files.exists(file)) {
            throw new ParameterException(
                    program.commandLine(),
                    "--out: '" + file.getParent() + "' is not allowed here; allowed: a directory in which there is no "
                            + NAME + " yet");
        }
        try {
            Files.writeString(file, spec());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
        shell.out().println("Written: " + SafeText.line(file.toString()));
        shell.out().flush();
        return ExitCode.DONE;
    }

    static String spec() {
        try (InputStream in = FleetInit.class.getResourceAsStream(NAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(NAME + " could not be read from the jar", e);
        }
    }
}
