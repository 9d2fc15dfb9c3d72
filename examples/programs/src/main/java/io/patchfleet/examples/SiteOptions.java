package io.patchfleet.examples;

import io.patchfleet.model.Scope;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** On which AWS a program works. */
final class SiteOptions {

    @ArgGroup
    private final Where where = new Where();

    @Option(names = "--yes", description = "Answers yes to what --aws asks.")
    private boolean yes;

    @Option(
            names = "--role",
            paramLabel = "NAME",
            converter = Values.RoleName.class,
            description = "The role by which --accounts are entered. Default: PatchFleet.")
    private String role = "PatchFleet";

    @Mixin
    private final WorldOptions world = new WorldOptions();

    /** Opens it; closing it is the caller's. */
    Site open(Shell shell) {
        if (!where.aws && where.endpoint.isEmpty()) {
            return new SimulatedSite(world, role);
        }
        if (world.nodes().isPresent() || world.seed().isPresent()) {
            shell.say("--nodes and --seed have no effect here: they are for the simulated AWS in the program itself");
        }
        return where.endpoint.isPresent()
                ? EndpointSite.at(where.endpoint.get(), world, role, shell.environment())
                : new RealSite(world, role);
    }

    /** Every account that was named with every Region that was; none if either was not. */
    List<Scope> scopes() {
        return world.accounts().stream()
                .flatMap(account -> world.regions().stream().map(region -> new Scope(account, region)))
                .toList();
    }

    /** Whether the program may change something: asked only where it is real. */
    boolean mayChange(Shell shell, String question) {
        boolean real = where.aws || where.endpoint.filter(EndpointSite::isAws).isPresent();
        return !real || yes || shell.confirms(question);
    }

    /** One of these, or none. */
    private static final class Where {

        @Option(
                names = "--endpoint",
                paramLabel = "URL",
                converter = Values.Address.class,
                description = "Works on whatever speaks AWS's protocols at this address, all services at one."
                        + " A simulated AWS that was started by 'simulate' also gives the time.")
        private Optional<URI> endpoint = Optional.empty();

        @Option(
                names = "--aws",
                description = "Works on the real AWS, with the credentials that the AWS SDK's default chain finds. Asks"
                        + " before it changes anything.")
        private boolean aws;
    }
}
