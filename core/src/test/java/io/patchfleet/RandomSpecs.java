package io.patchfleet;

import io.patchfleet.model.LogOutput;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Share;
import io.patchfleet.spec.ApprovalRule;
import io.patchfleet.spec.ComplianceLevel;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.MaintenanceWindow;
import io.patchfleet.spec.PatchBaseline;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Specs of every shape, each from its seed; all are called {@code random}. */
final class RandomSpecs {

    private static final List<String> ZONES = List.of("UTC", "Asia/Tokyo", "Europe/Berlin", "America/New_York");
    private static final List<OperatingSystem> SYSTEMS =
            List.of(OperatingSystem.AMAZON_LINUX_2023, OperatingSystem.WINDOWS, OperatingSystem.UBUNTU);

    private final Random random;
    private final Set<String> names = new HashSet<>();

    private RandomSpecs(long seed) {
        this.random = new Random(seed);
    }

    static FleetSpec of(long seed) {
        return new RandomSpecs(seed).spec();
    }

    private FleetSpec spec() {
        FleetSpec.Builder spec = FleetSpec.builder("random");
        if (random.nextBoolean()) {
            spec.tag("CostCenter", "cc-" + random.nextInt(3));
        }
        Set<OperatingSystem> defaults = EnumSet.noneOf(OperatingSystem.class);
        for (OperatingSystem system : SYSTEMS) {
            if (random.nextInt(4) > 0) {
                spec.baseline(baseline(system, random.nextBoolean() && defaults.add(system)));
            }
        }
        for (String name : List.of("Alpha", "Beta")) {
            if (random.nextInt(4) > 0) {
                spec.environment(environment(name));
            }
        }
        return spec.build();
    }

    private PatchBaseline baseline(OperatingSystem system, boolean isDefault) {
        PatchBaseline.Builder baseline =
                PatchBaseline.builder(name(system), system).isDefault(isDefault);
        if (random.nextBoolean()) {
            baseline.description("Version " + random.nextInt(3));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            baseline.addRules(rule(system));
        }
        if (random.nextBoolean()) {
            baseline.approvePatch(system == OperatingSystem.WINDOWS ? "KB500000" + random.nextInt(3) : "openssh*");
        }
        if (random.nextBoolean()) {
            baseline.reject(system == OperatingSystem.WINDOWS ? "KB600000" + random.nextInt(3) : "telnet*")
                    .rejectedAction(any(PatchBaseline.RejectedAction.values()));
        }
        if (system == OperatingSystem.WINDOWS && random.nextBoolean()) {
            baseline.availableSecurityUpdates(any(PatchBaseline.SecurityUpdatesStatus.values()));
        }
        if (system != OperatingSystem.WINDOWS && random.nextInt(3) == 0) {
            baseline.source("own-repo", "[own]\nbaseurl=https://repo.example/" + random.nextInt(3), "*");
        }
        return baseline.build();
    }

    /** Now and then a name that another operating system's baseline had: that cannot be an update. */
    private String name(OperatingSystem system) {
        String shared = "own-any";
        boolean share = random.nextInt(6) == 0 && names.add(shared);
        return share ? shared : "own-" + system.name().toLowerCase(Locale.ROOT);
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private ApprovalRule rule(OperatingSystem system) {
        ApprovalRule.Builder rule = ApprovalRule.builder().complianceLevel(any(ComplianceLevel.values()));
        switch (system) {
            case WINDOWS ->
                rule.classification("SecurityUpdates", "CriticalUpdates").msrcSeverity("Critical");
            case UBUNTU -> rule.priority("Required", "Important");
            default -> rule.classification("Security").severity("Critical", "Important");
        }
        if (system != OperatingSystem.UBUNTU && random.nextInt(4) == 0) {
            rule.until(LocalDate.of(2026, 1 + random.nextInt(12), 1));
        } else if (system != OperatingSystem.UBUNTU) {
            rule.afterDays(random.nextInt(15));
        }
        return rule.build();
    }

    private Environment environment(String name) {
        Environment.Builder environment = Environment.builder(name).reboot(any(RebootOption.values()));
        if (random.nextInt(4) == 0) {
            environment.patchGroup("Group of " + name);
        }
        boolean installs = random.nextInt(4) > 0;
        if (installs) {
            environment.installWindow(window());
        }
        if (random.nextBoolean()) {
            environment.scanWindow(window());
        }
        if (installs && random.nextInt(3) == 0) {
            environment.beforeInstall("Acme-Drain");
        }
        switch (random.nextInt(3)) {
            case 0 -> environment.logsTo(LogOutput.cloudWatch("/patching/" + name));
            case 1 -> environment.logsTo(LogOutput.s3("acme-patch-logs", name));
            default -> environment.notifyOn("patching", "Publisher", Environment.Notification.Event.FAILED);
        }
        return environment.build();
    }

    private MaintenanceWindow window() {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
        LocalTime time = LocalTime.of(random.nextInt(24), 30);
        Schedule schedule = random.nextInt(3) == 0
                ? Schedule.monthly(2, day, time, zone).plusDays(1 + random.nextInt(6))
                : Schedule.weekly(day, time, zone);
        int hours = 2 + random.nextInt(6);
        return MaintenanceWindow.builder(schedule, Duration.ofHours(hours))
                .cutoff(Duration.ofHours(random.nextInt(hours)))
                .pace(
                        random.nextBoolean()
                                ? Share.percent(1 + random.nextInt(100))
                                : Share.nodes(1 + random.nextInt(50)))
                .stopAfterFailures(Share.nodes(random.nextInt(5)))
                .build();
    }
}
