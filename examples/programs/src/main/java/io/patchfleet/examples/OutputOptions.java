package io.patchfleet.examples;

import io.patchfleet.compliance.ComplianceSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a program leaves behind. */
final class OutputOptions {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where reports are written; made if it is not there. Default: patchfleet-out.")
    private Path out = Path.of("patchfleet-out");

    @Option(names = "--json", description = "Prints one JSON object on standard output, and nothing else there.")
    private boolean json;

    @Option(
            names = "--environment-tag",
            paramLabel = "KEY",
            converter = Values.TagKey.class,
            description = "The tag whose value is a node's environment. Default: Environment.")
    private String environmentTag = "Environment";

    String environmentTag() {
        return environmentTag;
    }

    /** The directory, which is there and can be written to: found out before the work, not after it. */
    Path directory(CommandSpec program) {
        try {
            Files.createDirectories(out);
            if (Files.isWritable(out)) {
                return out;
            }
        } catch (IOException e) {
            throw notWritable(program, e);
        }
        throw notWritable(program, null);
    }

    /** Prints what was found and where it is written, for a person or for a script. */
    void print(Shell shell, ComplianceSummary now, List<Path> files) {
        if (json) {
            shell.out().println(JsonResult.of(now, files));
        } else {
            shell.out().println(TextResult.of(now));
            shell.out().println();
            files.forEach(file -> shell.out().println("Written: " + SafeText.line(file.toString())));
        }
        shell.out().flush();
    }

    private ParameterException notWritable(CommandSpec program, @Nullable IOException cause) {
        return new ParameterException(
                program.commandLine(),
                "--out: '" + out + "' is not allowed here; allowed: a directory that can be written to, or made",
                cause);
    }
}
