package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The patch baselines that every account has: those that AWS predefines, and a few that each account made itself. */
final class BaselineBook {

    private final JsonNode book = Catalog.read("baselines.json");
    private final Regions regions;
    private final Instant created;

    BaselineBook(Regions regions, Instant created) {
        this.regions = regions;
        this.created = created;
    }

    void putPredefined(Scope scope) {
        for (JsonNode entry : book.path("predefined")) {
            // A predefined baseline is the same for all accounts of a Region.
            String id = "pb-0" + new Chance(scope.region() + entry.path("name").asString()).hex(16);
            PatchBaseline baseline = baseline(entry, id, scope, true);
            scope.baselines().put(baseline);
            if (entry.path("default").asBoolean(false)) {
                scope.baselines().makeDefault(baseline);
            }
        }
    }

    void putOwn(Scope scope, Chance chance) {
        for (JsonNode entry : book.path("own")) {
            PatchBaseline baseline = baseline(entry, "pb-0" + chance.hex(16), scope, false);
            scope.baselines().put(baseline);
            entry.path("patchGroups").forEach(group -> scope.baselines().register(group.asString(), baseline));
        }
    }

    private PatchBaseline baseline(JsonNode entry, String id, Scope scope, boolean predefined) {
        return new PatchBaseline(
                id,
                predefined ? regions.patchBaselineAccount(scope.region()) : scope.account(),
                scope.region(),
                predefined,
                OperatingSystem.valueOf(entry.path("operatingSystem").asString()),
                content(entry),
                created,
                created);
    }

    private static BaselineContent content(JsonNode entry) {
        return new BaselineContent(
                entry.path("name").asString(),
                entry.path("description").asString(),
                List.of(),
                rules(entry.path("rules")),
                texts(entry.path("approved")),
                level(entry, "approvedLevel"),
                entry.path("approvedNonSecurity").asBoolean(false),
                texts(entry.path("rejected")),
                entry.path("rejectedAction").asString("ALLOW_AS_DEPENDENCY").equals("BLOCK"),
                entry.path("availableSecurityUpdates").asString("COMPLIANT").equals("COMPLIANT"),
                List.of());
    }

    private static List<ApprovalRule> rules(JsonNode entries) {
        List<ApprovalRule> rules = new ArrayList<>();
        for (JsonNode entry : entries) {
            List<PatchFilter> filters = new ArrayList<>();
            entry.path("filters")
                    .properties()
                    .forEach(filter -> filters.add(new PatchFilter(filter.getKey(), texts(filter.getValue()))));
            JsonNode days = entry.path("approveAfterDays");
            JsonNode until = entry.path("approveUntilDate");
            rules.add(new ApprovalRule(
                    filters,
                    level(entry, "complianceLevel"),
                    days.isMissingNode() ? null : days.asInt(),
                    until.isMissingNode() ? null : LocalDate.parse(until.asString()),
                    entry.path("enableNonSecurity").asBoolean(false)));
        }
        return rules;
    }

    private static ComplianceLevel level(JsonNode entry, String field) {
        return ComplianceLevel.valueOf(entry.path(field).asString("UNSPECIFIED"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.asString()));
        return texts;
    }
}
