package io.patchfleet.simulator.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Whatever two calls say of one node is the same. */
@ParameterizedClass
@ValueSource(longs = {3, 77, 2026})
class AgreementTest {

    @Parameter
    long seed;

    private Caller caller = Caller.ofBelievable(0, 0);

    @BeforeEach
    void createWorld() {
        caller = Caller.ofBelievable(seed, 300);
    }

    @Test
    void theCountsOfANodeAreThoseOfItsRows() {
        for (JsonNode state : states().values()) {
            Map<String, Long> rows = rows(state.path("InstanceId").asString()).stream()
                    .collect(Collectors.groupingBy(row -> row.path("State").asString(), Collectors.counting()));
            for (String name : List.of(
                    "Installed",
                    "InstalledOther",
                    "InstalledPendingReboot",
                    "InstalledRejected",
                    "Missing",
                    "Failed")) {
                assertEquals(state.path(name + "Count").asLong(), rows.getOrDefault(name, 0L), name + " in " + state);
            }
        }
    }

    @Test
    void summariesCallANodeCompliantExactlyWhenItsCountsDo() {
        Map<String, JsonNode> states = states();
        Map<String, JsonNode> summaries = byId(
                caller.all(
                        "ssm:ListResourceComplianceSummaries",
                        "{'Filters':[{'Key':'ComplianceType','Values':['Patch'],'Type':'EQUAL'}]}",
                        "ResourceComplianceSummaryItems"),
                "ResourceId");
        assertEquals(states.keySet(), summaries.keySet());
        states.forEach((id, state) -> {
            int bad = state.path("CriticalNonCompliantCount").asInt()
                    + state.path("SecurityNonCompliantCount").asInt()
                    + state.path("OtherNonCompliantCount").asInt();
            JsonNode summary = in(summaries, id);
            assertEquals(
                    bad == 0 ? "COMPLIANT" : "NON_COMPLIANT",
                    summary.path("Status").asString(),
                    id);
            int critical = summary.at("/NonCompliantSummary/SeveritySummary/CriticalCount")
                    .asInt();
            assertTrue(critical >= state.path("CriticalNonCompliantCount").asInt(), id);
        });
    }

    @Test
    void complianceItemsAreTheRowsThatAreListed() {
        for (String id : states().keySet()) {
            List<String> items = caller
                    .all(
                            "ssm:ListComplianceItems",
                            "{'ResourceIds':['" + id + "'],'Filters':[{'Key':'ComplianceType','Values':['Patch']}]}",
                            "ComplianceItems")
                    .stream()
                    .map(item -> item.path("Id").asString()
                            + item.at("/Details/PatchState").asString())
                    .sorted()
                    .toList();
            List<String> rows = rows(id).stream()
                    .filter(row -> !row.path("State").asString().equals("NotApplicable"))
                    .map(row -> row.path("KBId").asString() + row.path("State").asString())
                    .sorted()
                    .toList();
            assertEquals(rows, items, id);
        }
    }

    @Test
    void inventorySaysWhatThePatchStatesSay() {
        Map<String, JsonNode> states = states();
        Map<String, JsonNode> inventory = byId(
                caller.all("ssm:GetInventory", "{'ResultAttributes':[{'TypeName':'AWS:PatchSummary'}]}", "Entities"),
                "Id");
        assertEquals(states.keySet(), inventory.keySet());
        states.forEach((id, state) -> {
            JsonNode content = in(inventory, id)
                    .path("Data")
                    .path("AWS:PatchSummary")
                    .path("Content")
                    .get(0);
            for (String name : List.of("MissingCount", "InstalledCount", "BaselineId", "PatchGroup", "SnapshotId")) {
                assertEquals(state.path(name).asString(), content.path(name).asString(), name + " of " + id);
            }
        });
    }

    @Test
    void aGroupsStatesAndCountersAreThoseOfItsNodes() {
        Map<String, List<JsonNode>> byGroup = states().values().stream()
                .collect(Collectors.groupingBy(state -> state.path("PatchGroup").asString()));
        byGroup.forEach((group, members) -> {
            if (group.isEmpty()) {
                return;
            }
            List<JsonNode> listed = caller.all(
                    "ssm:DescribeInstancePatchStatesForPatchGroup",
                    "{'PatchGroup':'" + group + "'}",
                    "InstancePatchStates");
            assertEquals(byId(members, "InstanceId"), byId(listed, "InstanceId"), group);
            JsonNode counters = caller.call("ssm:DescribePatchGroupState", "{'PatchGroup':'" + group + "'}");
            assertEquals(members.size(), counters.path("Instances").asInt(), group);
            long missing = members.stream()
                    .filter(state -> state.path("MissingCount").asInt() > 0)
                    .count();
            assertEquals(missing, counters.path("InstancesWithMissingPatches").asLong(), group);
        });
        assertTrue(byGroup.size() > 3, "groups: " + byGroup.keySet());
    }

