package io.patchfleet.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which spec a program works with. */
final class SpecOptions {

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            required = true,
            description = "The spec: YAML or JSON. 'fleet init' writes one to start from.")
    private Path file = Path.of("fleet.yaml");

    /**
     * Reads it.
     *
     * @throws WrongFileException if what stands in it is wrong
     */
    SpecFile read(CommandSpec program) {
        return read(file, program);
    }

    /**
     * Reads that of another option.
     *
     * @throws WrongFileException if what stands in it is wrong
     */
    static SpecFile read(Path file, CommandSpec program) {
        return SpecFile.read(file, text(file, program));
    }

    private static String text(Path file, CommandSpec program) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ParameterException(
                    program.commandLine(),
                    "--spec: '" + file + "' is not allowed here; allowed: a file in UTF-8 that can be read",
                    e);
        }
    }
}
