package io.patchfleet.spec;

import io.patchfleet.internal.spec.FilterTable;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Problem;
import io.patchfleet.spec.Environment.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How old a patch can grow in one environment under one baseline, and which number would have to be another. Worst comes
 * to worst when a patch is approved just after an opening, so many openings come to nothing, and the one that succeeds
 * needs its whole window.
 */
final class AgeArithmetic {

    /** Every baseline of AWS's own waits so long, but for Debian's family. */
    private static final int DAYS_OF_AWS = 7;
    /** How many installs are looked at for the scan that follows them. */
    private static final int INSTALLS = 110;

    private static final Duration DAY = Duration.ofDays(1);

    private final Environment environment;
    private final Duration limit;
    private final int failures;
    private final Instant now;
    private final Problems places;

    AgeArithmetic(Environment environment, Duration limit, int failures, Instant now) {
        this.environment = environment;
        this.limit = limit;
        this.failures = failures;
        this.now = now;
        this.places = Problems.none();
    }

    /** What AWS's own baseline makes of it. */
    SpecCheck.AgeBudget ofAws() {
        return budget(Optional.empty(), Optional.of(Duration.ofDays(DAYS_OF_AWS)))
                .addRemarks("no baseline of this spec judges it; AWS's own wait " + DAYS_OF_AWS + " days, but for"
                        + " Debian's family")
                .build();
    }

    SpecCheck.AgeBudget of(PatchBaseline baseline) {
        boolean bounded = !baseline.rules().isEmpty()
                && baseline.rules().stream().allMatch(rule -> rule.until().isEmpty());
        OptionalInt days = baseline.rules().stream()
                .mapToInt(rule -> rule.afterDays().orElse(0))
                .max();
        Optional<Duration> delay = bounded ? Optional.of(Duration.ofDays(days.orElse(0))) : Optional.empty();
        ImmutableAgeBudget.Builder budget = budget(Optional.of(baseline.name()), delay);
        if (isOfDebian(baseline.operatingSystem())) {
            budget.addRemarks(baseline.operatingSystem() + " packages have no release dates: approved at once");
        }
        SpecCheck.AgeBudget worst = budget.build();
        if (worst.isKept()) {
            return worst;
        }
        withoutFailures(worst).ifPresent(budget::addRemarks);
        return budget.addAllChanges(changes(baseline, worst)).build();
    }

    private ImmutableAgeBudget.Builder budget(Optional<String> baseline, Optional<Duration> delay) {
        return ImmutableAgeBudget.builder()
                .environment(environment.name())
                .baseline(baseline)
                .delay(delay)
                .opening(wait(failures, environment.freezes()))
                .window(environment
                        .installWindow()
                        .map(MaintenanceWindow::duration)
                        .orElse(Duration.ZERO))
                .scan(environment.installWindow().flatMap(this::scan))
                .limit(limit);
    }

    /** From the end of an install to the end of the scan that follows it. */
    private Optional<Duration> scan(MaintenanceWindow install) {
        if (environment.scanWindow().isEmpty()) {
            return Optional.empty();
        }
        MaintenanceWindow scan = environment.scanWindow().get();
        Optional<Duration> wait = times(install).areKnown() && times(scan).areKnown()
                ? longestWaitAfter(install, scan)
                : times(scan).longestWait(now, 0);
        return wait.map(scan.duration()::plus);
    }

