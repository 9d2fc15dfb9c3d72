package io.patchfleet;

import io.patchfleet.model.LogOutput;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Scope;
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
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Specs of every shape, each from its seed; all are called {@code random}. Some adopt what others made, and some lay claim
 * to a patch group that holds a baseline of others.
 */
final class RandomSpecs {

    static final String HERE = "eu-central-1";

    /** Where the specs are applied, so that what differs elsewhere must leave no trace. */
    private static final String ELSEWHERE = "us-east-1";
    /** When a simulated AWS with a seed begins. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    static final String ADOPTED = "others-debian";
    private static final String OF_OTHERS = "others-ubuntu";
    private static final String CLAIMED = "Group of Alpha";

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

    /** What others made: a baseline that some specs adopt, and one that holds a patch group. */
    static void addTheirs(SsmClient ssm) {
        ssm.createPatchBaseline(r -> r.name(ADOPTED).operatingSystem("DEBIAN").rejectedPatches("telnet"));
        String id = ssm.createPatchBaseline(r -> r.name(OF_OTHERS).operatingSystem("UBUNTU"))
                .baselineId();
        ssm.registerPatchBaselineForPatchGroup(r -> r.baselineId(id).patchGroup(CLAIMED));
    }

    /** Whether the spec takes the claimed patch group from the baseline of others: it does not get it back. */
    static boolean takesTheirs(FleetSpec spec, Scope scope) {
        FleetSpec here = spec.in(scope);
        return here.environments().stream()
                .filter(environment -> environment.patchGroup().equals(CLAIMED))
                .flatMap(environment -> here.baselinesOf(environment).stream())
                .anyMatch(baseline -> baseline.operatingSystem() == OperatingSystem.UBUNTU);
    }

    /** As if a spec had taken the claimed patch group and were gone. */
    static void takeTheirs(SsmClient ssm) {
        ssm.describePatchGroups(r -> {}).mappings().stream()
                .filter(mapping -> mapping.baselineIdentity().baselineName().equals(OF_OTHERS))
                .forEach(mapping -> ssm.deregisterPatchBaselineForPatchGroup(r -> r.patchGroup(mapping.patchGroup())
                        .baselineId(mapping.baselineIdentity().baselineId())));
    }

    private FleetSpec spec() {
        FleetSpec.Builder spec = FleetSpec.builder("random");
        if (random.nextBoolean()) {
            spec.tag("CostCenter", "cc-" + random.nextInt(3));
        }
        Set<OperatingSystem> defaults = EnumSet.noneOf(OperatingSystem.class);
        for (OperatingSystem system : SYSTEMS) {
            if (random.nextInt(4) > 0) {
                spec.baseline(baseline(name(system), system, random.nextBoolean() && defaults.add(system)));
            }
        }
        if (random.nextInt(3) == 0) {
            spec.baseline(baseline(ADOPTED, OperatingSystem.DEBIAN, random.nextBoolean()))
                    .adopt(ADOPTED);
        }
        for (String name : List.of("Alpha", "Beta")) {
            if (random.nextInt(4) > 0) {
                spec.environment(environment(name));
                override(spec, name);
            }
        }
        return spec.build();
    }

    private void override(FleetSpec.Builder spec, String environment) {
        Scope.Filter where = Scope.inRegions(random.nextBoolean() ? HERE : ELSEWHERE);
        String value = "cc-" + random.nextInt(3);
        MaintenanceWindow window = window(true);
        switch (random.nextInt(8)) {
            case 0 -> spec.override(where, otherwise -> otherwise.withoutEnvironment(environment));
            case 1 -> spec.override(where, otherwise -> otherwise.tag("CostCenter", value));
            case 2 -> spec.override(where, otherwise -> otherwise.environment(environment, e -> e.scanWindow(window)));
            default -> {}
        }
    }

