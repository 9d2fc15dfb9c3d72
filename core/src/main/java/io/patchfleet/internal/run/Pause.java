package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.FleetTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A pause, which the end of an errand ends. */
final class Pause {

    private Pause() {}

    static CompletableFuture<Void> of(FleetTime time, Errand errand, Duration length) {
        CompletableFuture<Void> passed = errand.open();
        time.later(length, () -> passed.complete(null));
        return passed;
    }
}
