package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.InventoryReader;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.internal.inventory.Memberships;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Scope;
import io.patchfleet.target.Target;
import io.patchfleet.target.Target.Match;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whom a run is about, in all scopes of the fleet.
 *
 * @param gaps what could not be read, and who is meant and cannot be worked on
 */
record Rollcall(List<Muster> musters, List<Gap> gaps) {

    private static final Set<String> LISTING_NODES =
            Set.of("ec2:DescribeInstances", "ssm:DescribeInstanceProperties", "ssm:DescribeInstanceInformation");

    /** Never fails: what could not be read is a gap. */
    static CompletableFuture<Rollcall> call(Orders orders, FleetReach reach, Errand errand) {
        InventoryReader reader = new InventoryReader(
                orders.work().caller(),
                orders.work().environmentTag(),
                orders.target().resourceGroups());
        List<CompletableFuture<Inventory>> inventories =
                reach.open().stream().map(place -> reader.read(place, errand)).toList();
        return CompletableFuture.allOf(inventories.toArray(CompletableFuture[]::new))
                .thenApply(done -> of(
                        orders,
                        reach,
                        inventories.stream().map(CompletableFuture::join).toList()));
    }

    private static Rollcall of(Orders orders, FleetReach reach, List<Inventory> inventories) {
        Set<String> nowhere =
                Memberships.nowhere(inventories.stream().map(Inventory::groups).toList());
        // Nobody belongs to a group that is nowhere; but its name may be wrong, and it may be who is left out.
        List<Muster> musters = inventories.stream()
                .map(inventory -> Muster.of(inventory.doubting(nowhere), orders.target()))
                .toList();
        List<Gap> gaps = new ArrayList<>(reach.gaps());
        gaps.addAll(Memberships.gapsOf(nowhere));
        musters.forEach(muster -> gaps.addAll(muster.gaps()));
        gaps.addAll(absent(orders.target(), reach, inventories));
        return new Rollcall(musters, gaps);
    }

    /** Nodes that are named and cannot be worked on. Where a scope was not read, its own gap says so. */
    private static List<Gap> absent(Target target, FleetReach reach, List<Inventory> inventories) {
        Map<NodeId, Machine> machines = inventories.stream()
                .flatMap(inventory -> inventory.machines().stream())
                .filter(machine -> target.named().contains(machine.node().id()))
                .collect(Collectors.toMap(machine -> machine.node().id(), Function.identity()));
        Set<Scope> read = new HashSet<>();
        Set<Scope> unread = reach.closed().stream().map(Place::scope).collect(Collectors.toSet());
        inventories.forEach(inventory ->
                (isRead(inventory) ? read : unread).add(inventory.place().scope()));
        return target.named().stream()
                .sorted()
                .filter(node -> isMeant(target, node, Optional.ofNullable(machines.get(node))))
                .flatMap(node -> absence(node, Optional.ofNullable(machines.get(node)), read, unread).stream())
                .toList();
    }

    /** Whether everything that is there was seen; what else could not be read is no reason to doubt that. */
    private static boolean isRead(Inventory inventory) {
        return inventory.gaps().stream()
                .flatMap(gap -> gap.failure().stream())
                .noneMatch(failure -> LISTING_NODES.contains(failure.operation()));
    }

    /** One may be named only to be left out, or be named and not meet the rest. */
    private static boolean isMeant(Target target, NodeId id, Optional<Machine> machine) {
        Node node = machine.map(Machine::node)
                .orElseGet(() -> Node.builder()
                        .id(id)
                        .power(Node.Power.STOPPED)
                        .tagsKnown(false)
                        .build());
        return target.match(node) != Match.NO;
    }

    private static Optional<Gap> absence(NodeId node, Optional<Machine> machine, Set<Scope> read, Set<Scope> unread) {
        if (machine.filter(Machine::counts).isPresent()) {
            return Optional.empty();
        }
        String what;
        if (machine.isPresent()) {
            what = "does not run";
        } else if (read.contains(node.scope())) {
            what = "is not there";
        } else if (unread.contains(node.scope())) {
            return Optional.empty();
        } else {
            what = "is in an account or a Region that is not the fleet's";
        }
        return Optional.of(Gap.in(node.scope(), "node " + node.id() + " is meant and " + what, Optional.empty()));
    }
}
