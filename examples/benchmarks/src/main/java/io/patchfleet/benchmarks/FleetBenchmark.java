package io.patchfleet.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Works on a large fleet over real HTTP, every answer late and every operation of every scope throttled as AWS
 * throttles: a bucket of 20 calls that fills at a rate that nobody is told. Prints a table for
 * {@code core/docs/performance.md}, a row for each contender.
 */
public final class FleetBenchmark {

    /** Enough for the compiler to see the code of both sides. */
    private static final int WARM_UP_NODES = 500;

    private final Options options;
    private final RemoteAws aws;
    private final PrintStream out;

    private FleetBenchmark(Options options, RemoteAws aws, PrintStream out) {
        this.options = options;
        this.aws = aws;
        this.out = out;
    }

    public static void main(String... args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Optional<Options> options = options(out, args);
        if (options.isEmpty()) {
            System.exit(2);
        }
        try (RemoteAws aws = RemoteAws.start()) {
            new FleetBenchmark(options.orElseThrow(), aws, out).run();
        }
    }

    /** Empty if they are wrong, which has been said then. */
    private static Optional<Options> options(PrintStream out, String... args) {
        try {
            return Optional.of(Options.parse(args));
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(Options.USAGE);
            return Optional.empty();
        }
    }

    private void run() throws Exception {
        warmUp();
        Setting setting = options.setting();
        out.printf(
                Locale.ROOT,
                "%s: %s in %d Regions, %d ms a call, %d calls a second; heap of at most %.0f MiB%n%n",
                options.job().word(),
                Words.nodes(setting.nodes()),
                RemoteAws.REGIONS.size(),
                setting.latency().toMillis(),
                setting.perSecond(),
                PeakHeap.allowedMebibytes());
        List<Column> columns = options.job().columns(setting);
        List<Measurement> measurements = new ArrayList<>();
        out.println(Column.head(columns));
        for (Contender contender : options.contenders()) {
            Measurement measurement = measure(contender);
            measurements.add(measurement);
            out.println(Column.row(columns, measurement));
        }
        out.println();
        measurements.forEach(measurement -> out.println(measurement.contender() + ": " + measurement.calls()));
    }

    /** Loads classes and lets the compiler see the code, so that no contender pays for those before it. */
    private void warmUp() throws Exception {
        for (Contender contender : options.contenders()) {
            aws.open(options.setting().ofSize(WARM_UP_NODES));
            options.job().prepare(aws);
            contender.work(aws);
        }
    }

    private Measurement measure(Contender contender) throws Exception {
        aws.open(options.setting());
        options.job().prepare(aws);
        aws.throttle(options.setting());
        Calls earlier = aws.calls();
        try (PeakHeap heap = PeakHeap.listen(options.liveHeap())) {
            Instant start = aws.clock().instant();
            long before = System.nanoTime();
            Contender.Outcome outcome = contender.work(aws);
            double seconds = (System.nanoTime() - before) / 1e9;
            Duration simulated = Duration.between(start, aws.clock().instant());
            double peak = heap.mebibytesBeside(outcome.kept());
            return new Measurement(
                    contender.name(),
                    seconds,
                    simulated,
                    aws.calls().since(earlier),
                    peak,
                    outcome.done(),
                    outcome.failures());
        }
    }
}