    @Test
    void thePropertiesOfANodeAreThoseOfItsInformation() {
        Map<String, JsonNode> information = information();
        Map<String, JsonNode> properties = byId(
                caller.all("ssm:DescribeInstanceProperties", "{'MaxResults':1000}", "InstanceProperties"),
                "InstanceId");
        assertTrue(properties.keySet().containsAll(information.keySet()));
        information.forEach((id, node) -> {
            for (String name : List.of("PingStatus", "PlatformName", "AgentVersion", "ComputerName", "IPAddress")) {
                assertEquals(node.path(name), in(properties, id).path(name), name + " of " + id);
            }
        });
        properties.forEach((id, node) -> {
            boolean stopped = node.path("InstanceState").asString("").equals("stopped");
            assertEquals(stopped, !information.containsKey(id), id);
        });
    }

    @Test
    void everyManagedInstanceIsOneThatEc2KnowsAndEveryHybridNodeIsNot() {
        Map<String, JsonNode> instances = new HashMap<>();
        caller.all("ec2:DescribeInstances", "{}", "Reservations")
                .forEach(reservation -> reservation
                        .path("Instances")
                        .forEach(instance ->
                                instances.put(instance.path("InstanceId").asString(), instance)));
        information().forEach((id, node) -> {
            boolean hybrid = node.path("ResourceType").asString().equals("ManagedInstance");
            assertEquals(!hybrid, instances.containsKey(id), id);
            assertEquals(hybrid, id.startsWith("mi-"), id);
            if (!hybrid) {
                assertEquals("running", in(instances, id).at("/State/Name").asString(), id);
                assertEquals(node.path("IPAddress"), in(instances, id).path("PrivateIpAddress"), id);
            }
        });
    }

    @Test
    void tagsAreTheSameWhereverTheyAreRead() {
        Map<String, JsonNode> tagged = new HashMap<>();
        for (JsonNode resource : resources()) {
            String arn = resource.path("ResourceARN").asString();
            tagged.put(arn.substring(arn.indexOf('/') + 1), resource.path("Tags"));
        }
        caller.all("ec2:DescribeInstances", "{}", "Reservations")
                .forEach(reservation -> reservation.path("Instances").forEach(instance -> {
                    if (!instance.at("/State/Name").asString().equals("terminated")) {
                        String id = instance.path("InstanceId").asString();
                        assertEquals(instance.path("Tags"), tagged.remove(id), id);
                    }
                }));
        assertFalse(tagged.isEmpty(), "hybrid nodes");
        tagged.forEach((id, tags) -> assertEquals(
                tags,
                caller.call("ssm:ListTagsForResource", "{'ResourceType':'ManagedInstance','ResourceId':'" + id + "'}")
                        .path("TagList"),
                id));
    }

    private List<JsonNode> resources() {
        List<JsonNode> resources = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    caller.call("tagging:GetResources", "{'ResourcesPerPage':100,'PaginationToken':'" + token + "'}");
            page.path("ResourceTagMappingList").forEach(resources::add);
            token = page.path("PaginationToken").asString();
        } while (!token.isEmpty());
        return resources;
    }

    private Map<String, JsonNode> information() {
        return byId(
                caller.all("ssm:DescribeInstanceInformation", "{'MaxResults':50}", "InstanceInformationList"),
                "InstanceId");
    }

    private Map<String, JsonNode> states() {
        return byId(caller.patchStates(), "InstanceId");
    }

    private List<JsonNode> rows(String id) {
        return caller.all("ssm:DescribeInstancePatches", "{'InstanceId':'" + id + "'}", "Patches");
    }

    private static Map<String, JsonNode> byId(List<JsonNode> items, String member) {
        return items.stream().collect(Collectors.toMap(item -> item.path(member).asString(), Function.identity()));
    }

    private static JsonNode in(Map<String, JsonNode> items, String id) {
        return items.getOrDefault(id, MissingNode.getInstance());
    }
}
