package io.patchfleet.examples;

import io.patchfleet.model.Problem;
import io.patchfleet.spec.SpecCheck;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A check as the one object that a script reads. Lengths are in days. */
final class CheckJson {

    private static final int DECIMALS = 2;

    private final SpecFile file;

    private CheckJson(SpecFile file) {
        this.file = file;
    }

    static String of(SpecCheck check, SpecFile file) {
        return JsonResult.write(new CheckJson(file).check(check));
    }

    private ObjectNode check(SpecCheck check) {
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("spec", check.spec())
                .put("at", check.at().toString())
                .put("maxAge", days(check.maxAge()))
                .put("toleratedFailures", check.toleratedFailures())
                .put("kept", check.isKept());
        ArrayNode budgets = result.putArray("ageBudgets");
        check.ageBudgets().forEach(budget -> budgets.add(budget(budget)));
        ArrayNode openings = result.putArray("openings");
        check.openings().forEach(window -> openings.add(openings(window)));
        result.set("errors", problems(check.errors()));
        result.set("problems", problems(check.problems()));
        return result;
    }

    private ObjectNode budget(SpecCheck.AgeBudget budget) {
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("environment", budget.environment())
                .put("baseline", budget.baseline().orElse(null))
                .put("where", budget.where().orElse(null))
                .put("untilApproved", days(budget.delay()))
                .put("untilOpening", days(budget.opening()))
                .put("window", days(budget.window()))
                .put("untilScanned", days(budget.scan()))
                .put("worstAge", days(budget.worstAge()))
                .put("kept", budget.isKept())
                .put(
                        "tooOldBy",
                        days(budget.worstAge()
                                .map(age -> age.minus(budget.limit()))
                                .filter(over -> !over.isNegative())));
        result.set("changes", problems(budget.changes()));
        ArrayNode remarks = result.putArray("remarks");
        budget.remarks().forEach(remarks::add);
        return result;
    }

    private static ObjectNode openings(SpecCheck.Openings window) {
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("environment", window.environment())
                .put("window", window.kind().name().toLowerCase(Locale.ROOT))
                .put("where", window.where().orElse(null))
                .put("schedule", window.schedule().expression())
                .put("zone", window.schedule().zone().getId());
        result.set("next", moments(window.next()));
        result.set("shut", moments(window.shut()));
        return result;
    }

    private static ArrayNode moments(List<ZonedDateTime> openings) {
        ArrayNode moments = JsonNodeFactory.instance.arrayNode();
        openings.forEach(opening -> moments.add(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(opening)));
        return moments;
    }

    private ArrayNode problems(List<Problem> problems) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        problems.forEach(problem -> result.add(JsonNodeFactory.instance
                .objectNode()
                .put("place", file.place(problem))
                .put("path", problem.path())
                .put("value", problem.value())
                .put("allowed", problem.allowed())));
        return result;
    }

    private static @Nullable BigDecimal days(Optional<Duration> length) {
        return length.map(CheckJson::days).orElse(null);
    }

    /** Rounded up, so that no age looks younger than it is. */
    private static BigDecimal days(Duration length) {
        return BigDecimal.valueOf(length.toSeconds())
                .divide(BigDecimal.valueOf(Duration.ofDays(1).toSeconds()), DECIMALS, RoundingMode.CEILING);
    }
}
