package io.patchfleet.simulator;

import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.PatchRow;
import io.patchfleet.simulator.internal.world.PatchSnapshot;
import io.patchfleet.simulator.internal.world.PatchState;
import io.patchfleet.simulator.internal.world.Power;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The truth about one node, whatever AWS's calls show of it, and levers to change it. */
public final class SimulatedNode {

    private final World world;
    private final Node node;

    SimulatedNode(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    Node node() {
        return node;
    }

    public String account() {
        return node.scope().account();
    }

    public String region() {
        return node.scope().region();
    }

    /** {@code i-...}, or {@code mi-...} of a hybrid node. */
    public String id() {
        return node.id();
    }

    /** What it runs, in Systems Manager's words. */
    public String os() {
        return node.product().operatingSystem().name();
    }

    public Map<String, String> tags() {
        return world.see(state -> Map.copyOf(node.tags()));
    }

    public boolean isRunning() {
        return world.see(state -> node.power() == Power.RUNNING);
    }

    /** Whether Systems Manager knows it. */
    public boolean isManaged() {
        return world.see(state -> node.managed());
    }

    /** Whether Systems Manager knows it and its agent is in touch. */
    public boolean isOnline() {
        return world.see(state -> node.managed() && node.agent().online());
    }

    /** What a scan would find missing at this moment: packages, or KBs. */
    public List<String> missing() {
        return world.see(state -> node.scan(state.now()).rows().stream()
                .filter(row -> row.state() == PatchState.MISSING)
                .map(PatchRow::release)
                .map(release -> release.id())
                .toList());
    }

    /** When a scan or an installation last came to a good end. */
    public Optional<Instant> lastLookedAt() {
        return world.see(state ->
                Optional.ofNullable(node.snapshot()).map(PatchSnapshot::run).map(run -> run.ended()));
    }

    /** Whether the last scan or installation left nothing that AWS calls non-compliant; false if there was none. */
    public boolean isCompliantAtLastLook() {
        return world.see(state -> node.snapshot() != null && node.snapshot().compliant());
    }

    /** Whether the last look was an installation by an override list, which says nothing about the rest. */
    public boolean isLastInstalledByOverrideList() {
        return world.see(
                state -> node.snapshot() != null && node.snapshot().run().overrideList() != null);
    }

    /** Stops the instance; what ran on it is lost. */
    public void stop() {
        world.change(state -> state.stop(node));
    }

    /** Starts the instance; its agent is back at once. */
    public void start() {
        world.change(state -> state.start(node));
    }

    public void terminate() {
        world.change(state -> state.terminate(node));
    }

    /** The agent falls silent; what runs on the node goes on, and nobody hears of it. */
    public void loseAgent() {
        world.change(state -> state.loseAgent(node));
    }

    /** The agent is heard again, and takes up what waited for it. */
    public void agentBack() {
        world.change(state -> state.agentBack(node));
    }

    /** Systems Manager forgets the node, which goes on running. */
    public void deregister() {
        world.change(state -> state.deregister(node));
    }

    /** Scans that come to their end from now on fail, with these words on standard error. */
    public void failsScans(String standardError) {
        world.change(state -> state.failScans(node, standardError));
    }

    /** Scans go well again. */
    public void scansWell() {
        world.change(state -> state.failScans(node, null));
    }

    /**
     * The next Installs that begin on it come to a bad end, and those after them go well. What was said before is still
     * to come first.
     *
     * @param times how many; {@link Integer#MAX_VALUE} for all
     */
    public void failsInstall(InstallFailure failure, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times is " + times + "; allowed is 1 or more");
        }
        world.change(state -> state.failInstalls(node, failure, times));
    }

    /** Installs go well again, and the agent is back after a reboot. */
    public void installsWell() {
        world.change(state -> state.installWell(node));
    }

    /** How often an Install began to work on it, whatever became of it. */
    public int installs() {
        return world.see(state -> node.installs());
    }

    /** Reboots take that long from now on: from the agent's last word to its next. */
    public void rebootTakes(Duration time) {
        world.change(state -> state.rebootTakes(node, time));
    }

    /** After the next reboot nothing is heard of the agent for that long; then it goes on where it was. */
    public void losesAgentAfterReboot(Duration time) {
        world.change(state -> state.loseAgentAfterReboot(node, time));
    }

    /** After the next reboot nothing is heard of the agent until {@link #agentBack()}. */
    public void losesAgentAfterReboot() {
        world.change(state -> state.loseAgentAfterRebootForGood(node));
    }

    public void tag(String key, String value) {
        world.change(state -> state.tag(node, key, value));
    }

    @Override
    public String toString() {
        return id() + " (" + os() + ") in " + account() + "/" + region();
    }
}
