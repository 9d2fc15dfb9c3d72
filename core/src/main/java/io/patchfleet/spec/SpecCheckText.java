package io.patchfleet.spec;

import io.patchfleet.model.Problem;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A check for a person to read: the verdict, the arithmetic, the openings, what is worth a look. */
final class SpecCheckText {

    private static final DateTimeFormatter OPENING =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm xxx", Locale.ENGLISH);

    private final SpecCheck check;
    private final StringJoiner text = new StringJoiner("\n");

    private SpecCheckText(SpecCheck check) {
        this.check = check;
    }

    static String of(SpecCheck check) {
        SpecCheckText text = new SpecCheckText(check);
        text.verdict();
        text.budgets();
        text.openings();
        text.toMend();
        text.toLookAt();
        return text.text.toString();
    }

    private void verdict() {
        String limit = Lengths.words(check.maxAge());
        if (check.ageBudgets().isEmpty()) {
            text.add(check.spec() + ": patches can grow older than " + limit
                    + ", because no environment is declared: nothing is installed");
            return;
        }
        List<SpecCheck.AgeBudget> over =
                check.ageBudgets().stream().filter(budget -> !budget.isKept()).toList();
        text.add(check.spec() + ": "
                + (over.isEmpty()
                        ? "no approved patch grows older than " + limit
                        : "patches can grow older than " + limit + " in " + over.size() + " of "
                                + check.ageBudgets().size() + " cases, in the worst " + worst(over)));
    }

    private static String worst(List<SpecCheck.AgeBudget> over) {
        if (over.stream().anyMatch(budget -> budget.worstAge().isEmpty())) {
            return "without end";
        }
        return over.stream()
                        .map(budget -> budget.worstAge().orElseThrow().minus(budget.limit()))
                        .max(Duration::compareTo)
                        .map(Lengths::words)
                        .orElseThrow()
                + " older";
    }

    private void budgets() {
        if (!check.ageBudgets().isEmpty()) {
            text.add("").add("How old a patch can grow, if " + failures() + ":");
        }
        check.ageBudgets().forEach(this::budget);
    }

    private String failures() {
        return switch (check.toleratedFailures()) {
            case 0 -> "no opening comes to nothing";
            case 1 -> "one opening comes to nothing";
            default -> check.toleratedFailures() + " openings in a row come to nothing";
        };
    }

    private void budget(SpecCheck.AgeBudget budget) {
        text.add("  " + budget.environment() + ", " + budget.baseline().orElse("AWS's own baselines")
                + where(budget.where()) + ": " + sum(budget) + result(budget));
        for (int i = 0; i < budget.changes().size(); i++) {
            var change = budget.changes().get(i);
            String join = budget.worstAge().isPresent() ? "    or " : "   and ";
            text.add("    " + (i == 0 ? "change " : join) + change.path() + ": '" + change.value() + "' to "
                    + change.allowed());
        }
        budget.remarks().forEach(remark -> text.add("    " + remark));
    }

    private static String sum(SpecCheck.AgeBudget budget) {
        return budget.delay().map(Lengths::words).orElse("for ever") + " until it is approved + "
                + budget.opening().map(Lengths::words).orElse("for ever") + " until an opening + "
                + Lengths.words(budget.window()) + " window"
                + budget.scan()
                        .map(scan -> " + " + Lengths.words(scan) + " until a scan has proved it")
                        .orElse(" (no scan window proves it)");
    }

    private static String result(SpecCheck.AgeBudget budget) {
        if (budget.worstAge().isEmpty()) {
            return ": it can stay out for ever";
        }
        var age = budget.worstAge().get();
        var limit = budget.limit();
        return " = " + Lengths.words(age)
                + (budget.isKept()
                        ? ", " + Lengths.words(limit.minus(age)) + " to spare"
                        : ", " + Lengths.words(age.minus(limit)) + " too old");
    }

    private void openings() {
        if (!check.openings().isEmpty()) {
            text.add("").add("Next openings:");
        }
        for (SpecCheck.Openings window : check.openings()) {
            text.add("  " + window.environment() + " " + window.kind().name().toLowerCase(Locale.ROOT)
                    + where(window.where()) + ", " + window.schedule() + ": " + next(window));
            if (!window.shut().isEmpty()) {
                text.add("    shut by a freeze: " + list(window.shut()));
            }
        }
    }

    private static String next(SpecCheck.Openings window) {
        if (!window.schedule().openingsAreKnown()) {
            return "AWS chooses from when it counts";
        }
        return window.next().isEmpty() ? "never again" : list(window.next());
    }

    private static String list(List<ZonedDateTime> openings) {
        return openings.stream().map(OPENING::format).collect(Collectors.joining(", "));
    }

    private void toMend() {
        section("To mend:", check.errors());
    }

    private void toLookAt() {
        section(
                "To look at:",
                check.problems().stream()
                        .filter(problem -> !check.errors().contains(problem))
                        .toList());
        check.gaps().forEach(gap -> text.add("  not read: " + gap));
    }

    private void section(String heading, List<Problem> problems) {
        if (!problems.isEmpty()) {
            text.add("").add(heading);
        }
        problems.forEach(problem ->
                text.add("  " + problem.path() + ": '" + problem.value() + "'; better: " + problem.allowed()));
    }

    private static String where(Optional<String> where) {
        return where.map(place -> " in " + place).orElse("");
    }
}
