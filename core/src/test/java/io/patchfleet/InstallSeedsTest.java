package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.Share;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedCommand;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.spi.Accounts;
import io.patchfleet.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Whatever goes wrong on nodes and on the way to AWS, every node that was meant ends once, and what is said of it is
 * true. {@code -Dpatchfleet.seeds=500} tries more than the few of every build.
 */
class InstallSeedsTest {

    private static final int PACE = 7;

    /** What is called once it is known which nodes are meant. */
    private static final List<String> AFTER_THE_START = List.of(
            "ssm:SendCommand",
            "ssm:ListCommands",
            "ssm:ListCommandInvocations",
            "ssm:DescribeInstancePatchStates",
            "ssm:DescribeMaintenanceWindows");

    private static final int LOCKED = 4;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("patchfleet.seeds", 12));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatARunSaysIsTrue(long seed) {
        Random chance = new Random(seed);
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(seed)
                        .regions("eu-central-1", "us-east-1")
                        .accounts("111122223333", "222233334444")
                        .troubledInstalls(0.4)
                        .nodes(28)
                        .build();
                PatchFleet fleet = Fleets.with(credentials(aws, chance), aws)
                        .accounts(Accounts.assuming("PatchFleet", "111122223333", "222233334444"))
                        .build()) {
            Set<String> running = aws.world().nodes().stream()
                    .filter(SimulatedNode::isRunning)
                    .map(SimulatedNode::id)
                    .collect(Collectors.toSet());
            trouble(aws, chance);

            RunOutcome outcome = fleet.install(Target.everything())
                    .pace(Share.nodes(PACE))
                    .within(Duration.ofHours(5))
                    .run();
            aws.time().advance(Duration.ofHours(4));

            Map<String, Result> results =
                    outcome.nodes().collect(Collectors.toMap(node -> node.node().id(), node -> node.result()));
            assertEquals(running, results.keySet());
            assertEquals(
                    outcome.intended(),
                    java.util.Arrays.stream(Result.values())
                            .mapToInt(outcome::count)
                            .sum());
            results.forEach((node, result) -> assertTrue(
                    result != Result.PATCHED || aws.world().node(node).missing().isEmpty(),
                    () -> node + " is said to be patched and lacks "
                            + aws.world().node(node).missing()));
            outcome.nodes()
                    .filter(node -> node.result() == Result.NOT_REACHED)
                    .forEach(node -> assertEquals(
                            List.of(),
                            workedOn(aws, node.node().id()),
                            () -> node + " is said not to have been reached"));
            assertTrue(outcome.maxInFlight() <= PACE);
            assertTrue(
                    InstallTest.mostInFlight(aws) <= PACE + unknown(outcome),
                    () -> InstallTest.mostInFlight(aws) + " at a time");
            InstallTest.assertNobodyWasWorkedOnTwiceAtATime(aws);
        }
    }

    /** A node that is unknown may go on for itself while others are begun. */
    private static int unknown(RunOutcome outcome) {
        return outcome.count(Result.UNKNOWN);
    }

    /** What installs of the run truly did on a node, but for those that found it held by another. */
    private static List<SimulatedCommand.OnNode> workedOn(SimulatedAws aws, String node) {
        return aws.commands().stream()
                .filter(command -> command.comment().startsWith("PatchFleet"))
                .filter(command -> command.operation().equals("Install"))
                .flatMap(command -> command.invocations().stream())
                .filter(each -> each.node().equals(node))
                .filter(each -> each.began().isPresent() && each.exitCode() != LOCKED)
                .toList();
    }

    /** Some expire again and again, and are renewed too late. */
    private static AwsCredentialsProvider credentials(SimulatedAws aws, Random chance) {
        return chance.nextInt(3) == 0
                ? new LateCredentials(
                        aws, "arn:aws:iam::111122223333:role/PatchFleet", Duration.ofSeconds(chance.nextInt(240)))
                : aws.credentials();
    }

    private static void trouble(SimulatedAws aws, Random chance) {
        aws.fault(Fault.lostReply("ssm:SendCommand").times(1 + chance.nextInt(3)));
        for (String operation : AFTER_THE_START) {
            aws.fault(Fault.throttle(operation).rate(chance.nextDouble() / 5));
            aws.fault(Fault.error(operation).rate(chance.nextDouble() / 20));
            aws.fault(Fault.reset(operation).rate(chance.nextDouble() / 50));
        }
        if (chance.nextInt(4) == 0) {
            aws.scheduler()
                    .schedule(
                            () -> aws.fault(Fault.error("*").in("us-east-1").times(400)),
                            1 + chance.nextInt(30),
                            java.util.concurrent.TimeUnit.MINUTES);
        }
        SimulatedNode[] nodes = aws.world().nodes().stream()
                .filter(node -> node.isOnline() && node.isRunning())
                .limit(3)
                .toArray(SimulatedNode[]::new);
        if (nodes.length > 0) {
            aws.world().sendForeignCommandAt(aws.clock().instant().plus(Duration.ofMinutes(chance.nextInt(20))), nodes);
            aws.world().sendForeignCommandBeforeNext(nodes[nodes.length - 1]);
        }
    }
}
