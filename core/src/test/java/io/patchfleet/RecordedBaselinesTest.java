package io.patchfleet;

import static io.patchfleet.RecordedFleet.BASELINE;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.spec.ComplianceLevel;
import io.patchfleet.spec.FleetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Baselines and their registrations as AWS's manual shows them are read whole. */
class RecordedBaselinesTest {

    private static final String LIST = "DescribePatchBaselines";
    private static final String CONTENT = "GetPatchBaseline";
    private static final String GROUPS = "DescribePatchGroups";

    private final RecordedFleet aws = new RecordedFleet()
            .answer(LIST, Recorded.of("describe-patch-baselines.1.output"))
            .answer(CONTENT, Recorded.of("get-patch-baseline.1.output"))
            .answer(GROUPS, Recorded.of("describe-patch-groups.1.output"))
            .owned(BASELINE);

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void whatABaselineSaysIsShownFieldByField() {
        assertEquals(
                Map.of(
                        "description", "Patches for Windows Servers",
                        "rules[0].afterDays", "0",
                        "rules[0].complianceLevel", "CRITICAL",
                        "rules[0].filters.PRODUCT", "WindowsServer2016"),
                shown());
    }

    @Test
    void patchesNamedOneByOneAreShown() {
        aws.answer(CONTENT, Recorded.of("update-patch-baseline.1.output"));

        Map<String, String> shown = shown();

        assertEquals("KB2124261", shown.get("approvedPatches"));
        assertEquals("KB2032276, MS10-048", shown.get("rejectedPatches"));
    }

    @Test
    void sourcesAndUpdatesThatAreNoSecurityUpdatesAreShown() {
        aws.answer(CONTENT, Recorded.of("create-patch-baseline.3.input"));

        Map<String, String> shown = shown();

        assertEquals("true", shown.get("rules[0].nonSecurity"));
        assertEquals("Critical, Important", shown.get("rules[0].filters.SEVERITY"));
        assertEquals("AmazonLinux2017.09", shown.get("sources.My-AL2017.09.products"));
        // Passwords may stand in it: it is compared and not shown.
        assertTrue(shown.getOrDefault("sources.My-AL2017.09.configuration", "").startsWith("(not shown) sha256:"));
    }

    @Test
    void aBaselineThatIsDeclaredAsItIsIsKept() {
        FleetPlan unmarked = aws.fleet().plan(spec(0));
        assertEquals(
                List.of("tags.patchfleet:hash"),
                baseline(unmarked).fields().stream().map(Field::path).toList());
        aws.tag(
                BASELINE,
                "patchfleet:hash",
                baseline(unmarked).fields().get(0).after().orElseThrow());

        assertEquals(Action.KEEP, baseline(aws.fleet().plan(spec(0))).action());
        Change update = baseline(aws.fleet().drift(spec(7)));
        assertEquals(Action.UPDATE, update.action());
        assertEquals(List.of(new Field("rules[0].afterDays", Optional.of("0"), Optional.of("7"))), update.fields());
    }

    @Test
    void everyMemberOfABaselineIsReadOrLeftOutOnPurpose() {
        assertEquals(
                Set.of(
                        // Known from the list already.
                        "/BaselineId",
                        "/Name",
                        "/OperatingSystem",
                        // Which groups hold it is asked of the groups.
                        "/PatchGroups/0",
                        "/PatchGroups/1",
                        // Every change moves them.
                        "/CreatedDate",
                        "/ModifiedDate"),
                aws.unread(CONTENT, RecordedFleet::destroy));
        assertEquals(
                Set.of("/BaselineId", "/Name", "/OperatingSystem", "/CreatedDate", "/ModifiedDate"),
                aws.answer(CONTENT, Recorded.of("update-patch-baseline.1.output"))
                        .unread(CONTENT, RecordedFleet::destroy));
        assertEquals(
                Set.of("/Name", "/OperatingSystem", "/Tags/0/Key", "/Tags/0/Value"),
                aws.answer(CONTENT, Recorded.of("create-patch-baseline.3.input"))
                        .unread(CONTENT, RecordedFleet::destroy));
    }

