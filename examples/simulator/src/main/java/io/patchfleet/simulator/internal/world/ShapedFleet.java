package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Sets up nodes exactly as a test wants them. */
final class ShapedFleet {

    private static final Duration AGE = Duration.ofDays(200);
    private static final Duration LOOKED = Duration.ofHours(2);

    private final Catalog catalog;
    private final Instant start;
    private final History history;

    ShapedFleet(Catalog catalog, Instant start) {
        this.catalog = catalog;
        this.start = start;
        this.history = new History(start);
    }

    void add(NodeFactory factory, NodeSpec spec, Chance chance) {
        Node node = factory.create(catalog.product(spec.operatingSystem), spec.hybrid, AGE, chance);
        node.setTag("Name", String.format(Locale.ROOT, "node-%03d", node.index() + 1));
        spec.tags.forEach(node::setTag);
        node.setInstanceProfile(spec.instanceProfile && !spec.hybrid);
        if (spec.registered) {
            node.agent().register(node.hardware().launched().plus(Duration.ofMinutes(3)));
        }
        PatchBaseline baseline = node.scope().baselineFor(node);
        Instant looked = start.minus(LOOKED);
        history.patch(node, baseline, looked.minus(LOOKED));
        spec.missing.forEach(name -> leaveOut(node, name));
        if (spec.scanned && spec.registered) {
            history.scan(node, baseline, looked, null, chance);
        }
        spec.troubles.forEach(trouble -> node.troubles().add(trouble.failure(), trouble.times()));
        node.failScans(spec.scanError);
        if (spec.lost) {
            node.agent().lose(looked.plusSeconds(60));
        }
        if (spec.power != Power.RUNNING) {
            node.become(spec.power, start);
        }
    }

    private static void leaveOut(Node node, String name) {
        for (int index = 0; index < node.product().software().size(); index++) {
            Software software = node.product().software().get(index);
            int level = levelBefore(node, index, name);
            if (level != Software.ABSENT) {
                node.installation().set(index, level, node.hardware().launched());
                return;
            }
            if (software.name().equals(name)) {
                break;
            }
        }
        throw new IllegalArgumentException("There is no approved update of " + name + " to be missing; "
                + node.product().name() + " has "
                + node.product().software().stream().map(Software::name).toList());
    }

    /** The level at which what is named is just missing; absent if it is not of this software. */
    private static int levelBefore(Node node, int index, String name) {
        Software software = node.product().software().get(index);
        int installed = node.installation().level(index);
        if (software.name().equals(name) && installed > 0) {
            return installed - 1;
        }
        for (int level = 1; level <= installed; level++) {
            if (software.releases().get(level).version().equals(name)) {
                return level - 1;
            }
        }
        return Software.ABSENT;
    }
}
