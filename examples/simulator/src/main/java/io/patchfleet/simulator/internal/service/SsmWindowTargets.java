package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.MaintenanceWindow;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Target;
import io.patchfleet.simulator.internal.world.WindowTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The targets of maintenance windows. */
final class SsmWindowTargets {

    /** The quota of a window, as AWS documents it. */
    private static final int TARGETS = 100;

    private static final int MOST = 100;

    private final Scopes scopes;
    private final ClientTokens tokens = ClientTokens.ssm();
    private final Pages targetPages = Pages.ssm("DescribeMaintenanceWindowTargets");

    SsmWindowTargets(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "RegisterTargetWithMaintenanceWindow",
                        call -> tokens.once(call, "RegisterTargetWithMaintenanceWindow", this::registerTarget),
                "UpdateMaintenanceWindowTarget", this::updateTarget,
                "DeregisterTargetFromMaintenanceWindow", this::deregisterTarget,
                "DescribeMaintenanceWindowTargets", this::describeTargets);
    }

    private ObjectNode registerTarget(Call call) {
        Input input = Input.of(
                call,
                "ssm:RegisterTargetWithMaintenanceWindow",
                Set.of(
                        "WindowId",
                        "ResourceType",
                        "Targets",
                        "OwnerInformation",
                        "Name",
                        "Description",
                        "ClientToken"));
        Scope scope = scopes.of(call);
        MaintenanceWindow window = SsmWindows.found(scope, input);
        WindowTarget target = new WindowTarget(
                scope.newUuid(),
                input.required("ResourceType"),
                targets(input, input.required("ResourceType")),
                input.text("OwnerInformation").orElse(null),
                input.text("Name").orElse(null),
                input.text("Description").orElse(null));
        if (window.targets().size() >= TARGETS) {
            throw SsmRefusals.quota("targets per maintenance window", TARGETS);
        }
        window.put(target);
        return Answer.object().put("WindowTargetId", target.id());
    }

    private ObjectNode updateTarget(Call call) {
        Input input = Input.of(
                call,
                "ssm:UpdateMaintenanceWindowTarget",
                Set.of("WindowId", "WindowTargetId", "Targets", "OwnerInformation", "Name", "Description", "Replace"));
        MaintenanceWindow window = SsmWindows.found(scopes.of(call), input);
        WindowTarget before = found(window, input);
        boolean replace = input.flag("Replace");
        if (replace) {
            input.demand("Targets");
        }
        WindowTarget after = new WindowTarget(
                before.id(),
                before.resourceType(),
                input.has("Targets") ? targets(input, before.resourceType()) : before.targets(),
                input.text("OwnerInformation").orElse(replace ? null : before.ownerInformation()),
                input.text("Name").orElse(replace ? null : before.name()),
                input.text("Description").orElse(replace ? null : before.description()));
        window.put(after);
        return WindowReport.target(window, after);
    }

    private ObjectNode deregisterTarget(Call call) {
        Input input = Input.of(
                call, "ssm:DeregisterTargetFromMaintenanceWindow", Set.of("WindowId", "WindowTargetId", "Safe"));
        MaintenanceWindow window = SsmWindows.found(scopes.of(call), input);
        WindowTarget target = found(window, input);
        boolean used = window.tasks().stream().anyMatch(task -> task.uses(target.id()));
        if (input.flag("Safe") && used) {
            throw new AwsRefusal(
                    "TargetInUseException",
                    "You specified the Safe option for the DeregisterTargetFromMaintenanceWindow operation, but the"
                            + " target is still referenced in a task.");
        }
        window.removeTarget(target.id());
        return Answer.object().put("WindowId", window.id()).put("WindowTargetId", target.id());
    }

    private ObjectNode describeTargets(Call call) {
        Input input = Input.of(
                call, "ssm:DescribeMaintenanceWindowTargets", Set.of("WindowId", "Filters", "MaxResults", "NextToken"));
        MaintenanceWindow window = SsmWindows.found(scopes.of(call), input);
        Predicate<WindowTarget> kept = target -> true;
        for (Input filter : input.items("Filters")) {
            kept = kept.and(filter(filter));
        }
        Pages.Page<WindowTarget> page =
                targetPages.page(call, List.copyOf(window.targets()), kept, input.number("MaxResults", MOST));
        ArrayNode targets = Answer.array();
        page.items()
                .forEach(target ->
                        targets.add(WindowReport.target(window, target).put("ResourceType", target.resourceType())));
        return Answer.page("Targets", targets, page.nextToken());
    }

    private static Predicate<WindowTarget> filter(Input filter) {
        List<String> values = filter.texts("Values");
        return switch (filter.text("Key").orElse("")) {
            case "Type" -> target -> values.contains(target.resourceType());
            case "WindowTargetId" -> target -> values.contains(target.id());
            case "OwnerInformation" -> target -> values.contains(target.ownerInformation());
            default -> throw SsmRefusals.unknownKey(filter);
        };
    }

    private static WindowTarget found(MaintenanceWindow window, Input input) {
        String id = input.required("WindowTargetId");
        WindowTarget target = window.target(id);
        if (target == null) {
            throw SsmRefusals.doesNotExist("Maintenance window target " + id);
        }
        return target;
    }

    /** Nodes by id or by tag, or a resource group; which go together is documented, the refusals' words are not. */
    private static List<Target> targets(Input input, String resourceType) {
        List<Target> targets = targets(input);
        boolean groups = resourceType.equals("RESOURCE_GROUP");
        if (targets.isEmpty()) {
            throw SsmRefusals.invalid("At least one target must be specified.");
        }
        if (targets.size() > 1 && targets.stream().anyMatch(Target::namesInstances)) {
            throw SsmRefusals.invalid("InstanceIds can't be combined with other targets.");
        }
        for (Target target : targets) {
            boolean fits = groups ? target.namesResourceGroups() : target.namesInstances() || target.namesTags();
            if (!fits) {
                throw SsmRefusals.invalid(
                        "Target key " + target.key() + " isn't valid for resource type " + resourceType + ".");
            }
        }
        return targets;
    }

    static List<Target> targets(Input input) {
        List<Target> targets = new ArrayList<>();
        for (Input target : input.items("Targets")) {
            targets.add(new Target(target.text("Key").orElse(""), target.texts("Values")));
        }
        return targets;
    }
}