    @Test
    void everyMemberOfTheListsIsReadOrLeftOutOnPurpose() {
        Set<String> ofList = aws.unread(LIST, RecordedFleet::destroyed);
        ofList.removeIf(member -> member.endsWith("/BaselineDescription")); // It stands in the content.
        assertEquals(
                Set.of(
                        // Of AWS's baselines only those matter that may take over from ours.
                        "/BaselineIdentities/0/BaselineName",
                        "/BaselineIdentities/0/DefaultBaseline",
                        "/BaselineIdentities/0/BaselineId",
                        "/BaselineIdentities/0/OperatingSystem",
                        "/BaselineIdentities/1/DefaultBaseline"),
                ofList);

        Set<String> ofGroups = aws.answer(
                        GROUPS, aws.recorded(GROUPS).with("/Mappings/0/BaselineIdentity/BaselineId", BASELINE))
                .unread(GROUPS, RecordedFleet::destroy);
        ofGroups.removeIf(member -> member.startsWith("/Mappings/1/")); // That group is of others.
        assertEquals(
                Set.of(
                        "/Mappings/0/BaselineIdentity/BaselineDescription",
                        "/Mappings/0/BaselineIdentity/DefaultBaseline"),
                ofGroups);
    }

    @Test
    void whatTakingAwayAnswersIsLeftOutOnPurpose() {
        String groupAway = "DeregisterPatchBaselineForPatchGroup";
        String away = "DeletePatchBaseline";
        aws.answer(GROUPS, aws.recorded(GROUPS).with("/Mappings/0/BaselineIdentity/BaselineId", BASELINE))
                .answer(groupAway, Recorded.of("deregister-patch-baseline-for-patch-group.1.output"))
                .answer(away, Recorded.of("delete-patch-baseline.1.output"));

        assertEquals(Set.of(), aws.read(groupAway, RecordedFleet::destroyed));
        assertEquals(Set.of(), aws.read(away, RecordedFleet::destroyed));
        for (String operation : List.of(groupAway, away)) {
            assertTrue(aws.asked().stream().anyMatch(call -> call.startsWith(operation + " ")), aws.asked()::toString);
        }
    }

    @Test
    void tagsThatOthersPutThereAreNoneOfOurs() {
        aws.answer("ListTagsForResource", Recorded.of("list-tags-for-resource.1.output"));

        assertTrue(aws.fleet().planDestroy(spec(0)).isUpToDate());
        Recorded ours = aws.recorded("ListTagsForResource")
                .with("/TagList/0/Key", "patchfleet:spec")
                .with("/TagList/0/Value", RecordedFleet.SPEC);
        assertEquals(
                Set.of("/TagList/1/Key", "/TagList/1/Value"),
                aws.answer("ListTagsForResource", ours).unread("ListTagsForResource", RecordedFleet::destroy));
    }

    @Test
    void aGroupThatIsPatchedRightNowIsNotMoved() {
        String runs = "DescribeMaintenanceWindowExecutions";
        aws.answer(
                        "DescribeMaintenanceWindowsForTarget",
                        Recorded.of("describe-maintenance-windows-for-target.1.output"))
                .answer(runs, RecordedFleet.onTheWire(Recorded.of("describe-maintenance-window-executions.1.output")));
        FleetSpec moving =
                declared(0).environment("Production", e -> e.adoptPatchGroup()).build();

        String refused = aws.fleet().apply(aws.fleet().plan(moving)).toString();

        assertTrue(
                refused.contains("window My-First-Maintenance-Window of patch group Production is running"), refused);
        aws.answer(runs, RecordedFleet.onTheWire(Recorded.of("describe-maintenance-window-executions.2.output")));
        ApplyOutcome moved = aws.fleet().apply(aws.fleet().plan(moving));
        assertTrue(moved.isComplete(), moved::toString);
    }

    @Test
    void aWindowThatRunsIsFoundWhicheverPageItIsOn() {
        String runs = "DescribeMaintenanceWindowExecutions";
        aws.answer(
                        "DescribeMaintenanceWindowsForTarget",
                        Recorded.of("describe-maintenance-windows-for-target.1.output"))
                .answer(
                        runs,
                        RecordedFleet.onTheWire(Recorded.of("describe-maintenance-window-executions.2.output")),
                        RecordedFleet.onTheWire(Recorded.of("describe-maintenance-window-executions.3.output")));
        FleetSpec moving =
                declared(0).environment("Production", e -> e.adoptPatchGroup()).build();

        String refused = aws.fleet().apply(aws.fleet().plan(moving)).toString();

        assertTrue(
                refused.contains("window My-First-Maintenance-Window of patch group Production is running"), refused);
    }

