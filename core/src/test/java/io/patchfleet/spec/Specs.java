package io.patchfleet.spec;

import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;

import io.patchfleet.model.LogOutput;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Share;
import io.patchfleet.spec.Environment.Notification.Event;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Specs to test with. */
final class Specs {

    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final String TOPIC = "arn:aws:sns:ap-northeast-1:111122223333:patching";
    static final String ROLE = "patching-notices";

    private static final List<OperatingSystem> WITH_SEVERITY = List.of(
            OperatingSystem.AMAZON_LINUX_2,
            OperatingSystem.AMAZON_LINUX_2023,
            OperatingSystem.REDHAT_ENTERPRISE_LINUX,
            OperatingSystem.ROCKY_LINUX);

    private Specs() {}

    /** A bank's: two baselines, three environments, no override. */
    static FleetSpec.Builder bank() {
        return FleetSpec.builder("bank-servers")
                .tag("Team", "platform")
                .baseline(
                        "bank-linux",
                        OperatingSystem.AMAZON_LINUX_2023,
                        baseline -> baseline.approve(rule -> rule.classification("Security")
                                .severity("Critical", "Important")
                                .afterDays(2)))
                .baseline(
                        "bank-windows",
                        OperatingSystem.WINDOWS,
                        baseline -> baseline.approve(rule ->
                                        rule.classification("SecurityUpdates").afterDays(2))
                                .reject("KB5034441"))
                .environment(
                        "Development",
                        environment -> environment.installWindow(
                                Schedule.weekly(TUESDAY, LocalTime.of(2, 0), TOKYO), Duration.ofHours(3)))
                .environment(
                        "Testing",
                        environment -> environment.installWindow(
                                Schedule.weekly(THURSDAY, LocalTime.of(2, 0), TOKYO), Duration.ofHours(3)))
                .environment(
                        "Production",
                        environment -> environment
                                .installWindow(
                                        Schedule.weekly(SATURDAY, LocalTime.of(1, 0), TOKYO),
                                        Duration.ofHours(5),
                                        window -> window.cutoff(Duration.ofHours(2))
                                                .pace(Share.percent(5))
                                                .stopAfterFailures(Share.nodes(3)))
                                .logsTo(LogOutput.cloudWatch("/patching/production"))
                                .notifyOn(TOPIC, ROLE, Event.FAILED, Event.TIMED_OUT)
                                .noticeBefore(Duration.ofHours(24), TOPIC, ROLE)
                                .freeze(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 3), ROLE));
    }

    /** The bank's with Frankfurt patched on Saturday evenings. */
    static FleetSpec.Builder bankWithFrankfurt() {
        return bank().override(
                        Scope.inRegions("eu-central-1"),
                        there -> there.environment(
                                "Production",
                                environment -> environment.installWindow(
                                        Schedule.weekly(SATURDAY, LocalTime.of(22, 0), BERLIN), Duration.ofHours(4))));
    }

    /** One in which chance has a say in nearly every field. */
    static FleetSpec random(long seed) {
        Random chance = new Random(seed);
        FleetSpec.Builder spec = FleetSpec.builder("spec-" + seed);
        for (int i = 0; i < chance.nextInt(4); i++) {
            spec.tag("Key " + i, chance.nextBoolean() ? "" : "value: " + i);
        }
        List<String> baselines = new ArrayList<>();
        for (OperatingSystem system : OperatingSystem.values()) {
            if (chance.nextInt(3) == 0) {
                String name = "base." + system.name().toLowerCase(Locale.ROOT);
                spec.baseline(name, system, baseline -> baseline(baseline, system, chance));
                baselines.add(name);
            }
        }
        int environments = 1 + chance.nextInt(4);
        for (int i = 0; i < environments; i++) {
            boolean hooks = !baselines.contains("base.macos") && chance.nextBoolean();
            spec.environment("env-" + i, environment -> environment(environment, baselines, hooks, chance));
        }
        if (!baselines.isEmpty() && chance.nextBoolean()) {
            spec.adopt(baselines.get(0));
        }
        for (int i = 0; i < chance.nextInt(3); i++) {
            override(spec, chance);
        }
        return spec.build();
    }

    private static void override(FleetSpec.Builder spec, Random chance) {
        Scope.Filter where = chance.nextBoolean()
                ? Scope.inRegions("eu-central-1", "us-east-1")
                : Scope.inAccounts("111122223333").and(Scope.inRegions("us-east-1"));
        spec.override(
                where,
                there -> there.environment("env-0", environment -> {
                    environment.installWindow(schedule(chance), Duration.ofHours(4 + chance.nextInt(8)));
                    if (chance.nextBoolean()) {
                        environment.notice(Optional.empty()).freezes(List.of());
                    }
                }));
    }

    private static void baseline(PatchBaseline.Builder baseline, OperatingSystem system, Random chance) {
        boolean hasDelay = !List.of(OperatingSystem.DEBIAN, OperatingSystem.UBUNTU, OperatingSystem.RASPBIAN)
                .contains(system);
        boolean isLinux = system != OperatingSystem.WINDOWS && system != OperatingSystem.MACOS;
        for (int i = 0; i < chance.nextInt(3); i++) {
            baseline.approve(rule -> {
                if (WITH_SEVERITY.contains(system)) {
                    rule.classification("Security").severity("Critical", "Important");
                }
                if (hasDelay && chance.nextInt(4) > 0) {
                    rule.afterDays(chance.nextInt(361));
                } else if (hasDelay) {
                    rule.until(LocalDate.of(2026, 1, 1).plusDays(chance.nextInt(700)));
                }
                rule.complianceLevel(anyOf(chance, ComplianceLevel.values()));
                rule.nonSecurity(isLinux && chance.nextBoolean());
            });
        }
        if (chance.nextBoolean()) {
            baseline.description("for \"" + system + "\",\n line two: ü");
        }
        baseline.approvePatch("KB" + chance.nextInt(1000), "kernel*").approvedPatchesLevel(ComplianceLevel.HIGH);
        baseline.reject("bad-" + chance.nextInt(1000))
                .rejectedAction(anyOf(chance, PatchBaseline.RejectedAction.values()));
        baseline.isDefault(chance.nextBoolean());
        if (isLinux && chance.nextBoolean()) {
            baseline.source("extra-" + chance.nextInt(9), "[main]\nbaseurl=https://example", "*");
        }
        if (system == OperatingSystem.WINDOWS) {
            baseline.availableSecurityUpdates(anyOf(chance, PatchBaseline.SecurityUpdatesStatus.values()));
        }
    }

    private static void environment(
            Environment.Builder environment, List<String> baselines, boolean hooks, Random chance) {
        if (chance.nextBoolean()) {
            environment.patchGroup("group " + chance.nextInt(3));
        }
        if (!baselines.isEmpty() && chance.nextBoolean()) {
            environment.addBaselines(baselines.get(chance.nextInt(baselines.size())));
        }
        environment.installWindow(
                schedule(chance),
                Duration.ofHours(3 + chance.nextInt(20)),
                window -> window.cutoff(Duration.ofHours(chance.nextInt(3)))
                        .pace(Share.nodes(1 + chance.nextInt(20)))
                        .stopAfterFailures(Share.percent(chance.nextInt(101))));
        if (chance.nextBoolean()) {
            environment.scanWindow(schedule(chance), Duration.ofHours(1 + chance.nextInt(3)));
        }
        environment.reboot(anyOf(chance, RebootOption.values()));
        if (hooks) {
            environment.beforeInstall("drain-node").onExit("arn:aws:ssm:eu-central-1:111122223333:document/undrain");
        }
        environment.logsTo(
                chance.nextBoolean() ? LogOutput.cloudWatch("/patching") : LogOutput.s3("patch-logs", "a/b"));
        environment.notifyOn("patching", ROLE, events(chance));
        environment.noticeBefore(Duration.ofMinutes(1 + chance.nextInt(50_000)), TOPIC, ROLE);
        environment.freeze(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 3), ROLE);
        environment.serviceRole("arn:aws:iam::111122223333:role/service/patching");
    }

    private static Event[] events(Random chance) {
        return Arrays.copyOf(Event.values(), 1 + chance.nextInt(Event.values().length));
    }

    private static Schedule schedule(Random chance) {
        ZoneId zone = anyOf(chance, TOKYO, BERLIN, ZoneId.of("UTC"));
        LocalTime time = LocalTime.of(chance.nextInt(24), chance.nextInt(60));
        DayOfWeek day = anyOf(chance, DayOfWeek.values());
        return switch (chance.nextInt(6)) {
            case 0 -> Schedule.monthly(1 + chance.nextInt(4), day, time, zone).plusDays(1 + chance.nextInt(6));
            case 1 -> Schedule.daily(time, zone);
            // With a start, or nobody could give notice of it.
            case 2, 3 ->
                Schedule.rate(Duration.ofDays(1 + chance.nextInt(9)))
                        .startingAt(LocalDate.of(2026, 12, 1).atTime(time).atZone(zone));
            case 4 -> Schedule.at(LocalDate.of(2026, 12, 5).atTime(time), zone);
            default -> Schedule.weekly(day, time, zone);
        };
    }

    @SafeVarargs
    private static <T> T anyOf(Random chance, T... values) {
        return values[chance.nextInt(values.length)];
    }
}
