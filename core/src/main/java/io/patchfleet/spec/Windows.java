package io.patchfleet.spec;

import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.Share;
import java.time.Duration;

/** What AWS allows a maintenance window, and what one is like of which nothing was said. */
final class Windows {

    static final Share USUAL_SHARE = Share.percent(10);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final long LONGEST_HOURS = 24;

    private Windows() {}

    static Duration usualCutoff(Duration duration) {
        return duration.compareTo(HOUR) > 0 ? HOUR : Duration.ZERO;
    }

    static void check(MaintenanceWindow window, Problems problems) {
        Duration duration = window.duration();
        Duration cutoff = window.cutoff();
        boolean durationIsRight = isHours(duration, 1, LONGEST_HOURS);
        problems.at("duration").unless(durationIsRight, duration, "whole hours, PT1H to PT24H");
        boolean isBelow = !durationIsRight || cutoff.compareTo(duration) < 0;
        problems.at("cutoff")
                .unless(
                        isHours(cutoff, 0, LONGEST_HOURS - 1) && isBelow,
                        cutoff,
                        "whole hours, PT0S to PT23H, and less than the duration" + (isBelow ? "" : " of " + duration));
        problems.at("pace").unless(!window.pace().isNone(), window.pace(), "at least one node, or 1%");
    }

    private static boolean isHours(Duration length, long least, long most) {
        long hours = length.toHours();
        return length.equals(Duration.ofHours(hours)) && hours >= least && hours <= most;
    }
}
