package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.OperatingSystem;
import io.patchfleet.simulator.internal.world.PatchRow;
import io.patchfleet.simulator.internal.world.PatchSnapshot;
import io.patchfleet.simulator.internal.world.PatchState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Systems Manager kept of the last patching run: counts per node, per group, and the rows behind them. */
final class SsmPatchStates {

    /** The service takes no more, whatever its model says. */
    private static final int MOST = 50;

    private static final Map<String, ToIntFunction<PatchSnapshot>> COUNTS = counts();

    private final Scopes scopes;
    private final Pages statePages = Pages.ssm("DescribeInstancePatchStates");
    private final Pages groupPages = Pages.ssm("DescribeInstancePatchStatesForPatchGroup");
    private final Pages patchPages = Pages.ssm("DescribeInstancePatches");

    SsmPatchStates(Scopes scopes) {
        this.scopes = scopes;
    }

    private static Map<String, ToIntFunction<PatchSnapshot>> counts() {
        Map<String, ToIntFunction<PatchSnapshot>> counts = new LinkedHashMap<>();
        counts.put("InstalledCount", counter(PatchState.INSTALLED));
        counts.put("InstalledOtherCount", counter(PatchState.INSTALLED_OTHER));
        counts.put("InstalledPendingRebootCount", counter(PatchState.INSTALLED_PENDING_REBOOT));
        counts.put("InstalledRejectedCount", counter(PatchState.INSTALLED_REJECTED));
        counts.put("MissingCount", counter(PatchState.MISSING));
        counts.put("FailedCount", counter(PatchState.FAILED));
        counts.put("NotApplicableCount", counter(PatchState.NOT_APPLICABLE));
        counts.put("UnreportedNotApplicableCount", SsmPatchStates::unreportedNotApplicable);
        counts.put("CriticalNonCompliantCount", PatchSnapshot::criticalNonCompliant);
        counts.put("SecurityNonCompliantCount", PatchSnapshot::securityNonCompliant);
        counts.put("OtherNonCompliantCount", PatchSnapshot::otherNonCompliant);
        return counts;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribeInstancePatchStates", this::describeInstancePatchStates,
                "DescribeInstancePatchStatesForPatchGroup", this::describeInstancePatchStatesForPatchGroup,
                "DescribePatchGroupState", this::describePatchGroupState,
                "DescribeInstancePatches", this::describeInstancePatches);
    }

    private ObjectNode describeInstancePatchStates(Call call) {
        Input input =
                Input.of(call, "ssm:DescribeInstancePatchStates", Set.of("InstanceIds", "MaxResults", "NextToken"));
        List<Node> nodes = new ArrayList<>();
        for (String id : new LinkedHashSet<>(input.texts("InstanceIds"))) {
            Node node = scopes.of(call).node(id);
            if (node != null && hasData(node)) {
                nodes.add(node);
            }
        }
        Pages.Page<Node> page = statePages.page(call, nodes, size(input));
        return states(page);
    }

    private ObjectNode describeInstancePatchStatesForPatchGroup(Call call) {
        Input input = Input.of(
                call,
                "ssm:DescribeInstancePatchStatesForPatchGroup",
                Set.of("PatchGroup", "Filters", "MaxResults", "NextToken"));
        Predicate<Node> kept = inGroup(input.required("PatchGroup"));
        for (Input filter : input.items("Filters")) {
            kept = kept.and(countFilter(filter));
        }
        Pages.Page<Node> page = groupPages.page(call, scopes.of(call).nodes(), kept, size(input));
        return states(page);
    }

    private ObjectNode describePatchGroupState(Call call) {
        Input input = Input.of(call, "ssm:DescribePatchGroupState", Set.of("PatchGroup"));
        List<PatchSnapshot> snapshots = new ArrayList<>();
        Predicate<Node> member = inGroup(input.required("PatchGroup"));
        for (Node node : scopes.of(call).nodes()) {
            PatchSnapshot snapshot = node.snapshot();
            if (snapshot != null && member.test(node)) {
                snapshots.add(snapshot);
            }
        }
        ObjectNode answer = Answer.object();
        answer.put("Instances", snapshots.size());
        COUNTS.forEach((name, count) ->
                answer.put("InstancesWith" + name.replaceFirst("Count$", "Patches"), (int) snapshots.stream()
                        .filter(snapshot -> count.applyAsInt(snapshot) > 0)
                        .count()));
        return answer;
    }

    private ObjectNode describeInstancePatches(Call call) {
        Input input = Input.of(
                call, "ssm:DescribeInstancePatches", Set.of("InstanceId", "Filters", "MaxResults", "NextToken"));
        Node node = scopes.of(call).node(input.required("InstanceId"));
        if (node == null || !node.managed()) {
            throw new AwsRefusal(
                    "InvalidInstanceId", "Instance " + input.required("InstanceId") + " isn't a managed instance.");
        }
        PatchSnapshot snapshot = node.snapshot();
        List<PatchRow> rows = snapshot == null ? List.of() : snapshot.listed();
        Pages.Page<PatchRow> page = patchPages.page(call, rows, rowFilter(input), input.number("MaxResults", MOST));
        ArrayNode patches = Answer.array();
        page.items().forEach(row -> patches.add(row(node, row)));
        return Answer.page("Patches", patches, page.nextToken());
    }

    /** A node that no run ever looked at to a good end is absent, not non-compliant. */
    private static boolean hasData(Node node) {
        return node.managed() && node.snapshot() != null;
    }

    /** A node belongs to the group that it had at its last run. */
    private static Predicate<Node> inGroup(String group) {
        return node -> {
            PatchSnapshot snapshot = node.snapshot();
            return snapshot != null && node.managed() && snapshot.patchGroup().equals(group);
        };
    }

    private static int size(Input input) {
        int size = input.number("MaxResults", MOST);
        if (size > MOST) {
            throw new AwsRefusal(
                    "ValidationException",
                    "1 validation error detected: Value '" + size + "' at 'maxResults' failed to satisfy constraint: "
                            + "Member must have value less than or equal to " + MOST);
        }
        return size;
    }

    private static Predicate<Node> countFilter(Input filter) {
        ToIntFunction<PatchSnapshot> count = COUNTS.get(filter.required("Key"));
        if (count == null) {
            throw invalidFilter();
        }
        int value = parse(filter.texts("Values").get(0));
        String type = filter.required("Type");
        return node -> {
            PatchSnapshot snapshot = node.snapshot();
            return snapshot != null && compare(count.applyAsInt(snapshot), type, value);
        };
    }

    private static boolean compare(int count, String type, int value) {
        return switch (type) {
            case "Equal" -> count == value;
            case "NotEqual" -> count != value;
            case "LessThan" -> count < value;
            case "GreaterThan" -> count > value;
            default -> throw invalidFilter();
        };
    }

    private static int parse(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw invalidFilter();
        }
    }

    private static AwsRefusal invalidFilter() {
        return new AwsRefusal(
                "InvalidFilter", "The filter name isn't valid. Verify the you entered the correct name and try again.");
    }

    private static Predicate<PatchRow> rowFilter(Input input) {
        Predicate<PatchRow> kept = row -> true;
        for (Input filter : input.items("Filters")) {
            List<String> values = filter.texts("Values");
            kept = kept.and(
                    switch (filter.text("Key").orElse("")) {
                        case "State" -> row -> values.contains(row.state().wire());
                        case "Classification" ->
                            row -> row.described()
                                    && values.contains(row.release().classification());
                        case "Severity" ->
                            row -> row.described()
                                    && values.contains(row.release().severity());
                        case "KBId" -> row -> values.contains(row.release().id());
                        default -> throw invalidFilter();
                    });
        }
        return kept;
    }

    /** All the counts of a run, under their names, those that only Windows has among them. */
    static Map<String, Integer> counts(PatchSnapshot snapshot) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        COUNTS.forEach((name, count) -> counts.put(name, count.applyAsInt(snapshot)));
        if (snapshot.operatingSystem().isWindows()) {
            counts.put("AvailableSecurityUpdateCount", snapshot.count(PatchState.AVAILABLE_SECURITY_UPDATE));
        }
        return counts;
    }

    private static ObjectNode states(Pages.Page<Node> page) {
        ArrayNode states = Answer.array();
        for (Node node : page.items()) {
            PatchSnapshot snapshot = node.snapshot();
            if (snapshot != null) {
                states.add(state(node, snapshot));
            }
        }
        return Answer.page("InstancePatchStates", states, page.nextToken());
    }

    private static ObjectNode state(Node node, PatchSnapshot snapshot) {
        ObjectNode state = Answer.object();
        state.put("InstanceId", node.id());
        state.put("PatchGroup", snapshot.patchGroup());
        state.put("BaselineId", snapshot.baseline().id());
        state.put("SnapshotId", snapshot.run().snapshotId());
        if (snapshot.run().overrideList() != null) {
            state.put("InstallOverrideList", snapshot.run().overrideList());
        }
        counts(snapshot).forEach(state::put);
        Answer.putInstant(state, "OperationStartTime", snapshot.run().started());
        Answer.putInstant(state, "OperationEndTime", snapshot.run().ended());
        state.put("Operation", snapshot.run().operation().wire());
        Answer.putInstant(
                state, "LastNoRebootInstallOperationTime", snapshot.run().lastNoRebootInstall());
        state.put("RebootOption", snapshot.run().rebootOption());
        return state;
    }

    private static ObjectNode row(Node node, PatchRow row) {
        OperatingSystem.Family family = node.product().operatingSystem().family();
        boolean nameless = row.state() == PatchState.INSTALLED_OTHER && family == OperatingSystem.Family.WINDOWS;
        ObjectNode patch = Answer.object();
        patch.put("Title", nameless ? "" : row.release().title());
        patch.put("KBId", row.release().id());
        patch.put("Classification", row.described() ? row.release().classification() : "");
        patch.put("Severity", row.described() ? row.release().severity() : "");
        patch.put("State", row.state().wire());
        // Where the node does not tell, and for what is not installed, the service says the first of January 1970.
        boolean told = row.installedAt() != null && family != OperatingSystem.Family.DEBIAN;
        Answer.putInstant(patch, "InstalledTime", told ? row.installedAt() : Instant.EPOCH);
        // Linux advisories carry CVE ids; whether Windows rows do is not documented, so they do not here.
        if (row.lacking()
                && family != OperatingSystem.Family.WINDOWS
                && !row.release().cves().isEmpty()) {
            patch.put("CVEIds", String.join(",", row.release().cves()));
        }
        return patch;
    }

    private static ToIntFunction<PatchSnapshot> counter(PatchState state) {
        return snapshot -> snapshot.count(state);
    }

    /** Windows reports what is not applicable up to a limit; Linux only counts it, and says -1 here. */
    private static int unreportedNotApplicable(PatchSnapshot snapshot) {
        return snapshot.operatingSystem().isWindows() ? 0 : -1;
    }
}
