package io.patchfleet.internal.run;

import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.model.OperationInterruptedException;
import io.patchfleet.model.Problem;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.run.ScanRequest;
import io.patchfleet.target.Target;
import java.time.Duration;

/** What a scan is to be. */
public record DefaultScanRequest(FleetWork work, Target target, Duration delivery, Duration limit)
        implements ScanRequest {

    private static final Duration SHORTEST_DELIVERY = Duration.ofSeconds(30);
    private static final Duration LONGEST_DELIVERY = Duration.ofDays(30);

    public static ScanRequest of(FleetWork work, Target target) {
        return new DefaultScanRequest(work, target, Duration.ofMinutes(10), Duration.ofHours(3));
    }

    @Override
    public ScanRequest deliveryTimeout(Duration newDelivery) {
        Problem.refuseUnless(
                newDelivery.compareTo(SHORTEST_DELIVERY) >= 0 && newDelivery.compareTo(LONGEST_DELIVERY) <= 0,
                "deliveryTimeout",
                newDelivery,
                "PT30S to P30D");
        return new DefaultScanRequest(work, target, newDelivery, limit);
    }

    @Override
    public ScanRequest within(Duration newLimit) {
        Problem.refuseUnless(
                !newLimit.isNegative() && !newLimit.isZero(), "within", newLimit, "more than nothing, such as PT3H");
        return new DefaultScanRequest(work, target, delivery, newLimit);
    }

    @Override
    public PatchRun start() {
        return ScanRun.start(this);
    }

    @Override
    public RunOutcome run() {
        PatchRun run = start();
        try {
            return run.await();
        } catch (OperationInterruptedException e) {
            run.cancel("the waiting thread was interrupted");
            throw e;
        }
    }
}
