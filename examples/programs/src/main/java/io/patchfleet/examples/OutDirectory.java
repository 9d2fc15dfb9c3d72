package io.patchfleet.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a program writes its files. */
final class OutDirectory {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where files are written; made if it is not there. Default: patchfleet-out.")
    private Path out = Path.of("patchfleet-out");

    /** The directory, which is there and can be written to: found out before the work, not after it. */
    Path directory(CommandSpec program) {
        return usable(out, program);
    }

    /** The same for a directory that was given in another way. */
    static Path usable(Path out, CommandSpec program) {
        try {
            Files.createDirectories(out);
            if (Files.isWritable(out)) {
                return out;
            }
        } catch (IOException e) {
            throw notWritable(out, program, e);
        }
        throw notWritable(out, program, null);
    }

    /** Writes a file of a directory that was found usable. */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }

    private static ParameterException notWritable(Path out, CommandSpec program, @Nullable IOException cause) {
        return new ParameterException(
                program.commandLine(),
                "--out: '" + out + "' is not allowed here; allowed: a directory that can be written to, or made",
                cause);
    }
}
