package io.patchfleet.benchmarks;

import io.patchfleet.PatchFleet;
import io.patchfleet.reporting.Reporting;
import io.patchfleet.reporting.render.Formats;
import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.simulator.SimulatedAws;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to write the report of 10,000 nodes, believable ones with the patches that they lack. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RenderingBenchmark {

    private static final int NODES = 10_000;

    private final ComplianceReport report = report();

    @Param({"html", "csv", "json"})
    private String format = "";

    /** For JMH. */
    public RenderingBenchmark() {}

    private static ComplianceReport report() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(42)
                        .regions(RemoteAws.REGIONS.toArray(String[]::new))
                        .nodes(NODES)
                        .build();
                PatchFleet fleet = PatchFleet.builder()
                        .regions(RemoteAws.REGIONS.toArray(String[]::new))
                        .endpoint(aws.endpoint())
                        .credentials(aws.credentials())
                        .httpClient(aws.httpClient())
                        .executor(aws.scheduler())
                        .time(aws.clock(), aws.scheduler())
                        .build()) {
            return Reporting.standard().report(fleet.compliance().withPatches().collect());
        }
    }

    /** Whole, into nowhere. */
    @Benchmark
    public void rendering() {
        report.write(Formats.named(format), OutputStream.nullOutputStream());
    }
}
