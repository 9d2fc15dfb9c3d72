package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to nodes before the world begins: updates, reboots, runs of the patching document. */
final class History {

    private static final Duration REBOOT = Duration.ofMinutes(5);

    private final Instant start;
    private final Map<PatchBaseline, int[]> approvedAtStart = new HashMap<>();
    private final Map<PatchBaseline, Instant> lastChanges = new HashMap<>();

    History(Instant start) {
        this.start = start;
    }

    /** Brings everything up to what the baseline approves when the world begins, and reboots. */
    void patch(Node node, PatchBaseline baseline, Instant when) {
        patch(node, when, approvedAtStart.computeIfAbsent(baseline, key -> approved(node.product(), key, start)));
    }

    /** Brings everything up to what the baseline approved at that instant, and reboots. */
    void patchLongAgo(Node node, PatchBaseline baseline, Instant when) {
        patch(node, when, approved(node.product(), baseline, when));
    }

    private static void patch(Node node, Instant when, int[] approved) {
        Installation installation = node.installation();
        for (int index = 0; index < approved.length; index++) {
            int level = installation.level(index);
            if (level != Software.ABSENT && approved[index] > level) {
                installation.set(index, approved[index], when);
            }
        }
        node.bootedAt(when.plus(REBOOT));
    }

    private static int[] approved(Product product, PatchBaseline baseline, Instant when) {
        return product.software().stream()
                .mapToInt(software -> Evaluation.newestApproved(product, software, baseline, when))
                .toArray();
    }

    /** An instant since which the baseline has approved nothing new, at most that long before the start. */
    Instant lately(Node node, PatchBaseline baseline, Duration atMost, Chance chance) {
        Instant earliest = start.minus(atMost);
        Instant change = lastChanges.computeIfAbsent(baseline, key -> change(node.product(), key));
        Instant from = change.isAfter(earliest) ? change : earliest;
        long minutes = Math.max(1, Duration.between(from, start).toMinutes() - 1);
        return start.minus(Duration.ofMinutes(chance.between(1, minutes)));
    }

    private Instant change(Product product, PatchBaseline baseline) {
        Instant change = baseline.lastChange(product, start);
        return change == null ? Instant.MIN : change;
    }

    /** Takes some updates back, so that they are missing; the longer ago, the more of a history there is to miss. */
    List<Integer> setBack(Node node, int howMany, Chance chance) {
        Installation installation = node.installation();
        List<Integer> updated = new ArrayList<>();
        for (int index = 0; index < node.product().software().size(); index++) {
            if (installation.level(index) > 0) {
                updated.add(index);
            }
        }
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < howMany && !updated.isEmpty()) {
            int index = takeOne(updated, chance);
            installation.set(
                    index,
                    chance.below(installation.level(index)),
                    node.hardware().launched());
            taken.add(index);
        }
        return taken;
    }

    private static <T> T takeOne(List<T> from, Chance chance) {
        return from.remove(chance.below(from.size()));
    }

    /** Brings in whatever there is, approved or not. */
    void overtake(Node node, Instant when) {
        Installation installation = node.installation();
        for (int index = 0; index < node.product().software().size(); index++) {
            List<Release> releases = node.product().software().get(index).releases();
            for (int level = releases.size() - 1; level > installation.level(index); level--) {
                boolean there = !releases.get(level).released().isAfter(when);
                if (there && installation.level(index) != Software.ABSENT) {
                    installation.set(index, level, when);
                }
            }
        }
    }

    /** Brings in what the baseline rejects. */
    void installRejected(Node node, PatchBaseline baseline) {
        for (int index = 0; index < node.product().software().size(); index++) {
            Software software = node.product().software().get(index);
            if (baseline.rejects(software.releases().get(software.newest()))) {
                node.installation().set(index, 0, node.hardware().launched());
            }
        }
    }

    /** Brings a few updates in after the last boot. */
    void touchSinceBoot(Node node, int howMany) {
        Installation installation = node.installation();
        int touched = 0;
        for (int index = 0; index < node.product().software().size() && touched < howMany; index++) {
            if (installation.level(index) > 0) {
                installation.set(index, installation.level(index), node.booted().plus(REBOOT));
                touched++;
            }
        }
    }

    void scan(Node node, PatchBaseline baseline, Instant ended, @Nullable Instant lastNoReboot, Chance chance) {
        Instant began = ended.minus(node.tempo().scan());
        node.keep(new PatchSnapshot(
                node,
                baseline,
                PatchRun.scan(began, ended, chance.uuid(), chance.uuid(), "RebootIfNeeded", lastNoReboot)));
    }

    void install(
            Node node,
            PatchBaseline baseline,
            Instant ended,
            String rebootOption,
            @Nullable String overrideList,
            Set<Software> failed,
            Chance chance) {
        Instant began = ended.minus(node.tempo().scan().multipliedBy(4));
        Instant noReboot = rebootOption.equals("NoReboot") ? ended : null;
        node.keep(new PatchSnapshot(
                node,
                baseline,
                new PatchRun(
                        PatchOperation.INSTALL,
                        began,
                        ended,
                        ended,
                        chance.uuid(),
                        chance.uuid(),
                        rebootOption,
                        overrideList,
                        failed,
                        noReboot)));
    }
}
