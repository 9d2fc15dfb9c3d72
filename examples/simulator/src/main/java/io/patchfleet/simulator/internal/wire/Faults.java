package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.Removal;
import io.patchfleet.simulator.internal.world.EventFate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** Makes go wrong what was asked to. */
public final class Faults implements Step, EventFate {

    private final List<Active> active = new CopyOnWriteArrayList<>();
    private final RandomGenerator random;

    Faults(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Makes something go wrong.
     *
     * @return what removes it again
     */
    public Removal add(Fault fault) {
        Active added = new Active(fault);
        active.add(added);
        return () -> active.remove(added);
    }

    public void clear() {
        active.clear();
    }

    /** Those that have not happened often enough yet. */
    public List<Fault> active() {
        return active.stream()
                .filter(each -> each.left > 0)
                .map(each -> each.fault)
                .toList();
    }

    @Override
    public Answer answer(Exchange exchange, Rest rest) {
        Optional<Fault> fault = strike(exchange);
        return fault.isEmpty() ? rest.answer(exchange) : answer(fault.get(), exchange, rest);
    }

    private static Answer answer(Fault fault, Exchange exchange, Rest rest) {
        Dialect dialect = exchange.service().dialect();
        return switch (fault.kind()) {
            case THROTTLE -> throw dialect.throttled();
            case ERROR -> throw dialect.broken();
            case ACCESS_DENIED ->
                throw dialect.denied(exchange.key().orElseThrow().principal(), exchange.action());
            case RESET -> Answer.reset();
            case SLOW -> rest.answer(exchange).heldBack(fault.delay());
            case LOST_REPLY -> {
                rest.answer(exchange);
                yield Answer.reset();
            }
            case EVENT_LOST, EVENT_TWICE, EVENT_LATE ->
                throw new IllegalStateException(fault + " is about events, and struck a call");
        };
    }

    private Optional<Fault> strike(Exchange exchange) {
        return strike(false, exchange.account(), exchange.region(), exchange.action());
    }

    @Override
    public List<Duration> arrivals(String account, String region, String kind) {
        Optional<Fault> fault = strike(true, account, region, kind);
        if (fault.isEmpty()) {
            return List.of(Duration.ZERO);
        }
        return switch (fault.get().kind()) {
            case EVENT_LOST -> List.of();
            case EVENT_TWICE -> List.of(Duration.ZERO, Duration.ZERO);
            default -> List.of(fault.get().delay());
        };
    }

    /** The first fault that is due, if any. One at a time, so that a seed gives the same draws. */
    private synchronized Optional<Fault> strike(boolean event, String account, String region, String action) {
        for (Active each : active) {
            if (each.fault.kind().isAboutEvents() == event
                    && each.fault.matches(account, region, action)
                    && each.left > 0
                    && (each.fault.rate() >= 1 || random.nextDouble() < each.fault.rate())) {
                each.left--;
                return Optional.of(each.fault);
            }
        }
        return Optional.empty();
    }

    private static final class Active {

        private final Fault fault;
        private int left;

        private Active(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }
}
