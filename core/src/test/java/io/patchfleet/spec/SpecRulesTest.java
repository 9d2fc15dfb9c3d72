package io.patchfleet.spec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.patchfleet.internal.spec.FilterTable;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Share;
import io.patchfleet.spec.Environment.Notification.Event;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecRulesTest {

    private static final Schedule WEEKLY = Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), Specs.TOKYO);
    private static final String ALLOWED = "' is not allowed here; allowed: ";

    static Stream<Arguments> wrongBaselines() {
        return Stream.of(
                linux(
                        "name of AWS's",
                        b -> b.name("AWS-Own"),
                        "baselines.AWS-Own: 'AWS-Own",
                        "a name that does not begin with AWS-, as those of AWS's own baselines do"),
                linux("name", b -> b.name("l"), "baselines.l: 'l", "3 to 128 letters, digits, _, - and ."),
                linux(
                        "name with a space",
                        b -> b.name("my linux"),
                        "baselines[\"my linux\"]: 'my linux",
                        "3 to 128 letters, digits, _, - and ."),
                linux("description", b -> b.description(""), "baselines.base.description: '", "1 to 1024 characters"),
                linux(
                        "too many rules",
                        b -> IntStream.range(0, 11).forEach(i -> b.approve(r -> r.afterDays(1))),
                        "baselines.base.rules: '11 rules",
                        "at most 10 rules"),
                linux(
                        "too many values",
                        b -> b.approve(r -> r.afterDays(1)
                                .product(Collections.nCopies(21, "*").toArray(String[]::new))),
                        "baselines.base.rules[0].filters.PRODUCT: '21 values",
                        "1 to 20 values"),
                linux(
                        "no value",
                        b -> b.approve(r -> r.afterDays(1).product()),
                        "baselines.base.rules[0].filters.PRODUCT: '0 values",
                        "1 to 20 values"),
                linux(
                        "an empty value",
                        b -> b.approve(r -> r.afterDays(1).product("")),
                        "baselines.base.rules[0].filters.PRODUCT: '",
                        "1 to 64 characters"),
                linux(
                        "too long a value in a global filter",
                        b -> b.putGlobalFilter("PRODUCT", List.of("x".repeat(65))),
                        "baselines.base.globalFilters.PRODUCT: '" + "x".repeat(65),
                        "1 to 64 characters"),
                linux(
                        "no value in a global filter",
                        b -> b.putGlobalFilter("PRODUCT", List.of()),
                        "baselines.base.globalFilters.PRODUCT: '0 values",
                        "1 to 20 values"),
                of(
                        OperatingSystem.WINDOWS,
                        "too many filters",
                        b -> b.approve(r -> r.afterDays(1)
                                .product("*")
                                .productFamily("*")
                                .classification("*")
                                .msrcSeverity("*")
                                .patchSet("OS")),
                        "baselines.base.rules[0].filters: '5 filters",
                        "at most 4 filters"),
                linux(
                        "too many products of a source",
                        b -> b.source("extra", "x", Collections.nCopies(21, "*").toArray(String[]::new)),
                        "baselines.base.sources[0].products: '21 products",
                        "1 to 20 products; * for all"),
                linux(
                        "too long a product of a source",
                        b -> b.source("extra", "x", "y".repeat(129)),
                        "baselines.base.sources[0].products[0]: '" + "y".repeat(129),
                        "1 to 128 characters"),
                linux(
                        "too many days",
                        b -> b.approve(r -> r.afterDays(361)),
                        "baselines.base.rules[0].afterDays: '361",
                        "0 to 360 days"),
                linux(
                        "negative days",
                        b -> b.approve(r -> r.afterDays(-1)),
                        "baselines.base.rules[0].afterDays: '-1",
                        "0 to 360 days"),
                linux(
                        "neither days nor date",
                        b -> b.approve(r -> r.classification("Security")),
                        "baselines.base.rules[0].afterDays: '",
                        "0 to 360 days, or until: a rule says when it approves"),
                linux(
                        "both days and date",
                        b -> b.approve(r -> r.afterDays(1).until(LocalDate.of(2026, 12, 31))),
                        "baselines.base.rules[0].until: '2026-12-31",
                        "either afterDays or until, not both"),
                linux(
                        "too many patches",
                        b -> b.approvePatch(
                                IntStream.range(0, 51).mapToObj(i -> "p" + i).toArray(String[]::new)),
                        "baselines.base.approvedPatches: '51 patches",
                        "at most 50 patches"),
                linux(
                        "an empty patch",
                        b -> b.reject("ok", ""),
                        "baselines.base.rejectedPatches[1]: '",
                        "1 to 100 characters"),
                linux(
                        "a patch in both lists",
                        b -> b.approvePatch("kernel*", "openssl*").reject("openssl*"),
                        "baselines.base.approvedPatches[1]: 'openssl*",
                        "a patch that is not among the rejectedPatches, which AWS lets win"),
                linux(
                        "availableSecurityUpdates",
                        b -> b.availableSecurityUpdates(PatchBaseline.SecurityUpdatesStatus.COMPLIANT),
                        "baselines.base.availableSecurityUpdates: 'COMPLIANT",
                        "nothing for AMAZON_LINUX_2023: AWS heeds it for WINDOWS alone"),
                linux(
                        "too many sources",
                        b -> IntStream.range(0, 21).forEach(i -> b.source("source-" + i, "x", "*")),
                        "baselines.base.sources: '21 sources",
                        "at most 20"),
                linux(
                        "a source's name",
                        b -> b.source("no name", "x", "*"),
                        "baselines.base.sources[0].name: 'no name",
                        "3 to 50 letters, digits, _, - and ."),
                linux(
                        "two sources of a name",
                        b -> b.source("extra", "x", "*").source("extra", "y", "*"),
                        "baselines.base.sources[1].name: 'extra",
                        "a name of its own; another source has this one"),
                linux(
                        "a source without products",
                        b -> b.source("extra", "x"),
                        "baselines.base.sources[0].products: '0 products",
                        "1 to 20 products; * for all"),
                linux(
                        "a source's configuration, which is not shown",
                        b -> b.source("extra", "password=" + "x".repeat(1020), "*"),
                        "baselines.base.sources[0].configuration: '1029 characters",
                        "1 to 1024 characters"),
                of(
                        OperatingSystem.WINDOWS,
                        "sources on Windows",
                        b -> b.source("extra", "x", "*"),
                        "baselines.base.sources: '1 sources",
                        "nothing for WINDOWS: AWS heeds it for Linux alone"),
                of(
                        OperatingSystem.WINDOWS,
                        "non-security on Windows",
                        b -> b.approve(r -> r.afterDays(1).nonSecurity()),
                        "baselines.base.rules[0].nonSecurity: 'true",
                        "nothing for WINDOWS: AWS heeds it for Linux alone"),
                of(
                        OperatingSystem.WINDOWS,
                        "non-security approved patches on Windows",
                        b -> b.approvedPatchesNonSecurity(true),
                        "baselines.base.approvedPatchesNonSecurity: 'true",
                        "nothing for WINDOWS: AWS heeds it for Linux alone"),
                of(
                        OperatingSystem.UBUNTU,
                        "a delay on Ubuntu",
                        b -> b.approve(r -> r.afterDays(7)),
                        "baselines.base.rules[0].afterDays: '7",
                        "nothing for UBUNTU, whose packages have no dependable release dates: AWS approves what matches"
                                + " at once"),
                of(
                        OperatingSystem.DEBIAN,
                        "a delay on Debian",
                        b -> b.approve(r -> r.afterDays(7)),
                        "baselines.base.rules[0].afterDays: '7",
                        "nothing for DEBIAN, whose packages have no dependable release dates: AWS approves what matches"
                                + " at once"),
                of(
                        OperatingSystem.RASPBIAN,
                        "a delay on Raspberry Pi OS",
                        b -> b.approve(r -> r.afterDays(7)),
                        "baselines.base.rules[0].afterDays: '7",
                        "nothing for RASPBIAN, whose packages have no dependable release dates: AWS approves what"
                                + " matches at once"),
                of(
                        OperatingSystem.RASPBIAN,
                        "a date on Raspberry Pi OS",
                        b -> b.approve(r -> r.until(LocalDate.of(2026, 12, 31))),
                        "baselines.base.rules[0].until: '2026-12-31",
                        "nothing for RASPBIAN, whose packages have no dependable release dates: AWS approves what"
                                + " matches at once"),
                of(
                        OperatingSystem.DEBIAN,
                        "a date on Debian",
                        b -> b.approve(r -> r.until(LocalDate.of(2026, 12, 31))),
                        "baselines.base.rules[0].until: '2026-12-31",
                        "nothing for DEBIAN, whose packages have no dependable release dates: AWS approves what matches"
                                + " at once"));
    }

    private static Arguments linux(String what, Consumer<PatchBaseline.Builder> slip, String start, String allowed) {
        return of(OperatingSystem.AMAZON_LINUX_2023, what, slip, start, allowed);
    }

    private static Arguments of(
            OperatingSystem system, String what, Consumer<PatchBaseline.Builder> slip, String start, String allowed) {
        return Arguments.of(what, system, slip, List.of(start + ALLOWED + allowed));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongBaselines")
    void aBaselineThatAwsWouldRefuseOrIgnoreIsRefusedAloneAndInASpec(
            String what, OperatingSystem system, Consumer<PatchBaseline.Builder> slip, List<String> problems) {
        PatchBaseline.Builder alone = PatchBaseline.builder("base", system);
        slip.accept(alone);
        assertAll(
                what,
                () -> assertEquals(problems, Refused.by(alone::build)),
                () -> assertEquals(
                        problems,
                        Refused.by(() -> FleetSpec.builder("spec")
                                .baseline("base", system, slip)
                                .build())));
    }

    static Stream<Arguments> wrongEnvironments() {
        return Stream.of(
                environment(
                        "name",
                        e -> e.name("Pro duction"),
                        "[\"Pro duction\"]: 'Pro duction",
                        "1 to 50 letters, digits, _, - and ."),
                environment(
                        "patch group",
                        e -> e.patchGroup("a*b"),
                        ".env.patchGroup: 'a*b",
                        "1 to 256 letters, digits, spaces, _, ., :, /, =, +, - and @"),
                environment(
                        "a duration of half an hour",
                        e -> e.installWindow(WEEKLY, Duration.ofMinutes(90)),
                        ".env.installWindow.duration: 'PT1H30M",
                        "whole hours, PT1H to PT24H"),
                environment(
                        "a duration of more than a day",
                        e -> e.scanWindow(WEEKLY, Duration.ofHours(25)),
                        ".env.scanWindow.duration: 'PT25H",
                        "whole hours, PT1H to PT24H"),
                environment(
                        "a negative duration",
                        e -> e.scanWindow(WEEKLY, Duration.ofHours(-1)),
                        ".env.scanWindow.duration: 'PT-1H",
                        "whole hours, PT1H to PT24H"),
                environment(
                        "a cutoff as long as the window",
                        e -> e.installWindow(WEEKLY, Duration.ofHours(2), w -> w.cutoff(Duration.ofHours(2))),
                        ".env.installWindow.cutoff: 'PT2H",
                        "whole hours, PT0S to PT23H, and less than the duration of PT2H"),
                environment(
                        "a cutoff in minutes",
                        e -> e.installWindow(WEEKLY, Duration.ofHours(2), w -> w.cutoff(Duration.ofMinutes(30))),
                        ".env.installWindow.cutoff: 'PT30M",
                        "whole hours, PT0S to PT23H, and less than the duration"),
                environment(
                        "a pace of nobody",
                        e -> e.installWindow(WEEKLY, Duration.ofHours(2), w -> w.pace(Share.nodes(0))),
                        ".env.installWindow.pace: '0",
                        "at least one node, or 1%"),
                environment(
                        "a hook without an install",
                        e -> e.beforeInstall("drain"),
                        ".env.beforeInstall: 'drain",
                        "an installWindow beside it: hooks run around an install, and there is none"),
                environment(
                        "a hook that is no document",
                        e -> e.installWindow(WEEKLY, Duration.ofHours(2)).onExit("a b"),
                        ".env.onExit: 'a b",
                        "a document's name or ARN: 3 to 128 letters, digits, _, -, ., : and /"),
                environment(
                        "a notification of nothing",
                        e -> e.notifyOn("topic", "role"),
                        ".env.notification.events: 'none",
                        "at least one event, or nobody hears anything"),
                environment(
                        "a notification to a FIFO topic",
                        e -> e.notifyOn("topic.fifo", "role", Event.ALL),
                        ".env.notification.topic: 'topic.fifo",
                        "a standard topic's name (1 to 256 letters, digits, _ and -) or its ARN, such as"
                                + " arn:aws:sns:eu-central-1:123456789012:patching"),
                environment(
                        "a role that is none",
                        e -> e.notifyOn("topic", "arn:aws:iam::1:role/x", Event.ALL),
                        ".env.notification.role: 'arn:aws:iam::1:role/x",
                        "a role's name (1 to 64 letters, digits, _, +, =, comma, ., @ and -) or its ARN, such as"
                                + " arn:aws:iam::123456789012:role/patching"),
                environment(
                        "a notice at the opening",
                        e -> e.noticeBefore(Duration.ZERO, "topic", "role"),
                        ".env.notice.before: 'PT0S",
                        "longer than none and at most 35 days (P35D), because openings are announced that far ahead"),
                environment(
                        "a notice too early",
                        e -> e.noticeBefore(Duration.ofDays(36), "topic", "role"),
                        ".env.notice.before: 'PT864H",
                        "longer than none and at most 35 days (P35D), because openings are announced that far ahead"),
                environment(
                        "a notice of a patching window that opens nobody knows when",
                        e -> e.installWindow(Schedule.rate(Duration.ofDays(7)), Duration.ofHours(2))
                                .noticeBefore(Duration.ofHours(2), "topic", "role"),
                        ".env.installWindow.schedule: 'every 7 days",
                        "a rate with a start, because a notice is declared: AWS alone knows from when it counts one"
                                + " without"),
                environment(
                        "a notice of a scanning window that opens nobody knows when",
                        e -> e.scanWindow(Schedule.rate(Duration.ofHours(3)), Duration.ofHours(2))
                                .noticeBefore(Duration.ofHours(2), "topic", "role"),
                        ".env.scanWindow.schedule: 'every 3 hours",
                        "a rate with a start, because a notice is declared: AWS alone knows from when it counts one"
                                + " without"),
                environment(
                        "a freeze that ends before it begins",
                        e -> e.freeze(LocalDate.of(2026, 12, 20), LocalDate.of(2026, 12, 19), "role"),
                        ".env.freezes[0].to: '2026-12-19",
                        "on or after 2026-12-20"),
                environment(
                        "a freeze of more than a year",
                        e -> e.freeze(LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 2), "role"),
                        ".env.freezes[0].to: '2027-01-02",
                        "at most a year after 2026-01-01; where nothing is to open for longer, declare no window"),
                environment(
                        "freezes that touch",
                        e -> e.freeze(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 3), "role")
                                .freeze(LocalDate.of(2026, 12, 20), LocalDate.of(2026, 12, 31), "role"),
                        ".env.freezes[0].from: '2027-01-01",
                        "later than 2027-01-01: the end of the freeze from 2026-12-20 to 2026-12-31 would open the"
                                + " windows; make one freeze of both"),
                environment(
                        "a service role that is none",
                        e -> e.serviceRole(""),
                        ".env.serviceRole: '",
                        "a role's name (1 to 64 letters, digits, _, +, =, comma, ., @ and -) or its ARN, such as"
                                + " arn:aws:iam::123456789012:role/patching"));
    }

    private static Arguments environment(
            String what, Consumer<Environment.Builder> slip, String start, String allowed) {
        return Arguments.of(what, slip, List.of("environments" + start + ALLOWED + allowed));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongEnvironments")
    void anEnvironmentThatAwsWouldRefuseOrIgnoreIsRefusedAloneAndInASpec(
            String what, Consumer<Environment.Builder> slip, List<String> problems) {
        Environment.Builder alone = Environment.builder("env");
        slip.accept(alone);
        assertAll(
                what,
                () -> assertEquals(problems, Refused.by(alone::build)),
                () -> assertEquals(
                        problems,
                        Refused.by(() -> FleetSpec.builder("spec")
                                .environment("env", slip)
                                .build())));
    }

    static Stream<Arguments> wrongSpecs() {
        return Stream.of(
                spec("name", FleetSpec.builder("my spec"), "name: 'my spec", "3 to 64 letters, digits, _, - and ."),
                spec(
                        "AWS's own tag",
                        small().tag("AWS:x", "y"),
                        "tags[\"AWS:x\"]: 'AWS:x",
                        "a key that begins neither with aws: nor with patchfleet:, which are AWS's and PatchFleet's own"),
                spec(
                        "PatchFleet's own tag",
                        small().tag("patchfleet:spec", "y"),
                        "tags[\"patchfleet:spec\"]: 'patchfleet:spec",
                        "a key that begins neither with aws: nor with patchfleet:, which are AWS's and PatchFleet's own"),
                spec(
                        "a tag's key",
                        small().tag("Te?am", "a"),
                        "tags[\"Te?am\"]: 'Te?am",
                        "1 to 128 letters, digits, spaces, _, ., :, /, =, +, - and @"),
                spec(
                        "a tag's value",
                        small().tag("Team", "a,b"),
                        "tags.Team: 'a,b",
                        "at most 256 letters, digits, spaces, _, ., :, /, =, +, - and @"),
                spec("too many tags", tagged(46), "tags: '46 tags", "at most 45 tags"),
                spec(
                        "two baselines of one name",
                        small().baseline("linux", OperatingSystem.AMAZON_LINUX_2, b -> {}),
                        "baselines.linux: 'linux",
                        "a name of its own; another baseline has this one"),
                spec(
                        "two environments of one name",
                        small().environment("Production", e -> {}),
                        "environments.Production: 'Production",
                        "a name of its own; another environment has this one"),
                spec(
                        "two defaults",
                        FleetSpec.builder("small")
                                .baseline("one", OperatingSystem.WINDOWS, PatchBaseline.Builder::asDefault)
                                .baseline("two", OperatingSystem.WINDOWS, PatchBaseline.Builder::asDefault),
                        "baselines.two.default: 'true",
                        "one default for each operating system; that of WINDOWS is one"),
                spec(
                        "a baseline that is not declared",
                        small().environment("Testing", e -> e.baselines("linus")),
                        "environments.Testing.baselines: 'linus",
                        "the name of a baseline that the spec declares: linux; did you mean linux?"),
                spec(
                        "an adopted baseline that is not declared",
                        small().adopt("lnux"),
                        "adopt[0]: 'lnux",
                        "the name of a baseline that the spec declares: linux; did you mean linux?"),
                spec(
                        "two baselines for an environment",
                        small().baseline("second", OperatingSystem.AMAZON_LINUX_2023, b -> {}),
                        "environments.Production.baselines: 'linux, second",
                        "one baseline for AMAZON_LINUX_2023 in the patch group Production, as AWS has it; name those"
                                + " that judge this environment"),
                spec(
                        "two baselines for a patch group of two environments",
                        FleetSpec.builder("small")
                                .baseline("one", OperatingSystem.WINDOWS, b -> {})
                                .baseline("two", OperatingSystem.WINDOWS, b -> {})
                                .environment("A", e -> e.patchGroup("shared").baselines("one"))
                                .environment("B", e -> e.patchGroup("shared").baselines("two")),
                        "environments.B.baselines: 'one, two",
                        "one baseline for WINDOWS in the patch group shared, as AWS has it; name those that judge this"
                                + " environment"),
                spec(
                        "a hook on macOS",
                        FleetSpec.builder("small")
                                .baseline("macs", OperatingSystem.MACOS, b -> {})
                                .environment(
                                        "Desks",
                                        e -> e.installWindow(WEEKLY, Duration.ofHours(2))
                                                .afterInstall("check")),
                        "environments.Desks.afterInstall: 'check",
                        "no hook where there are nodes with macOS (macs): AWS-RunPatchBaselineWithHooks, which runs"
                                + " hooks, does not support it"),
                spec(
                        "too many baselines",
                        many(51, (spec, i) -> spec.baseline("base-" + i, OperatingSystem.WINDOWS, b -> {})),
                        "baselines: '51 baselines",
                        "at most 50 baselines, AWS's quota for an account and a Region"),
                spec(
                        "too many windows",
                        many(
                                26,
                                (spec, i) -> spec.environment(
                                        "env-" + i,
                                        e -> e.installWindow(WEEKLY, Duration.ofHours(2))
                                                .scanWindow(WEEKLY, Duration.ofHours(2)))),
                        "environments: '52 windows",
                        "at most 50 maintenance windows, AWS's quota for an account and a Region"),
                spec(
                        "too many groups of a baseline",
                        many(26, (spec, i) -> spec.environment("env-" + i, e -> {}))
                                .baseline("linux", OperatingSystem.AMAZON_LINUX_2023, b -> {}),
                        "baselines.linux: '26 patch groups",
                        "at most 25 patch groups, AWS's quota for a baseline"),
                spec(
                        "an override of what is not declared",
                        small().override(Scope.inRegions("eu-central-1"), o -> o.environment("Productoin", e -> {})),
                        "overrides[0].environments.Productoin: 'Productoin",
                        "what the spec declares: Production; did you mean Production?"),
                spec(
                        "an override that makes a window wrong",
                        small().override(
                                        Scope.inRegions("eu-central-1"),
                                        o -> o.environment(
                                                "Production", e -> e.installWindow(WEEKLY, Duration.ofHours(30)))),
                        "overrides[0].environments.Production.installWindow.duration: 'PT30H",
                        "whole hours, PT1H to PT24H"),
                spec(
                        "overrides that are right alone and wrong together",
                        small().override(
                                        Scope.inAccounts("111122223333"),
                                        o -> o.environment(
                                                "Production",
                                                e -> e.installWindow(
                                                        WEEKLY,
                                                        Duration.ofHours(8),
                                                        w -> w.cutoff(Duration.ofHours(4)))))
                                .override(
                                        Scope.inRegions("eu-central-1"),
                                        o -> o.environment(
                                                "Production", e -> e.installWindow(WEEKLY, Duration.ofHours(4)))),
                        "overrides[0].environments.Production.installWindow.cutoff: 'PT4H",
                        "whole hours, PT0S to PT23H, and less than the duration of PT4H"));
    }

    private static Arguments spec(String what, FleetSpec.Builder spec, String start, String allowed) {
        return Arguments.of(what, spec, List.of(start + ALLOWED + allowed));
    }

    private static FleetSpec.Builder small() {
        return FleetSpec.builder("small")
                .baseline("linux", OperatingSystem.AMAZON_LINUX_2023, b -> {})
                .environment("Production", e -> e.installWindow(WEEKLY, Duration.ofHours(5)));
    }

    private static FleetSpec.Builder many(int number, BiConsumer<FleetSpec.Builder, Integer> more) {
        FleetSpec.Builder spec = FleetSpec.builder("many");
        IntStream.range(0, number).forEach(i -> more.accept(spec, i));
        return spec;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongSpecs")
    void aSpecWhosePartsDoNotFitIsRefused(String what, FleetSpec.Builder spec, List<String> problems) {
        assertEquals(problems, Refused.by(spec::build), what);
    }

    @Test
    void allProblemsOfAWholeSpecAreSaidAtOnce() {
        List<String> problems = Refused.by(() -> FleetSpec.builder("x")
                .baseline(
                        "linux",
                        OperatingSystem.AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.afterDays(400))
                                .approve(
                                        r -> r.classification("SecurityUpdates").afterDays(1)))
                .environment(
                        "Production",
                        e -> e.installWindow(WEEKLY, Duration.ofHours(30))
                                .noticeBefore(Duration.ofDays(40), "topic", "role"))
                .adopt("windows")
                .build());
        assertEquals(
                List.of(
                        "name",
                        "baselines.linux.rules[0].afterDays",
                        "baselines.linux.rules[1].filters.CLASSIFICATION",
                        "environments.Production.installWindow.duration",
                        "environments.Production.notice.before",
                        "adopt[0]"),
                problems.stream()
                        .map(problem -> problem.replaceFirst(": '.*", ""))
                        .toList());
    }

    static Stream<Arguments> wrongFilters() {
        return Stream.of(
                Arguments.of(
                        OperatingSystem.WINDOWS,
                        "MSRC_SEVERITY",
                        "Importnt",
                        "for WINDOWS: Critical, Important, Moderate, Low, Unspecified; did you mean Important?"),
                Arguments.of(
                        OperatingSystem.AMAZON_LINUX_2023,
                        "MSRC_SEVERITY",
                        "Critical",
                        "for AMAZON_LINUX_2023: CLASSIFICATION, PRODUCT, SEVERITY; did you mean SEVERITY?; it belongs"
                                + " to WINDOWS"));
    }

    @ParameterizedTest(name = "{0}, {1}={2}")
    @MethodSource("wrongFilters")
    void aFilterThatAwsDoesNotKnowForTheOperatingSystemIsRefusedWithWhatItKnows(
            OperatingSystem system, String key, String value, String allowed) {
        String wrong = FilterTable.allows(system, key) ? value : key;
        assertAll(
                () -> assertEquals(
                        List.of("baselines.base.rules[0].filters." + key + ": '" + wrong + ALLOWED + allowed),
                        Refused.by(() -> PatchBaseline.builder("base", system)
                                .approve(r -> r.putFilter(key, List.of(value)).afterDays(1))
                                .build())),
                () -> assertEquals(
                        List.of("baselines.base.globalFilters." + key + ": '" + wrong + ALLOWED + allowed),
                        Refused.by(() -> PatchBaseline.builder("base", system)
                                .putGlobalFilter(key, List.of(value))
                                .build())));
    }

    @Test
    void aRuleAloneIsCheckedForWhatHoldsOnEverySystem() {
        assertEquals(
                List.of("afterDays: '361" + ALLOWED + "0 to 360 days"),
                Refused.by(() -> ApprovalRule.builder().afterDays(361).build()));
    }

    @Test
    void aWindowAloneIsCheckedAsInAnEnvironment() {
        assertEquals(
                List.of("duration: 'PT30H" + ALLOWED + "whole hours, PT1H to PT24H"),
                Refused.by(() ->
                        MaintenanceWindow.builder(WEEKLY, Duration.ofHours(30)).build()));
    }

    @Test
    void anOverrideWithinAnOverrideIsRefused() {
        assertEquals(
                List.of("overrides: 'us-east-1" + ALLOWED + "no override within an override; join the filters"),
                Refused.by(() -> small().override(
                                Scope.inRegions("eu-central-1"),
                                o -> o.override(Scope.inRegions("us-east-1"), inner -> {}))
                        .build()));
    }

    @Test
    void whatIsWithinTheLimitsIsBuilt() {
        assertAll(
                () -> assertDoesNotThrow(() -> tagged(45).build()),
                () -> assertDoesNotThrow(() -> small().environment(
                                "Testing", e -> e.noticeBefore(Duration.ofDays(35), "topic", "role"))
                        .build()),
                () -> assertDoesNotThrow(
                        () -> linux(b -> b.approve(r -> r.afterDays(0)).approve(r -> r.afterDays(360)))));
    }

    @Test
    void whatIsBuiltDoesNotChangeWithTheListsThatItWasBuiltFrom() {
        List<String> values = new ArrayList<>(List.of("Security"));
        PatchBaseline baseline = linux(b -> b.putGlobalFilter("CLASSIFICATION", values)
                .approve(r -> r.putFilter("CLASSIFICATION", values).afterDays(1)));
        values.add("Nonsense");
        assertAll(
                () -> assertEquals(List.of("Security"), baseline.globalFilters().get("CLASSIFICATION")),
                () -> assertEquals(
                        List.of("Security"), baseline.rules().get(0).filters().get("CLASSIFICATION")));
    }

    @Test
    void noPasswordOfASourceIsPrinted() {
        PatchSource source = new PatchSource("extra", List.of("*"), "password=hunter2");
        assertFalse(source.toString().contains("hunter2"), source.toString());
    }

    private static PatchBaseline linux(Consumer<PatchBaseline.Builder> more) {
        PatchBaseline.Builder baseline = PatchBaseline.builder("base", OperatingSystem.AMAZON_LINUX_2023);
        more.accept(baseline);
        return baseline.build();
    }

    private static FleetSpec.Builder tagged(int number) {
        return many(number, (spec, i) -> spec.tag("key-" + i, "value"));
    }
}
