package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Baselines;
import io.patchfleet.simulator.internal.world.OperatingSystem;
import io.patchfleet.simulator.internal.world.PatchBaseline;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Patch baselines, as they are read. */
final class SsmBaselines {

    private static final int MOST = 100;

    private final Scopes scopes;
    private final Pages baselinePages = Pages.ssm("DescribePatchBaselines");
    private final Pages groupPages = Pages.ssm("DescribePatchGroups");

    SsmBaselines(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribePatchBaselines", this::describePatchBaselines,
                "DescribePatchGroups", this::describePatchGroups,
                "GetPatchBaseline", this::getPatchBaseline,
                "GetDefaultPatchBaseline", this::getDefaultPatchBaseline,
                "GetPatchBaselineForPatchGroup", this::getPatchBaselineForPatchGroup);
    }

    private ObjectNode describePatchBaselines(Call call) {
        Input input = Input.of(call, "ssm:DescribePatchBaselines", Set.of("Filters", "MaxResults", "NextToken"));
        Baselines baselines = scopes.of(call).baselines();
        Predicate<PatchBaseline> kept = baseline -> true;
        for (Input filter : input.items("Filters")) {
            kept = kept.and(baselineFilter(filter));
        }
        Pages.Page<PatchBaseline> page =
                baselinePages.page(call, List.copyOf(baselines.all()), kept, input.number("MaxResults", MOST));
        ArrayNode identities = Answer.array();
        page.items().forEach(baseline -> identities.add(BaselineReport.identity(baselines, baseline)));
        return Answer.page("BaselineIdentities", identities, page.nextToken());
    }

    private ObjectNode describePatchGroups(Call call) {
        Input input = Input.of(call, "ssm:DescribePatchGroups", Set.of("Filters", "MaxResults", "NextToken"));
        Baselines baselines = scopes.of(call).baselines();
        Predicate<Baselines.Registration> kept = registration -> true;
        for (Input filter : input.items("Filters")) {
            kept = kept.and(groupFilter(filter));
        }
        Pages.Page<Baselines.Registration> page =
                groupPages.page(call, baselines.registrations(), kept, input.number("MaxResults", MOST));
        ArrayNode mappings = Answer.array();
        for (Baselines.Registration registration : page.items()) {
            ObjectNode mapping = mappings.addObject().put("PatchGroup", registration.patchGroup());
            mapping.set("BaselineIdentity", BaselineReport.identity(baselines, registration.baseline()));
        }
        return Answer.page("Mappings", mappings, page.nextToken());
    }

    private ObjectNode getPatchBaseline(Call call) {
        Input input = Input.of(call, "ssm:GetPatchBaseline", Set.of("BaselineId"));
        Baselines baselines = scopes.of(call).baselines();
        PatchBaseline baseline = found(baselines, input);
        ObjectNode answer = BaselineReport.whole(baseline);
        answer.set("PatchGroups", Answer.texts(baselines.groupsOf(baseline)));
        return answer;
    }

    private ObjectNode getDefaultPatchBaseline(Call call) {
        Input input = Input.of(call, "ssm:GetDefaultPatchBaseline", Set.of("OperatingSystem"));
        OperatingSystem operatingSystem = operatingSystem(input);
        ObjectNode answer = Answer.object();
        answer.put(
                "BaselineId",
                scopes.of(call).baselines().defaultFor(operatingSystem).reference());
        answer.put("OperatingSystem", operatingSystem.name());
        return answer;
    }

    private ObjectNode getPatchBaselineForPatchGroup(Call call) {
        Input input = Input.of(call, "ssm:GetPatchBaselineForPatchGroup", Set.of("PatchGroup", "OperatingSystem"));
        OperatingSystem operatingSystem = operatingSystem(input);
        String group = input.required("PatchGroup");
        ObjectNode answer = Answer.object();
        answer.put(
                "BaselineId",
                scopes.of(call).baselines().forGroup(group, operatingSystem).reference());
        answer.put("PatchGroup", group);
        answer.put("OperatingSystem", operatingSystem.name());
        return answer;
    }

    /** The baseline that the input names; refuses if there is none. */
    static PatchBaseline found(Baselines baselines, Input input) {
        PatchBaseline baseline = baselines.find(input.required("BaselineId"));
        if (baseline == null) {
            throw new AwsRefusal("DoesNotExistException", "Patch Baseline to be retrieved does not exist.");
        }
        return baseline;
    }

    /** Who names none means Windows. */
    static OperatingSystem operatingSystem(Input input) {
        return input.text("OperatingSystem").map(OperatingSystem::valueOf).orElse(OperatingSystem.WINDOWS);
    }

    private static Predicate<PatchBaseline> baselineFilter(Input filter) {
        List<String> values = filter.texts("Values");
        return switch (filter.text("Key").orElse("")) {
            case "NAME_PREFIX" ->
                baseline -> values.stream().anyMatch(baseline.content().name()::startsWith);
            case "OWNER" ->
                baseline -> values.contains("All") || values.contains(baseline.predefined() ? "AWS" : "Self");
            case "OPERATING_SYSTEM" ->
                baseline -> values.contains(baseline.operatingSystem().name());
            default -> throw SsmRefusals.unknownKey(filter);
        };
    }

    private static Predicate<Baselines.Registration> groupFilter(Input filter) {
        List<String> values = filter.texts("Values");
        return switch (filter.text("Key").orElse("")) {
            case "NAME_PREFIX" -> registration -> values.stream().anyMatch(registration.patchGroup()::startsWith);
            case "OPERATING_SYSTEM" ->
                registration -> values.contains(
                        registration.baseline().operatingSystem().name());
            default -> throw SsmRefusals.unknownKey(filter);
        };
    }
}
