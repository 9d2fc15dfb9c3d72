package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.MaintenanceWindow;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Target;
import io.patchfleet.simulator.internal.world.WindowDates;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** When maintenance windows open, and which are for whom. */
final class SsmWindowSchedules {

    /** How far a schedule is shown where the call sets no bound; AWS's own bound is not documented. */
    private static final Duration HORIZON = Duration.ofDays(366);

    private static final int MOST = 100;

    private record Opening(MaintenanceWindow window, Instant instant) {}

    private final Scopes scopes;
    private final Pages schedulePages = Pages.ssm("DescribeMaintenanceWindowSchedule");
    private final Pages targetPages = Pages.ssm("DescribeMaintenanceWindowsForTarget");

    SsmWindowSchedules(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribeMaintenanceWindowSchedule", this::describeSchedule,
                "DescribeMaintenanceWindowsForTarget", this::describeWindowsForTarget);
    }

    private ObjectNode describeSchedule(Call call) {
        Input input = Input.of(
                call,
                "ssm:DescribeMaintenanceWindowSchedule",
                Set.of("WindowId", "Targets", "ResourceType", "Filters", "MaxResults", "NextToken"));
        Scope scope = scopes.of(call);
        Instant after = bound(input, "ScheduledAfter", call.now());
        Instant until = bound(input, "ScheduledBefore", call.now().plus(HORIZON));
        List<Opening> openings = new ArrayList<>();
        for (MaintenanceWindow window : windows(scope, input)) {
            window.openings(later(after, call.now()), until)
                    .forEach(opening -> openings.add(new Opening(window, opening)));
        }
        openings.sort(Comparator.comparing(Opening::instant));
        Pages.Page<Opening> page = schedulePages.page(call, openings, input.number("MaxResults", MOST));
        ArrayNode answer = Answer.array();
        page.items().forEach(opening -> answer.add(WindowReport.opening(opening.window(), opening.instant())));
        return Answer.page("ScheduledWindowExecutions", answer, page.nextToken());
    }

    private static Collection<MaintenanceWindow> windows(Scope scope, Input input) {
        if (input.has("WindowId")) {
            return List.of(SsmWindows.found(scope, input));
        }
        return input.items("Targets").isEmpty() ? scope.windows().all() : forTargets(scope, input);
    }

    /** The keys are those of AWS CLI's examples; the documents list none. */
    private static Instant bound(Input input, String key, Instant otherwise) {
        Instant bound = otherwise;
        for (Input filter : input.items("Filters")) {
            String name = filter.text("Key").orElse("");
            if (!name.equals("ScheduledBefore") && !name.equals("ScheduledAfter")) {
                throw SsmRefusals.unknownKey(filter);
            }
            if (name.equals(key)) {
                bound = instant(filter.texts("Values"));
            }
        }
        return bound;
    }

    static Instant instant(List<String> values) {
        try {
            return WindowDates.parse(String.join(",", values));
        } catch (DateTimeException e) {
            throw SsmRefusals.invalid("The filter value " + values + " isn't a date and time.");
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private ObjectNode describeWindowsForTarget(Call call) {
        Input input = Input.of(
                call,
                "ssm:DescribeMaintenanceWindowsForTarget",
                Set.of("Targets", "ResourceType", "MaxResults", "NextToken"));
        Pages.Page<MaintenanceWindow> page =
                targetPages.page(call, forTargets(scopes.of(call), input), input.number("MaxResults", MOST));
        ArrayNode windows = Answer.array();
        for (MaintenanceWindow window : page.items()) {
            windows.addObject()
                    .put("WindowId", window.id())
                    .put("Name", window.content().name());
        }
        return Answer.page("WindowIdentities", windows, page.nextToken());
    }

    /** Those that are for one of the nodes, or that hold exactly such a target. */
    private static List<MaintenanceWindow> forTargets(Scope scope, Input input) {
        input.demand("ResourceType");
        List<Target> wanted = SsmWindowTargets.targets(input);
        return scope.windows().all().stream()
                .filter(window -> wanted.stream().anyMatch(target -> isFor(scope, window, target)))
                .toList();
    }

    private static boolean isFor(Scope scope, MaintenanceWindow window, Target wanted) {
        if (wanted.namesInstances()) {
            return wanted.values().stream().anyMatch(id -> isFor(scope, window, id));
        }
        return window.targets().stream()
                .flatMap(target -> target.targets().stream())
                .anyMatch(target -> target.key().equals(wanted.key())
                        && target.values().stream().anyMatch(wanted.values()::contains));
    }

    private static boolean isFor(Scope scope, MaintenanceWindow window, String nodeId) {
        Node node = scope.node(nodeId);
        return node != null && window.covers(node);
    }
}