    @Test
    void everyMemberOfAWindowsRunsIsReadOrLeftOutOnPurpose() {
        String runs = "DescribeMaintenanceWindowExecutions";
        String windows = "DescribeMaintenanceWindowsForTarget";
        aws.answer(windows, Recorded.of("describe-maintenance-windows-for-target.1.output"))
                .answer(runs, RecordedFleet.onTheWire(Recorded.of("describe-maintenance-window-executions.1.output")));
        FleetSpec moving =
                declared(0).environment("Production", e -> e.adoptPatchGroup()).build();

        assertEquals(
                Set.of("/WindowExecutions/0/Status"),
                aws.read(runs, fleet -> fleet.apply(fleet.plan(moving)).toString()));
        assertEquals(
                Set.of(),
                aws.unread(windows, fleet -> fleet.apply(fleet.plan(moving)).toString()));
    }

    @Test
    void aNodeOughtToBeJudgedByItsGroupsBaselineElseByTheDefaultOne() {
        aws.answer(
                "DescribeInstanceProperties",
                new Recorded("{\"InstanceProperties\":["
                        + property("mi-00000000000000001", "Microsoft Windows Server 2019", "Windows") + ","
                        + property("mi-00000000000000002", "Microsoft Windows Server 2019", "Windows") + ","
                        + property("mi-00000000000000003", "SLES", "Linux") + "]}"));
        aws.answer(
                "GetResources",
                new Recorded("{\"ResourceTagMappingList\":[{\"ResourceARN\":"
                        + "\"arn:aws:ssm:eu-central-1:111122223333:managed-instance/mi-00000000000000001\","
                        + "\"Tags\":[{\"Key\":\"PatchGroup\",\"Value\":\"Production\"}]}]}"));

        judgedBy("pb-0123456789abcdef0", BASELINE, "pb-0123fdb36e334a3b2");
        assertEquals(Set.of(), foreign());

        judgedBy("pb-other", "pb-other", "pb-other");
        assertEquals(Set.of("mi-00000000000000001", "mi-00000000000000002", "mi-00000000000000003"), foreign());
    }

    private static String property(String id, String name, String type) {
        return "{\"InstanceId\":\"" + id + "\",\"PingStatus\":\"Online\",\"PlatformName\":\"" + name
                + "\",\"PlatformType\":\"" + type + "\",\"ResourceType\":\"ManagedInstance\"}";
    }

    private void judgedBy(String... baselines) {
        StringBuilder states = new StringBuilder();
        for (int i = 0; i < baselines.length; i++) {
            states.append(i == 0 ? "" : ",")
                    .append("{\"InstanceId\":\"mi-0000000000000000")
                    .append(i + 1)
                    .append("\",\"PatchGroup\":\"\",\"BaselineId\":\"")
                    .append(baselines[i])
                    .append("\",\"OperationStartTime\":1,\"OperationEndTime\":1,\"Operation\":\"Scan\","
                            + "\"MissingCount\":0,\"FailedCount\":0}");
        }
        aws.answer("DescribeInstancePatchStates", new Recorded("{\"InstancePatchStates\":[" + states + "]}"));
    }

    private Set<String> foreign() {
        return aws.fleet()
                .compliance()
                .collect()
                .nodes()
                .filter(node -> node.facts().contains(NodeCompliance.Fact.FOREIGN_BASELINE))
                .map(node -> node.node().id().id())
                .collect(toSet());
    }

    /** All that is there of the baseline, by path: what would be gone if nothing were declared. */
    private Map<String, String> shown() {
        return baseline(aws.fleet().planDestroy(spec(0))).fields().stream()
                .collect(toMap(Field::path, field -> field.before().orElseThrow()));
    }

    private static Change baseline(FleetPlan plan) {
        return plan.changes().stream()
                .filter(change -> change.kind().equals("patchBaseline"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(plan));
    }

    private static FleetSpec spec(int days) {
        return declared(days).build();
    }

    private static FleetSpec.Builder declared(int days) {
        return FleetSpec.builder(RecordedFleet.SPEC)
                .baseline(
                        "MyWindowsPatchBaseline",
                        OperatingSystem.WINDOWS,
                        b -> b.description("Patches for Windows Servers")
                                .approve(r -> r.product("WindowsServer2016")
                                        .afterDays(days)
                                        .complianceLevel(ComplianceLevel.CRITICAL)));
    }
}
