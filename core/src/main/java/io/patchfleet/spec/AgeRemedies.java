package io.patchfleet.spec;

import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.Problem;
import io.patchfleet.spec.Environment.Freeze;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which number of a spec would have to be another, so that patches do not grow older than they may. */
final class AgeRemedies {

    private static final Duration DAY = Duration.ofDays(1);

    private final AgeArithmetic arithmetic;
    private final Environment environment;
    private final PatchBaseline baseline;
    private final SpecCheck.AgeBudget worst;
    private final Duration rest;
    private final Problems environmentPlace;
    private final Problems rulesPlace;

    AgeRemedies(AgeArithmetic arithmetic, PatchBaseline baseline, SpecCheck.AgeBudget worst) {
        this.arithmetic = arithmetic;
        this.environment = arithmetic.environment();
        this.baseline = baseline;
        this.worst = worst;
        this.rest = worst.window().plus(worst.scan().orElse(Duration.ZERO));
        this.environmentPlace = Problems.none().at("environments").at(environment.name());
        this.rulesPlace = Problems.none().at("baselines").at(baseline.name()).at("rules");
    }

    /** Each of which is enough; where patches stay out for ever, all of which it takes. */
    List<Problem> changes() {
        List<Problem> changes = new ArrayList<>();
        if (worst.worstAge().isEmpty()) {
            changes.addAll(rulesWithoutEnd());
            openingsWithEnd().ifPresent(changes::add);
        } else {
            Duration patience =
                    arithmetic.limit().minus(worst.delay().orElseThrow()).minus(rest);
            shorterDelay(worst.opening().orElseThrow()).ifPresent(changes::add);
            shorterGap(patience).ifPresent(changes::add);
            changes.addAll(shorterFreezes(patience));
        }
        return changes;
    }

    /** What a quick retry is worth. */
    List<String> remarks() {
        return worst
                .delay()
                .flatMap(delay -> arithmetic
                        .opening(0, environment.freezes())
                        .map(wait -> arithmetic.limit().minus(delay).minus(wait).minus(rest)))
                .filter(spare -> arithmetic.failures() > 0 && !spare.isNegative())
                .map(spare -> "it is kept as long as no opening comes to nothing, or what failed is installed within "
                        + Lengths.words(spare))
                .stream()
                .toList();
    }

    private List<Problem> rulesWithoutEnd() {
        if (baseline.rules().isEmpty()) {
            return List.of(
                    new Problem(rulesPlace.path(), "none", "a rule, because nothing new is approved without one"));
        }
        List<Problem> changes = new ArrayList<>();
        for (int i = 0; i < baseline.rules().size(); i++) {
            String path = rulesPlace.at(i).at("until").path();
            baseline.rules()
                    .get(i)
                    .until()
                    .ifPresent(day -> changes.add(new Problem(
                            path,
                            day.toString(),
                            "afterDays instead, because what is released later is never approved")));
        }
        return changes;
    }

    private Optional<Problem> openingsWithEnd() {
        if (worst.opening().isPresent()) {
            return Optional.empty();
        }
        Problems window = environmentPlace.at("installWindow");
        return Optional.of(environment
                .installWindow()
                .map(install -> new Problem(
                        window.at("schedule").path(),
                        install.schedule().toString(),
                        "a schedule that goes on for more than a year"))
                .orElseGet(() -> new Problem(window.path(), "none", "a window in which patches are installed")));
    }

    private Optional<Problem> shorterDelay(Duration opening) {
        Duration longest = arithmetic.limit().minus(opening).minus(rest);
        if (longest.isNegative()) {
            return Optional.empty();
        }
        List<Integer> tooLong = IntStream.range(0, baseline.rules().size())
                .filter(i -> delay(i) > longest.toDays())
                .boxed()
                .toList();
        String allowed = "at most " + longest.toDays();
        return Optional.of(
                tooLong.size() == 1
                        ? new Problem(
                                rulesPlace.at(tooLong.get(0)).at("afterDays").path(),
                                String.valueOf(delay(tooLong.get(0))),
                                allowed)
                        : new Problem(
                                rulesPlace.path(),
                                "afterDays of "
                                        + tooLong.stream()
                                                .map(i -> String.valueOf(delay(i)))
                                                .collect(Collectors.joining(" and ")),
                                allowed + " in each"));
    }

    private int delay(int rule) {
        return baseline.rules().get(rule).afterDays().orElse(0);
    }

    /** Unless it opens often enough, and only freezes keep it shut too long. */
    private Optional<Problem> shorterGap(Duration patience) {
        Duration gap = patience.dividedBy(arithmetic.failures() + 1L).truncatedTo(ChronoUnit.HOURS);
        boolean opensOftenEnough = arithmetic
                .opening(arithmetic.failures(), List.of())
                .filter(wait -> wait.compareTo(patience) <= 0)
                .isPresent();
        if (opensOftenEnough || gap.compareTo(DAY) < 0) {
            return Optional.empty();
        }
        String path = environmentPlace.at("installWindow").at("schedule").path();
        String schedule = environment.installWindow().orElseThrow().schedule().toString();
        return Optional.of(new Problem(path, schedule, "an opening at least every " + Lengths.words(gap)));
    }

    /** Those freezes that alone are too long, with the last day on which they could end. */
    private List<Problem> shorterFreezes(Duration patience) {
        List<Problem> changes = new ArrayList<>();
        for (int i = 0; i < environment.freezes().size(); i++) {
            Freeze freeze = environment.freezes().get(i);
            String path = environmentPlace.at("freezes").at(i).at("to").path();
            for (LocalDate last = freeze.to().minusDays(1); !last.isBefore(freeze.from()); last = last.minusDays(1)) {
                List<Freeze> shorter = new ArrayList<>(environment.freezes());
                shorter.set(i, new Freeze(freeze.from(), last, freeze.role()));
                if (arithmetic
                        .opening(arithmetic.failures(), shorter)
                        .filter(wait -> wait.compareTo(patience) <= 0)
                        .isPresent()) {
                    changes.add(new Problem(path, freeze.to().toString(), last + " at the latest"));
                    break;
                }
            }
        }
        return changes;
    }
}
