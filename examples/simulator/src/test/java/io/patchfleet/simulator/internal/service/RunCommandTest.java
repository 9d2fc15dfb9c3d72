package io.patchfleet.simulator.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.NodeSpec;
import io.patchfleet.simulator.internal.world.Power;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RunCommandTest {

    private static final String SCAN = "'DocumentName':'AWS-RunPatchBaseline','Parameters':{'Operation':['Scan']}";

    // --- The life of a scan

    @Test
    void aScanTakesItsTimeAndThenWhatItFoundIsThere() {
        Caller caller = Caller.ofNodes(node -> {
            node.neverScanned();
            node.missing(List.of("openssh-server"));
        });
        String command = send(caller, allNodes(caller));
        assertEquals(List.of(), caller.patchStates());
        caller.pass(Duration.ofSeconds(10));
        assertEquals("InProgress", invocations(caller, command).get(id(caller, 0)));
        assertEquals(
                "InProgress", command(caller, command).path("StatusDetails").asString());
        assertEquals(List.of(), caller.patchStates());
        caller.pass(Duration.ofMinutes(4));
        assertEquals("Success", invocations(caller, command).get(id(caller, 0)));
        JsonNode state = caller.patchStates().get(0);
        assertEquals(1, state.path("MissingCount").asInt());
        assertEquals("Scan", state.path("Operation").asString());
        double took = state.path("OperationEndTime").asDouble()
                - state.path("OperationStartTime").asDouble();
        assertTrue(took >= 20 && took <= 180, "seconds: " + took);
    }

    @Test
    void aNewCommandIsOutOfSightForItsFirstSecond() {
        Caller caller = Caller.ofNodes(node -> {});
        String command = send(caller, allNodes(caller));
        String one = "{'CommandId':'" + command + "','InstanceId':'" + id(caller, 0) + "'}";
        assertEquals(
                "InvocationDoesNotExist",
                caller.refusal("ssm:GetCommandInvocation", one).code());
        assertEquals(List.of(), caller.all("ssm:ListCommands", "{'CommandId':'" + command + "'}", "Commands"));
        assertEquals(Map.of(), invocations(caller, command));
        caller.pass(Duration.ofSeconds(1));
        assertEquals(
                "Pending",
                caller.call("ssm:GetCommandInvocation", one)
                        .path("StatusDetails")
                        .asString());
        assertEquals(1, caller.all("ssm:ListCommands", "{}", "Commands").size());
    }

    @Test
    void thePlannedSnapshotIdIsTheOneThatTheStateNames() {
        Caller caller = Caller.ofNodes(node -> {});
        String snapshot = "12345678-1234-1234-1234-123456789012";
        caller.call(
                "ssm:SendCommand",
                "{" + allNodes(caller)
                        + ",'DocumentName':'AWS-RunPatchBaseline','Parameters':{'Operation':['Scan'],'SnapshotId':['"
                        + snapshot + "']}}");
        caller.pass(Duration.ofMinutes(5));
        assertEquals(snapshot, caller.patchStates().get(0).path("SnapshotId").asString());
    }

    @Test
    void aScanThatFailsLeavesTheStateOfTheOneBeforeAndSaysWhy() {
        Caller caller = Caller.ofNodes(node -> node.failsScans("no space left on device"));
        JsonNode before = caller.patchStates().get(0);
        String command = send(caller, allNodes(caller));
        caller.pass(Duration.ofMinutes(5));
        JsonNode invocation = caller.call(
                "ssm:GetCommandInvocation", "{'CommandId':'" + command + "','InstanceId':'" + id(caller, 0) + "'}");
        assertEquals("Failed", invocation.path("Status").asString());
        assertEquals(1, invocation.path("ResponseCode").asInt());
        assertEquals(
                "no space left on device",
                invocation.path("StandardErrorContent").asString());
        assertEquals(before, caller.patchStates().get(0));
        assertEquals("Failed", command(caller, command).path("StatusDetails").asString());
    }

    @Test
    void twoRunsAtOnceOnOneNodeGetInEachOthersWay() {
        Caller caller = Caller.ofNodes(node -> {});
        send(caller, allNodes(caller));
        String second = send(caller, allNodes(caller));
        caller.pass(Duration.ofSeconds(10));
        JsonNode plugin = caller.all(
                        "ssm:ListCommandInvocations",
                        "{'CommandId':'" + second + "','Details':true}",
                        "CommandInvocations")
                .get(0)
                .path("CommandPlugins")
                .get(0);
        assertEquals(4, plugin.path("ResponseCode").asInt());
        assertTrue(plugin.path("Output").asString().contains("Cannot acquire lock"));
    }

    // --- Nodes out of reach

    @Test
    void aLostAgentDelaysTheCommandUntilTheDeliveryTimesOut() {
        Caller caller = Caller.ofNodes(NodeSpec::agentLost, node -> {});
        String command = send(caller, allNodes(caller) + ",'TimeoutSeconds':600");
        caller.pass(Duration.ofMinutes(5));
        assertEquals(Map.of(id(caller, 0), "Delayed", id(caller, 1), "Success"), invocations(caller, command));
        caller.pass(Duration.ofMinutes(6));
        assertEquals("DeliveryTimedOut", invocations(caller, command).get(id(caller, 0)));
        JsonNode whole = command(caller, command);
        assertEquals(1, whole.path("DeliveryTimedOutCount").asInt());
        assertEquals(0, whole.path("ErrorCount").asInt());
        assertEquals(2, whole.path("CompletedCount").asInt());
    }

    @Test
    void anAgentThatComesBackInTimeTakesUpTheCommand() {
        Caller caller = Caller.ofNodes(NodeSpec::agentLost);
        String command = send(caller, allNodes(caller));
        caller.pass(Duration.ofMinutes(20));
        assertEquals("Delayed", invocations(caller, command).get(id(caller, 0)));
        caller.state().agentBack(caller.scope().nodes().get(0));
        caller.pass(Duration.ofMinutes(5));
        assertEquals("Success", invocations(caller, command).get(id(caller, 0)));
    }

    @Test
    void anAgentThatIsLostMeanwhileReportsWhenItIsBack() {
        Caller caller = Caller.ofNodes(node -> {});
        String command = send(caller, allNodes(caller));
        caller.pass(Duration.ofSeconds(10));
        invocations(caller, command);
        Node node = caller.scope().nodes().get(0);
        caller.state().loseAgent(node);
        caller.pass(Duration.ofMinutes(30));
        assertEquals("InProgress", invocations(caller, command).get(node.id()));
        caller.state().agentBack(node);
        assertEquals("Success", invocations(caller, command).get(node.id()));
    }

    @Test
    void whatRanOnANodeThatWasStoppedNeverEnds() {
        Caller caller = Caller.ofNodes(node -> {});
        String command = send(caller, allNodes(caller));
        caller.pass(Duration.ofSeconds(10));
        invocations(caller, command);
        caller.state().stop(caller.scope().nodes().get(0));
        caller.pass(Duration.ofMinutes(119));
        assertEquals("InProgress", invocations(caller, command).get(id(caller, 0)));
        caller.pass(Duration.ofMinutes(2));
        assertEquals("DeliveryTimedOut", invocations(caller, command).get(id(caller, 0)));
    }

    @Test
    void aStoppedNodeThatATagFoundIsUndeliverableAndDoesNotSpoilTheSuccess() {
        Consumer<NodeSpec> tagged = node -> node.tag("Environment", "Production");
        Caller caller = Caller.ofNodes(tagged, tagged.andThen(node -> node.power(Power.STOPPED)));
        String command = send(caller, "'Targets':[{'Key':'tag:Environment','Values':['Production']}]");
        caller.pass(Duration.ofMinutes(5));
        assertEquals(Map.of(id(caller, 0), "Success", id(caller, 1), "Undeliverable"), invocations(caller, command));
        assertEquals("Success", command(caller, command).path("Status").asString());
    }

    // --- Pace

    @Test
    void noMoreNodesThanMaxConcurrencyWorkAtOnce() {
        Caller caller = Caller.ofBelievable(3, 60);
        String command = send(caller, "'Targets':[{'Key':'InstanceIds','Values':['*']}],'MaxConcurrency':'3'");
        long most = 0;
        for (int second = 0; second < 600; second += 5) {
            caller.pass(Duration.ofSeconds(5));
            long working = invocations(caller, command).values().stream()
                    .filter(status -> status.equals("InProgress") || status.equals("Delayed"))
                    .count();
            most = Math.max(most, working);
        }
        assertEquals(3, most);
    }

    @Test
    void aCommandBeginsWithOneNodeAndGoesOnToMoreAndMore() {
        Caller caller = Caller.ofBelievable(3, 60);
        String command = send(caller, "'Targets':[{'Key':'InstanceIds','Values':['*']}],'MaxErrors':'100%'");
        caller.pass(Duration.ofSeconds(4));
        assertEquals(1, working(caller, command));
        long most = 1;
        for (int second = 0; second < 1200; second += 5) {
            caller.pass(Duration.ofSeconds(5));
            long ended = command(caller, command).path("CompletedCount").asInt();
            long working = working(caller, command);
            assertTrue(working <= 1 + ended + count(caller, command, "Delayed"), working + " after " + ended);
            most = Math.max(most, working);
        }
        assertTrue(most > 10, "at once: " + most);
    }

    private static long working(Caller caller, String command) {
        return count(caller, command, "InProgress") + count(caller, command, "Delayed");
    }

    private static long count(Caller caller, String command, String status) {
        return invocations(caller, command).values().stream()
                .filter(status::equals)
                .count();
    }

    @Test
    void afterMoreFailuresThanMaxErrorsTheRestIsNotSentTo() {
        Consumer<NodeSpec> failing = node -> node.failsScans("broken");
        Caller caller = Caller.ofNodes(failing, failing, node -> {}, node -> {});
        String command = send(caller, allNodes(caller) + ",'MaxConcurrency':'1','MaxErrors':'1'");
        caller.pass(Duration.ofMinutes(20));
        assertEquals(
                Map.of(
                        id(caller, 0),
                        "Failed",
                        id(caller, 1),
                        "Failed",
                        id(caller, 2),
                        "Terminated",
                        id(caller, 3),
                        "Terminated"),
                invocations(caller, command));
        assertEquals("Failed", command(caller, command).path("StatusDetails").asString());
        assertEquals(2, command(caller, command).path("ErrorCount").asInt());
    }

    @Test
    void withFewerFailuresThanMaxErrorsTheCommandIsIncomplete() {
        Caller caller = Caller.ofNodes(node -> node.failsScans("broken"), node -> {}, node -> {});
        String command = send(caller, allNodes(caller) + ",'MaxErrors':'2'");
        caller.pass(Duration.ofMinutes(5));
        assertEquals(
                "Incomplete", command(caller, command).path("StatusDetails").asString());
    }

    // --- Whom it goes to

    @Test
    void severalTargetsAreAndedAndTheValuesOfOneAreOred() {
        Caller caller = Caller.ofNodes(
                node -> tags(node, "Production", "web"),
                node -> tags(node, "Production", "db"),
                node -> tags(node, "Testing", "web"),
                node -> tags(node, "Development", "web"));
        String command = send(
                caller,
                "'Targets':[{'Key':'tag:Environment','Values':['Production','Testing']},{'Key':'tag:Role','Values':['web']}]");
        caller.pass(Duration.ofMinutes(5));
        assertEquals(
                List.of(id(caller, 0), id(caller, 2)).stream().sorted().toList(),
                List.copyOf(invocations(caller, command).keySet()));
    }

    @Test
    void aTargetThatNobodyFitsSucceedsWithNoInstances() {
        Caller caller = Caller.ofNodes(node -> {});
        String command = send(caller, "'Targets':[{'Key':'tag:Environment','Values':['Nowhere']}]");
        caller.pass(Duration.ofSeconds(5));
        assertEquals(
                "NoInstancesInTag",
                command(caller, command).path("StatusDetails").asString());
    }

    @Test
    void nodesThatAreNotManagedOrDoNotRunAreInvalid() {
        Caller caller = Caller.ofNodes(node -> {}, NodeSpec::withoutInstanceProfile, node -> node.power(Power.STOPPED));
        AwsRefusal refusal = caller.refusal("ssm:SendCommand", "{" + allNodes(caller) + "," + SCAN + "}");
        assertEquals("InvalidInstanceId", refusal.code());
        assertEquals(
                "Instances [[" + id(caller, 1) + ", " + id(caller, 2)
                        + "]] not in a valid state for account 111122223333",
                refusal.getMessage());
    }

    // --- What is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "InvalidRole       | 'DocumentName':'AWS-RunPatchBaseline','Parameters':{'Operation':['Scan']},'NotificationConfig':{'NotificationArn':'arn:aws:sns:eu-central-1:111122223333:t'}",
                "InvalidNotificationConfig | 'DocumentName':'AWS-RunPatchBaseline','Parameters':{'Operation':['Scan']},'NotificationConfig':{'NotificationType':'Command'}",
                "InvalidDocument   | 'DocumentName':'My-Patching','Parameters':{'Operation':['Scan']}",
                "InvalidParameters | 'DocumentName':'AWS-RunPatchBaseline'",
                "InvalidParameters | 'DocumentName':'AWS-RunPatchBaseline','Parameters':{'Operation':['Look']}",
                "InvalidParameters | 'DocumentName':'AWS-RunPatchBaseline','Parameters':{'Operation':['Scan'],'Speed':['9']}",
                "InvalidParameters | 'DocumentName':'AWS-RunPatchBaseline','Parameters':{'Operation':['Scan'],'SnapshotId':['1']}"
            })
    void whatTheDocumentDoesNotAllowIsRefused(String code, String request) {
        Caller caller = Caller.ofNodes(node -> {});
        assertEquals(
                code,
                caller.refusal("ssm:SendCommand", "{" + allNodes(caller) + "," + request + "}")
                        .code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BaselineOve  | 'DocumentName':'AWS-RunPatchBaseline','Parameters':{'Operation':['Scan'],'BaselineOverride':['s3://b/k']}",
                "AWS-RunShell | 'DocumentName':'AWS-RunShellScript','Parameters':{'commands':['ls']}",
                "AlarmConfig  | 'DocumentName':'AWS-RunPatchBaseline','Parameters':{'Operation':['Scan']},'AlarmConfiguration':{'Alarms':[{'Name':'a'}]}"
            })
    void whatIsNotPlayedFailsLoudlyAndByName(String named, String request) {
        Caller caller = Caller.ofNodes(node -> {});
        NotPlayedException refusal = assertThrows(
                NotPlayedException.class,
                () -> caller.call("ssm:SendCommand", "{" + allNodes(caller) + "," + request + "}"));
        assertTrue(refusal.what().contains(named), refusal.what());
    }

    // --- Lists

    @Test
    void commandsAreListedNewestFirstAndFoundByTheirFilters() {
        Caller caller = Caller.ofNodes(node -> {});
        String first = send(caller, allNodes(caller));
        caller.pass(Duration.ofMinutes(10));
        String second = send(caller, allNodes(caller));
        caller.pass(Duration.ofSeconds(30));
        assertEquals(List.of(second, first), commands(caller, "{}"));
        assertEquals(List.of(second), commands(caller, filter("ExecutionStage", "Executing")));
        assertEquals(List.of(first), commands(caller, filter("Status", "Success")));
        assertEquals(List.of(second), commands(caller, filter("InvokedAfter", "2026-11-24T09:05:00Z")));
        assertEquals(List.of(first), commands(caller, filter("InvokedBefore", "2026-11-24T09:05:00Z")));
        assertEquals(List.of(second, first), commands(caller, filter("DocumentName", "AWS-RunPatchBaseline")));
        assertEquals(
                "InvalidFilterKey",
                caller.refusal("ssm:ListCommandInvocations", filter("ExecutionStage", "Executing"))
                        .code());
    }

    @Test
    void afterThirtyDaysACommandIsForgotten() {
        Caller caller = Caller.ofNodes(node -> {});
        String command = send(caller, allNodes(caller));
        caller.pass(Duration.ofDays(30).minusSeconds(1));
        assertEquals(List.of(command), commands(caller, "{}"));
        caller.pass(Duration.ofSeconds(1));
        assertEquals(List.of(), commands(caller, "{}"));
    }

    @Test
    void theSameSeedGivesTheSameCommandTheSameIdAndCourse() {
        assertEquals(course(11), course(11));
        assertNotEquals(course(11), course(12));
    }

    private static String course(long seed) {
        Caller caller = Caller.ofBelievable(seed, 50);
        send(caller, "'Targets':[{'Key':'InstanceIds','Values':['*']}]");
        caller.pass(Duration.ofMinutes(3));
        caller.stage().bringUpTo(caller.now());
        return caller.stage().commands().toString();
    }

    private static void tags(NodeSpec node, String environment, String role) {
        node.tag("Environment", environment);
        node.tag("Role", role);
    }

    private static String filter(String key, String value) {
        return "{'Filters':[{'key':'" + key + "','value':'" + value + "'}]}";
    }

    private static List<String> commands(Caller caller, String input) {
        return caller.all("ssm:ListCommands", input, "Commands").stream()
                .map(command -> command.path("CommandId").asString())
                .toList();
    }

    private static String send(Caller caller, String whom) {
        ObjectNode answer = caller.call("ssm:SendCommand", "{" + whom + "," + SCAN + "}");
        assertEquals("Pending", answer.at("/Command/Status").asString());
        return answer.at("/Command/CommandId").asString();
    }

    private static String allNodes(Caller caller) {
        return "'InstanceIds':['"
                + caller.scope().nodes().stream().map(Node::id).collect(Collectors.joining("','")) + "']";
    }

    private static String id(Caller caller, int index) {
        return caller.scope().nodes().get(index).id();
    }

    private static JsonNode command(Caller caller, String id) {
        return caller.all("ssm:ListCommands", "{'CommandId':'" + id + "'}", "Commands")
                .get(0);
    }

    private static Map<String, String> invocations(Caller caller, String command) {
        Map<String, String> statuses = new TreeMap<>();
        caller.all("ssm:ListCommandInvocations", "{'CommandId':'" + command + "'}", "CommandInvocations")
                .forEach(invocation -> statuses.put(
                        invocation.path("InstanceId").asString(),
                        invocation.path("StatusDetails").asString()));
        return statuses;
    }
}
