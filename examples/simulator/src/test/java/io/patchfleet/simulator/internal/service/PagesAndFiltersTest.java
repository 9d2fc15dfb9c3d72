package io.patchfleet.simulator.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.simulator.internal.world.NodeSpec;
import io.patchfleet.simulator.internal.world.Power;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PagesAndFiltersTest {

    // --- Tokens

    @Test
    void pagesHoldEveryNodeOnceAndAreAsLongAsAskedFor() {
        Caller caller = Caller.ofBelievable(5, 333);
        List<JsonNode> all =
                caller.all("ssm:DescribeInstanceInformation", "{'MaxResults':7}", "InstanceInformationList");
        Set<String> distinct = new HashSet<>();
        all.forEach(node -> distinct.add(node.path("InstanceId").asString()));
        assertEquals(all.size(), distinct.size());
        assertEquals(
                all.size(),
                caller.all("ssm:DescribeInstanceInformation", "{'MaxResults':50}", "InstanceInformationList")
                        .size());
        assertEquals(
                7,
                page(caller, "{'MaxResults':7}").path("InstanceInformationList").size());
        assertEquals(10, page(caller, "{}").path("InstanceInformationList").size());
    }

    @Test
    void theLastPageHasNoTokenEvenIfItIsFull() {
        Caller caller = Caller.ofNodes(node -> {}, node -> {}, node -> {}, node -> {}, node -> {});
        ObjectNode page = page(caller, "{'MaxResults':5}");
        assertEquals(5, page.path("InstanceInformationList").size());
        assertFalse(page.has("NextToken"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "another operation  | ssm:DescribeInstanceProperties  | {'NextToken':'TOKEN'}",
                "another filter     | ssm:DescribeInstanceInformation | {'NextToken':'TOKEN','Filters':[{'Key':'PingStatus','Values':['Online']}]}",
                "a token of no use  | ssm:DescribeInstanceInformation | {'NextToken':'bm90IGEgdG9rZW4='}",
                "a changed token    | ssm:DescribeInstanceInformation | {'NextToken':'ATOKEN'}"
            })
    void aTokenIsGoodForItsOwnCallOnly(String why, String operation, String input) {
        Caller caller = Caller.ofBelievable(5, 60);
        String token = page(caller, "{}").path("NextToken").asString();
        AwsRefusal refusal = caller.refusal(operation, input.replace("TOKEN", token));
        assertEquals("InvalidNextToken", refusal.code(), why);
    }

    @Test
    void aTokenIsGoodForAQuarterOfAnHour() {
        Caller caller = Caller.ofBelievable(5, 60);
        String next = "{'NextToken':'" + page(caller, "{}").path("NextToken").asString() + "'}";
        caller.pass(Duration.ofMinutes(15));
        assertEquals(10, page(caller, next).path("InstanceInformationList").size());
        caller.pass(Duration.ofSeconds(1));
        assertEquals(
                "InvalidNextToken",
                caller.refusal("ssm:DescribeInstanceInformation", next).code());
    }

    @Test
    void taggingEndsWithAnEmptyTokenAndNamesAnExpiredOne() {
        Caller caller = Caller.ofBelievable(5, 60);
        ObjectNode first = caller.call("tagging:GetResources", "{'ResourcesPerPage':40}");
        String next = "{'ResourcesPerPage':40,'PaginationToken':'"
                + first.path("PaginationToken").asString() + "'}";
        assertEquals(
                "",
                caller.call("tagging:GetResources", next)
                        .path("PaginationToken")
                        .asString());
        caller.pass(Duration.ofMinutes(16));
        assertEquals(
                "PaginationTokenExpiredException",
                caller.refusal("tagging:GetResources", next).code());
    }

    // --- Managed nodes

    @Test
    void informationLeavesOutStoppedNodesAndPropertiesShowThem() {
        Caller caller = Caller.ofNodes(node -> {}, node -> node.power(Power.STOPPED));
        assertEquals(1, page(caller, "{}").path("InstanceInformationList").size());
        List<JsonNode> properties = caller.all("ssm:DescribeInstanceProperties", "{}", "InstanceProperties");
        assertEquals("stopped", properties.get(1).path("InstanceState").asString());
    }

    @Test
    void bothFormsOfTheFilterFindTheSameAndTheyDoNotMix() {
        Caller caller = Caller.ofNodes(node -> {}, NodeSpec::agentLost, NodeSpec::hybrid);
        String old = "'InstanceInformationFilterList':[{'key':'PingStatus','valueSet':['Online']}]";
        String current = "'Filters':[{'Key':'PingStatus','Values':['Online']}]";
        assertEquals(
                2, page(caller, "{" + old + "}").path("InstanceInformationList").size());
        assertEquals(page(caller, "{" + old + "}"), page(caller, "{" + current + "}"));
        assertEquals(
                "ValidationException",
                caller.refusal("ssm:DescribeInstanceInformation", "{" + old + "," + current + "}")
                        .code());
    }

    @Test
    void aTagFilterStandsAlone() {
        Caller caller = Caller.ofNodes(node -> node.tag("Team", "payments"), node -> {});
        String tag = "{'Key':'tag:Team','Values':['payments']}";
        assertEquals(
                1,
                page(caller, "{'Filters':[" + tag + "]}")
                        .path("InstanceInformationList")
                        .size());
        assertEquals(
                "ValidationException",
                caller.refusal(
                                "ssm:DescribeInstanceInformation",
                                "{'Filters':[" + tag + ",{'Key':'PingStatus','Values':['Online']}]}")
                        .code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "InvalidFilterKey                      | ssm:DescribeInstanceInformation | {'Filters':[{'Key':'Colour','Values':['red']}]}",
                "InvalidInstanceInformationFilterValue | ssm:DescribeInstanceInformation | {'Filters':[{'Key':'PingStatus','Values':['Asleep']}]}",
                "InvalidInstancePropertyFilterValue    | ssm:DescribeInstanceProperties  | {'InstancePropertyFilterList':[{'key':'PingStatus','valueSet':['Asleep']}]}",
                "InvalidFilter                         | ssm:DescribeInstancePatches     | {'InstanceId':'NODE','Filters':[{'Key':'Colour','Values':['red']}]}",
                "InvalidInstanceId                     | ssm:DescribeInstancePatches     | {'InstanceId':'i-0123456789abcdef0'}",
                "InvalidFilter                         | ssm:DescribeInstancePatchStatesForPatchGroup | {'PatchGroup':'a','Filters':[{'Key':'Colour','Values':['1'],'Type':'Equal'}]}",
                "InvalidFilter                         | ssm:ListResourceComplianceSummaries | {'Filters':[{'Key':'Colour','Values':['red']}]}",
                "InvalidResourceId                     | ssm:ListComplianceItems         | {'ResourceIds':['i-0123456789abcdef0']}",
                "ValidationException                   | ssm:ListComplianceItems         | {'ResourceIds':['NODE','i-0123456789abcdef0']}",
                "DoesNotExistException                 | ssm:GetPatchBaseline            | {'BaselineId':'pb-0123456789abcdef0'}",
                "InvalidResourceId                     | ssm:ListTagsForResource         | {'ResourceType':'ManagedInstance','ResourceId':'NODE'}",
                "InvalidParameterCombination           | ec2:DescribeInstances           | {'InstanceIds':['NODE'],'MaxResults':10}",
                "InvalidParameterValue                 | ec2:DescribeInstances           | {'MaxResults':4}",
                "InvalidInstanceID.NotFound            | ec2:DescribeInstances           | {'InstanceIds':['i-0123456789abcdef0']}",
                "InvalidInstanceID.Malformed           | ec2:DescribeInstances           | {'InstanceIds':['web-1']}",
                "InvalidPaginationToken                | ec2:DescribeInstances           | {'MaxResults':5,'NextToken':'abc'}",
                "DryRunOperation                       | ec2:DescribeInstances           | {'DryRun':true}",
                "InvalidParameterException             | tagging:GetResources            | {'ResourcesPerPage':101}"
            })
    void whatAwsRefusesIsRefusedByItsName(String code, String operation, String input) {
        Caller caller = Caller.ofNodes(node -> {});
        String node = caller.scope().nodes().get(0).id();
        assertEquals(
                code, caller.refusal(operation, input.replace("NODE", node)).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hypervisor      | ec2:DescribeInstances | {'Filters':[{'Name':'hypervisor','Values':['xen']}]}",
                "AWS:Application | ssm:GetInventory      | {'ResultAttributes':[{'TypeName':'AWS:Application'}]}",
                "Aggregators     | ssm:GetInventory      | {'Aggregators':[{'Expression':'AWS:InstanceInformation.PlatformType'}]}",
                "TagsPerPage     | tagging:GetResources  | {'TagsPerPage':100}"
            })
    void whatIsNotPlayedIsNamed(String named, String operation, String input) {
        Caller caller = Caller.ofNodes(node -> {});
        NotPlayedException refusal = assertThrows(NotPlayedException.class, () -> caller.call(operation, input));
        assertTrue(refusal.what().contains(named), refusal.what());
    }

    // --- Patches

    @Test
    void rowsAreFilteredByStateAndOnlyWhatIsLackingNamesItsCves() {
        Caller caller = Caller.ofNodes(node -> node.missing(List.of("openssh-server")));
        String id = caller.scope().nodes().get(0).id();
        List<JsonNode> missing = caller.all(
                "ssm:DescribeInstancePatches",
                "{'InstanceId':'" + id + "','Filters':[{'Key':'State','Values':['Missing']}]}",
                "Patches");
        assertEquals(1, missing.size());
        assertEquals("openssh-server.x86_64", missing.get(0).path("KBId").asString());
        assertEquals("CVE-2024-6387", missing.get(0).path("CVEIds").asString());
        assertEquals(0, missing.get(0).path("InstalledTime").asInt(-1));
        List<JsonNode> installed = caller.all(
                "ssm:DescribeInstancePatches",
                "{'InstanceId':'" + id + "','Filters':[{'Key':'State','Values':['Installed']}]}",
                "Patches");
        assertTrue(installed.size() > 5);
        assertTrue(installed.stream().noneMatch(row -> row.has("CVEIds")));
    }

    @Test
    void aGroupsStatesAreFilteredByTheirCounts() {
        Caller caller = Caller.ofNodes(node -> node.tag("Patch Group", "Testing"), node -> {
            node.tag("PatchGroup", "Testing");
            node.missing(List.of("openssh-server", "kernel"));
        });
        for (String condition : List.of(
                "'Values':['2'],'Type':'Equal'",
                "'Values':['1'],'Type':'GreaterThan'",
                "'Values':['0'],'Type':'NotEqual'")) {
            List<JsonNode> states = caller.all(
                    "ssm:DescribeInstancePatchStatesForPatchGroup",
                    "{'PatchGroup':'Testing','Filters':[{'Key':'MissingCount'," + condition + "}]}",
                    "InstancePatchStates");
            assertEquals(
                    List.of(caller.scope().nodes().get(1).id()),
                    states.stream()
                            .map(state -> state.path("InstanceId").asString())
                            .toList(),
                    condition);
        }
    }

    // --- Baselines

    @Test
    void everyOperatingSystemHasADefaultThatBelongsToAws() {
        Caller caller = Caller.ofNodes();
        List<JsonNode> all = caller.all("ssm:DescribePatchBaselines", "{}", "BaselineIdentities");
        List<JsonNode> defaults = all.stream()
                .filter(each -> each.path("DefaultBaseline").asBoolean())
                .toList();
        assertEquals(15, defaults.size());
        for (JsonNode baseline : defaults) {
            String system = baseline.path("OperatingSystem").asString();
            JsonNode answer = caller.call("ssm:GetDefaultPatchBaseline", "{'OperatingSystem':'" + system + "'}");
            assertEquals(baseline.path("BaselineId"), answer.path("BaselineId"), system);
            assertTrue(answer.path("BaselineId").asString().startsWith("arn:aws:ssm:eu-central-1:"), system);
        }
        assertEquals(
                "WINDOWS",
                caller.call("ssm:GetDefaultPatchBaseline", "{}")
                        .path("OperatingSystem")
                        .asString());
    }

    @Test
    void baselinesAreFilteredByOwnerNameAndOperatingSystem() {
        Caller caller = Caller.ofNodes();
        List<JsonNode> own = caller.all(
                "ssm:DescribePatchBaselines",
                "{'Filters':[{'Key':'OWNER','Values':['Self']},{'Key':'OPERATING_SYSTEM','Values':['WINDOWS']},"
                        + "{'Key':'NAME_PREFIX','Values':['corp-']}]}",
                "BaselineIdentities");
        assertEquals(2, own.size());
        JsonNode whole = caller.call(
                "ssm:GetPatchBaseline",
                "{'BaselineId':'" + own.get(0).path("BaselineId").asString() + "'}");
        assertEquals(
                21, whole.at("/ApprovalRules/PatchRules/0/ApproveAfterDays").asInt());
        assertEquals("Production", whole.at("/PatchGroups/0").asString());
    }

    @Test
    void aGroupThatNobodyRegisteredHasTheDefaultBaseline() {
        Caller caller = Caller.ofNodes();
        String unknown = caller.call(
                        "ssm:GetPatchBaselineForPatchGroup",
                        "{'PatchGroup':'Nobody','OperatingSystem':'AMAZON_LINUX_2023'}")
                .path("BaselineId")
                .asString();
        String known = caller.call(
                        "ssm:GetPatchBaselineForPatchGroup",
                        "{'PatchGroup':'Production','OperatingSystem':'AMAZON_LINUX_2023'}")
                .path("BaselineId")
                .asString();
        assertTrue(unknown.startsWith("arn:"), unknown);
        assertTrue(known.startsWith("pb-"), known);
        assertEquals(
                "corp-al2023-production",
                caller.call("ssm:GetPatchBaseline", "{'BaselineId':'" + known + "'}")
                        .path("Name")
                        .asString());
    }

    // --- EC2

    @Test
    void instancesAreFilteredWithWildcardsAndAnded() {
        Caller caller = Caller.ofNodes(
                node -> node.tag("Name", "web-prod-01"), node -> node.tag("Name", "web-test-01"), node -> {
                    node.tag("Name", "web-prod-02");
                    node.power(Power.STOPPED);
                });
        assertEquals(
                1,
                reservations(
                        caller,
                        "{'Name':'tag:Name','Values':['web-prod-*']},{'Name':'instance-state-name','Values':['running']}"));
        assertEquals(2, reservations(caller, "{'Name':'tag:Name','Values':['web-prod-0?']}"));
        assertEquals(0, reservations(caller, "{'Name':'tag:Name','Values':['web-prod-0\\\\?']}"));
        assertEquals(0, reservations(caller, "{'Name':'vpc-id','Values':['vpc-0']}"));
    }

    @Test
    void regionsAreThoseThatTheAccountsCanUseUnlessAllAreAskedFor() {
        Caller caller = Caller.ofBelievable(1, 0, List.of("eu-central-1", "eu-south-1"));
        List<JsonNode> usable = caller.all("ec2:DescribeRegions", "{}", "Regions");
        assertEquals(18, usable.size());
        List<JsonNode> optedIn = caller.all(
                "ec2:DescribeRegions", "{'Filters':[{'Name':'opt-in-status','Values':['opted-in']}]}", "Regions");
        assertEquals("eu-south-1", optedIn.get(0).path("RegionName").asString());
        List<JsonNode> all = caller.all("ec2:DescribeRegions", "{'AllRegions':true}", "Regions");
        assertTrue(all.stream()
                .anyMatch(region -> region.path("OptInStatus").asString().equals("not-opted-in")));
        assertTrue(all.stream()
                .noneMatch(region -> region.path("RegionName").asString().startsWith("us-gov-")));
    }

    @Test
    void aRegionThatTheAccountHasNotEnabledKnowsNobody() {
        Caller caller = Caller.ofBelievable(1, 0);
        assertEquals(
                "UnrecognizedClientException",
                caller.in("ap-east-1")
                        .refusal("ssm:DescribeInstanceInformation", "{}")
                        .code());
        assertEquals(
                List.of(),
                caller.in("us-west-2").all("ssm:DescribeInstanceInformation", "{}", "InstanceInformationList"));
    }

    private static int reservations(Caller caller, String filters) {
        return caller.all("ec2:DescribeInstances", "{'Filters':[" + filters + "]}", "Reservations")
                .size();
    }

    private static ObjectNode page(Caller caller, String input) {
        return caller.call("ssm:DescribeInstanceInformation", input);
    }
}