    private Optional<Duration> longestWaitAfter(MaintenanceWindow install, MaintenanceWindow scan) {
        Iterator<ZonedDateTime> scans = times(scan).after(now).iterator();
        Instant next = Instant.MIN;
        Duration longest = Duration.ZERO;
        for (ZonedDateTime opening : times(install).after(now).limit(INSTALLS).toList()) {
            Instant done = opening.toInstant().plus(install.duration());
            while (next.isBefore(done)) {
                if (!scans.hasNext()) {
                    return Optional.empty();
                }
                next = scans.next().toInstant();
            }
            Duration wait = Duration.between(done, next);
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        return Optional.of(longest);
    }

    private List<Problem> changes(PatchBaseline baseline, SpecCheck.AgeBudget worst) {
        List<Problem> changes = new ArrayList<>();
        if (worst.delay().isEmpty() || worst.opening().isEmpty()) {
            changes.addAll(endless(baseline, worst));
        } else {
            changes.addAll(shorterDelay(baseline, worst.opening().get(), worst));
            Duration patience = limit.minus(worst.delay().get()).minus(rest(worst));
            shorterGap(patience).ifPresent(changes::add);
            changes.addAll(shorterFreezes(patience));
        }
        return changes;
    }

    /** What keeps patches out for ever. */
    private List<Problem> endless(PatchBaseline baseline, SpecCheck.AgeBudget worst) {
        List<Problem> changes = new ArrayList<>();
        Problems rules = places.at("baselines").at(baseline.name()).at("rules");
        if (baseline.rules().isEmpty()) {
            changes.add(new Problem(rules.path(), "none", "a rule, because nothing new is approved without one"));
        }
        for (int i = 0; i < baseline.rules().size(); i++) {
            String path = rules.at(i).at("until").path();
            baseline.rules()
                    .get(i)
                    .until()
                    .ifPresent(day -> changes.add(new Problem(
                            path,
                            day.toString(),
                            "afterDays instead, because what is released later is never approved")));
        }
        if (worst.opening().isEmpty()) {
            Problems window = place().at("installWindow");
            changes.add(environment
                    .installWindow()
                    .map(install -> new Problem(
                            window.at("schedule").path(),
                            install.schedule().toString(),
                            "a schedule that goes on for more than a year"))
                    .orElseGet(() -> new Problem(window.path(), "none", "a window in which patches are installed")));
        }
        return changes;
    }

    private List<Problem> shorterDelay(PatchBaseline baseline, Duration opening, SpecCheck.AgeBudget worst) {
        List<Problem> changes = new ArrayList<>();
        long days = limit.minus(opening).minus(rest(worst)).toDays();
        boolean isPossible = !limit.minus(opening).minus(rest(worst)).isNegative();
        for (int i = 0; isPossible && i < baseline.rules().size(); i++) {
            int delay = baseline.rules().get(i).afterDays().orElse(0);
            if (delay > days) {
                String path = places.at("baselines")
                        .at(baseline.name())
                        .at("rules")
                        .at(i)
                        .at("afterDays")
                        .path();
                changes.add(new Problem(path, String.valueOf(delay), "at most " + days));
            }
        }
        return changes;
    }

    /** Unless it opens often enough, and only freezes keep it shut too long. */
    private Optional<Problem> shorterGap(Duration patience) {
        Duration gap = patience.dividedBy(failures + 1L).truncatedTo(ChronoUnit.HOURS);
        boolean opensOftenEnough = wait(failures, List.of())
                .filter(wait -> wait.compareTo(patience) <= 0)
                .isPresent();
        if (opensOftenEnough || gap.compareTo(DAY) < 0) {
            return Optional.empty();
        }
        String path = place().at("installWindow").at("schedule").path();
        String schedule = environment.installWindow().orElseThrow().schedule().toString();
        return Optional.of(new Problem(path, schedule, "an opening at least every " + Lengths.words(gap)));
    }

    /** Those freezes that alone are too long, with the last day on which they could end. */
    private List<Problem> shorterFreezes(Duration patience) {
        List<Problem> changes = new ArrayList<>();
        for (int i = 0; i < environment.freezes().size(); i++) {
            Freeze freeze = environment.freezes().get(i);
            String path = place().at("freezes").at(i).at("to").path();
            for (LocalDate last = freeze.to().minusDays(1); !last.isBefore(freeze.from()); last = last.minusDays(1)) {
                List<Freeze> shorter = new ArrayList<>(environment.freezes());
                shorter.set(i, new Freeze(freeze.from(), last, freeze.role()));
                if (wait(failures, shorter)
                        .filter(wait -> wait.compareTo(patience) <= 0)
                        .isPresent()) {
                    changes.add(new Problem(path, freeze.to().toString(), last + " at the latest"));
                    break;
                }
            }
        }
        return changes;
    }

    /** What a quick retry is worth. */
    private Optional<String> withoutFailures(SpecCheck.AgeBudget worst) {
        return worst.delay()
                .flatMap(delay -> wait(0, environment.freezes())
                        .map(wait -> limit.minus(delay).minus(wait).minus(rest(worst))))
                .filter(spare -> failures > 0 && !spare.isNegative())
                .map(spare -> "it is kept as long as no opening comes to nothing, or what failed is installed within "
                        + Lengths.words(spare));
    }

    private Optional<Duration> wait(int comingToNothing, List<Freeze> freezes) {
        return environment
                .installWindow()
                .flatMap(install -> new OpeningTimes(install.schedule(), freezes).longestWait(now, comingToNothing));
    }

    private Problems place() {
        return places.at("environments").at(environment.name());
    }

    private static Duration rest(SpecCheck.AgeBudget worst) {
        return worst.window().plus(worst.scan().orElse(Duration.ZERO));
    }

    private OpeningTimes times(MaintenanceWindow window) {
        return new OpeningTimes(window.schedule(), environment.freezes());
    }

    private static boolean isOfDebian(OperatingSystem system) {
        return !FilterTable.delaySupported(system);
    }
}
