package io.patchfleet.spec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.Gap;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Scope;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpecCheckTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration LIMIT = Duration.ofDays(20);
    private static final Schedule WEEKLY = Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), UTC);

    @ParameterizedTest(name = "{0} days, {1}, {2} failed: {3}, kept {4}")
    @CsvSource({
        "7, cron(0 1 ? * SAT *), 0, PT340H, true",
        "7, cron(0 1 ? * SAT *), 1, PT508H, false",
        "5, cron(0 1 ? * SAT *), 1, PT460H, true",
        "7, rate(14 days), 0, PT508H, false",
        "2, cron(0 1 ? * TUE#2 *), 0, PT892H, false",
        "0, cron(0 1 ? * TUE#2 *), 0, PT844H, false",
        "7, cron(0 1 ? * * *), 3, PT268H, true",
        "0, rate(7 days), 1, PT340H, true",
    })
    void theAgeIsTheDelayAndTheLongestWaitThroughFailedOpeningsAndTheWindow(
            int days, String expression, int failures, Duration worst, boolean kept) {
        SpecCheck check = spec(days, Schedule.parse(expression, UTC), e -> {}).check(LIMIT, failures, NOW);
        SpecCheck.AgeBudget budget = check.ageBudgets().get(0);
        assertAll(
                () -> assertEquals(Optional.of(worst), budget.worstAge()),
                () -> assertEquals(kept, budget.isKept()),
                () -> assertEquals(kept, check.isKept()));
    }

    @Test
    void whatIsNotKeptSaysWhichNumberWouldKeepIt() {
        SpecCheck.AgeBudget budget = only(spec(7, WEEKLY, e -> {}));
        assertAll(
                () -> assertEquals(
                        List.of(
                                new Problem("baselines.linux.rules[0].afterDays", "7", "at most 5"),
                                new Problem(
                                        "environments.Production.installWindow.schedule",
                                        "every Saturday 01:00 UTC",
                                        "an opening at least every 6 d 10 h")),
                        budget.changes()),
                () -> assertEquals(
                        List.of("it is kept as long as no opening comes to nothing, or what failed is installed within"
                                + " 5 d 20 h"),
                        budget.remarks()));
    }

    @Test
    void theNumbersThatAreNamedKeepItAndTheNextOnesDoNot() {
        assertAll(
                () -> assertTrue(only(spec(5, WEEKLY, e -> {})).isKept()),
                () -> assertFalse(only(spec(6, WEEKLY, e -> {})).isKept()),
                () -> assertTrue(only(spec(7, Schedule.rate(Duration.ofHours(6 * 24 + 10)), e -> {}))
                        .isKept()),
                () -> assertFalse(only(spec(7, Schedule.rate(Duration.ofHours(6 * 24 + 11)), e -> {}))
                        .isKept()));
    }

    @Test
    void severalRulesThatWaitTooLongAreOneChange() {
        SpecCheck.AgeBudget budget = only(FleetSpec.builder("spec")
                .baseline(
                        "linux",
                        OperatingSystem.AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.afterDays(7))
                                .approve(r -> r.afterDays(2))
                                .approve(r -> r.afterDays(9)))
                .environment("Production", e -> e.installWindow(WEEKLY, Duration.ofHours(4)))
                .build());
        assertEquals(
                new Problem("baselines.linux.rules", "afterDays of 7 and 9", "at most 5 in each"),
                budget.changes().get(0));
    }

    @Test
    void whatIsKeptSaysNothingMore() {
        SpecCheck.AgeBudget budget = only(spec(2, WEEKLY, e -> {}));
        assertAll(() -> assertEquals(List.of(), budget.changes()), () -> assertEquals(List.of(), budget.remarks()));
    }

    @Test
    void aFreezeMakesTheWaitLongerAndIsNamedIfItIsTooLong() {
        SpecCheck.AgeBudget budget =
                only(spec(2, WEEKLY, e -> e.freeze(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 3), "role")));
        assertAll(
                () -> assertEquals(Optional.of(Duration.ofDays(28)), budget.opening()),
                () -> assertEquals(
                        List.of(new Problem(
                                "environments.Production.freezes[0].to", "2027-01-03", "2026-12-25 at the latest")),
                        budget.changes()));
    }

    @Test
    void aFreezeThatIsOverIsForgotten() {
        SpecCheck.AgeBudget budget =
                only(spec(2, WEEKLY, e -> e.freeze(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 10), "role")));
        assertEquals(Optional.of(Duration.ofDays(14)), budget.opening());
    }

    @Test
    void aFreezeThatHasBegunCountsFromTheOpeningBeforeIt() {
        SpecCheck.AgeBudget budget =
                only(spec(2, WEEKLY, e -> e.freeze(LocalDate.of(2026, 11, 15), LocalDate.of(2026, 12, 4), "role")));
        assertEquals(Optional.of(Duration.ofDays(28)), budget.opening());
    }

    @Test
    void aFreezeOfARateWithoutAStartIsAddedWhole() {
        SpecCheck.AgeBudget budget = only(spec(
                2,
                Schedule.rate(Duration.ofDays(7)),
                e -> e.freeze(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 3), "role")));
        assertEquals(Optional.of(Duration.ofDays(14 + 15)), budget.opening());
    }

    @Test
    void anHourMoreWhereClocksAreSetBackIsAnHourMore() {
        SpecCheck.AgeBudget budget =
                only(spec(2, Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), Specs.BERLIN), e -> {}));
        assertEquals(Optional.of(Duration.ofDays(14).plusHours(1)), budget.opening());
    }

    @Test
    void theScanThatFollowsCounts() {
        SpecCheck.AgeBudget budget =
                only(spec(2, WEEKLY, e -> e.scanWindow(Schedule.daily(LocalTime.of(7, 30), UTC), Duration.ofHours(1))));
        assertAll(
                () -> assertEquals(Optional.of(Duration.ofMinutes(150 + 60)), budget.scan()),
                () -> assertEquals(Optional.of(Duration.ofDays(16).plusHours(4).plusMinutes(210)), budget.worstAge()));
    }

    @Test
    void aScanAtAMomentThatAwsChoosesCountsWithItsWholeRate() {
        SpecCheck.AgeBudget budget =
                only(spec(2, WEEKLY, e -> e.scanWindow(Schedule.rate(Duration.ofDays(1)), Duration.ofHours(1))));
        assertEquals(Optional.of(Duration.ofHours(25)), budget.scan());
    }

    @Test
    void withoutAScanNothingIsCountedAndItIsSaid() {
        SpecCheck check = spec(2, WEEKLY, e -> {}).check(LIMIT, NOW);
        assertAll(
                () -> assertEquals(Optional.empty(), check.ageBudgets().get(0).scan()),
                () -> assertEquals(
                        List.of(new Problem(
                                "environments.Production.scanWindow",
                                "none",
                                "a window that scans after the install, which does not report what is still missing")),
                        check.problems()));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBIAN", "RASPBIAN", "UBUNTU"})
    void debiansFamilyHasNoDelayAndItIsSaid(OperatingSystem system) {
        SpecCheck.AgeBudget budget = only(FleetSpec.builder("spec")
                .baseline("debian", system, b -> b.approve(r -> r.priority("Required")))
                .environment("Production", e -> e.installWindow(WEEKLY, Duration.ofHours(4)))
                .build());
        assertAll(
                () -> assertEquals(Optional.of(Duration.ZERO), budget.delay()),
                () -> assertEquals(
                        List.of(system + " packages have no release dates: approved at once"), budget.remarks()));
    }

    @Test
    void whatIsReleasedAfterADateStaysOutForEver() {
        SpecCheck.AgeBudget budget = only(FleetSpec.builder("spec")
                .baseline(
                        "linux",
                        OperatingSystem.AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.afterDays(1)).approve(r -> r.until(LocalDate.of(2026, 12, 31))))
                .environment("Production", e -> e.installWindow(WEEKLY, Duration.ofHours(4)))
                .build());
        assertAll(
                () -> assertEquals(Optional.empty(), budget.worstAge()),
                () -> assertFalse(budget.isKept()),
                () -> assertEquals(
                        List.of(new Problem(
                                "baselines.linux.rules[1].until",
                                "2026-12-31",
                                "afterDays instead, because what is released later is never approved")),
                        budget.changes()));
    }

    @Test
    void withoutARuleAWindowOrANextOpeningPatchesStayOutForEver() {
        SpecCheck.AgeBudget noRule = only(FleetSpec.builder("spec")
                .baseline("linux", OperatingSystem.AMAZON_LINUX_2023, b -> b.approvePatch("kernel*"))
                .environment("Production", e -> e.installWindow(WEEKLY, Duration.ofHours(4)))
                .build());
        SpecCheck.AgeBudget noWindow = only(FleetSpec.builder("spec")
                .baseline("linux", OperatingSystem.AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(1)))
                .environment("Production", e -> {})
                .build());
        SpecCheck.AgeBudget once =
                only(spec(1, Schedule.at(LocalDate.of(2026, 12, 1).atStartOfDay(), UTC), e -> {}));
        assertAll(
                () -> assertEquals(
                        List.of(new Problem(
                                "baselines.linux.rules",
                                "none",
                                "a rule, because nothing new is approved without one")),
                        noRule.changes()),
                () -> assertEquals(
                        List.of(new Problem(
                                "environments.Production.installWindow",
                                "none",
                                "a window in which patches are installed")),
                        noWindow.changes()),
                () -> assertEquals(
                        List.of("a schedule that goes on for more than a year"),
                        once.changes().stream().map(Problem::allowed).toList()));
    }

    @Test
    void whereNoBaselineIsDeclaredAwsOwnCounts() {
        SpecCheck.AgeBudget budget = only(FleetSpec.builder("spec")
                .environment("Production", e -> e.installWindow(WEEKLY, Duration.ofHours(4)))
                .build());
        assertAll(
                () -> assertEquals(Optional.empty(), budget.baseline()),
                () -> assertEquals(Optional.of(Duration.ofDays(7)), budget.delay()),
                () -> assertEquals(
                        List.of("no baseline of this spec judges it; AWS's own wait 7 days, but for Debian's family"),
                        budget.remarks()));
    }

    @Test
    void whatAnOverrideMakesOtherwiseIsCheckedToo() {
        SpecCheck check = Specs.bank()
                .override(
                        Scope.inRegions("eu-central-1"),
                        o -> o.environment(
                                "Testing",
                                e -> e.installWindow(
                                        Schedule.monthly(2, DayOfWeek.TUESDAY, LocalTime.of(1, 0), UTC),
                                        Duration.ofHours(3))))
                .build()
                .check(Duration.ofDays(40), NOW);
        List<SpecCheck.AgeBudget> there = check.ageBudgets().stream()
                .filter(budget -> budget.where().isPresent())
                .toList();
        assertAll(
                () -> assertEquals(2, there.size(), "Testing with both baselines"),
                () -> assertEquals(Optional.of("eu-central-1"), there.get(0).where()),
                () -> assertFalse(check.isKept()),
                () -> assertEquals(
                        "overrides[0].environments.Testing.installWindow.schedule",
                        there.get(0).changes().get(0).path()),
                () -> assertEquals(
                        List.of("Testing"),
                        check.openings().stream()
                                .filter(opening -> opening.where().isPresent())
                                .map(SpecCheck.Openings::environment)
                                .toList()));
    }

    @Test
    void openingsAreToldInTheirZoneAndThoseThatAFreezeShutsBesideThem() {
        SpecCheck.Openings production =
                Specs.bank().build().check(LIMIT, NOW).openings().get(2);
        assertAll(
                () -> assertEquals("Production", production.environment()),
                () -> assertEquals(SpecCheck.Kind.INSTALL, production.kind()),
                () -> assertEquals(
                        ZonedDateTime.parse("2026-11-28T01:00+09:00[Asia/Tokyo]"),
                        production.next().get(0)),
                () -> assertEquals(
                        ZonedDateTime.parse("2027-01-09T01:00+09:00[Asia/Tokyo]"),
                        production.next().get(4)),
                () -> assertEquals(2, production.shut().size()));
    }

    @Test
    void moreWindowsAtOnceThanAwsRunsAreSaid() {
        FleetSpec.Builder spec = FleetSpec.builder("spec");
        for (int i = 1; i <= 6; i++) {
            LocalTime time = LocalTime.of(i, 0);
            spec.environment(
                    "env-" + i, e -> e.scanWindow(Schedule.weekly(DayOfWeek.SATURDAY, time, UTC), Duration.ofHours(6)));
        }
        assertEquals(
                List.of(new Problem(
                        "environments",
                        "6 windows open on Sat 2026-11-28 06:00 UTC: env-1.scanWindow, env-2.scanWindow,"
                                + " env-3.scanWindow, env-4.scanWindow, env-5.scanWindow, env-6.scanWindow",
                        "at most 5 at once, which is what AWS runs in an account and a Region; what becomes of another"
                                + " one is not documented")),
                spec.build().check(LIMIT, NOW).problems());
    }

    @Test
    void windowsThatFollowOnEachOtherAreNotOpenAtOnce() {
        FleetSpec.Builder spec = FleetSpec.builder("spec");
        for (int i = 0; i < 6; i++) {
            LocalTime time = LocalTime.of(i * 2, 0);
            spec.environment("env-" + i, e -> e.scanWindow(Schedule.daily(time, UTC), Duration.ofHours(2)));
        }
        assertEquals(List.of(), spec.build().check(LIMIT, NOW).problems());
    }

    @Test
    void windowsOfTheSameNodesThatMeetAreSaid() {
        List<Problem> problems = spec(
                        2,
                        WEEKLY,
                        e -> e.scanWindow(
                                Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(4, 0), UTC), Duration.ofHours(1)))
                .check(LIMIT, NOW)
                .problems();
        assertEquals(
                List.of(new Problem(
                        "environments.Production.scanWindow",
                        "Sat 2026-11-28 04:00 UTC",
                        "an opening when no other window of the patch group Production is open;"
                                + " Production.installWindow is until Sat 2026-11-28 05:00")),
                problems);
    }

    @Test
    void whatIsDeclaredForNothingIsSaid() {
        List<String> paths = FleetSpec.builder("spec")
                .baseline("empty", OperatingSystem.WINDOWS, b -> {})
                .baseline("idle", OperatingSystem.AMAZON_LINUX_2, b -> b.approve(r -> r.afterDays(1)))
                .environment(
                        "Production",
                        e -> e.baselines("empty")
                                .notifyOn("topic", "role", Environment.Notification.Event.ALL)
                                .noticeBefore(Duration.ofHours(1), "topic", "role")
                                .serviceRole("role")
                                .logsTo(LogOutput.cloudWatch("/a"))
                                .freeze(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 3), "role"))
                .environment(
                        "Old",
                        e -> e.baselines("empty")
                                .scanWindow(
                                        Schedule.at(LocalDate.of(2020, 1, 1).atStartOfDay(), UTC), Duration.ofHours(1)))
                .build()
                .check(LIMIT, NOW)
                .problems()
                .stream()
                .map(Problem::path)
                .toList();
        assertEquals(
                List.of(
                        "baselines.empty.rules",
                        "baselines.idle",
                        "environments.Production.notification",
                        "environments.Production.notice",
                        "environments.Production.logs",
                        "environments.Production.serviceRole",
                        "environments.Production.freezes",
                        "environments.Old.scanWindow.schedule"),
                paths);
    }

    @Test
    void aFilterValueThatOnlyAwsCanTellIsSaid() {
        List<Problem> problems = FleetSpec.builder("spec")
                .baseline(
                        "red",
                        OperatingSystem.REDHAT_ENTERPRISE_LINUX,
                        b -> b.asDefault()
                                .approve(r -> r.severity("Critical", "Importnt").afterDays(1)))
                .environment(
                        "Production", e -> e.scanWindow(Schedule.daily(LocalTime.of(7, 30), UTC), Duration.ofHours(1)))
                .build()
                .check(LIMIT, NOW)
                .problems();
        assertEquals(
                List.of(new Problem(
                        "baselines.red.rules[0].filters.SEVERITY",
                        "Importnt",
                        "what AWS documents: Critical, Important, Moderate, Medium, Low; did you mean Important?; only"
                                + " DescribePatchProperties can tell whether it knows this one")),
                problems);
    }

    @Test
    void anAgeOfNoneAndFewerFailuresThanNoneAreRefused() {
        FleetSpec spec = spec(2, WEEKLY, e -> {});
        assertEquals(
                List.of(
                        "maxAge: 'PT0S' is not allowed here; allowed: longer than none, such as P20D",
                        "toleratedFailures: '-1' is not allowed here; allowed: 0 or more"),
                Refused.by(() -> spec.check(Duration.ZERO, -1, NOW)));
    }

    @Test
    void whatIsFoundOutOnlineIsAddedWithoutLosingTheRest() {
        SpecCheck offline = spec(2, WEEKLY, e -> {}).check(LIMIT, NOW);
        Problem wrong = new Problem("environments.Production", "Production", "a patch group that a node carries");
        Problem more = new Problem("environments", "node i-1", "an environment for each node");
        SpecCheck online = offline.completed(List.of(), List.of(wrong), List.of(more), List.<Gap>of());
        assertAll(
                () -> assertEquals(
                        offline.problems().size() + 2, online.problems().size()),
                () -> assertEquals(offline.ageBudgets(), online.ageBudgets()),
                () -> assertTrue(online.problems().containsAll(List.of(wrong, more))),
                () -> assertEquals(List.of(wrong), online.errors()),
                () -> assertTrue(online.toString().endsWith("""

                                        To mend:
                                          environments.Production: 'Production'; better: a patch group that a node carries

                                        To look at:
                                          environments.Production.scanWindow: 'none'; better: a window that scans \
                                        after the install, which does not report what is still missing
                                          environments: 'node i-1'; better: an environment for each node"""), online::toString));
    }

    @Test
    void withoutAnEnvironmentNothingIsInstalledAndNoAgeIsKept() {
        SpecCheck check = FleetSpec.builder("spec")
                .baseline(
                        "linux",
                        OperatingSystem.AMAZON_LINUX_2023,
                        b -> b.asDefault().approve(r -> r.afterDays(1)))
                .build()
                .check(LIMIT, NOW);
        assertAll(() -> assertFalse(check.isKept()), () -> assertEquals("""
                        spec: patches can grow older than 20 d, because no environment is declared: nothing is installed

                        To look at:
                          environments: 'none'; better: an environment with an installWindow: without one nothing is \
                        installed""", check.toString()));
    }

    @Test
    void itReadsAsHelp() {
        assertEquals(
                """
                spec: patches can grow older than 20 d in 1 of 1 cases, in the worst 1 d 8 h older

                How old a patch can grow, if one opening comes to nothing:
                  Production, linux: 7 d until it is approved + 14 d until an opening + 4 h window + 4 h until a scan \
                has proved it = 21 d 8 h, 1 d 8 h too old
                    change baselines.linux.rules[0].afterDays: '7' to at most 5
                        or environments.Production.installWindow.schedule: 'every Saturday 01:00 UTC' to an opening at \
                least every 6 d 8 h
                    it is kept as long as no opening comes to nothing, or what failed is installed within 5 d 16 h

                Next openings:
                  Production install, every Saturday 01:00 UTC: Sat 2026-11-28 01:00 +00:00, Sat 2026-12-05 01:00 \
                +00:00, Sat 2026-12-12 01:00 +00:00, Sat 2026-12-19 01:00 +00:00, Sat 2026-12-26 01:00 +00:00
                  Production scan, every 3 hours: AWS chooses from when it counts""",
                spec(7, WEEKLY, e -> e.scanWindow(Schedule.rate(Duration.ofHours(3)), Duration.ofHours(1)))
                        .check(LIMIT, NOW)
                        .toString());
    }

    private static SpecCheck.AgeBudget only(FleetSpec spec) {
        List<SpecCheck.AgeBudget> budgets = spec.check(LIMIT, NOW).ageBudgets();
        assertEquals(1, budgets.size());
        return budgets.get(0);
    }

    private static FleetSpec spec(int days, Schedule install, Consumer<Environment.Builder> more) {
        return FleetSpec.builder("spec")
                .baseline("linux", OperatingSystem.AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(days)))
                .environment("Production", e -> more.accept(e.installWindow(install, Duration.ofHours(4))))
                .build();
    }
}
