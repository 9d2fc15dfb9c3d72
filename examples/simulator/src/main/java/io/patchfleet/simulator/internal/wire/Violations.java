package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.Violation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The violations so far. */
public final class Violations {

    private final List<Violation> all = new CopyOnWriteArrayList<>();

    public List<Violation> all() {
        return List.copyOf(all);
    }

    void add(Violation violation) {
        all.add(violation);
    }

    void add(Violation.Kind kind, Exchange exchange, String what) {
        add(new Violation(kind, exchange.now(), exchange.account(), exchange.region(), exchange.action(), what));
    }
}