    private PatchBaseline baseline(String name, OperatingSystem system, boolean isDefault) {
        PatchBaseline.Builder baseline = PatchBaseline.builder(name, system).isDefault(isDefault);
        if (random.nextInt(3) == 0) {
            globalFilter(baseline, system);
        }
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

    private static void globalFilter(PatchBaseline.Builder baseline, OperatingSystem system) {
        switch (system) {
            case WINDOWS -> baseline.putGlobalFilter("CLASSIFICATION", List.of("SecurityUpdates", "CriticalUpdates"));
            case UBUNTU, DEBIAN -> baseline.putGlobalFilter("PRIORITY", List.of("Required", "Important"));
            default -> baseline.putGlobalFilter("CLASSIFICATION", List.of("Security"));
        }
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
            case UBUNTU, DEBIAN -> rule.priority("Required", "Important");
            default -> rule.classification("Security").severity("Critical", "Important");
        }
        boolean hasDates = system != OperatingSystem.UBUNTU && system != OperatingSystem.DEBIAN;
        if (hasDates && random.nextInt(4) == 0) {
            rule.until(LocalDate.of(2026, 1 + random.nextInt(12), 1));
        } else if (hasDates) {
            rule.afterDays(random.nextInt(15));
        }
        return rule.build();
    }

    private Environment environment(String name) {
        Environment.Builder environment = Environment.builder(name).reboot(any(RebootOption.values()));
        if (random.nextInt(4) == 0) {
            environment.patchGroup("Group of " + name).adoptPatchGroup();
        }
        boolean notice = random.nextInt(3) == 0;
        boolean installs = random.nextInt(4) > 0;
        if (installs) {
            environment.installWindow(window(notice));
        }
        if (random.nextBoolean()) {
            environment.scanWindow(window(notice));
        }
        if (installs && random.nextInt(3) == 0) {
            environment.beforeInstall("Acme-Drain");
        }
        switch (random.nextInt(3)) {
            case 0 -> environment.logsTo(LogOutput.cloudWatch("/patching/" + name));
            case 1 -> environment.logsTo(LogOutput.s3("acme-patch-logs", name));
            default -> environment.notifyOn("patching", "Publisher", Environment.Notification.Event.FAILED);
        }
        if (random.nextBoolean()) {
            environment.serviceRole("PatchFleetWindows");
        }
        if (notice) {
            environment.noticeBefore(Duration.ofHours(1 + random.nextInt(48)), "patching", "PatchFleetScheduler");
        }
        if (random.nextInt(3) == 0) {
            LocalDate from = TODAY.plusDays(random.nextInt(12) - 4);
            environment.freeze(from, from.plusDays(random.nextInt(10)), "PatchFleetScheduler");
        }
        return environment.build();
    }

    private MaintenanceWindow window(boolean openingsKnown) {
        int hours = 2 + random.nextInt(6);
        return MaintenanceWindow.builder(schedule(openingsKnown), Duration.ofHours(hours))
                .cutoff(Duration.ofHours(random.nextInt(hours)))
                .pace(
                        random.nextBoolean()
                                ? Share.percent(1 + random.nextInt(100))
                                : Share.nodes(1 + random.nextInt(50)))
                .stopAfterFailures(Share.nodes(random.nextInt(5)))
                .build();
    }

    private Schedule schedule(boolean openingsKnown) {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
        LocalTime time = LocalTime.of(random.nextInt(24), 30);
        Schedule rate = Schedule.rate(Duration.ofDays(4 + random.nextInt(10)));
        ZonedDateTime once = TODAY.plusDays(random.nextInt(30)).atTime(time).atZone(zone);
        return switch (random.nextInt(6)) {
            case 0, 1 -> Schedule.monthly(2, day, time, zone).plusDays(1 + random.nextInt(6));
            case 2 -> openingsKnown ? rate.startingAt(once) : rate;
            case 3 -> Schedule.at(once);
            default -> Schedule.weekly(day, time, zone);
        };
    }
}
