package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Brings a command to its nodes: no more of them at once than the sender allows, no further ones once more failed than
 * the sender puts up with, and not after the command has expired.
 */
final class Dispatcher {

    private static final Duration UNTIL_SENT = Duration.ofSeconds(1);
    private static final Duration UNTIL_BEGUN = Duration.ofSeconds(2);

    private final Agenda agenda;
    private final Command command;
    private final Supplier<String> snapshotIds;
    private final Deque<Invocation> waiting;
    private int active;

    private Dispatcher(Agenda agenda, Command command, Supplier<String> snapshotIds) {
        this.agenda = agenda;
        this.command = command;
        this.snapshotIds = snapshotIds;
        this.waiting = new ArrayDeque<>(command.invocations());
    }

    static void dispatch(Agenda agenda, Command command, Supplier<String> snapshotIds) {
        Dispatcher dispatcher = new Dispatcher(agenda, command, snapshotIds);
        agenda.at(command.requested().plus(UNTIL_SENT), dispatcher::sendOn);
        agenda.at(command.expires(), dispatcher::expire);
    }

    private void sendOn() {
        while (!waiting.isEmpty() && active < command.concurrency()) {
            if (command.count(InvocationStatus.FAILED) > command.errorLimit()) {
                waiting.forEach(invocation -> invocation.end(InvocationStatus.TERMINATED, agenda.now()));
                waiting.clear();
            } else {
                send(waiting.remove());
            }
        }
    }

    private void send(Invocation invocation) {
        Node node = invocation.node();
        if (!node.managed() || node.power() != Power.RUNNING) {
            invocation.end(InvocationStatus.UNDELIVERABLE, agenda.now());
            return;
        }
        // A node that does not answer holds its place until the delivery times out. Whether it does at AWS is not
        // documented.
        active++;
        if (node.reachable()) {
            agenda.at(agenda.now().plus(UNTIL_BEGUN), () -> deliver(invocation));
        } else {
            deliver(invocation);
        }
        Duration patience = Duration.ofSeconds(command.request().timeoutSeconds());
        agenda.at(agenda.now().plus(patience), () -> giveUp(invocation));
    }

    private void deliver(Invocation invocation) {
        Node node = invocation.node();
        if (node.reachable()) {
            begin(invocation);
        } else {
            invocation.delay();
            node.whenReachable(() -> {
                if (!invocation.status().terminal()) {
                    begin(invocation);
                }
            });
        }
    }

    private void begin(Invocation invocation) {
        Node node = invocation.node();
        invocation.begin(agenda.now());
        if (node.running() != null) {
            invocation.report(4, "", PatchingOutput.LOCKED);
            end(invocation, InvocationStatus.FAILED);
            return;
        }
        node.run(invocation);
        agenda.at(agenda.now().plus(node.scanTime()), () -> finish(invocation));
    }

    private void finish(Invocation invocation) {
        Node node = invocation.node();
        if (node.running() != invocation || invocation.status().terminal()) {
            return;
        }
        if (!node.reachable()) {
            node.whenReachable(() -> finish(invocation));
            return;
        }
        node.run(null);
        String error = node.scanError();
        if (error != null) {
            invocation.report(1, PatchingOutput.of(node, command), error);
            end(invocation, InvocationStatus.FAILED);
            return;
        }
        node.keep(new PatchSnapshot(node, node.scope().baselineFor(node), runOf(invocation)));
        invocation.report(0, PatchingOutput.of(node, command), "");
        end(invocation, InvocationStatus.SUCCESS);
    }

    private PatchRun runOf(Invocation invocation) {
        Instant began = invocation.began();
        PatchSnapshot before = invocation.node().snapshot();
        return PatchRun.scan(
                began == null ? agenda.now() : began,
                agenda.now(),
                command.parameter("SnapshotId").orElseGet(snapshotIds),
                command.id(),
                command.parameter("RebootOption").orElse("RebootIfNeeded"),
                before == null ? null : before.run().lastNoRebootInstall());
    }

    private void giveUp(Invocation invocation) {
        if (invocation.status() == InvocationStatus.DELAYED) {
            end(invocation, InvocationStatus.DELIVERY_TIMED_OUT);
        }
    }

    private void end(Invocation invocation, InvocationStatus how) {
        invocation.end(how, agenda.now());
        active--;
        sendOn();
    }

    /** What has come to no end by then is called undelivered, whether or not the node had begun. */
    private void expire() {
        waiting.clear();
        for (Invocation invocation : command.invocations()) {
            if (!invocation.status().terminal()) {
                if (invocation.node().running() == invocation) {
                    invocation.node().run(null);
                }
                invocation.end(InvocationStatus.DELIVERY_TIMED_OUT, agenda.now());
            }
        }
    }
}
