package io.patchfleet.benchmarks;

import static io.patchfleet.model.Schedule.daily;
import static io.patchfleet.model.Schedule.weekly;
import static java.time.Duration.ofHours;

import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Share;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;

/** What a bank declares: four baselines, three environments with windows to install and to scan, and notices. */
final class BankSpec {

    static final String NAME = "bank-servers";
    /** Where PatchFleet keeps the notices of that spec. */
    static final String SCHEDULE_GROUP = "patchfleet-" + NAME;

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private BankSpec() {}

    static FleetSpec spec() {
        return FleetSpec.builder(NAME)
                .tag("Team", "platform")
                .baseline(
                        "bank-linux",
                        OperatingSystem.AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.classification("Security")
                                .severity("Critical", "Important")
                                .afterDays(2)))
                .baseline(
                        "bank-redhat",
                        OperatingSystem.REDHAT_ENTERPRISE_LINUX,
                        b -> b.approve(r -> r.classification("Security")
                                .severity("Critical", "Important")
                                .afterDays(2)))
                .baseline(
                        "bank-ubuntu",
                        OperatingSystem.UBUNTU,
                        b -> b.approve(r -> r.priority("Required", "Important", "Standard", "Optional")))
                .baseline(
                        "bank-windows",
                        OperatingSystem.WINDOWS,
                        b -> b.approve(r -> r.classification("CriticalUpdates", "SecurityUpdates")
                                .msrcSeverity("Critical", "Important")
                                .afterDays(2)))
                .environment("Development", e -> windows(e, DayOfWeek.TUESDAY, 50))
                .environment("Testing", e -> windows(e, DayOfWeek.THURSDAY, 25))
                .environment("Production", e -> windows(e, DayOfWeek.SATURDAY, 10))
                .build();
    }

    private static void windows(Environment.Builder environment, DayOfWeek day, int percent) {
        environment
                .adoptPatchGroup()
                .installWindow(weekly(day, LocalTime.of(2, 0), ZONE), ofHours(4), w -> w.pace(Share.percent(percent)))
                .scanWindow(daily(LocalTime.of(7, 0), ZONE), ofHours(1))
                .noticeBefore(ofHours(24), "patching", "PatchFleetScheduler");
    }
}
