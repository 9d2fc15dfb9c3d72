package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;

/** A node goes down and comes up again; EC2 calls it running all the while. */
final class Reboot {

    /** After that long without a word the agent counts as lost. */
    private static final Duration MISSED = Duration.ofMinutes(5);

    private final Agenda agenda;
    private final Node node;
    private final Instant down;
    private final int powerChanges;
    private boolean over;

    private Reboot(Agenda agenda, Node node) {
        this.agenda = agenda;
        this.node = node;
        this.down = agenda.now();
        this.powerChanges = node.powerChanges();
    }

    /**
     * Reboots the node.
     *
     * @param resume what the agent goes on with as soon as it is heard again
     */
    static void of(Agenda agenda, Node node, Runnable resume) {
        Reboot reboot = new Reboot(agenda, node);
        node.agent().restart(agenda.now());
        node.whenReachable(resume);
        agenda.at(agenda.now().plus(MISSED), reboot::miss);
        agenda.at(agenda.now().plus(node.tempo().reboot()), reboot::up);
    }

    private void miss() {
        if (!over && node.powerChanges() == powerChanges) {
            node.loseAgent(down);
        }
    }

    private void up() {
        over = true;
        if (node.powerChanges() != powerChanges) {
            // It was stopped or terminated meanwhile.
            return;
        }
        node.bootedAt(agenda.now());
        node.agent().restarted();
        Instant lost = node.agent().lost();
        if (lost != null && !lost.equals(down)) {
            // Somebody took the agent away meanwhile.
            return;
        }
        Duration loss = node.troubles().takeLossAfterReboot();
        if (loss.isZero()) {
            node.agentBack();
        } else {
            node.loseAgent(down);
            if (!loss.equals(Troubles.FOR_GOOD)) {
                agenda.at(agenda.now().plus(loss), this::recover);
            }
        }
    }

    private void recover() {
        if (node.powerChanges() == powerChanges) {
            node.agentBack();
        }
    }
}
