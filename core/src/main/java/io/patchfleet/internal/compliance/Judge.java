package io.patchfleet.internal.compliance;

import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeCompliance.Fact;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.internal.aws.Baselines;
import io.patchfleet.internal.aws.ManagedNodes;
import io.patchfleet.internal.aws.PatchStates;
import io.patchfleet.internal.inventory.AgentVersion;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Says in which state a node is, and what else is true of it. Pure: the same facts give the same answer.
 *
 * @param now to which ages are counted
 */
record Judge(Instant now, Duration maxScanAge) {

    /** A node of which Systems Manager's knowledge could not be read. */
    NodeCompliance unreadable(Machine machine, String reason) {
        return NodeCompliance.builder()
                .node(machine.node())
                .state(NodeState.UNREADABLE)
                .reason(reason)
                .facts(facts(machine, Optional.empty(), Optional.empty()))
                .build();
    }

    /** A node that Systems Manager does not know. */
    NodeCompliance unmanaged(Machine machine) {
        return NodeCompliance.builder()
                .node(machine.node())
                .state(NodeState.UNMANAGED)
                .reason(
                        machine.hasProfile()
                                ? "it has an instance profile and never registered, or was deregistered: look at the"
                                        + " agent, the profile's permissions and the way to Systems Manager's endpoints"
                                : "it has no instance profile, without which its agent cannot register unless Default"
                                        + " Host Management is on")
                .build();
    }

    /**
     * A node that Systems Manager knows, with what its last patch operation found, if there was one.
     *
     * @param doubt what else may be behind it if there was none
     */
    NodeCompliance managed(
            Machine machine, Optional<PatchStates.State> last, Inventory inventory, Optional<String> doubt) {
        NodeCompliance.Builder node = NodeCompliance.builder()
                .node(machine.node())
                .state(state(machine, last))
                .reason(last.isEmpty() ? doubt : Optional.empty())
                .facts(facts(machine, last, Optional.of(inventory)));
        last.ifPresent(state -> node.counts(state.counts())
                .lastScan(state.install() ? Optional.empty() : state.ended())
                .lastInstall(state.install() ? state.ended() : Optional.empty())
                .baseline(state.baseline().map(Baselines::idOf))
                .rebootPendingSince(state.rebootPendingSince()));
        return node.build();
    }

    private NodeState state(Machine machine, Optional<PatchStates.State> last) {
        if (last.isEmpty()) {
            return NodeState.NEVER_SCANNED;
        }
        if (last.get().counts().anyNonCompliant()) {
            return NodeState.NON_COMPLIANT;
        }
        if (isLost(machine)) {
            return NodeState.CONNECTION_LOST;
        }
        return isStale(last.get()) ? NodeState.SCAN_OUT_OF_DATE : NodeState.COMPLIANT;
    }

    private static boolean isLost(Machine machine) {
        return machine.managed().map(managed -> !managed.answers()).orElse(false);
    }

    private boolean isStale(PatchStates.State last) {
        boolean tooOld =
                last.ended().map(ended -> ended.isBefore(now.minus(maxScanAge))).orElse(true);
        return tooOld || (last.install() && last.overridden());
    }

    private static Set<Fact> facts(Machine machine, Optional<PatchStates.State> last, Optional<Inventory> inventory) {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        addIf(facts, Fact.AGENT_LOST, isLost(machine));
        last.ifPresent(state -> {
            addIf(facts, Fact.LAST_LOOK_WAS_INSTALL, state.install());
            addIf(facts, Fact.OVERRIDE_LIST, state.install() && state.overridden());
            addIf(facts, Fact.REBOOT_PENDING, state.counts().pendingReboot() > 0);
        });
        inventory.ifPresent(scope -> {
            addIf(facts, Fact.AGENT_OUTDATED, hasOldAgent(machine, scope.newestAgent()));
            addIf(facts, Fact.FOREIGN_BASELINE, isForeign(machine.node(), last, scope));
        });
        return facts;
    }

    private static boolean hasOldAgent(Machine machine, String newest) {
        return machine.managed()
                .map(ManagedNodes.Found::agentVersion)
                .map(version -> AgentVersion.isOlder(version, newest))
                .orElse(false);
    }

    private static boolean isForeign(Node node, Optional<PatchStates.State> last, Inventory scope) {
        Optional<String> judgedBy = last.flatMap(PatchStates.State::baseline).map(Baselines::idOf);
        Optional<String> ought = scope.baselines()
                .flatMap(baselines -> node.operatingSystem().flatMap(os -> baselines.of(node.patchGroup(), os)));
        return judgedBy.isPresent() && ought.isPresent() && !judgedBy.equals(ought);
    }

    private static void addIf(Set<Fact> facts, Fact fact, boolean isSo) {
        if (isSo) {
            facts.add(fact);
        }
    }
}
