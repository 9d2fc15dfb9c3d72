package io.patchfleet.examples;

import io.patchfleet.compliance.ComplianceSummary;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What a program leaves behind. */
final class OutputOptions {

    @Mixin
    private final OutDirectory out = new OutDirectory();

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

    /** Where its files are written. */
    Path directory(CommandSpec program) {
        return out.directory(program);
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
}
