package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.model.Verb;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a fleet is configured, for programs that say what that needs and call nothing. */
final class ConfigurationOptions {

    @Option(
            names = "--verb",
            paramLabel = "VERB",
            converter = Verbs.class,
            description =
                    "For what: read, read-sync, scan, install, check, plan, apply, destroy, separated by commas. Default: everything.")
    private Values.Several<Verb> verbs = Values.Several.none();

    @Mixin
    private final ScopeOptions scopes = new ScopeOptions();

    @Option(
            names = "--role",
            paramLabel = "NAME",
            converter = Values.RoleName.class,
            description = "The role by which accounts are entered. Default: PatchFleet.")
    private String role = "PatchFleet";

    /** The fleet, which is the caller's to close. */
    PatchFleet fleet() {
        return Site.fleetIn(scopes.regions())
                .accounts(Site.accounts(scopes.accounts(), role))
                .build();
    }

    /** What it is for; none: everything. */
    Verb[] verbs() {
        return verbs.all().toArray(Verb[]::new);
    }

    /** Reads verbs. */
    static final class Verbs extends Values.Separated<Verb> {
        @Override
        Verb one(String value) {
            return Arrays.stream(Verb.values())
                    .filter(verb -> verb.toString().equals(value))
                    .findFirst()
                    .orElseThrow(() -> Values.wrong(
                            value,
                            Arrays.stream(Verb.values()).map(Verb::toString).collect(Collectors.joining(", "))));
        }
    }
}
