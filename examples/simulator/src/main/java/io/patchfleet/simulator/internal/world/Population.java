package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Fills a scope with a believable fleet: most of it in order, the rest in every trouble that fleets are in. */
final class Population {

    private static final String OVERRIDE_LIST = "s3://patch-lists-111122223333/emergency/openssh.yaml";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration BEFORE_THE_LOOK = Duration.ofMinutes(40);

    /** Twenty machines' worth of operating systems. */
    private static final List<OperatingSystem> MIX = mix();

    private final Catalog catalog;
    private final Agenda agenda;
    private final Instant start;
    private final History history;
    private final Naming naming = new Naming();

    Population(Catalog catalog, Agenda agenda) {
        this.catalog = catalog;
        this.agenda = agenda;
        this.start = agenda.now();
        this.history = new History(start);
    }

    private static List<OperatingSystem> mix() {
        List<OperatingSystem> mix = new ArrayList<>();
        add(mix, 9, OperatingSystem.AMAZON_LINUX_2023);
        add(mix, 4, OperatingSystem.REDHAT_ENTERPRISE_LINUX);
        add(mix, 4, OperatingSystem.UBUNTU);
        add(mix, 3, OperatingSystem.WINDOWS);
        return List.copyOf(mix);
    }

    private static void add(List<OperatingSystem> mix, int machines, OperatingSystem operatingSystem) {
        for (int index = 0; index < machines; index++) {
            mix.add(operatingSystem);
        }
    }

    void fill(Scope scope, List<Condition> conditions, long seed) {
        Chance order = new Chance(seed, "order/" + scope.account() + "/" + scope.region());
        NodeFactory factory = new NodeFactory(scope, start, order);
        List<Condition> shuffled = order.shuffle(conditions);
        for (int index = 0; index < shuffled.size(); index++) {
            Condition condition = shuffled.get(index);
            Chance chance = new Chance(seed, scope.account() + "/" + scope.region() + "/" + index);
            boolean rejected = condition == Condition.REJECTED;
            OperatingSystem operatingSystem = rejected ? OperatingSystem.AMAZON_LINUX_2023 : chance.pick(MIX);
            Node node = factory.create(
                    catalog.product(operatingSystem), condition.hybrid(), age(condition, chance), chance);
            naming.name(node, rejected ? "Production" : naming.environment(chance), chance);
            if (rejected) {
                node.setTag("Patch Group", "Production");
            }
            node.agent().register(node.hardware().launched().plus(Duration.ofMinutes(3)));
            put(node, condition, chance);
        }
    }

    private static Duration age(Condition condition, Chance chance) {
        return switch (condition) {
            case NEVER_SCANNED, NEVER_REGISTERED -> DAY.multipliedBy(chance.between(0, 20));
            case PENDING -> Duration.ZERO;
            default -> DAY.multipliedBy(chance.between(75, 900));
        };
    }

    private void put(Node node, Condition condition, Chance chance) {
        PatchBaseline baseline = node.scope().baselineFor(node);
        Instant looked = history.lately(node, baseline, DAY.multipliedBy(6), chance);
        switch (condition) {
            case COMPLIANT, HYBRID -> patchAndScan(node, baseline, looked, chance);
            case INSTALLED -> {
                patch(node, baseline, looked);
                history.install(node, baseline, looked, "RebootIfNeeded", null, Set.of(), chance);
            }
            case INSTALLED_FROM_LIST -> {
                patch(node, baseline, looked);
                history.setBack(node, 2, chance);
                history.install(node, baseline, looked, "RebootIfNeeded", OVERRIDE_LIST, Set.of(), chance);
            }
            case INSTALLED_WITHOUT_REBOOT -> {
                patch(node, baseline, looked);
                history.scan(node, baseline, looked, node.booted().minus(Duration.ofHours(1)), chance);
            }
            case PATCHED_OUTSIDE -> {
                history.overtake(node, looked.minus(BEFORE_THE_LOOK));
                patchAndScan(node, baseline, looked, chance);
            }
            case FOREIGN_BASELINE -> judgedByAnother(node, chance);
            case FAILING_SCANS -> {
                patchAndScan(node, baseline, looked, chance);
                node.failScans(chance.pick(PatchingOutput.SCAN_ERRORS));
            }
            case MISSING, HYBRID_MISSING -> {
                patch(node, baseline, looked);
                history.setBack(node, (int) chance.between(1, 5), chance);
                history.scan(node, baseline, looked, null, chance);
            }
            case FAILED -> failToInstall(node, baseline, looked, chance);
            case PENDING_REBOOT -> {
                patch(node, baseline, looked);
                history.touchSinceBoot(node, (int) chance.between(1, 3));
                history.scan(node, baseline, looked, null, chance);
            }
            case REJECTED -> {
                history.installRejected(node, baseline);
                patchAndScan(node, baseline, looked, chance);
            }
            default -> putOutOfReach(node, condition, baseline, looked, chance);
        }
    }

