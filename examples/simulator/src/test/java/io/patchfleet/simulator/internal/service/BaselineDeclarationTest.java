package io.patchfleet.simulator.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.NodeSpec;
import io.patchfleet.simulator.internal.world.PatchState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BaselineDeclarationTest {

    private static final String UNKNOWN = "pb-0123456789abcdef0";
    private static final String RULES =
            "'ApprovalRules':{'PatchRules':[{'PatchFilterGroup':{'PatchFilters':[{'Key':'CLASSIFICATION','Values':"
                    + "['Security']}]},'ComplianceLevel':'HIGH','ApproveAfterDays':3,'EnableNonSecurity':true}]}";

    private final Caller caller = Caller.ofUntouched();

    // --- Creating and updating

    @Test
    void everythingThatWasGivenIsGivenBack() {
        String said = "'Name':'linux','Description':'All of it','GlobalFilters':{'PatchFilters':[{'Key':'PRODUCT',"
                + "'Values':['AmazonLinux2023']}]}," + RULES
                + ",'ApprovedPatches':['openssh*'],'ApprovedPatchesComplianceLevel':'CRITICAL',"
                + "'ApprovedPatchesEnableNonSecurity':true,'RejectedPatches':['telnet'],'RejectedPatchesAction':'BLOCK',"
                + "'Sources':[{'Name':'own','Products':['AmazonLinux2023'],'Configuration':'[own]'}]";
        String id = create("{'OperatingSystem':'AMAZON_LINUX_2023'," + said + "}");
        ObjectNode baseline = get(id);
        assertEquals(Answer.seconds(Caller.START), baseline.path("CreatedDate").decimalValue());
        ObjectNode expected = baseline.deepCopy().retain("BaselineId", "PatchGroups", "CreatedDate", "ModifiedDate");
        expected.setAll(Caller.json("{'OperatingSystem':'AMAZON_LINUX_2023'," + said + "}"));
        assertEquals(expected, baseline);
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        ObjectNode baseline = get(create("{'Name':'bare'}"));
        assertEquals("WINDOWS", baseline.path("OperatingSystem").asString());
        assertEquals(
                "UNSPECIFIED", baseline.path("ApprovedPatchesComplianceLevel").asString());
        assertEquals(
                "ALLOW_AS_DEPENDENCY", baseline.path("RejectedPatchesAction").asString());
        assertEquals(
                "COMPLIANT",
                baseline.path("AvailableSecurityUpdatesComplianceStatus").asString());
        assertFalse(baseline.has("Description"));
    }

    @Test
    void anUpdateChangesWhatItNamesAndReplaceTakesTheRestBackToItsDefaults() {
        String id = create("{'OperatingSystem':'UBUNTU','Name':'first','Description':'d','RejectedPatches':['a']}");
        caller.pass(Duration.ofHours(1));
        ObjectNode updated = caller.call(
                "ssm:UpdatePatchBaseline", "{'BaselineId':'" + id + "','Name':'second','ApprovedPatches':['b']}");
        assertEquals("second d [\"a\"] [\"b\"]", summary(updated));
        assertEquals(Answer.seconds(Caller.START), updated.path("CreatedDate").decimalValue());
        assertEquals(Answer.seconds(caller.now()), updated.path("ModifiedDate").decimalValue());
        caller.call("ssm:UpdatePatchBaseline", "{'BaselineId':'" + id + "','RejectedPatches':[]}");
        assertEquals("second d [] [\"b\"]", summary(get(id)));
        caller.call("ssm:UpdatePatchBaseline", "{'BaselineId':'" + id + "','Name':'third','Replace':true}");
        assertEquals("third - [] []", summary(get(id)));
    }

    private static String summary(JsonNode baseline) {
        return baseline.path("Name").asString() + " "
                + baseline.path("Description").asString("-") + " " + baseline.path("RejectedPatches") + " "
                + baseline.path("ApprovedPatches");
    }

    @Test
    void aClientTokenCreatesOnceAndOnlyWhatItCreatedFirst() {
        String request = "{'Name':'once','ClientToken':'t','Tags':[{'Key':'a','Value':'b'}]}";
        String id = create(request);
        assertEquals(id, create(request));
        assertEquals(1, own().size());
        assertEquals(
                "IdempotentParameterMismatch",
                caller.refusal("ssm:CreatePatchBaseline", "{'Name':'other','ClientToken':'t'}")
                        .code());
        assertTrue(!id.equals(create("{'Name':'once','ClientToken':'u','Tags':[{'Key':'a','Value':'b'}]}")));
    }

    @Test
    void anAccountHasFiftyBaselinesInARegionAndEachHasTwentyFiveGroups() {
        IntStream.range(0, 50).forEach(index -> create("{'Name':'baseline-" + index + "'}"));
        assertEquals(
                "ResourceLimitExceededException",
                caller.refusal("ssm:CreatePatchBaseline", "{'Name':'one-more'}").code());
        String id = own().get(0).path("BaselineId").asString();
        IntStream.range(0, 25).forEach(index -> register("group-" + index, id));
        assertEquals(
                "ResourceLimitExceededException", registering("one-more", id).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UBUNTU                  | {'Key':'CLASSIFICATION','Values':['Security']} | 'ApproveAfterDays':0 | Invalid Filter Key: CLASSIFICATION for OperatingSystem: UBUNTU, valid keys are: PRODUCT, PRIORITY, SECTION",
                "WINDOWS                 | {'Key':'SEVERITY','Values':['Critical']}       | 'ApproveAfterDays':0 | Invalid Filter Key: SEVERITY for OperatingSystem: WINDOWS, valid keys are: PRODUCT, PRODUCT_FAMILY, CLASSIFICATION, MSRC_SEVERITY, PATCH_SET",
                "AMAZON_LINUX_2          | {'Key':'PRODUCT','Values':['All']}             | 'ApproveAfterDays':0 | Invalid Filter Value: All for Key: PRODUCT, valid values are: AmazonLinux2, AmazonLinux2.0",
                "REDHAT_ENTERPRISE_LINUX | {'Key':'PRODUCT','Values':['*']}               | 'EnableNonSecurity':true | Either ApproveAfterDays or ApproveUntilDate must be specified.",
                "REDHAT_ENTERPRISE_LINUX | {'Key':'PRODUCT','Values':['*']}               | 'ApproveAfterDays':1,'ApproveUntilDate':'2026-01-01' | ApproveAfterDays and ApproveUntilDate can't be specified together.",
                "REDHAT_ENTERPRISE_LINUX | {'Key':'PRODUCT','Values':['*']}               | 'ApproveUntilDate':'01.02.2026' | Invalid ApproveUntilDate: 01.02.2026, the format is YYYY-MM-DD"
            })
    void aRuleThatTheOperatingSystemDoesNotKnowIsRefused(String system, String filter, String rest, String message) {
        AwsRefusal refusal = caller.refusal(
                "ssm:CreatePatchBaseline",
                "{'Name':'wrong','OperatingSystem':'" + system + "','ApprovalRules':{'PatchRules':[{'PatchFilterGroup':"
                        + "{'PatchFilters':[" + filter + "]}," + rest + "}]}}");
        assertEquals("ValidationException", refusal.code());
        assertEquals(message, refusal.words());
    }

    @Test
    void theProductsOfApplicationsAreKnownWhereTheirPatchSetIsNamed() {
        create(
                "{'Name':'office','ApprovalRules':{'PatchRules':[{'PatchFilterGroup':{'PatchFilters':[{'Key':'PATCH_SET',"
                        + "'Values':['APPLICATION']},{'Key':'PRODUCT','Values':['Office 2016']}]},'ApproveAfterDays':7}]}}");
        assertEquals(1, own().size());
    }

    @Test
    void theValuesOfAFilterAreListed() {
        List<JsonNode> values = caller.all(
                "ssm:DescribePatchProperties",
                "{'OperatingSystem':'UBUNTU','Property':'PRIORITY','MaxResults':2}",
                "Properties");
        assertEquals(
                List.of("Required", "Important", "Standard", "Optional", "Extra"),
                values.stream().map(value -> value.path("Name").asString()).toList());
    }

    // --- Groups and defaults

    @Test
    void aGroupHasOneBaselineForEachOperatingSystem() {
        String first = create("{'Name':'first','OperatingSystem':'UBUNTU'}");
        String second = create("{'Name':'second','OperatingSystem':'UBUNTU'}");
        String windows = create("{'Name':'windows'}");
        register("web", first);
        register("web", first);
        register("web", windows);
        AwsRefusal refusal = registering("web", second);
        assertEquals("AlreadyExistsException", refusal.code());
        assertEquals(
                "Patch Group baseline already has a baseline registered for OperatingSystem UBUNTU.", refusal.words());
        deregister("web", second);
        assertEquals(first, ofGroup("web", "UBUNTU"));
        deregister("web", first);
        register("web", second);
        assertEquals(second, ofGroup("web", "UBUNTU"));
        assertEquals(windows, ofGroup("web", "WINDOWS"));
        assertEquals("[\"web\"]", get(second).path("PatchGroups").toString());
        assertEquals(2, caller.all("ssm:DescribePatchGroups", "{}", "Mappings").size());
    }

    @Test
    void aBaselineIsDeletedOnceNothingUsesIt() {
        String id = create("{'Name':'used'}");
        register("web", id);
        String request = "{'BaselineId':'" + id + "'}";
        AwsRefusal refusal = caller.refusal("ssm:DeletePatchBaseline", request);
        assertEquals("ResourceInUseException", refusal.code());
        assertEquals("PatchBaseline to be deleted is used for Patch Group: web", refusal.words());
        deregister("web", id);
        String before = caller.call("ssm:GetDefaultPatchBaseline", "{}")
                .path("BaselineId")
                .asString();
        caller.call("ssm:RegisterDefaultPatchBaseline", request);
        assertEquals(
                "ResourceInUseException",
                caller.refusal("ssm:DeletePatchBaseline", request).code());
        caller.call("ssm:RegisterDefaultPatchBaseline", "{'BaselineId':'" + before + "'}");
        assertEquals(
                id,
                caller.call("ssm:DeletePatchBaseline", request)
                        .path("BaselineId")
                        .asString());
        assertEquals(
                id,
                caller.call("ssm:DeletePatchBaseline", request)
                        .path("BaselineId")
                        .asString());
        assertEquals(
                "DoesNotExistException",
                caller.refusal("ssm:GetPatchBaseline", request).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ssm:GetPatchBaseline                     | {'BaselineId':'" + UNKNOWN + "'}",
                "ssm:UpdatePatchBaseline                  | {'BaselineId':'" + UNKNOWN + "'}",
                "ssm:RegisterDefaultPatchBaseline         | {'BaselineId':'" + UNKNOWN + "'}",
                "ssm:RegisterPatchBaselineForPatchGroup   | {'BaselineId':'" + UNKNOWN + "','PatchGroup':'web'}",
                "ssm:DeregisterPatchBaselineForPatchGroup | {'BaselineId':'" + UNKNOWN + "','PatchGroup':'web'}"
            })
    void aBaselineThatDoesNotExistIsRefused(String operation, String request) {
        AwsRefusal refusal = caller.refusal(operation, request);
        assertEquals("DoesNotExistException", refusal.code());
        assertEquals("Patch Baseline to be retrieved does not exist.", refusal.words());
    }

    // --- What follows from it

    @Test
    void whatANodeMissesFollowsTheBaselineOfItsGroup() {
        Caller fleet = Caller.ofUntouched(node -> node.tag("PatchGroup", "web"));
        Node node = fleet.scope().nodes().get(0);
        String everything = fleet.call(
                        "ssm:CreatePatchBaseline",
                        "{'Name':'everything','OperatingSystem':'"
                                + node.product().operatingSystem()
                                + "','ApprovalRules':{'PatchRules':[{'PatchFilterGroup':{'PatchFilters':[]},"
                                + "'ApproveAfterDays':0,'EnableNonSecurity':true}]}}")
                .path("BaselineId")
                .asString();
        long byDefault = missing(fleet, node);
        fleet.call("ssm:RegisterPatchBaselineForPatchGroup", "{'BaselineId':'" + everything + "','PatchGroup':'web'}");
        long all = missing(fleet, node);
        assertTrue(all > byDefault, "more is approved, so more is missing");
        fleet.call(
                "ssm:UpdatePatchBaseline",
                "{'BaselineId':'" + everything
                        + "','GlobalFilters':{'PatchFilters':[{'Key':'CLASSIFICATION','Values':['Bugfix']}]}}");
        assertTrue(missing(fleet, node) < all, "a global filter narrows every rule");
        fleet.call("ssm:UpdatePatchBaseline", "{'BaselineId':'" + everything + "','ApprovalRules':{'PatchRules':[]}}");
        assertEquals(0, missing(fleet, node));
    }

    @ParameterizedTest
    @CsvSource({"libs, 1", "net, 0", "*, 1"})
    void ubuntuIsFilteredBySectionAndADelayMakesNoDifference(String section, int missing) {
        Caller fleet = Caller.ofUntouched(node -> {
            node.operatingSystem("UBUNTU");
            node.tag("PatchGroup", "web");
            node.missing(List.of("libssl3"));
        });
        String id = fleet.call(
                        "ssm:CreatePatchBaseline",
                        "{'Name':'ubuntu','OperatingSystem':'UBUNTU','ApprovalRules':{'PatchRules':[{'PatchFilterGroup':"
                                + "{'PatchFilters':[{'Key':'SECTION','Values':['" + section
                                + "']}]},'ApproveAfterDays':360}]}}")
                .path("BaselineId")
                .asString();
        fleet.call("ssm:RegisterPatchBaselineForPatchGroup", "{'BaselineId':'" + id + "','PatchGroup':'web'}");
        assertEquals(missing, missing(fleet, fleet.scope().nodes().get(0)));
    }

    @Test
    void hybridNodesAreTaggedToo() {
        Caller fleet = Caller.ofUntouched(NodeSpec::hybrid, node -> {});
        String hybrid = fleet.scope().nodes().get(0).id();
        String resource = "{'ResourceType':'ManagedInstance','ResourceId':'" + hybrid + "'";
        fleet.call("ssm:AddTagsToResource", resource + ",'Tags':[{'Key':'PatchGroup','Value':'web'}]}");
        assertEquals("web", fleet.scope().nodes().get(0).patchGroup());
        fleet.call("ssm:RemoveTagsFromResource", resource + ",'TagKeys':['PatchGroup']}");
        assertEquals("", fleet.scope().nodes().get(0).patchGroup());
        assertEquals(
                "InvalidResourceId",
                fleet.refusal(
                                "ssm:AddTagsToResource",
                                resource.replace(
                                                hybrid,
                                                fleet.scope().nodes().get(1).id()) + ",'Tags':[]}")
                        .code());
    }

    private static long missing(Caller fleet, Node node) {
        return node.scan(fleet.now()).count(PatchState.MISSING);
    }

    @Test
    void windowsPatchesAreListedWithWhatTheBaselineMakesOfThem() {
        String id = create("{'Name':'windows','RejectedPatches':['KB890830'],'ApprovalRules':{'PatchRules':[{"
                + "'PatchFilterGroup':{'PatchFilters':[{'Key':'CLASSIFICATION','Values':['SecurityUpdates']}]},"
                + "'ComplianceLevel':'HIGH','ApproveAfterDays':30}]}}");
        List<JsonNode> patches = caller.all(
                "ssm:DescribeEffectivePatchesForPatchBaseline",
                "{'BaselineId':'" + id + "','MaxResults':5}",
                "EffectivePatches");
        JsonNode pending = patches.stream()
                .filter(patch ->
                        patch.at("/PatchStatus/DeploymentStatus").asString().equals("PENDING_APPROVAL"))
                .findFirst()
                .orElseThrow();
        assertEquals("HIGH", pending.at("/PatchStatus/ComplianceLevel").asString());
        assertEquals(
                Duration.ofDays(30).toSeconds(),
                pending.at("/PatchStatus/ApprovalDate").asLong()
                        - pending.at("/Patch/ReleaseDate").asLong());
        assertTrue(patches.stream()
                .anyMatch(patch ->
                        patch.at("/PatchStatus/DeploymentStatus").asString().equals("APPROVED")));
        String linux = create("{'Name':'linux','OperatingSystem':'SUSE'}");
        assertEquals(
                "UnsupportedOperatingSystem",
                caller.refusal("ssm:DescribeEffectivePatchesForPatchBaseline", "{'BaselineId':'" + linux + "'}")
                        .code());
    }

    // --- Tags

    @Test
    void tagsAreGivenAtCreationAddedRemovedAndFound() {
        String id = create("{'Name':'tagged','Tags':[{'Key':'Owner','Value':'us'},{'Key':'Spec','Value':'a'}]}");
        caller.call("ssm:AddTagsToResource", tagging(id, "'Tags':[{'Key':'Spec','Value':'b'}]"));
        caller.call("ssm:RemoveTagsFromResource", tagging(id, "'TagKeys':['Owner','Unknown']"));
        JsonNode tags = caller.call(
                        "ssm:ListTagsForResource", "{'ResourceType':'PatchBaseline','ResourceId':'" + id + "'}")
                .path("TagList");
        assertEquals("[{\"Key\":\"Spec\",\"Value\":\"b\"}]", tags.toString());
        JsonNode found = caller.call(
                        "tagging:GetResources",
                        "{'ResourceTypeFilters':['ssm:patchbaseline'],'TagFilters':[{'Key':'Spec','Values':['b']}]}")
                .path("ResourceTagMappingList");
        assertEquals(
                "[{\"ResourceARN\":\"arn:aws:ssm:eu-central-1:111122223333:patchbaseline/" + id + "\",\"Tags\":" + tags
                        + "}]",
                found.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "InvalidResourceId   | " + UNKNOWN + " | [{'Key':'a','Value':'b'}]",
                "ValidationException | -               | [{'Key':'aws:a','Value':'b'}]",
                "TooManyTagsError    | -               | many"
            })
    void tagsThatCannotBeAreRefused(String code, String resource, String tags) {
        String id = resource.equals("-") ? create("{'Name':'tagged'}") : resource;
        List<String> fiftyOne = IntStream.range(0, 51)
                .mapToObj(index -> "{'Key':'k" + index + "','Value':''}")
                .toList();
        assertEquals(
                code,
                caller.refusal(
                                "ssm:AddTagsToResource",
                                tagging(id, "'Tags':" + (tags.equals("many") ? fiftyOne : tags)))
                        .code());
    }

    private static String tagging(String id, String rest) {
        return "{'ResourceType':'PatchBaseline','ResourceId':'" + id + "'," + rest + "}";
    }

    private String create(String request) {
        return caller.call("ssm:CreatePatchBaseline", request)
                .path("BaselineId")
                .asString();
    }

    private ObjectNode get(String id) {
        return caller.call("ssm:GetPatchBaseline", "{'BaselineId':'" + id + "'}");
    }

    private List<JsonNode> own() {
        return caller.all(
                "ssm:DescribePatchBaselines", "{'Filters':[{'Key':'OWNER','Values':['Self']}]}", "BaselineIdentities");
    }

    private void register(String group, String id) {
        caller.call("ssm:RegisterPatchBaselineForPatchGroup", ofBoth(group, id));
    }

    private AwsRefusal registering(String group, String id) {
        return caller.refusal("ssm:RegisterPatchBaselineForPatchGroup", ofBoth(group, id));
    }

    private void deregister(String group, String id) {
        caller.call("ssm:DeregisterPatchBaselineForPatchGroup", ofBoth(group, id));
    }

    private static String ofBoth(String group, String id) {
        return "{'BaselineId':'" + id + "','PatchGroup':'" + group + "'}";
    }

    private String ofGroup(String group, String system) {
        return caller.call(
                        "ssm:GetPatchBaselineForPatchGroup",
                        "{'PatchGroup':'" + group + "','OperatingSystem':'" + system + "'}")
                .path("BaselineId")
                .asString();
    }
}
