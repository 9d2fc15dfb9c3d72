package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

class SimulatedAwsExtensionTest {

    @Test
    void eachTestHasAWorldOfItsOwnWhichIsClosedAfterwards() {
        run("first").testEvents().assertStatistics(events -> events.succeeded(1));
        run("second").testEvents().assertStatistics(events -> events.succeeded(1));
    }

    @Test
    void aTestThatFailsShowsItsWorld() {
        Throwable failure = failure("failing");
        assertEquals("as planned", failure.getMessage());
        String world = String.valueOf(failure.getSuppressed()[0].getMessage());
        assertTrue(world.startsWith("simulated AWS at 2026-11-24T00:00:00Z, seed 7"), world);
        assertTrue(world.contains("1 x ssm:DescribeInstanceInformation (111122223333, us-east-1)"), world);
    }

    @Test
    void aTestThatCallsAwsInAWayThatFailsThereFailsForThat() {
        String message = String.valueOf(failure("violating").getMessage());
        assertTrue(message.contains("at 'maxResults' failed to satisfy constraint"), message);
    }

    private static EngineExecutionResults run(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Sample.class, method, SimulatedAws.class))
                .execute();
    }

    private static Throwable failure(String method) {
        return run(method).testEvents().failed().stream()
                .map(event -> event.getPayload(TestExecutionResult.class))
                .map(result -> result.orElseThrow().getThrowable().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    /** Run by the tests around it alone. */
    static class Sample {

        @RegisterExtension
        static final SimulatedAwsExtension AWS =
                SimulatedAwsExtension.with(aws -> aws.seed(7).nodes(10));

        @Test
        void first(SimulatedAws aws) {
            aws.time().advance(Duration.ofHours(1));
            assertEquals(10, aws.world().nodes().size());
        }

        @Test
        void second(SimulatedAws aws) {
            assertEquals("2026-11-24T00:00:00Z", aws.time().now().toString());
        }

        @Test
        void failing(SimulatedAws aws) {
            try (SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), "us-east-1")) {
                ssm.describeInstanceInformation();
            }
            fail("as planned");
        }

        @Test
        void violating(SimulatedAws aws) {
            try (SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), "us-east-1")) {
                ssm.describeInstanceInformation(r -> r.maxResults(51));
                fail("AWS would have refused");
            } catch (SsmException e) {
                assertEquals(400, e.statusCode());
            }
        }
    }
}