    private void putOutOfReach(Node node, Condition condition, PatchBaseline baseline, Instant looked, Chance chance) {
        switch (condition) {
            case LOST -> {
                patchAndScan(node, baseline, looked, chance);
                loseAgent(node, chance);
            }
            case NEVER_SCANNED ->
                history.patchLongAgo(node, baseline, node.hardware().launched());
            case SCANNED_LONG_AGO -> {
                Instant then =
                        start.minus(DAY.multipliedBy(chance.between(10, 60))).minusSeconds(chance.below(80_000));
                history.patchLongAgo(node, baseline, then.minus(BEFORE_THE_LOOK));
                history.scan(node, baseline, then, null, chance);
            }
            case STOPPED -> {
                patchAndScan(node, baseline, looked, chance);
                node.become(Power.STOPPED, start);
                node.agent().lose(looked.plus(Duration.between(looked, start).dividedBy(2)));
            }
            case TERMINATED -> leave(node, Power.TERMINATED);
            case PENDING -> leave(node, Power.PENDING);
            case NO_PROFILE -> {
                node.setInstanceProfile(false);
                node.agent().deregister();
            }
            case NEVER_REGISTERED, DEREGISTERED -> node.agent().deregister();
            default -> throw new IllegalArgumentException("No way into the condition " + condition);
        }
    }

    private void leave(Node node, Power power) {
        node.become(power, start);
        node.agent().deregister();
    }

    private void patch(Node node, PatchBaseline baseline, Instant looked) {
        history.patch(node, baseline, looked.minus(BEFORE_THE_LOOK));
    }

    private void patchAndScan(Node node, PatchBaseline baseline, Instant looked, Chance chance) {
        patch(node, baseline, looked);
        history.scan(node, baseline, looked, null, chance);
    }

    private void failToInstall(Node node, PatchBaseline baseline, Instant ended, Chance chance) {
        patch(node, baseline, ended);
        Set<Software> failed = history.setBack(node, (int) chance.between(1, 2), chance).stream()
                .map(index -> node.product().software().get(index))
                .collect(Collectors.toSet());
        history.install(node, baseline, ended, "RebootIfNeeded", null, failed, chance);
    }

    /** Quick Setup's scan judges by the default baseline; nodes of a registered group then carry its verdict. */
    private void judgedByAnother(Node node, Chance chance) {
        node.setTag("Patch Group", "Production");
        PatchBaseline own = node.scope().baselineFor(node);
        PatchBaseline other = node.scope().baselines().defaultFor(node.product().operatingSystem());
        Instant looked = history.lately(node, other, DAY.multipliedBy(6), chance);
        patch(node, own, looked);
        patchAndScan(node, other, looked, chance);
    }

    /** Some agents come back of themselves, hours later. */
    private void loseAgent(Node node, Chance chance) {
        node.agent().lose(start.minus(Duration.ofMinutes(chance.between(20, 5 * 24 * 60))));
        if (chance.percent(30)) {
            agenda.at(start.plus(Duration.ofMinutes(chance.between(240, 1200))), node::agentBack);
        }
    }
}
