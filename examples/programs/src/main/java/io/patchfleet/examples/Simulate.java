package io.patchfleet.examples;

import io.patchfleet.simulator.SimulatedAws;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Serves a simulated AWS to any client, until it is stopped. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a simulated AWS on the loopback address until it is stopped (Ctrl-C, SIGTERM).",
            "",
            "The first line on standard output is an object with its endpoint, accounts, Regions, number of nodes and"
                    + " seed. An account's number, used as access key id with any secret, is the key of its owner."
                    + " Beside AWS's calls it answers on /_simulator/: GET world, commands, calls, violations and"
                    + " clock; POST clock and faults."
        })
final class Simulate implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Simulate.class);

    private final Shell shell;

    @Option(
            names = "--port",
            paramLabel = "P",
            converter = Values.Port.class,
            description = "Where to listen. Default: any port that is free.")
    private int port;

    @Option(
            names = "--time-scale",
            paramLabel = "X",
            converter = Values.Scale.class,
            description = "How many seconds pass there in one here; 60 lets an hour pass in a minute. Default: 1.")
    private double timeScale = 1;

    @Mixin
    private final WorldOptions world = new WorldOptions();

    Simulate(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (SimulatedAws aws = SimulatedSite.simulated(world)
                .port(port)
                .followingTheWallClock(timeScale)
                .build()) {
            shell.out().println(firstLine(aws, listening(aws)));
            shell.out().flush();
            untilStopped();
        }
        return ExitCode.DONE;
    }

    private URI listening(SimulatedAws aws) {
        try {
            return aws.endpoint();
        } catch (RuntimeException e) {
            throw new ProgramFailedException("port " + port + " cannot be listened on: " + e.getMessage(), e);
        }
    }

    private ObjectNode firstLine(SimulatedAws aws, URI endpoint) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("endpoint", endpoint.toString());
        ArrayNode accounts = line.putArray("accounts");
        aws.accounts().forEach(accounts::add);
        ArrayNode regions = line.putArray("regions");
        aws.regions().forEach(regions::add);
        return line.put("nodes", world.nodes().orElse(WorldOptions.SIMULATED_NODES))
                .put("seed", aws.seed());
    }

    /** Being interrupted is how this program is stopped; what is left is to close, without an interruption. */
    private static void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            LOG.debug("stopped");
        }
    }
}
