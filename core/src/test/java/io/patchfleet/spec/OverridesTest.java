package io.patchfleet.spec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Share;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverridesTest {

    private static final Scope TOKYO = new Scope("111122223333", "ap-northeast-1");
    private static final Scope FRANKFURT = new Scope("111122223333", "eu-central-1");
    private static final Scope FRANKFURT_ELSEWHERE = new Scope("444455556666", "eu-central-1");

    @Test
    void whereNoOverrideAppliesTheSpecIsAsDeclared() {
        assertEquals(Specs.bank().build(), Specs.bankWithFrankfurt().build().in(TOKYO));
    }

    @Test
    void onlyTheDifferenceIsSaid() {
        MaintenanceWindow there = production(Specs.bankWithFrankfurt().build().in(FRANKFURT));
        assertAll(
                () -> assertEquals("Europe/Berlin", there.schedule().zone().getId()),
                () -> assertEquals(Duration.ofHours(4), there.duration()),
                () -> assertEquals(Duration.ofHours(2), there.cutoff(), "kept"),
                () -> assertEquals(Share.percent(5), there.pace(), "kept"),
                () -> assertEquals(Share.nodes(3), there.stopAfterFailures(), "kept"));
    }

    @Test
    void whatIsResolvedHasNoOverridesAnyMore() {
        assertEquals(List.of(), Specs.bankWithFrankfurt().build().in(FRANKFURT).overrides());
    }

    @Test
    void aCutoffThatFollowsFromTheDurationFollowsTheNewOne() {
        FleetSpec spec = Specs.bank()
                .override(
                        Scope.inRegions("eu-central-1"),
                        o -> o.environment(
                                "Testing",
                                e -> e.installWindow(
                                        Schedule.daily(LocalTime.MIDNIGHT, Specs.BERLIN), Duration.ofHours(1))))
                .build()
                .in(FRANKFURT);
        assertEquals(
                Duration.ZERO,
                environment(spec, "Testing").installWindow().orElseThrow().cutoff());
    }

    @Test
    void severalOverridesAreLaidOverEachOtherInTheirOrder() {
        FleetSpec spec = Specs.bankWithFrankfurt()
                .override(
                        Scope.inAccounts("444455556666"),
                        o -> o.tag("Team", "branch").environment("Production", e -> e.patchGroup("prod")))
                .override(
                        Scope.inAccounts("444455556666").and(Scope.inRegions("eu-central-1")),
                        o -> o.tag("Team", "frankfurt"))
                .build();
        FleetSpec there = spec.in(FRANKFURT_ELSEWHERE);
        assertAll(
                () -> assertEquals("frankfurt", there.tags().get("Team")),
                () -> assertEquals("prod", environment(there, "Production").patchGroup()),
                () -> assertEquals(Duration.ofHours(4), production(there).duration()),
                () -> assertEquals("platform", spec.in(FRANKFURT).tags().get("Team")));
    }

    @Test
    void anOverrideCanPutBackWhatAnEarlierOneChanged() {
        FleetSpec spec = Specs.bank()
                .override(
                        Scope.inRegions("eu-central-1", "eu-west-1"),
                        o -> o.environment("Testing", e -> window(e, Share.percent(50))))
                .override(
                        Scope.inRegions("eu-central-1"),
                        o -> o.environment("Testing", e -> window(e, Share.percent(10))))
                .build();
        assertEquals(
                Share.percent(10),
                environment(spec.in(FRANKFURT), "Testing")
                        .installWindow()
                        .orElseThrow()
                        .pace());
    }

    @Test
    void anOverrideTakesAwayWhatIsNotThere() {
        FleetSpec there = Specs.bank()
                .override(
                        Scope.inRegions("eu-central-1"),
                        o -> o.withoutEnvironment("Testing")
                                .withoutBaseline("bank-windows")
                                .environment(
                                        "Production",
                                        e -> e.notice(Optional.empty()).freezes(List.of())))
                .build()
                .in(FRANKFURT);
        assertAll(
                () -> assertEquals(
                        List.of("Development", "Production"),
                        there.environments().stream().map(Environment::name).toList()),
                () -> assertEquals(
                        List.of("bank-linux"),
                        there.baselines().stream().map(PatchBaseline::name).toList()),
                () -> assertEquals(
                        Optional.empty(), environment(there, "Production").notice()),
                () -> assertEquals(List.of(), environment(there, "Production").freezes()));
    }

    @Test
    void whatIsTakenAwayAltogetherIsWrittenAndReadAsSuch() {
        FleetSpec spec = FleetSpec.builder("spec")
                .environment("A", e -> {})
                .override(Scope.inRegions("eu-central-1"), o -> o.withoutEnvironment("A"))
                .build();
        assertAll(
                () -> assertEquals(List.of(), spec.in(FRANKFURT).environments()),
                () -> assertEquals(spec, FleetSpec.fromJson(spec.toJson())));
    }

    @Test
    void whatAnOverrideAddsToAListStandsBesideWhatIsThere() {
        FleetSpec there = Specs.bank()
                .override(
                        Scope.inRegions("eu-central-1"),
                        o -> o.baseline("bank-windows", OperatingSystem.WINDOWS, b -> b.reject("KB1")))
                .build()
                .in(FRANKFURT);
        assertEquals(List.of("KB5034441", "KB1"), there.baselines().get(1).rejectedPatches());
    }

    @Test
    void whereAnOverrideStandsInTheChainMakesNoDifference() {
        FleetSpec first = FleetSpec.builder("spec")
                .override(Scope.inRegions("eu-central-1"), o -> o.environment("A", e -> e.patchGroup("there")))
                .environment("A", e -> e.patchGroup("here"))
                .build();
        FleetSpec last = FleetSpec.builder("spec")
                .environment("A", e -> e.patchGroup("here"))
                .override(Scope.inRegions("eu-central-1"), o -> o.environment("A", e -> e.patchGroup("there")))
                .build();
        assertEquals(last, first);
    }

    @Test
    void aLambdaAndAValueGiveEqualSpecs() {
        FleetSpec spec = Specs.bank().build();
        FleetSpec.Builder ofValues = FleetSpec.builder(spec.name());
        spec.tags().forEach(ofValues::tag);
        spec.baselines().forEach(ofValues::baseline);
        spec.environments().forEach(ofValues::environment);
        assertEquals(spec, ofValues.build());
    }

    @Test
    void anOverrideReadsAsItStandsInTheFile() {
        FleetSpec spec = FleetSpec.fromJson("""
                {"format": "patchfleet.spec/1", "name": "spec",
                 "environments": {"A": {"scanWindow": {
                   "schedule": {"every": "DAY", "at": "01:00", "zone": "UTC"}, "duration": "PT2H", "pace": 3}}},
                 "overrides": [{"where": {"regions": ["eu-central-1"]},
                   "environments": {"A": {"patchGroup": "there", "scanWindow": {
                     "schedule": {"every": "MONDAY", "at": "02:00", "zone": "Europe/Berlin"}}}}}]}
                """);
        MaintenanceWindow there =
                environment(spec.in(FRANKFURT), "A").scanWindow().orElseThrow();
        assertAll(
                () -> assertEquals(
                        Schedule.weekly(DayOfWeek.MONDAY, LocalTime.of(2, 0), Specs.BERLIN), there.schedule()),
                () -> assertEquals(Share.nodes(3), there.pace()),
                () -> assertEquals("A", environment(spec, "A").patchGroup()),
                () -> assertEquals("there", environment(spec.in(FRANKFURT), "A").patchGroup()));
    }

    private static Environment.Builder window(Environment.Builder environment, Share pace) {
        return environment.installWindow(
                Schedule.weekly(DayOfWeek.THURSDAY, LocalTime.of(2, 0), Specs.TOKYO),
                Duration.ofHours(3),
                window -> window.pace(pace));
    }

    private static MaintenanceWindow production(FleetSpec spec) {
        return environment(spec, "Production").installWindow().orElseThrow();
    }

    private static Environment environment(FleetSpec spec, String name) {
        return spec.environments().stream()
                .filter(environment -> environment.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
