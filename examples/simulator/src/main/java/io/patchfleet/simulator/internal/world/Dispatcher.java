package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Brings a command to its nodes: no more of them at once than the sender allows, no further ones once more failed than
 * the sender puts up with, and not after the command has expired or was cancelled.
 */
final class Dispatcher {

    private static final Duration UNTIL_SENT = Duration.ofSeconds(1);
    private static final Duration UNTIL_BEGUN = Duration.ofSeconds(2);
    private static final Duration UNTIL_CANCELLED = Duration.ofSeconds(3);

    private final Agenda agenda;
    private final Command command;
    private final Surroundings surroundings;
    private final Deque<Invocation> waiting;
    private int active;

    /** AWS begins with one node; as each comes to its end, two more may follow, up to what the sender allows. */
    private int width = 1;

    private Dispatcher(Surroundings surroundings, Command command) {
        this.agenda = surroundings.agenda();
        this.surroundings = surroundings;
        this.command = command;
        this.waiting = new ArrayDeque<>(command.invocations());
    }

    static Dispatcher dispatch(Surroundings surroundings, Command command) {
        Dispatcher dispatcher = new Dispatcher(surroundings, command);
        surroundings.agenda().at(command.requested().plus(UNTIL_SENT), dispatcher::sendOn);
        surroundings.agenda().at(command.expires(), dispatcher::expire);
        return dispatcher;
    }

    /** Sends to no further node of these, and has the agents of those that have begun end it. */
    void cancel(Collection<Invocation> invocations) {
        waiting.removeAll(invocations);
        for (Invocation invocation : invocations) {
            switch (invocation.status()) {
                case PENDING, DELAYED -> end(invocation, InvocationStatus.CANCELLED);
                case IN_PROGRESS -> {
                    invocation.cancel();
                    agenda.at(agenda.now().plus(UNTIL_CANCELLED), () -> hearOfCancellation(invocation));
                }
                default -> {
                    // It has come to its end, or is about to.
                }
            }
        }
    }

    private void hearOfCancellation(Invocation invocation) {
        if (!invocation.node().reachable()) {
            invocation.node().whenReachable(() -> hearOfCancellation(invocation));
        } else if (invocation.status() == InvocationStatus.CANCELLING) {
            invocation.stopWork();
            end(invocation, InvocationStatus.CANCELLED);
        }
    }

    private void sendOn() {
        while (!waiting.isEmpty() && active < Math.min(width, command.concurrency())) {
            if (command.errorCount() > command.errorLimit()) {
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
        invocation.send();
        if (node.reachable()) {
            agenda.at(agenda.now().plus(UNTIL_BEGUN), () -> {
                deliver(invocation);
                sendOn();
            });
        } else {
            deliver(invocation);
        }
        Duration patience = Duration.ofSeconds(command.request().timeoutSeconds());
        agenda.at(agenda.now().plus(patience), () -> giveUp(invocation));
    }

    private void deliver(Invocation invocation) {
        if (invocation.status().terminal()) {
            return;
        }
        Node node = invocation.node();
        if (node.reachable()) {
            begin(invocation);
        } else {
            invocation.delay();
            // Whether a node that does not answer holds up the others is not documented.
            width++;
            node.whenReachable(() -> {
                if (!invocation.status().terminal()) {
                    begin(invocation);
                }
            });
        }
    }

    private void begin(Invocation invocation) {
        PatchingWork.begin(surroundings, invocation, how -> end(invocation, how));
    }

    private void giveUp(Invocation invocation) {
        if (invocation.status() == InvocationStatus.DELAYED) {
            end(invocation, InvocationStatus.DELIVERY_TIMED_OUT);
        }
    }

    private void end(Invocation invocation, InvocationStatus how) {
        invocation.end(how, agenda.now());
        if (invocation.sent()) {
            active--;
            width++;
        }
        sendOn();
    }

    /** What has come to no end by then is called undelivered, whether or not the node had begun. */
    private void expire() {
        waiting.clear();
        for (Invocation invocation : command.invocations()) {
            if (!invocation.status().terminal()) {
                if (invocation.node().running() == invocation) {
                    invocation.node().run(null);
                    invocation.leave(agenda.now());
                }
                invocation.end(InvocationStatus.DELIVERY_TIMED_OUT, agenda.now());
            }
        }
    }
}
