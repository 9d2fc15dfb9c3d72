package io.patchfleet.simulator.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ModelCheckTest {

    private static final ServiceModel SSM = ServiceModel.of(
            "ssm",
            Set.of(
                    "DescribeInstancePatchStates",
                    "DescribeInstancePatches",
                    "DescribeInstanceInformation",
                    "GetInventory",
                    "SendCommand"));

    @Test
    void whatTheModelAllowsPasses() {
        assertEquals(
                List.of(),
                request("DescribeInstancePatchStates", "{'InstanceIds':['i-02573cafcfEXAMPLE'],'MaxResults':50}"));
    }

    @Test
    void aNullIsAsGoodAsNothing() {
        assertEquals(List.of(), request("DescribeInstanceInformation", "{'NextToken':null}"));
    }

    @Test
    void aRequiredMemberMustNotBeMissing() {
        assertEquals(
                List.of("Value null at 'instanceIds' failed to satisfy constraint: Member must not be null"),
                request("DescribeInstancePatchStates", "{}"));
    }

    @Test
    void fiftyIsTheMostWhereAwsRefusesMoreThoughItsModelSaysAHundred() {
        assertEquals(
                List.of("Value '51' at 'maxResults' failed to satisfy constraint:"
                        + " Member must have value less than or equal to 50"),
                request("DescribeInstancePatchStates", "{'InstanceIds':[],'MaxResults':51}"));
        assertEquals(
                List.of("Value '101' at 'maxResults' failed to satisfy constraint:"
                        + " Member must have value less than or equal to 100"),
                request("DescribeInstancePatches", "{'InstanceId':'i-02573cafcfEXAMPLE','MaxResults':101}"));
    }

    @Test
    void lengthsPatternsAndEnumsAreHeldAgainstTheModelDeepInside() {
        assertEquals(
                List.of(
                        "Value 'a' at 'documentName' failed to satisfy constraint: Member must satisfy regular expression"
                                + " pattern: ^[a-zA-Z0-9_\\-.:/]{3,128}$",
                        "Value 'MD5' at 'documentHashType' failed to satisfy constraint: Member must satisfy enum value"
                                + " set: [Sha256, Sha1]",
                        "Value '29' at 'timeoutSeconds' failed to satisfy constraint: Member must have value greater"
                                + " than or equal to 30",
                        "Value '' at 'targets.1.member.key' failed to satisfy constraint: Member must have length"
                                + " greater than or equal to 1"),
                request(
                        "SendCommand",
                        "{'DocumentName':'a','DocumentHashType':'MD5','TimeoutSeconds':29,'Targets':[{'Key':''}]}"));
    }

    @Test
    void aMemberThatTheModelDoesNotHaveIsNamed() {
        assertEquals(
                List.of("Value '1' at 'instanceIDs' failed to satisfy constraint: Member is not in the model"),
                request("DescribeInstanceInformation", "{'InstanceIDs':1}"));
    }

    @Test
    void aValueOfAnotherTypeIsNamed() {
        assertEquals(
                List.of("Value 'five' at 'maxResults' failed to satisfy constraint: Member must be of type INTEGER"),
                request("DescribeInstanceInformation", "{'MaxResults':'five'}"));
    }

    @Test
    void aShapeThatHoldsItselfIsReadAndChecked() {
        assertEquals(
                List.of("Value '[]' at 'aggregators.1.member.aggregators' failed to satisfy constraint:"
                        + " Member must have length greater than or equal to 1"),
                request("GetInventory", "{'Aggregators':[{'Expression':'x','Aggregators':[]}]}"));
    }

    @Test
    void patchStatesAreSpelledInTheAnswerAsAwsSpellsThem() {
        assertEquals(List.of(), answer("DescribeInstancePatches", patch("InstalledPendingReboot")));
        assertFalse(answer("DescribeInstancePatches", patch("INSTALLED_PENDING_REBOOT"))
                .isEmpty());
    }

    @Test
    void whatIsNotPlayedIsStillKnownToExist() {
        assertTrue(SSM.publishes("CreateOpsItem"));
        assertTrue(SSM.operation("CreateOpsItem").isEmpty());
        assertFalse(SSM.publishes("DescribeNothing"));
    }

    @Test
    void nobodyCanPlayWhatAwsDoesNotHave() {
        assertThrows(IllegalArgumentException.class, () -> ServiceModel.of("ssm", Set.of("DescribeNothing")));
    }

    private static String patch(String state) {
        return "{'Patches':[{'Title':'bind','KBId':'bind.x86_64','Classification':'Security','Severity':'Important',"
                + "'State':'" + state + "','InstalledTime':1764000000.5}]}";
    }

    private static List<String> request(String operation, String body) {
        return flaws(SSM.operation(operation).orElseThrow().input(), body);
    }

    private static List<String> answer(String operation, String body) {
        return flaws(SSM.operation(operation).orElseThrow().output(), body);
    }

    private static List<String> flaws(Shape shape, String body) {
        return ModelCheck.flaws(JsonMapper.shared().readTree(body.replace('\'', '"')), shape).stream()
                .map(Flaw::sentence)
                .toList();
    }
}
