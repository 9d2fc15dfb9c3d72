package io.patchfleet.examples;

import io.patchfleet.target.Target;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whom a program means: there is no default. */
final class WhomOptions {

    @ArgGroup(multiplicity = "1")
    private final Choice choice = new Choice();

    /**
     * The nodes that are meant.
     *
     * @param site where ids are looked for that do not say where they are
     */
    Target target(SiteOptions site) {
        if (choice.all) {
            return Target.everything();
        }
        if (!choice.environments.all().isEmpty()) {
            return Target.environment(choice.environments.all().toArray(String[]::new));
        }
        return choice.on.all().stream()
                .map(selector -> selector.target(site))
                .reduce(Target::or)
                .orElseThrow();
    }

    /** Exactly one of these. */
    private static final class Choice {

        @Option(
                names = "--on",
                paramLabel = "tag:KEY=VALUE",
                converter = Selector.Selectors.class,
                description =
                        "Nodes with this tag; or group:NAME, a patch group; or resource-group:NAME, a resource group"
                                + " of AWS, by name or ARN; or id:ACCOUNT/REGION/ID, of which the ID is enough beside --accounts"
                                + " and --regions. Several are separated by commas, and any of them is enough; what has no such"
                                + " word before it is another value of the one before.")
        private Values.Several<Selector> on = Values.Several.none();

        @Option(
                names = "--environment",
                paramLabel = "NAME",
                converter = Values.Names.class,
                description = "Nodes of this environment, or of one of these, separated by commas.")
        private Values.Several<String> environments = Values.Several.none();

        @Option(names = "--all", description = "All nodes of the fleet.")
        private boolean all;
    }
}
