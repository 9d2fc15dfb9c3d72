package io.patchfleet.internal.run;

import io.patchfleet.internal.call.FleetTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The one timer of a run, which goes off when something is due though nothing has happened. Guarded by the run's lock. */
final class Alarm {

    private final FleetTime time;
    private final Runnable action;
    private @Nullable Future<?> timer;
    private Instant moment = Instant.MAX;
    /** Whether it has yet to go off. It may do so before its moment: timers and clocks do not run alike. */
    private boolean armed;

    Alarm(FleetTime time, Runnable action) {
        this.time = time;
        this.action = action;
    }

    /** Goes off at that moment, or before if it had been set to an earlier one. */
    void set(Instant wanted, Instant now) {
        if (armed && !moment.isAfter(wanted)) {
            return;
        }
        off();
        armed = true;
        Duration pause = Duration.between(now, wanted);
        moment = wanted;
        timer = time.later(pause.isNegative() ? Duration.ZERO : pause, action);
    }

    void wentOff() {
        armed = false;
    }

    void off() {
        armed = false;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
