package io.patchfleet.spec;

import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Share;
import java.time.Duration;
import org.immutables.value.Value;

/**
 * When an environment's nodes are patched or scanned, and how many at a time.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateMaintenanceWindow.html">
 *     CreateMaintenanceWindow</a>
 */
@Value.Immutable
@SuppressWarnings("exports")
public interface MaintenanceWindow {

    /** When it opens. */
    Schedule schedule();

    /** How long it stays open: whole hours, 1 to 24. */
    Duration duration();

    /**
     * How long before its end no node is begun any more: whole hours, 0 to 23, less than the duration. Nodes that have
     * begun are left to finish. Unless it is said, an hour, or none in a window of one hour.
     */
    @Value.Default
    default Duration cutoff() {
        return Windows.usualCutoff(duration());
    }

    /** How many nodes at a time; unless it is said, ten of each hundred. */
    @Value.Default
    default Share pace() {
        return Windows.USUAL_SHARE;
    }

    /**
     * After how many failed nodes no further one is begun. AWS counts by command, and does not count nodes that it
     * cannot reach. None: no further one after the first that failed. Unless it is said, ten of each hundred.
     */
    @Value.Default
    default Share stopAfterFailures() {
        return Windows.USUAL_SHARE;
    }

    /**
     * Begins a window.
     *
     * @param schedule when it opens
     * @param duration how long it stays open
     * @return a builder
     */
    static Builder builder(Schedule schedule, Duration duration) {
        return new Builder().schedule(schedule).duration(duration);
    }

    /** Builds a {@link MaintenanceWindow}. */
    final class Builder extends ImmutableMaintenanceWindow.Builder {

        Builder() {}

        /**
         * Builds the window.
         *
         * @return the window
         * @throws io.patchfleet.model.InvalidInputException with all problems at once
         */
        @Override
        public MaintenanceWindow build() {
            MaintenanceWindow window = unchecked();
            Problems problems = Problems.none();
            Windows.check(window, problems);
            problems.throwIfAny();
            return window;
        }

        /** For an environment, which checks all of its parts together. */
        MaintenanceWindow unchecked() {
            return super.build();
        }

        /** Takes over what a window is like, but for its schedule and duration and what follows from them. */
        Builder like(MaintenanceWindow standing) {
            if (!standing.cutoff().equals(Windows.usualCutoff(standing.duration()))) {
                cutoff(standing.cutoff());
            }
            return pace(standing.pace()).stopAfterFailures(standing.stopAfterFailures());
        }
    }
}
