package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.BaselineContent;
import io.patchfleet.simulator.internal.world.Baselines;
import io.patchfleet.simulator.internal.world.OperatingSystem;
import io.patchfleet.simulator.internal.world.PatchBaseline;
import io.patchfleet.simulator.internal.world.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Patch baselines, their groups and defaults, as they are declared. */
final class SsmBaselineChanges {

    /** Quotas of an account in a Region, as AWS documents them. */
    private static final int BASELINES = 50;

    private static final int GROUPS_OF_A_BASELINE = 25;

    private final Scopes scopes;
    private final ClientTokens tokens = ClientTokens.ssm();

    SsmBaselineChanges(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreatePatchBaseline", call -> tokens.once(call, "CreatePatchBaseline", this::createPatchBaseline),
                "UpdatePatchBaseline", this::updatePatchBaseline,
                "DeletePatchBaseline", this::deletePatchBaseline,
                "RegisterPatchBaselineForPatchGroup", this::registerPatchBaselineForPatchGroup,
                "DeregisterPatchBaselineForPatchGroup", this::deregisterPatchBaselineForPatchGroup,
                "RegisterDefaultPatchBaseline", this::registerDefaultPatchBaseline);
    }

    private ObjectNode createPatchBaseline(Call call) {
        Input input = Input.of(call, "ssm:CreatePatchBaseline", withContent("OperatingSystem", "ClientToken", "Tags"));
        Scope scope = scopes.of(call);
        OperatingSystem operatingSystem = SsmBaselines.operatingSystem(input);
        BaselineContent content = BaselineInput.whole(input, operatingSystem);
        Map<String, String> tags = TagInput.atCreation(input);
        if (scope.baselines().own().size() >= BASELINES) {
            throw SsmRefusals.quota("patch baselines", BASELINES);
        }
        PatchBaseline baseline = new PatchBaseline(
                scope.newId("pb"),
                scope.account(),
                scope.region(),
                false,
                operatingSystem,
                content,
                call.now(),
                call.now());
        scope.baselines().put(baseline);
        scope.tags().add(baseline.id(), tags);
        return named(baseline);
    }

    private ObjectNode updatePatchBaseline(Call call) {
        Input input = Input.of(call, "ssm:UpdatePatchBaseline", withContent("BaselineId", "Replace"));
        Baselines baselines = scopes.of(call).baselines();
        PatchBaseline before = ownOne(SsmBaselines.found(baselines, input), input);
        OperatingSystem operatingSystem = before.operatingSystem();
        boolean replace = input.flag("Replace");
        if (replace) {
            input.demand("Name");
        }
        BaselineContent content = replace
                ? BaselineInput.whole(input, operatingSystem)
                : BaselineInput.changed(input, operatingSystem, before.content());
        PatchBaseline after = before.saying(content, call.now());
        baselines.put(after);
        return BaselineReport.whole(after);
    }

    /** Deleting what is not there is no error: the model knows only one reason to refuse. */
    private ObjectNode deletePatchBaseline(Call call) {
        Input input = Input.of(call, "ssm:DeletePatchBaseline", Set.of("BaselineId"));
        Scope scope = scopes.of(call);
        PatchBaseline baseline = scope.baselines().find(input.required("BaselineId"));
        if (baseline != null) {
            delete(scope, ownOne(baseline, input));
        }
        return Answer.object().put("BaselineId", input.required("BaselineId"));
    }

    private static void delete(Scope scope, PatchBaseline baseline) {
        List<String> groups = scope.baselines().groupsOf(baseline);
        if (!groups.isEmpty()) {
            // AWS's words: rebuy-de/aws-nuke pull request 321.
            throw new AwsRefusal(
                    "ResourceInUseException",
                    "PatchBaseline to be deleted is used for Patch Group: " + String.join(", ", groups));
        }
        if (scope.baselines().isDefault(baseline)) {
            throw new AwsRefusal(
                    "ResourceInUseException",
                    "PatchBaseline to be deleted is the default for OperatingSystem: " + baseline.operatingSystem());
        }
        scope.baselines().remove(baseline);
        scope.tags().forget(baseline.id());
    }

    private ObjectNode registerPatchBaselineForPatchGroup(Call call) {
        Input input = Input.of(call, "ssm:RegisterPatchBaselineForPatchGroup", Set.of("BaselineId", "PatchGroup"));
        Baselines baselines = scopes.of(call).baselines();
        PatchBaseline baseline = SsmBaselines.found(baselines, input);
        String group = input.required("PatchGroup");
        PatchBaseline registered = baselines.registered(group, baseline.operatingSystem());
        if (registered == null) {
            if (baselines.groupsOf(baseline).size() >= GROUPS_OF_A_BASELINE) {
                throw SsmRefusals.quota("patch groups per patch baseline", GROUPS_OF_A_BASELINE);
            }
            baselines.register(group, baseline);
        } else if (!registered.id().equals(baseline.id())) {
            throw new AwsRefusal(
                    "AlreadyExistsException",
                    "Patch Group baseline already has a baseline registered for OperatingSystem "
                            + baseline.operatingSystem() + ".");
        }
        return named(baseline).put("PatchGroup", group);
    }

    /** That a group is not registered with the baseline is no documented error. */
    private ObjectNode deregisterPatchBaselineForPatchGroup(Call call) {
        Input input = Input.of(call, "ssm:DeregisterPatchBaselineForPatchGroup", Set.of("BaselineId", "PatchGroup"));
        Baselines baselines = scopes.of(call).baselines();
        PatchBaseline baseline = SsmBaselines.found(baselines, input);
        String group = input.required("PatchGroup");
        if (baselines.groupsOf(baseline).contains(group)) {
            baselines.deregister(group, baseline.operatingSystem());
        }
        return named(baseline).put("PatchGroup", group);
    }

    private ObjectNode registerDefaultPatchBaseline(Call call) {
        Input input = Input.of(call, "ssm:RegisterDefaultPatchBaseline", Set.of("BaselineId"));
        Baselines baselines = scopes.of(call).baselines();
        PatchBaseline baseline = SsmBaselines.found(baselines, input);
        baselines.makeDefault(baseline);
        return named(baseline);
    }

    /** What AWS says to one who would change its own baselines is not documented. */
    private static PatchBaseline ownOne(PatchBaseline baseline, Input input) {
        if (baseline.predefined()) {
            throw input.notPlayed("a predefined patch baseline");
        }
        return baseline;
    }

    private static ObjectNode named(PatchBaseline baseline) {
        return Answer.object().put("BaselineId", baseline.reference());
    }

    private static Set<String> withContent(String... others) {
        Set<String> members = new HashSet<>(BaselineInput.CONTENT);
        members.addAll(List.of(others));
        return members;
    }
}
