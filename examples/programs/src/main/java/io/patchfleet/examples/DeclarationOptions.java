package io.patchfleet.examples;

import io.patchfleet.spec.FleetSpec;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that compare a spec with a fleet. */
final class DeclarationOptions {

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            required = true,
            description = "What is declared, in YAML or JSON; 'fleet init' writes one to start from.")
    private Path spec = Path.of("fleet.yaml");

    @Option(names = "--json", description = "Prints one JSON object on standard output, and nothing else there.")
    private boolean json;

    @Mixin
    private final SiteOptions site = new SiteOptions();

    FleetSpec spec() {
        return SpecFile.read(spec);
    }

    boolean json() {
        return json;
    }

    SiteOptions site() {
        return site;
    }
}
