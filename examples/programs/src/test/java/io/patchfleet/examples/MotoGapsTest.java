package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.examples.SsmCalls.Answer;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What moto lacks or gets wrong is still so. When a test here fails, moto has grown, and {@link MotoGaps} may shrink.
 */
class MotoGapsTest {

    /** What the tests below find wrong, by the operations that {@link MotoGaps} answers because of it. */
    private static final Set<String> PROVEN_WRONG = Set.of(
            "CreatePatchBaseline",
            "AddTagsToResource",
            "ListTagsForResource",
            "DescribePatchBaselines",
            "RegisterPatchBaselineForPatchGroup",
            "DeregisterPatchBaselineForPatchGroup",
            "CreateMaintenanceWindow",
            "GetMaintenanceWindow",
            "RegisterTargetWithMaintenanceWindow",
            "DescribeMaintenanceWindowTargets",
            "RegisterTaskWithMaintenanceWindow");

    @RegisterExtension
    static final MotoServer MOTO = new MotoServer();

    /** Those that are answered in its place, and those that PatchFleet does without or reports as what it could not read. */
    static Stream<String> lacking() {
        return Stream.concat(
                new MotoGaps().lacking().stream(),
                Stream.of(
                        "GetDefaultPatchBaseline",
                        "DescribeMaintenanceWindowExecutions",
                        "DescribeInstanceProperties",
                        "DescribeInstancePatchStates",
                        "ListAssociations"));
    }

    @ParameterizedTest
    @MethodSource("lacking")
    void motoDoesNotKnow(String operation) {
        assertEquals(500, ssm().call(operation, "{}").status());
    }

    @Test
    void nothingElseIsAnsweredInItsPlace() {
        assertEquals(PROVEN_WRONG, new MotoGaps().wrong());
    }

    @Test
    void aBaselineWithTagsIsRefusedAndLeftBehind() {
        Answer refused = ssm().call(
                        "CreatePatchBaseline",
                        "{\"Name\":\"tagged\",\"OperatingSystem\":\"WINDOWS\",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}");

        assertEquals("InvalidResourceId", refused.json().path("__type").asString());
        assertTrue(baselines("{}").toString().contains("\"tagged\""));
    }

    @Test
    void tagsOfABaselineAreRefused() {
        String resource =
                "\"ResourceType\":\"PatchBaseline\",\"ResourceId\":\"" + baseline("untagged", "WINDOWS") + "\"";

        Answer added = ssm().call("AddTagsToResource", "{" + resource + ",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}");
        Answer listed = ssm().call("ListTagsForResource", "{" + resource + "}");

        assertEquals("InvalidResourceId", added.json().path("__type").asString());
        assertEquals("InvalidResourceId", listed.json().path("__type").asString());
    }

    @Test
    void theListOfBaselinesHasNoneOfAws() {
        assertFalse(baselines("{}").toString().contains("AWS-"));
    }

    /** Which PatchFleet does not mind: it takes a page however long it is, and asks for no name. */
    @Test
    void theListOfBaselinesKeepsNoPageAndTakesAPrefixForTheWholeName() {
        baseline("one", "WINDOWS");
        baseline("two", "WINDOWS");

        assertTrue(baselines("{\"MaxResults\":1}").size() > 1);
        assertEquals(
                0,
                baselines("{\"Filters\":[{\"Key\":\"NAME_PREFIX\",\"Values\":[\"on\"]}]}")
                        .size());
    }

    @Test
    void aGroupTakesNoBaselineOfASecondOperatingSystem() {
        assertEquals(200, register("two-systems", baseline("first", "WINDOWS")).status());

        assertEquals(
                "AlreadyExistsException",
                register("two-systems", baseline("second", "AMAZON_LINUX_2023"))
                        .json()
                        .path("__type")
                        .asString());
    }

    @Test
    void deregisteringLeavesTheBaselineRegistered() {
        String old = baseline("old", "WINDOWS");
        register("moving", old);

        ssm().call(
                        "DeregisterPatchBaselineForPatchGroup",
                        "{\"PatchGroup\":\"moving\",\"BaselineId\":\"" + old + "\"}");

        assertEquals(400, register("moving", baseline("new", "WINDOWS")).status());
    }

    @Test
    void aWindowForgetsWhetherItTakesNodesThatAreNotRegistered() {
        JsonNode window = ssm().call("GetMaintenanceWindow", "{\"WindowId\":\"" + window() + "\"}")
                .json();

        assertFalse(window.has("AllowUnassociatedTargets"), window::toString);
    }

    @Test
    void aTargetForgetsItsOwner() {
        String window = window();
        ssm().call(
                        "RegisterTargetWithMaintenanceWindow",
                        "{\"WindowId\":\"" + window + "\",\"ResourceType\":\"INSTANCE\",\"OwnerInformation\":\"me\","
                                + "\"Targets\":[{\"Key\":\"tag:PatchGroup\",\"Values\":[\"Production\"]}]}");

        JsonNode targets = ssm().call("DescribeMaintenanceWindowTargets", "{\"WindowId\":\"" + window + "\"}")
                .json();

        assertEquals(1, targets.get("Targets").size());
        assertEquals("", targets.get("Targets").get(0).path("OwnerInformation").asString());
    }

    /** Kept to answer GetMaintenanceWindowTask from, which moto lacks. */
    @Test
    void aTaskForgetsWithWhatItRuns() {
        String window = window();
        ssm().call(
                        "RegisterTaskWithMaintenanceWindow",
                        "{\"WindowId\":\"" + window
                                + "\",\"TaskArn\":\"AWS-RunPatchBaseline\",\"TaskType\":\"RUN_COMMAND\","
                                + "\"TaskInvocationParameters\":{\"RunCommand\":{\"Parameters\":{\"Operation\":[\"Scan\"]}}}}");

        JsonNode tasks = ssm().call("DescribeMaintenanceWindowTasks", "{\"WindowId\":\"" + window + "\"}")
                .json();

        assertEquals(
                "AWS-RunPatchBaseline",
                tasks.get("Tasks").get(0).path("TaskArn").asString());
        assertFalse(tasks.toString().contains("Scan"), tasks::toString);
    }

    private static JsonNode baselines(String request) {
        return ssm().call("DescribePatchBaselines", request).json().get("BaselineIdentities");
    }

    private static String baseline(String name, String system) {
        return ssm().call("CreatePatchBaseline", "{\"Name\":\"" + name + "\",\"OperatingSystem\":\"" + system + "\"}")
                .json()
                .get("BaselineId")
                .asString();
    }

    private static Answer register(String group, String baseline) {
        return ssm().call(
                        "RegisterPatchBaselineForPatchGroup",
                        "{\"PatchGroup\":\"" + group + "\",\"BaselineId\":\"" + baseline + "\"}");
    }

    private static String window() {
        return ssm().call(
                        "CreateMaintenanceWindow",
                        "{\"Name\":\"w\",\"Schedule\":\"rate(7 days)\",\"Duration\":2,\"Cutoff\":1,"
                                + "\"AllowUnassociatedTargets\":true}")
                .json()
                .get("WindowId")
                .asString();
    }

    private static SsmCalls ssm() {
        return new SsmCalls(MOTO.endpoint(), "eu-central-1");
    }
}
