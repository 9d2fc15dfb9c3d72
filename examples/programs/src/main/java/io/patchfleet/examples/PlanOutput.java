package io.patchfleet.examples;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.FleetPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A plan, and what became of it, for a person or for a script. */
final class PlanOutput {

    /** Nothing but ASCII, so that no terminal is steered and no character set is needed. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Shell shell;
    private final boolean json;

    PlanOutput(Shell shell, boolean json) {
        this.shell = shell;
        this.json = json;
    }

    void print(FleetPlan plan) {
        shell.out().println(json ? json(plan, Optional.empty()) : plan.toString());
        shell.out().flush();
    }

    /** The plan was printed before the question, so that a person only needs to know what became of it. */
    void print(FleetPlan plan, ApplyOutcome outcome) {
        shell.out().println(json ? json(plan, Optional.of(outcome)) : outcome.toString());
        shell.out().flush();
    }

    boolean isForPersons() {
        return !json;
    }

    private static String json(FleetPlan plan, Optional<ApplyOutcome> outcome) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode changes = result.putArray("changes");
        plan.changes().forEach(change -> changes.add(change(change)));
        result.put("applied", outcome.map(o -> o.applied().size()).orElse(0));
        result.put("failed", outcome.map(o -> o.failed().size()).orElse(0));
        result.put("notAttempted", outcome.map(o -> o.notAttempted().size()).orElse(0));
        result.put(
                "unchanged",
                plan.changes().stream().filter(change -> !change.isNeeded()).count());
        result.put("complete", outcome.map(ApplyOutcome::isComplete).orElseGet(plan::isUpToDate));
        result.put("hash", plan.hash().toString());
        ArrayNode gaps = result.putArray("gaps");
        plan.gaps().forEach(gap -> gaps.add(gap.toString()));
        ArrayNode failures = result.putArray("failures");
        outcome.map(o -> failuresOf(o)).orElse(List.of()).forEach(failures::add);
        return MAPPER.writeValueAsString(result);
    }

    private static List<String> failuresOf(ApplyOutcome outcome) {
        return outcome.results().stream()
                .filter(result -> result.status() != ApplyOutcome.Status.APPLIED)
                .map(ApplyOutcome.Result::toString)
                .toList();
    }

    private static ObjectNode change(Change change) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("account", change.scope().account())
                .put("region", change.scope().region())
                .put("kind", change.kind())
                .put("name", change.name())
                .put("action", change.action().name().toLowerCase(Locale.ROOT))
                .put("why", change.why())
                .put("changedOutside", change.changedOutside());
        ArrayNode fields = object.putArray("fields");
        change.fields()
                .forEach(field -> fields.addObject()
                        .put("path", field.path())
                        .put("old", field.before().orElse(null))
                        .put("new", field.after().orElse(null)));
        return object;
    }
}
