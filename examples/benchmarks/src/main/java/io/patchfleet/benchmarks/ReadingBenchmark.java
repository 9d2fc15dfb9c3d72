package io.patchfleet.benchmarks;

import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.simulator.SimulatedAws;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * What it costs to make a fleet of 10,000 nodes out of answers that are there: no network, no parsing, and a clock that
 * jumps over every wait. Through the public door, so that it is what an application pays.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReadingBenchmark {

    private static final int NODES = 10_000;

    /** Without nodes: for its time. */
    private final SimulatedAws time = SimulatedAws.builder().seed(1).build();

    private final PatchFleet stopped = fleet(InstanceStateName.STOPPED);
    private final PatchFleet running = fleet(InstanceStateName.RUNNING);

    /** For JMH. */
    public ReadingBenchmark() {}

    private PatchFleet fleet(InstanceStateName power) {
        return PatchFleet.builder()
                .regions("us-east-1")
                .endpoint(time.endpoint())
                .credentials(time.credentials())
                .httpClient(time.httpClient())
                .executor(time.scheduler())
                .time(time.clock(), time.scheduler())
                .clients(new PreparedAnswers(NODES, power, time.clock().instant()))
                .build();
    }

    /** Instances and managed nodes become nodes; all are stopped, so that none is judged. */
    @Benchmark
    public FleetCompliance normalising() {
        return stopped.compliance().collect();
    }

    /** The same, and each node is judged by its patch state. */
    @Benchmark
    public FleetCompliance normalisingAndEvaluating() {
        return running.compliance().collect();
    }

    /** The same, and 2,000 nodes have twenty missing patches each. */
    @Benchmark
    public FleetCompliance normalisingAndEvaluatingWithPatches() {
        return running.compliance().withPatches().collect();
    }

    /** Ends what was begun. */
    @TearDown
    public void close() {
        stopped.close();
        running.close();
        time.close();
    }
}
