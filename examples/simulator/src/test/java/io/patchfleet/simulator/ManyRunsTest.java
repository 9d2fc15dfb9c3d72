package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Target;

/** What holds of every run, whatever goes wrong with it and whoever gets in its way. */
class ManyRunsTest {

    private static final int SEEDS = 40;
    private static final int AT_ONCE = 4;

    @Test
    void noNodeIsAtWorkOnTwoRunsAtOnceAndNoCommandOnMoreNodesThanItsSenderAllows() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try (SimulatedAws aws = SimulatedAws.builder()
                            .seed(seed)
                            .nodes(30)
                            .troubledInstalls(0.4)
                            .build();
                    SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), "us-east-1")) {
                disturb(aws, ssm, new Random(seed));
                String story = "seed " + seed + ": ";
                for (SimulatedCommand command : aws.commands()) {
                    keepsThePace(story, command);
                    endsInTime(story, command);
                }
                aws.world().nodes().forEach(node -> worksOnOneThingAtATime(story, aws, node));
                assertEquals(List.of(), aws.violations());
            }
        }
    }

    /** Sends what gets in each other's way, and lets a day pass. */
    private static void disturb(SimulatedAws aws, SsmClient ssm, Random random) {
        for (int round = 0; round < 6; round++) {
            String command = ssm.sendCommand(r -> r.documentName("AWS-RunPatchBaseline")
                            .parameters(Map.of("Operation", List.of(random.nextInt(3) == 0 ? "Scan" : "Install")))
                            .targets(List.of(Target.builder()
                                    .key("InstanceIds")
                                    .values("*")
                                    .build()))
                            .maxConcurrency(String.valueOf(AT_ONCE))
                            .maxErrors("100%"))
                    .command()
                    .commandId();
            SimulatedNode node = any(aws, random);
            switch (random.nextInt(5)) {
                case 0 -> aws.world().sendForeignCommandBeforeNext(node);
                case 1 -> node.loseAgent();
                case 2 -> node.stop();
                case 3 -> node.losesAgentAfterReboot(Duration.ofMinutes(20));
                default -> aws.time().advance(Duration.ofMinutes(random.nextInt(30)));
            }
            aws.time().advance(Duration.ofMinutes(random.nextInt(40)));
            if (random.nextInt(3) == 0) {
                ssm.cancelCommand(r -> r.commandId(command));
            }
            node.start();
        }
        aws.time().advance(Duration.ofDays(1));
    }

    private static SimulatedNode any(SimulatedAws aws, Random random) {
        List<SimulatedNode> running =
                aws.world().nodes().stream().filter(SimulatedNode::isOnline).toList();
        return running.get(random.nextInt(running.size()));
    }

    private static void keepsThePace(String story, SimulatedCommand command) {
        for (SimulatedCommand.OnNode each : command.invocations()) {
            each.began()
                    .ifPresent(began -> assertTrue(
                            command.invocations().stream()
                                            .filter(other -> other.inFlightAt(began))
                                            .count()
                                    <= AT_ONCE,
                            story + command));
        }
    }

    private static void endsInTime(String story, SimulatedCommand command) {
        Instant bound = command.requested().plus(Duration.ofHours(2));
        for (SimulatedCommand.OnNode each : command.invocations()) {
            assertTrue(
                    each.ended().isPresent() && !each.ended().get().isAfter(bound),
                    () -> story + each + " of " + command);
        }
    }

    private static void worksOnOneThingAtATime(String story, SimulatedAws aws, SimulatedNode node) {
        List<SimulatedCommand.OnNode> works = new ArrayList<>();
        long installs = 0;
        for (SimulatedCommand command : aws.commands()) {
            for (SimulatedCommand.OnNode each : command.invocations()) {
                // What the document refused because of another run takes no time.
                if (each.node().equals(node.id())
                        && each.began().isPresent()
                        && !each.began().equals(each.ended())) {
                    works.add(each);
                    installs += command.operation().equals("Install") ? 1 : 0;
                }
            }
        }
        works.sort(Comparator.comparing(each -> each.began().orElseThrow()));
        for (int index = 1; index < works.size(); index++) {
            assertTrue(
                    !works.get(index)
                            .began()
                            .orElseThrow()
                            .isBefore(works.get(index - 1).ended().orElseThrow()),
                    story + works);
        }
        assertEquals(installs, node.installs(), story + node);
    }
}
