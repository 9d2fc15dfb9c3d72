package io.patchfleet.spec;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a {@link SpecCheck}: of the spec as it is declared, and of what each meeting of overrides makes otherwise. */
final class SpecChecker {

    private static final int OPENINGS = 5;

    private final FleetSpec spec;
    private final Duration maxAge;
    private final int failures;
    private final Instant now;

    SpecChecker(FleetSpec spec, Duration maxAge, int failures, Instant now) {
        List<Problem> problems = new ArrayList<>();
        if (maxAge.isZero() || maxAge.isNegative()) {
            problems.add(new Problem("maxAge", maxAge.toString(), "longer than none, such as P20D"));
        }
        if (failures < 0) {
            problems.add(new Problem("toleratedFailures", String.valueOf(failures), "0 or more"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        this.spec = spec;
        this.maxAge = maxAge;
        this.failures = failures;
        this.now = now;
    }

    SpecCheck check() {
        Variations variations = new Variations(spec);
        SpecWarnings declared = new SpecWarnings(spec, now).look();
        Set<Problem> problems = new LinkedHashSet<>(declared.found());
        Set<SpecCheck.UnlistedValue> unlisted = new LinkedHashSet<>(declared.unlisted());
        List<SpecCheck.Openings> openings = new ArrayList<>(openings(spec, Optional.empty()));
        List<SpecCheck.AgeBudget> budgets = new ArrayList<>(budgets(spec));
        for (List<Integer> meeting : variations.meetings()) {
            FleetSpec varied = SpecReader.resolved(variations.tree(meeting));
            Optional<String> where = Optional.of(variations.where(meeting));
            Set<Problem> known = Set.copyOf(problems);
            SpecWarnings warnings = new SpecWarnings(varied, now).look();
            warnings.found().stream()
                    .filter(problem -> !known.contains(problem))
                    .map(problem -> variations.located(problem, meeting))
                    .forEach(problems::add);
            warnings.unlisted().stream()
                    .filter(value -> !known.contains(value.problem()))
                    .map(value -> value.with(variations.located(value.problem(), meeting)))
                    .forEach(unlisted::add);
            openings(varied, where).stream()
                    .filter(opening -> isOtherwise(openings, opening))
                    .forEach(openings::add);
            budgets(varied).stream()
                    .filter(budget -> !budgets.contains(budget))
                    .map(budget -> located(budget, where, variations, meeting))
                    .forEach(budgets::add);
        }
        return ImmutableSpecCheckValue.builder()
                .spec(spec.name())
                .at(now)
                .maxAge(maxAge)
                .toleratedFailures(failures)
                .problems(problems)
                .unlistedValues(unlisted)
                .openings(openings)
                .ageBudgets(budgets)
                .build();
    }

    private List<SpecCheck.AgeBudget> budgets(FleetSpec varied) {
        List<SpecCheck.AgeBudget> budgets = new ArrayList<>();
        for (Environment environment : varied.environments()) {
            AgeArithmetic arithmetic = new AgeArithmetic(environment, maxAge, failures, now);
            List<PatchBaseline> baselines = varied.baselinesOf(environment);
            if (baselines.isEmpty()) {
                budgets.add(arithmetic.ofAws());
            }
            baselines.forEach(baseline -> budgets.add(arithmetic.of(baseline)));
        }
        return budgets;
    }

    private static SpecCheck.AgeBudget located(
            SpecCheck.AgeBudget budget, Optional<String> where, Variations variations, List<Integer> meeting) {
        return ImmutableAgeBudget.builder()
                .from(budget)
                .where(where)
                .changes(budget.changes().stream()
                        .map(change -> variations.located(change, meeting))
                        .toList())
                .build();
    }

    private List<SpecCheck.Openings> openings(FleetSpec varied, Optional<String> where) {
        List<SpecCheck.Openings> openings = new ArrayList<>();
        for (Environment environment : varied.environments()) {
            environment
                    .installWindow()
                    .ifPresent(window -> openings.add(openings(environment, SpecCheck.Kind.INSTALL, window, where)));
            environment
                    .scanWindow()
                    .ifPresent(window -> openings.add(openings(environment, SpecCheck.Kind.SCAN, window, where)));
        }
        return openings;
    }

    private SpecCheck.Openings openings(
            Environment environment, SpecCheck.Kind kind, MaintenanceWindow window, Optional<String> where) {
        OpeningTimes times = new OpeningTimes(window.schedule(), environment.freezes());
        List<ZonedDateTime> next =
                times.areKnown() ? times.after(now).limit(OPENINGS).toList() : List.of();
        List<ZonedDateTime> shut = next.isEmpty()
                ? List.of()
                : times.shut(now, next.get(next.size() - 1).toInstant());
        return ImmutableOpenings.builder()
                .environment(environment.name())
                .kind(kind)
                .where(where)
                .schedule(window.schedule())
                .next(next)
                .shut(shut)
                .build();
    }

    private static boolean isOtherwise(List<SpecCheck.Openings> known, SpecCheck.Openings opening) {
        return known.stream()
                .filter(one -> one.where().isEmpty()
                        && one.environment().equals(opening.environment())
                        && one.kind() == opening.kind())
                .noneMatch(one -> one.schedule().equals(opening.schedule())
                        && one.next().equals(opening.next())
                        && one.shut().equals(opening.shut()));
    }
}
