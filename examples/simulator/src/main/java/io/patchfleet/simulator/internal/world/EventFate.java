package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.util.List;

/** What becomes of an event on its way to the bus, of which AWS promises no more than its best effort. */
@FunctionalInterface
public interface EventFate {

    /** It arrives once, and at once. */
    EventFate GOOD = (account, region, kind) -> List.of(Duration.ZERO);

    /**
     * How late each of its arrivals is.
     *
     * @param kind {@code ssm:EC2CommandStatuschangeNotification}: the service, and the detail type's letters and digits
     * @return none if it is lost, two if it comes twice
     */
    List<Duration> arrivals(String account, String region, String kind);
}
