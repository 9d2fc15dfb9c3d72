package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.Machine;
import io.patchfleet.model.Gap;
import io.patchfleet.run.FailureCause;
import io.patchfleet.target.Target;
import io.patchfleet.target.Target.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whom a run is about in one scope.
 *
 * @param meant in the order in which they are begun
 * @param managedRead whether it is known which of them are managed
 * @param gaps what could not be read, so that others may be meant as well
 */
record Muster(Place place, List<Machine> meant, boolean managedRead, List<Gap> gaps) {

    static Muster of(Inventory inventory, Target target) {
        Map<Match, List<Machine>> counting = inventory.machines().stream()
                .filter(Machine::counts)
                .collect(Collectors.groupingBy(machine -> inventory.match(target, machine.node())));
        List<Gap> gaps = new ArrayList<>(inventory.gaps());
        counting.getOrDefault(Match.UNKNOWN, List.of()).stream()
                .collect(Collectors.groupingBy(machine -> inventory.doubt(machine.node()), Collectors.counting()))
                .forEach((doubt, perhaps) -> gaps.add(Gap.in(
                        inventory.place().scope(),
                        (perhaps == 1 ? "1 node was" : perhaps + " nodes were") + " left alone, because " + doubt,
                        Optional.empty())));
        return new Muster(
                inventory.place(), counting.getOrDefault(Match.YES, List.of()), inventory.managedRead(), gaps);
    }

    /** Puts all on the roster, one of each scope in turn, so that no scope is left to the end. */
    static void enlist(List<Muster> musters, Roster roster, Instant now) {
        int longest =
                musters.stream().mapToInt(muster -> muster.meant().size()).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (Muster muster : musters) {
                if (i < muster.meant().size()) {
                    muster.enlist(muster.meant().get(i), roster, now);
                }
            }
        }
    }

    private void enlist(Machine machine, Roster roster, Instant now) {
        outOfReach(machine)
                .ifPresentOrElse(
                        why -> roster.addUnreachable(place, machine.node(), why, now),
                        () -> roster.add(place, machine.node(), now));
    }

    /** Why nodes that are meant cannot be reached, once for each of them. */
    List<FailureCause> outOfReach() {
        return meant.stream().flatMap(machine -> outOfReach(machine).stream()).toList();
    }

    private Optional<FailureCause> outOfReach(Machine machine) {
        if (machine.managed().isEmpty()) {
            return Optional.of(managedRead ? FailureCause.UNMANAGED : FailureCause.NOT_SENT);
        }
        return machine.managed().get().answers() ? Optional.empty() : Optional.of(FailureCause.AGENT_LOST);
    }
}
