package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Sets up machines that differ as machines do: addresses, zones, sizes, agents, the time that a scan takes. */
final class NodeFactory {

    private static final List<String> TYPES = List.of("t3.medium", "m5.large", "m5.xlarge", "c5.xlarge", "r5.large");
    private static final List<String> AGENTS = List.of("3.2.2303.0", "3.3.131.0", "3.3.380.0");
    private static final String NEWEST_AGENT = "3.3.3050.0";

    private final Scope scope;
    private final Instant start;
    private final List<String> vpcs;

    NodeFactory(Scope scope, Instant start, Chance chance) {
        this.scope = scope;
        this.start = start;
        this.vpcs = List.of("vpc-0" + chance.hex(16), "vpc-0" + chance.hex(16));
    }

    /** A machine as it came from its image, that long ago; its agent is not registered yet. */
    Node create(Product product, boolean hybrid, Duration age, Chance chance) {
        Instant launched = start.minus(age).minusSeconds(chance.below(86_400));
        String id = hybrid ? "mi-0" + chance.hex(16) : "i-0" + chance.hex(16);
        boolean outdated = chance.percent(12);
        Agent agent = new Agent(outdated ? chance.pick(AGENTS) : NEWEST_AGENT, !outdated, chance.below(300));
        Node node = new Node(
                scope,
                scope.nodes().size(),
                id,
                hardware(product, hybrid, launched, chance),
                installation(product, launched, chance),
                agent,
                new Tempo(Duration.ofSeconds(chance.between(20, 180)), new Chance("tempo/" + id)));
        node.setInstanceProfile(!hybrid);
        scope.add(node);
        return node;
    }

    private static Installation installation(Product product, Instant launched, Chance chance) {
        Installation installation = new Installation(product, launched);
        for (int index = 0; index < product.software().size(); index++) {
            if (chance.percent(product.software().get(index).presence())) {
                installation.set(index, 0, launched);
            }
        }
        return installation;
    }

    private Hardware hardware(Product product, boolean hybrid, Instant launched, Chance chance) {
        String address = (hybrid ? "192.168." : "10." + chance.below(16) + ".") + chance.below(256) + "."
                + chance.between(4, 250);
        return new Hardware(
                chance.pick(TYPES),
                "ami-0" + new Chance(scope.region() + product.name()).hex(16),
                scope.region() + chance.pick(List.of("a", "b", "c")),
                chance.pick(vpcs),
                "subnet-0" + chance.hex(16),
                "r-0" + chance.hex(16),
                address,
                computerName(product, hybrid, address, chance),
                launched);
    }

    private String computerName(Product product, boolean hybrid, String address, Chance chance) {
        if (product.operatingSystem().isWindows()) {
            return "EC2AMAZ-" + chance.hex(7).toUpperCase(Locale.ROOT);
        }
        String host = "ip-" + address.replace('.', '-');
        return hybrid ? host + ".corp.example.com" : host + "." + domain();
    }

    private String domain() {
        return scope.region().equals("us-east-1") ? "ec2.internal" : scope.region() + ".compute.internal";
    }
}
