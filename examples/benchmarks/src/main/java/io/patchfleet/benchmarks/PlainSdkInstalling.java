package io.patchfleet.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;

/**
 * What a developer would write to patch all nodes at once: commands of fifty nodes, and every quarter of a minute each
 * of them is asked how its nodes are. It looks for nobody else's commands, repeats nothing and proves nothing.
 */
record PlainSdkInstalling(PlainSdk way) implements Contender {

    private static final int BATCH = 50;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofHours(3);

    @Override
    public String name() {
        return way.name();
    }

    @Override
    public Outcome work(RemoteAws aws) throws InterruptedException, ExecutionException {
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger commands = new AtomicInteger();
        PlainSdk.Failures failures = way.everywhere(aws, here -> installIn(here, aws, ended, commands));
        return new Outcome(
                Words.nodes(ended.get()) + " installed on, unproven, " + Words.whole(commands.get()) + " commands",
                failures.toString());
    }

    private static void installIn(PlainSdk.Here here, RemoteAws aws, AtomicInteger ended, AtomicInteger commands)
            throws InterruptedException, ExecutionException {
        try (SsmClient ssm = here.client(SsmClient.builder())) {
            List<String> open = new ArrayList<>();
            here.orFail(() -> open.addAll(send(ssm)));
            commands.addAndGet(open.size());
            for (Duration waited = Duration.ZERO;
                    !open.isEmpty() && waited.compareTo(PATIENCE) < 0;
                    waited = waited.plus(BETWEEN_LOOKS)) {
                aws.pause(BETWEEN_LOOKS);
                List<Runnable> looks = new ArrayList<>();
                for (String command : List.copyOf(open)) {
                    looks.add(() -> look(ssm, command, open, ended));
                }
                here.all(looks);
            }
        }
    }

    private static List<String> send(SsmClient ssm) {
        List<String> ids =
                ssm.describeInstanceInformationPaginator(r -> r.maxResults(BATCH)).instanceInformationList().stream()
                        .map(InstanceInformation::instanceId)
                        .toList();
        List<String> commands = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<String> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
            commands.add(ssm.sendCommand(r -> r.documentName("AWS-RunPatchBaseline")
                            .instanceIds(batch)
                            .maxConcurrency("100%")
                            .maxErrors("100%")
                            .parameters(Map.of("Operation", List.of("Install"))))
                    .command()
                    .commandId());
        }
        return commands;
    }

    private static void look(SsmClient ssm, String command, List<String> open, AtomicInteger ended) {
        List<CommandInvocation> nodes = ssm
                .listCommandInvocationsPaginator(r -> r.commandId(command).maxResults(BATCH))
                .commandInvocations()
                .stream()
                .toList();
        if (nodes.size() > 0 && nodes.stream().noneMatch(PlainSdkInstalling::goesOn)) {
            ended.addAndGet(nodes.size());
            synchronized (open) {
                open.remove(command);
            }
        }
    }

    private static boolean goesOn(CommandInvocation node) {
        CommandInvocationStatus status = node.status();
        return status == CommandInvocationStatus.PENDING
                || status == CommandInvocationStatus.IN_PROGRESS
                || status == CommandInvocationStatus.DELAYED;
    }
}
