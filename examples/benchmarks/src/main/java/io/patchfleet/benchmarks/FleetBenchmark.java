package io.patchfleet.benchmarks;

import io.patchfleet.simulator.Limit;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.retry.RetryMode;

/**
 * Reads the compliance of a large fleet over real HTTP, 70 ms a call, with every operation of every scope throttled as
 * AWS throttles: a bucket of 20 calls that fills at a rate that nobody is told.
 *
 * <p>Arguments: nodes (10000), calls a second (10), {@code counts} or {@code details} (both).
 */
public final class FleetBenchmark {

    private static final String[] REGIONS = {"ap-northeast-1", "us-east-1", "eu-central-1", "eu-west-1", "us-west-2"};
    private static final Duration LATENCY = Duration.ofMillis(70);
    private static final int BURST = 20;
    private static final double BAD_SHARE = 0.2;

    private static final List<Contender> CONTENDERS = List.of(
            new WithPatchFleet(),
            new WithPlainSdk(1, RetryMode.STANDARD),
            new WithPlainSdk(10, RetryMode.LEGACY),
            new WithPlainSdk(10, RetryMode.STANDARD),
            new WithPlainSdk(10, RetryMode.ADAPTIVE_V2));

    private final int nodes;
    private final int perSecond;
    private final PrintStream out;

    private FleetBenchmark(int nodes, int perSecond, PrintStream out) {
        this.nodes = nodes;
        this.perSecond = perSecond;
        this.out = out;
    }

    public static void main(String... args) throws Exception {
        int nodes = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int perSecond = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        String what = args.length > 2 ? args[2] : "both";
        FleetBenchmark benchmark =
                new FleetBenchmark(nodes, perSecond, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        benchmark.warmUp();
        if (!what.equals("details")) {
            benchmark.run(false);
        }
        if (!what.equals("counts")) {
            benchmark.run(true);
        }
    }

    /** Loads classes and lets the compiler see the code, so that no contender pays for the others. */
    private void warmUp() throws Exception {
        for (Contender contender : CONTENDERS) {
            try (SimulatedAws aws =
                    SimulatedAws.builder().seed(1).regions(REGIONS).nodes(500).build()) {
                contender.read(aws, true);
            }
        }
    }

    private void run(boolean details) throws Exception {
        out.printf(
                Locale.ROOT,
                "%n%s of %,d nodes in %d Regions, %d ms a call, %d calls a second (burst %d); bound %.1f s%n",
                details ? "Counts and details" : "Counts",
                nodes,
                REGIONS.length,
                LATENCY.toMillis(),
                perSecond,
                BURST,
                bound(details));
        out.printf("%-45s %8s %8s %8s %10s  %s%n", "", "seconds", "calls", "nodes", "throttled", "failed");
        for (Contender contender : CONTENDERS) {
            measure(contender, details);
        }
    }

    private void measure(Contender contender, boolean details) throws Exception {
        int bad = (int) (nodes * BAD_SHARE);
        try (SimulatedAws aws = SimulatedAws.builder()
                .seed(42)
                .regions(REGIONS)
                .nodes(nodes - bad, n -> n.os("UBUNTU"))
                .nodes(bad, n -> n.os("UBUNTU").missing("openssl"))
                .latency(LATENCY)
                .followingTheWallClock(1)
                .build()) {
            aws.limit(Limit.of("*", perSecond, BURST));
            aws.endpoint();
            // The simulated AWS works out what a node lacks when it is first asked; nobody is to pay for that.
            aws.world().nodes().forEach(SimulatedNode::isCompliantAtLastLook);
            long before = System.nanoTime();
            Contender.Reading reading = contender.read(aws, details);
            double seconds = (System.nanoTime() - before) / 1e9;
            long calls = aws.calls().total();
            out.printf(
                    Locale.ROOT,
                    "%-45s %8.1f %8d %8d %8.1f %%  %s%n",
                    contender.name(),
                    seconds,
                    calls,
                    details ? reading.detailed() : reading.nodes(),
                    100.0 * aws.calls().throttled() / calls,
                    reading.failures());
        }
    }

    /** What no client can beat: the busiest operation's rate, or the longest chain of pages. */
    private double bound(boolean details) {
        double inRegion = (double) nodes / REGIONS.length;
        double states = Math.ceil(inRegion / 50);
        double rows = details ? inRegion * BAD_SHARE : 0;
        double byRate = (Math.max(states, rows) - BURST) / perSecond;
        double byChain = (Math.ceil(inRegion / 1000) + 1) * LATENCY.toMillis() / 1000;
        return Math.max(byRate, byChain);
    }
}
