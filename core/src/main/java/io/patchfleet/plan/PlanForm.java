package io.patchfleet.plan;

import io.patchfleet.internal.json.Json;
import io.patchfleet.internal.spec.Fields;
import io.patchfleet.internal.spec.PlainTree;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.Actor;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.ContentHash;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Scope;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.FleetPlan.Purpose;
import io.patchfleet.spec.FleetSpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan as JSON, by which another process can act on it. */
final class PlanForm {

    private static final String FORMAT = "patchfleet.plan/1";

    private PlanForm() {}

    static String write(FleetPlan plan) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("format", FORMAT);
        tree.put("hash", plan.hash().toString());
        tree.put("at", plan.at().toString());
        tree.put("actor", plan.actor().name());
        tree.putAll(content(plan));
        return Json.write(tree);
    }

    /** What a review is about: whoever planned it and when, the same content has the same hash. */
    static ContentHash hash(FleetPlan plan) {
        return ContentHash.of(Json.canonical(content(plan)));
    }

    private static Map<String, @Nullable Object> content(FleetPlan plan) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("purpose", word(plan.purpose()));
        tree.put("spec", Json.read(plan.spec().toJson()));
        tree.put("changes", plan.changes().stream().map(PlanForm::change).toList());
        tree.put("gaps", plan.gaps().stream().map(PlanForm::gap).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> change(Change change) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("account", change.scope().account());
        tree.put("region", change.scope().region());
        tree.put("kind", change.kind());
        tree.put("name", change.name());
        tree.put("action", word(change.action()));
        tree.put("why", change.why());
        tree.put("changedOutside", change.changedOutside());
        tree.put("fields", change.fields().stream().map(PlanForm::field).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> field(Change.Field field) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("path", field.path());
        field.before().ifPresent(before -> tree.put("old", before));
        field.after().ifPresent(after -> tree.put("new", after));
        return tree;
    }

    /** Without the ids of requests, which no two looks share. */
    private static Map<String, @Nullable Object> gap(Gap gap) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        gap.account().ifPresent(account -> tree.put("account", account));
        gap.region().ifPresent(region -> tree.put("region", region));
        tree.put("reason", gap.reason());
        gap.failure().ifPresent(failure -> {
            tree.put("operation", failure.operation());
            tree.put("code", failure.code());
        });
        return tree;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static FleetPlan read(String json) {
        if (!(Json.read(json) instanceof Map<?, ?> tree)) {
            throw Problem.refusal("", json, "an object: {\"format\": \"" + FORMAT + "\", …}");
        }
        Problems problems = Problems.none();
        Fields fields = new Fields(PlainTree.copy(tree), problems);
        fields.require("format", FORMAT);
        fields.text("format").ifPresent(format -> fields.at("format").unless(format.equals(FORMAT), format, FORMAT));
        fields.require("spec", "the spec that was planned");
        fields.require("at", "when the fleet was looked at");
        fields.require("hash", "the plan's own hash");
        Optional<FleetPlan> plan = plan(fields);
        Optional<ContentHash> hash = fields.parsed("hash", ContentHash::parse);
        problems.throwIfAny();
        return plan.filter(read -> hash.equals(Optional.of(read.hash())))
                .orElseThrow(() -> Problem.refusal(
                        "hash",
                        hash.map(ContentHash::toString).orElse(""),
                        "the hash of what the plan says; it was altered after it was made"));
    }

    private static Optional<FleetPlan> plan(Fields fields) {
        Optional<FleetSpec> spec = spec(fields);
        Optional<Instant> at = fields.parsed("at", PlanForm::instant);
        FleetPlan.Builder plan = FleetPlan.builder()
                .purpose(constant(fields, "purpose", Purpose.values()).orElse(Purpose.APPLY))
                .actor(Actor.named(fields.requiredText("actor", "who planned").orElse("nobody")));
        fields.objects("changes").forEach(one -> change(one).ifPresent(plan::addChange));
        fields.objects("gaps").forEach(one -> plan.addGap(gap(one)));
        return spec.isPresent() && at.isPresent()
                ? Optional.of(plan.spec(spec.get()).at(at.get()).build())
                : Optional.empty();
    }

    private static <E extends Enum<E>> Optional<E> constant(Fields fields, String name, E[] constants) {
        Map<String, E> byWord = new LinkedHashMap<>();
        for (E constant : constants) {
            byWord.put(word(constant), constant);
        }
        fields.require(name, "one of " + String.join(", ", byWord.keySet()));
        return fields.parsed(
                name,
                text -> Optional.ofNullable(byWord.get(text))
                        .orElseThrow(
                                () -> Problem.refusal(name, text, "one of " + String.join(", ", byWord.keySet()))));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.refusal("at", text, "an instant, such as 2026-11-24T08:00:00Z");
        }
    }

    private static Optional<FleetSpec> spec(Fields fields) {
        if (fields.value("spec") instanceof Map<?, ?> tree) {
            return Optional.of(FleetSpec.fromTree(PlainTree.copy(tree)));
        }
        fields.at("spec").add("", "an object");
        return Optional.empty();
    }

    private static Optional<Change> change(Fields fields) {
        Optional<Scope> scope = fields.attempt(
                "account",
                () -> new Scope(
                        fields.requiredText("account", "twelve digits").orElse(""),
                        fields.requiredText("region", "a Region's code").orElse("")));
        Optional<Action> action = constant(fields, "action", Action.values());
        List<Change.Field> changed = fields.objects("fields").stream()
                .map(one -> new Change.Field(one.text("path").orElse(""), one.text("old"), one.text("new")))
                .toList();
        String kind = fields.requiredText("kind", "a kind of resource").orElse("");
        String name = fields.requiredText("name", "the resource's name").orElse("");
        String why = fields.text("why").orElse("");
        boolean outside = fields.flag("changedOutside").orElse(false);
        return scope.isPresent() && action.isPresent()
                ? Optional.of(new Change(scope.get(), kind, name, action.get(), changed, why, outside))
                : Optional.empty();
    }

    private static Gap gap(Fields fields) {
        Optional<AwsFailure> failure = fields.text("operation")
                .map(operation -> new AwsFailure(
                        operation, fields.text("code").orElse(""), "when the plan was made", Optional.empty()));
        return new Gap(
                fields.text("account"),
                fields.text("region"),
                fields.requiredText("reason", "what is not known").orElse(""),
                failure);
    }
}
