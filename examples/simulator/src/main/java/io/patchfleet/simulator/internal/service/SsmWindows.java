package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.MaintenanceWindow;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.WindowContent;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Maintenance windows by themselves: declared and described. */
final class SsmWindows {

    /** The quota of an account in a Region, as AWS documents it. */
    private static final int WINDOWS = 50;

    private static final int MOST = 100;

    private final AwsState state;
    private final Scopes scopes;
    private final ClientTokens tokens = ClientTokens.ssm();
    private final Pages windowPages = Pages.ssm("DescribeMaintenanceWindows");

    SsmWindows(AwsState state, Scopes scopes) {
        this.state = state;
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateMaintenanceWindow",
                        call -> tokens.once(call, "CreateMaintenanceWindow", this::createMaintenanceWindow),
                "UpdateMaintenanceWindow", this::updateMaintenanceWindow,
                "DeleteMaintenanceWindow", this::deleteMaintenanceWindow,
                "GetMaintenanceWindow", this::getMaintenanceWindow,
                "DescribeMaintenanceWindows", this::describeMaintenanceWindows);
    }

    private ObjectNode createMaintenanceWindow(Call call) {
        Input input = Input.of(call, "ssm:CreateMaintenanceWindow", withContent("ClientToken", "Tags"));
        Scope scope = scopes.of(call);
        WindowContent content = WindowInput.whole(input, true);
        Map<String, String> tags = TagInput.atCreation(input);
        if (scope.windows().all().size() >= WINDOWS) {
            throw SsmRefusals.quota("maintenance windows", WINDOWS);
        }
        MaintenanceWindow window = new MaintenanceWindow(scope.newId("mw"), content, call.now());
        scope.windows().add(window);
        state.windowChanged(scope, window);
        scope.tags().add(window.id(), tags);
        return Answer.object().put("WindowId", window.id());
    }

    private ObjectNode updateMaintenanceWindow(Call call) {
        Input input = Input.of(call, "ssm:UpdateMaintenanceWindow", withContent("WindowId", "Enabled", "Replace"));
        Scope scope = scopes.of(call);
        MaintenanceWindow window = found(scope, input);
        boolean wasEnabled = window.content().enabled();
        if (input.flag("Replace")) {
            input.demand("Name", "Schedule", "Duration", "Cutoff", "AllowUnassociatedTargets");
            window.say(
                    WindowInput.whole(
                            input,
                            input.has("Enabled")
                                    ? input.flag("Enabled")
                                    : window.content().enabled()),
                    call.now());
        } else {
            window.say(WindowInput.changed(input, window.content()), call.now());
        }
        state.windowChanged(scope, window);
        if (window.content().enabled() != wasEnabled) {
            state.announce(scope, window);
        }
        return WindowReport.updated(window);
    }

    /** Deleting what is not there is no error: the model knows no reason to refuse. Targets and tasks go with it. */
    private ObjectNode deleteMaintenanceWindow(Call call) {
        Input input = Input.of(call, "ssm:DeleteMaintenanceWindow", Set.of("WindowId"));
        Scope scope = scopes.of(call);
        String id = input.required("WindowId");
        scope.windows().remove(id);
        scope.tags().forget(id);
        return Answer.object().put("WindowId", id);
    }

    private ObjectNode getMaintenanceWindow(Call call) {
        Input input = Input.of(call, "ssm:GetMaintenanceWindow", Set.of("WindowId"));
        return WindowReport.whole(found(scopes.of(call), input), call.now());
    }

    private ObjectNode describeMaintenanceWindows(Call call) {
        Input input = Input.of(call, "ssm:DescribeMaintenanceWindows", Set.of("Filters", "MaxResults", "NextToken"));
        Predicate<MaintenanceWindow> kept = window -> true;
        for (Input filter : input.items("Filters")) {
            kept = kept.and(filter(filter));
        }
        Pages.Page<MaintenanceWindow> page = windowPages.page(
                call, List.copyOf(scopes.of(call).windows().all()), kept, input.number("MaxResults", MOST));
        ArrayNode identities = Answer.array();
        page.items().forEach(window -> identities.add(WindowReport.identity(window, call.now())));
        return Answer.page("WindowIdentities", identities, page.nextToken());
    }

    private static Predicate<MaintenanceWindow> filter(Input filter) {
        List<String> values = filter.texts("Values");
        return switch (filter.text("Key").orElse("")) {
            case "Name" -> window -> values.contains(window.content().name());
            case "Enabled" ->
                window -> values.stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT)
                                .equals(String.valueOf(window.content().enabled())));
            default -> throw SsmRefusals.unknownKey(filter);
        };
    }

    /** The window that the input names; refuses if there is none. */
    static MaintenanceWindow found(Scope scope, Input input) {
        String id = input.required("WindowId");
        MaintenanceWindow window = scope.windows().find(id);
        if (window == null) {
            throw SsmRefusals.doesNotExist("Maintenance window " + id);
        }
        return window;
    }

    private static Set<String> withContent(String... others) {
        Set<String> members = new HashSet<>(WindowInput.CONTENT);
        members.addAll(List.of(others));
        return members;
    }
}
