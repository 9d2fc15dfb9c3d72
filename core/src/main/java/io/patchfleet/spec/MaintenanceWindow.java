package io.patchfleet.spec;

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
     * begun are left to finish.
     */
    @Value.Default
    default Duration cutoff() {
        return duration().compareTo(Duration.ofHours(1)) > 0 ? Duration.ofHours(1) : Duration.ZERO;
    }

    /** How many nodes at a time. */
    @Value.Default
    default Share pace() {
        return Share.percent(10);
    }

    /**
     * After how many failed nodes no further one is begun. AWS counts by command, and does not count nodes that it
     * cannot reach.
     */
    @Value.Default
    default Share stopAfterFailures() {
        return Share.percent(10);
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
    }
}
