package io.patchfleet.benchmarks;

import io.patchfleet.simulator.Limit;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The simulated AWS in a process of its own, so that neither its heap nor its work counts as a contender's. It obeys
 * orders from standard input, answers each by a line, and ends when nobody can give orders any more:
 *
 * <ul>
 *   <li>{@code world NODES LACKING MILLIS SPEED} gives up the world that there was for a new one, and answers with its
 *       address and its time;
 *   <li>{@code throttle RATE BURST} throttles each operation in each account and Region from now on.
 * </ul>
 */
final class SimulatorProcess {

    private static final long SEED = 42;

    private Optional<SimulatedAws> world = Optional.empty();

    private SimulatorProcess() {}

    public static void main(String... args) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SimulatorProcess simulator = new SimulatorProcess();
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                answers.println(simulator.obey(order.split(" ", -1)));
            }
        } finally {
            simulator.close();
        }
    }

    private String obey(String... order) {
        int[] numbers = new int[order.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(order[i + 1]);
        }
        return switch (order[0]) {
            case "world" -> open(numbers[0], numbers[1], Duration.ofMillis(numbers[2]), numbers[3]);
            case "throttle" -> throttle(numbers[0], numbers[1]);
            default -> throw new IllegalArgumentException("no such order: " + order[0]);
        };
    }

    private String open(int nodes, int lacking, Duration heldBack, int speed) {
        close();
        SimulatedAws aws = SimulatedAws.builder()
                .seed(SEED)
                .regions(RemoteAws.REGIONS.toArray(String[]::new))
                .nodes(nodes - lacking, n -> n.os("UBUNTU").tag("Patch Group", "Production"))
                .nodes(
                        lacking,
                        n -> n.os("UBUNTU").tag("Patch Group", "Testing").missing("openssl"))
                .latency(heldBack)
                .followingTheWallClock(speed)
                .build();
        world = Optional.of(aws);
        // What a node lacks is worked out when it is first asked; nobody is to wait for that.
        aws.world().nodes().forEach(SimulatedNode::isCompliantAtLastLook);
        return aws.endpoint() + " " + aws.clock().instant();
    }

    private String throttle(int perSecond, int burst) {
        world.orElseThrow().limit(Limit.of("*", perSecond, burst));
        return "throttled";
    }

    private void close() {
        world.ifPresent(SimulatedAws::close);
        world = Optional.empty();
    }
}
