package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.simulator.CallLog;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.Limit;
import io.patchfleet.simulator.SimulatedAws;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer costs in calls, and how close it comes to what the rate allows, in simulated time. */
class CostTest {

    private static final String[] REGIONS = {"ap-northeast-1", "us-east-1", "eu-central-1", "eu-west-1", "us-west-2"};
    private static final Duration LATENCY = Duration.ofMillis(70);

    @Test
    void sixHundredNodesCostNoMoreCallsThanTheirPages() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(42)
                        .regions("ap-northeast-1", "us-east-1", "eu-central-1")
                        .nodes(600)
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetCompliance now = fleet.compliance().withPatches().collect();

            CallLog calls = aws.calls();
            assertEquals(3, calls.count("ec2:DescribeInstances"));
            assertEquals(3, calls.count("ssm:DescribeInstanceProperties"));
            assertEquals(3, calls.count("ssm:DescribePatchGroups"));
            assertEquals(3, calls.count("ssm:DescribePatchBaselines"));
            assertEquals(3, calls.count("tag:GetResources"));
            assertEquals(1, calls.count("sts:GetCallerIdentity"));
            assertEquals(now.counts().in(NodeState.NON_COMPLIANT), calls.count("ssm:DescribeInstancePatches"));
            long pages = now.scopes().stream()
                    .mapToLong(scope -> {
                        int of = scope.counts().orElseThrow().total()
                                - scope.counts().orElseThrow().in(NodeState.UNMANAGED);
                        return (of + 49L) / 50;
                    })
                    .sum();
            assertEquals(pages, calls.count("ssm:DescribeInstancePatchStates"));
            assertEquals(
                    calls.total(),
                    now.apiCalls().values().stream().mapToLong(Long::longValue).sum());
        }
    }

    @Test
    void patchStatesAreReadWhileInstancesStillAre() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(42)
                        .regions("eu-central-1")
                        .nodes(3_000, n -> n.os("UBUNTU"))
                        .latency(LATENCY)
                        .workers(16)
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.slow("ec2:DescribeInstances", Duration.ofSeconds(10)));
            aws.limit(Limit.of("ssm:DescribeInstancePatchStates", 2, 1));

            FleetCompliance now = fleet.compliance().collect();

            assertEquals(3_000, now.counts().in(NodeState.COMPLIANT));
            assertEquals(
                    60,
                    aws.calls().count("ssm:DescribeInstancePatchStates")
                            - aws.calls().throttled());
            double seconds = Duration.between(now.began(), now.ended()).toMillis() / 1000.0;
            assertTrue(
                    seconds < 50,
                    () -> seconds + " s: at least 30 of them for pages of instances, and at least 30 for patch states");
        }
    }

    @ParameterizedTest(name = "{0} calls a second")
    @ValueSource(ints = 10)
    void detailsOfTenThousandNodesTakeLittleMoreThanTheRateAllows(int perSecond) {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(42)
                        .regions(REGIONS)
                        .nodes(8_000, n -> n.os("UBUNTU"))
                        .nodes(2_000, n -> n.os("UBUNTU").missing("openssl"))
                        .latency(LATENCY)
                        .workers(64)
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.limit(Limit.of("*", perSecond, 20));

            FleetCompliance now = fleet.compliance().withPatches().collect();

            assertTrue(now.isComplete(), now::toString);
            assertEquals(2_000, now.counts().in(NodeState.NON_COMPLIANT));
            double seconds = Duration.between(now.began(), now.ended()).toMillis() / 1000.0;
            double bound = (400.0 - 20) / perSecond;
            assertTrue(seconds <= 1.1 * bound, () -> seconds + " s, bound " + bound + ", throttled " + now.throttled());
            long calls =
                    now.apiCalls().values().stream().mapToLong(Long::longValue).sum();
            assertTrue(now.throttled() <= 0.03 * calls, () -> now.throttled() + " of " + calls);
        }
    }
}
