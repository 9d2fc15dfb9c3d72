package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InstancePatchState;
import software.amazon.awssdk.services.ssm.model.InvalidCommandIdException;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.OperatingSystem;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.Target;

/** AWS-RunPatchBaseline as it installs, through AWS's own client. */
class InstallTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final String SNAPSHOT = "12345678-1234-1234-1234-123456789012";
    private static final Consumer<NodeShape> LACKING = node -> node.missing("openssh-server", "openssl");

    private static final CommandFilter EXECUTING = CommandFilter.builder()
            .key(CommandFilterKey.EXECUTION_STAGE)
            .value("Executing")
            .build();

    private SimulatedAws aws = SimulatedAws.builder().seed(1).build();
    private SsmClient ssm = client();

    @AfterEach
    void close() {
        ssm.close();
        aws.close();
    }

    // --- What installing does

    @Test
    void whatIsMissingAndApprovedIsInstalledTheNodeRebootsAndThenReports() {
        nodes(1, LACKING);
        SimulatedNode node = node(0);
        assertEquals(2, node.missing().size());
        String command = install();
        pass(HALF_AN_HOUR);
        assertEquals(List.of(), node.missing());
        GetCommandInvocationResponse invocation = invocation(command, node);
        assertEquals("Success", invocation.statusDetails());
        assertEquals(0, invocation.responseCode());
        assertTrue(
                invocation.standardOutputContent().contains("InstalledPendingRebootCount : 0"),
                invocation.standardOutputContent());
        InstancePatchState state = state(node);
        assertEquals("Install", state.operationAsString());
        assertEquals("RebootIfNeeded", state.rebootOptionAsString());
        assertEquals(0, state.installedPendingRebootCount());
        assertEquals(0, state.missingCount());
        assertEquals(null, state.lastNoRebootInstallOperationTime());
        assertEquals(1, node.installs());
    }

    @Test
    void withoutRebootWhatWasInstalledWaitsForOne() {
        nodes(1, LACKING);
        SimulatedNode node = node(0);
        String command = send(Map.of("Operation", "Install", "RebootOption", "NoReboot"));
        pass(HALF_AN_HOUR);
        assertEquals("Success", invocation(command, node).statusDetails());
        InstancePatchState waiting = state(node);
        assertEquals(2, waiting.installedPendingRebootCount());
        assertEquals(2, waiting.otherNonCompliantCount() + waiting.securityNonCompliantCount());
        assertEquals(waiting.operationEndTime(), waiting.lastNoRebootInstallOperationTime());
        send(Map.of("Operation", "Install"));
        pass(HALF_AN_HOUR);
        InstancePatchState rebooted = state(node);
        assertEquals(0, rebooted.installedPendingRebootCount());
        assertEquals(waiting.lastNoRebootInstallOperationTime(), rebooted.lastNoRebootInstallOperationTime());
    }

    @Test
    void anInstallOnANodeThatLacksNothingDoesNotReboot() {
        nodes(1, node -> {});
        node(0).losesAgentAfterReboot();
        String command = install();
        pass(HALF_AN_HOUR);
        assertEquals("Success", invocation(command, node(0)).statusDetails());
        assertTrue(node(0).isOnline());
    }

    @ParameterizedTest
    @CsvSource({"REDHAT_ENTERPRISE_LINUX", "UBUNTU", "WINDOWS"})
    void everyOperatingSystemIsPatched(String os) {
        world(SimulatedAws.builder().seed(4).nodes(200));
        List<SimulatedNode> lacking = aws.world().nodes().stream()
                .filter(node -> node.os().equals(os) && node.isRunning() && node.isOnline())
                .filter(node -> !node.missing().isEmpty())
                .toList();
        assertNotEquals(List.of(), lacking);
        send(Map.of("Operation", "Install"), lacking);
        pass(Duration.ofHours(2));
        lacking.forEach(node -> assertEquals(List.of(), node.missing(), node.toString()));
    }

    @Test
    void whereTheOutputGoesIsToldWithTheCommandAndEachNode() {
        nodes(1, node -> {});
        String command = send(
                Map.of("Operation", "Install"),
                aws.world().nodes(),
                r -> r.outputS3BucketName("patch-logs")
                        .outputS3KeyPrefix("installs")
                        .cloudWatchOutputConfig(c -> c.cloudWatchOutputEnabled(true)));
        pass(HALF_AN_HOUR);
        assertEquals(
                "https://s3.us-east-1.amazonaws.com/patch-logs/installs/" + command + "/" + node(0).id()
                        + "/awsrunShellScript/PatchLinux/stderr",
                invocation(command, node(0)).standardErrorUrl());
        assertEquals(
                "/aws/ssm/AWS-RunPatchBaseline",
                ssm.listCommands(r -> r.commandId(command))
                        .commands()
                        .get(0)
                        .cloudWatchOutputConfig()
                        .cloudWatchLogGroupName());
    }

    // --- Reboots

    @Test
    void anAgentThatComesBackLateFromTheRebootKeepsTheCommandInProgressUntilThen() {
        nodes(1, LACKING);
        SimulatedNode node = node(0);
        node.losesAgentAfterReboot(Duration.ofMinutes(50));
        String command = install();
        pass(Duration.ofMinutes(40));
        assertEquals("InProgress", invocation(command, node).statusDetails());
        assertFalse(node.isOnline());
        pass(Duration.ofMinutes(40));
        assertEquals("Success", invocation(command, node).statusDetails());
        assertEquals(0, state(node).installedPendingRebootCount());
    }

    @Test
    void anAgentThatNeverComesBackFromTheRebootLetsTheCommandExpire() {
        nodes(1, LACKING);
        SimulatedNode node = node(0);
        node.losesAgentAfterReboot();
        String command = install();
        pass(Duration.ofMinutes(119));
        assertEquals("InProgress", invocation(command, node).statusDetails());
        pass(Duration.ofMinutes(2));
        assertEquals("DeliveryTimedOut", invocation(command, node).statusDetails());
        assertEquals("Scan", state(node).operationAsString());
        assertEquals(List.of(), node.missing());
        node.agentBack();
        assertTrue(node.isOnline());
    }

    @Test
    void systemsManagerMissesTheAgentOnlyWhenTheRebootIsALongOne() {
        nodes(1, LACKING);
        node(0).rebootTakes(Duration.ofMinutes(20));
        String command = install();
        Instant installed = untilNothingIsMissing();
        assertTrue(node(0).isOnline());
        pass(Duration.ofMinutes(6));
        assertFalse(node(0).isOnline());
        pass(Duration.ofMinutes(20));
        assertTrue(node(0).isOnline());
        assertEquals("Success", invocation(command, node(0)).statusDetails());
        assertTrue(
                Duration.between(installed, state(node(0)).operationEndTime()).toMinutes() >= 20);
    }

    private Instant untilNothingIsMissing() {
        for (int seconds = 0; seconds < 1800 && !node(0).missing().isEmpty(); seconds += 5) {
            pass(Duration.ofSeconds(5));
        }
        return aws.clock().instant();
    }

    @Test
    void aNodeThatIsStoppedWhileItRebootsStaysAwayUntilItIsStarted() {
        nodes(1, LACKING);
        SimulatedNode node = node(0);
        node.rebootTakes(Duration.ofMinutes(10));
        String command = install();
        untilNothingIsMissing();
        node.stop();
        pass(Duration.ofMinutes(30));
        assertFalse(node.isOnline());
        assertEquals("InProgress", invocation(command, node).statusDetails());
        assertTrue(aws.commands().get(0).invocations().get(0).ended().isPresent());
        node.start();
        assertTrue(node.isOnline());
    }

    @Test
    void anAgentThatIsTakenAwayDuringTheRebootStaysAway() {
        nodes(1, LACKING);
        SimulatedNode node = node(0);
        String command = install();
        untilNothingIsMissing();
        node.loseAgent();
        pass(HALF_AN_HOUR);
        assertFalse(node.isOnline());
        assertEquals("InProgress", invocation(command, node).statusDetails());
        node.agentBack();
        pass(HALF_AN_HOUR);
        assertEquals("Success", invocation(command, node).statusDetails());
    }

    @Test
    void nobodyCallsAnAgentBackBeforeItsNodeIsUpAgain() {
        nodes(1, LACKING);
        SimulatedNode node = node(0);
        node.rebootTakes(Duration.ofMinutes(20));
        String command = install();
        untilNothingIsMissing();
        node.agentBack();
        node.start();
        pass(Duration.ofMinutes(10));
        assertEquals("InProgress", invocation(command, node).statusDetails());
        pass(Duration.ofMinutes(15));
        assertEquals(0, state(node).installedPendingRebootCount());
        assertEquals("Install", state(node).operationAsString());
    }

    // --- Failures by cause

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AMAZON_LINUX_2023 | PACKAGE_LOCK           | 1   | another copy is running",
                "AMAZON_LINUX_2023 | REPOSITORY_MISSING     | 1   | Status code: 404",
                "AMAZON_LINUX_2023 | REPOSITORY_UNREACHABLE | 1   | No more mirrors to try",
                "AMAZON_LINUX_2023 | PAYLOAD_UNREACHABLE    | 156 | Unable to download payload",
                "AMAZON_LINUX_2023 | DISK_FULL              | 1   | No space left on device",
                "AMAZON_LINUX_2023 | OUT_OF_MEMORY          | 137 | Killed",
                "AMAZON_LINUX_2023 | UNKNOWN                | 1   | exit status 1",
                "UBUNTU            | PACKAGE_LOCK           | 1   | Unable to acquire the dpkg frontend lock",
                "UBUNTU            | REPOSITORY_MISSING     | 1   | does not have a Release file",
                "UBUNTU            | REPOSITORY_UNREACHABLE | 1   | Some index files failed to download",
                "UBUNTU            | DISK_FULL              | 1   | have enough free space",
                "WINDOWS           | REPOSITORY_UNREACHABLE | -1  | 0x80072EE2",
                "WINDOWS           | DISK_FULL              | -1  | 0x80070070",
            })
    void afterACauseHasGoneTheInstallGoesWell(String os, InstallFailure failure, int code, String words) {
        nodes(1, node -> node.os(os).failsInstall(failure, 1));
        SimulatedNode node = node(0);
        InstancePatchState before = state(node);
        String first = install();
        pass(HALF_AN_HOUR);
        GetCommandInvocationResponse failed = invocation(first, node);
        assertEquals("Failed", failed.statusDetails());
        assertEquals(code, failed.responseCode());
        assertTrue(failed.standardErrorContent().contains(words), failed.standardErrorContent());
        assertEquals(before, state(node));
        String second = install();
        pass(HALF_AN_HOUR);
        assertEquals("Success", invocation(second, node).statusDetails());
        assertEquals(2, node.installs());
    }

    @ParameterizedTest
    @CsvSource({"PATCH_FAILS,Failed,1", "PATCH_FAILS_QUIETLY,Success,0"})
    void aPatchThatFailsIsReportedBesideThoseThatWereInstalled(InstallFailure failure, String status, int code) {
        nodes(1, LACKING.andThen(node -> node.failsInstall(failure, 1)));
        String command = install();
        pass(HALF_AN_HOUR);
        GetCommandInvocationResponse invocation = invocation(command, node(0));
        assertEquals(status, invocation.statusDetails());
        assertEquals(code, invocation.responseCode());
        assertEquals(1, state(node(0)).failedCount());
        assertEquals(1, node(0).missing().size());
    }

    @Test
    void anUnexpectedRebootFailsTheDocumentAlthoughEverythingIsInstalled() {
        nodes(1, LACKING.andThen(node -> node.failsInstall(InstallFailure.UNEXPECTED_REBOOT, 1)));
        String command = install();
        pass(HALF_AN_HOUR);
        assertEquals("Failed", invocation(command, node(0)).statusDetails());
        assertEquals(List.of(), node(0).missing());
        assertEquals("Scan", state(node(0)).operationAsString());
    }

    @Test
    void anInstallThatNeverEndsIsEndedByTheAgentAndCountsAsAnError() {
        nodes(2, LACKING);
        node(0).failsInstall(InstallFailure.NEVER_ENDS, Integer.MAX_VALUE);
        String command = send(Map.of("Operation", "Install"), aws.world().nodes(), r -> r.maxConcurrency("1"));
        pass(Duration.ofMinutes(59));
        assertEquals("InProgress", invocation(command, node(0)).statusDetails());
        pass(Duration.ofMinutes(2));
        assertEquals("ExecutionTimedOut", invocation(command, node(0)).statusDetails());
        assertEquals("Terminated", invocation(command, node(1)).statusDetails());
        assertEquals(
                1, ssm.listCommands(r -> r.commandId(command)).commands().get(0).errorCount());
        assertEquals(2, node(0).missing().size());
    }

    @Test
    void anAgentThatFallsSilentIsHeardOfOnlyWhenItIsBack() {
        nodes(1, LACKING.andThen(node -> node.failsInstall(InstallFailure.AGENT_FALLS_SILENT, 1)));
        String command = install();
        pass(Duration.ofMinutes(60));
        assertEquals("InProgress", invocation(command, node(0)).statusDetails());
        assertTrue(aws.commands().get(0).invocations().get(0).ended().isPresent());
        node(0).agentBack();
        assertEquals("Success", invocation(command, node(0)).statusDetails());
        assertEquals(2, state(node(0)).installedPendingRebootCount());
    }

    // --- One run at a time

    @Test
    void aForeignCommandThatArrivesBetweenLookAndSendWinsTheNode() {
        nodes(2, LACKING);
        aws.world().sendForeignCommandBeforeNext(node(0));
        String mine = send(Map.of("Operation", "Install"), aws.world().nodes(), r -> r.maxErrors("2"));
        pass(HALF_AN_HOUR);
        assertEquals(4, invocation(mine, node(0)).responseCode());
        assertTrue(invocation(mine, node(0)).standardErrorContent().contains("patch-baseline-concurrent.lock"));
        assertEquals("Success", invocation(mine, node(1)).statusDetails());
        assertEquals(2, aws.commands().size());
        assertEquals(1, node(0).installs());
        assertEquals(
                2, ssm.listCommands(r -> r.instanceId(node(0).id())).commands().size());
    }

    @Test
    void aForeignCommandIsSeenAsExecutingByWhoeverLooks() {
        nodes(1, LACKING);
        aws.world().sendForeignCommandAt(aws.clock().instant().plusSeconds(60), node(0));
        assertEquals(List.of(), executing());
        pass(Duration.ofSeconds(70));
        assertEquals(List.of("AWS-RunPatchBaseline"), executing());
        pass(HALF_AN_HOUR);
        assertEquals(List.of(), executing());
    }

    private List<String> executing() {
        return ssm.listCommands(r -> r.instanceId(node(0).id()).filters(List.of(EXECUTING))).commands().stream()
                .map(command -> command.documentName())
                .toList();
    }

    // --- Cancelling

    @Test
    void aCancelledCommandReachesNoFurtherNodeAndTheOneThatBeganGoesOnUnheard() {
        nodes(2, LACKING);
        String command = send(Map.of("Operation", "Install"), aws.world().nodes(), r -> r.maxConcurrency("1"));
        pass(Duration.ofSeconds(10));
        ssm.cancelCommand(r -> r.commandId(command));
        assertEquals("Cancelling", invocation(command, node(0)).statusDetails());
        assertEquals("Cancelled", invocation(command, node(1)).statusDetails());
        assertEquals("Cancelling", status(command));
        pass(Duration.ofSeconds(5));
        assertEquals("Cancelled", invocation(command, node(0)).statusDetails());
        assertEquals("Cancelled", status(command));
        assertTrue(aws.commands()
                .get(0)
                .invocations()
                .get(0)
                .inFlightAt(aws.clock().instant()));
        String next = send(Map.of("Operation", "Scan"), List.of(node(0)));
        pass(Duration.ofSeconds(5));
        assertEquals(4, invocation(next, node(0)).responseCode());
        pass(HALF_AN_HOUR);
        assertEquals(List.of(), node(0).missing());
        assertEquals("Scan", state(node(0)).operationAsString());
        assertEquals(2, node(1).missing().size());
        assertEquals(
                Optional.empty(), aws.commands().get(0).invocations().get(1).began());
    }

    @Test
    void aCommandIsCancelledOnSomeOfItsNodesAlone() {
        nodes(3, node -> {});
        String command = send(Map.of("Operation", "Scan"), aws.world().nodes(), r -> r.maxConcurrency("1"));
        pass(Duration.ofSeconds(1));
        ssm.cancelCommand(r -> r.commandId(command).instanceIds(node(1).id()));
        pass(HALF_AN_HOUR);
        assertEquals(
                Map.of(node(0).id(), "Success", node(1).id(), "Cancelled", node(2).id(), "Success"),
                aws.commands().get(0).nodes());
    }

    @Test
    void onlyCommandsAndNodesThatThereAreCanBeCancelled() {
        nodes(1, node -> {});
        String command = install();
        assertThrows(InvalidCommandIdException.class, () -> ssm.cancelCommand(r -> r.commandId(SNAPSHOT)));
        assertThrows(
                InvalidInstanceIdException.class,
                () -> ssm.cancelCommand(r -> r.commandId(command).instanceIds("i-00000000000000000")));
    }

    // --- Lists and snapshots

    @Test
    void anOverrideListStandsInThePlaceOfTheBaselinesRules() {
        nodes(1, LACKING);
        String url = "s3://patch-lists/openssh.yaml";
        aws.world().putOverrideList(url, "patches:\n    -\n        id: 'openssh*'\n        title: '*'\n");
        send(Map.of("Operation", "Install", "InstallOverrideList", url));
        pass(HALF_AN_HOUR);
        assertEquals(1, node(0).missing().size());
        assertEquals(url, state(node(0)).installOverrideList());
        assertEquals(0, state(node(0)).missingCount());
        send(Map.of("Operation", "Scan", "InstallOverrideList", url));
        pass(HALF_AN_HOUR);
        assertEquals(1, state(node(0)).missingCount());
        assertEquals(null, state(node(0)).installOverrideList());
    }

    @Test
    void aListThatCannotBeFetchedFailsTheDocument() {
        nodes(1, LACKING);
        String command = send(Map.of("Operation", "Install", "InstallOverrideList", "s3://patch-lists/none.yaml"));
        pass(HALF_AN_HOUR);
        assertEquals("Failed", invocation(command, node(0)).statusDetails());
        assertTrue(invocation(command, node(0)).standardErrorContent().contains("s3://patch-lists/none.yaml"));
        assertEquals(2, node(0).missing().size());
    }

    @ParameterizedTest
    @CsvSource({"'- id: openssh'", "'patches:\n  - title: x'", "'patches:\n  openssh'"})
    void whatIsNoOverrideListIsRefused(String yaml) {
        assertThrows(IllegalArgumentException.class, () -> aws.world().putOverrideList("s3://a/b", yaml));
    }

    @Test
    void theSameSnapshotIdMeansTheSamePatchesForThreeDays() {
        world(SimulatedAws.builder().seed(1).untouched().nodes(1, LACKING.andThen(n -> n.tag("PatchGroup", "Web"))));
        String baseline = ssm.createPatchBaseline(
                        r -> r.name("nothing").operatingSystem(OperatingSystem.AMAZON_LINUX_2023))
                .baselineId();
        ssm.registerPatchBaselineForPatchGroup(r -> r.baselineId(baseline).patchGroup("Web"));
        assertEquals(0, missingAfterScan(SNAPSHOT));
        ssm.updatePatchBaseline(r -> r.baselineId(baseline).approvedPatches("openssh-server*"));
        assertEquals(0, missingAfterScan(SNAPSHOT));
        assertEquals(1, missingAfterScan("00000000-1234-1234-1234-123456789012"));
        pass(Duration.ofDays(3));
        assertEquals(1, missingAfterScan(SNAPSHOT));
    }

    private int missingAfterScan(String snapshot) {
        send(Map.of("Operation", "Scan", "SnapshotId", snapshot));
        pass(HALF_AN_HOUR);
        assertEquals(snapshot, state(node(0)).snapshotId());
        return state(node(0)).missingCount();
    }

    // --- Seeds

    @ParameterizedTest
    @EnumSource(Door.class)
    void theSameSeedTellsTheSameStory(Door door) {
        assertEquals(story(door, 7), story(door, 7));
        assertNotEquals(story(door, 7), story(door, 8));
    }

    private String story(Door door, long seed) {
        try (SimulatedAws world = SimulatedAws.builder()
                        .seed(seed)
                        .nodes(40)
                        .troubledInstalls(0.5)
                        .build();
                SsmClient client = door.client(world, SsmClient.builder(), "us-east-1")) {
            client.sendCommand(r -> r.documentName("AWS-RunPatchBaseline")
                    .parameters(Map.of("Operation", List.of("Install")))
                    .targets(List.of(
                            Target.builder().key("InstanceIds").values("*").build()))
                    .maxErrors("100%"));
            world.time().advance(Duration.ofMinutes(150));
            List<String> ends = List.copyOf(world.commands().get(0).nodes().values());
            assertTrue(ends.contains("Failed") && ends.contains("Success"), ends.toString());
            return world.commands().toString();
        }
    }

    // --- How a test reads

    private void nodes(int count, Consumer<NodeShape> shape) {
        world(SimulatedAws.builder().seed(1).nodes(count, shape));
    }

    private void world(SimulatedAws.Builder builder) {
        close();
        aws = builder.build();
        ssm = client();
    }

    private SsmClient client() {
        return Door.IN_PROCESS.client(aws, SsmClient.builder(), "us-east-1");
    }

    private SimulatedNode node(int index) {
        return aws.world().nodes().get(index);
    }

    private void pass(Duration time) {
        aws.time().advance(time);
    }

    private String install() {
        return send(Map.of("Operation", "Install"));
    }

    private String send(Map<String, String> parameters) {
        return send(parameters, aws.world().nodes());
    }

    private String send(Map<String, String> parameters, List<SimulatedNode> nodes) {
        return send(parameters, nodes, r -> {});
    }

    /** Sends, and lets the second pass after which the command can be seen. */
    private String send(
            Map<String, String> parameters, List<SimulatedNode> nodes, Consumer<SendCommandRequest.Builder> more) {
        SendCommandRequest.Builder request = SendCommandRequest.builder()
                .documentName("AWS-RunPatchBaseline")
                .instanceIds(nodes.stream().map(SimulatedNode::id).toList());
        Map<String, List<String>> lists = new HashMap<>();
        parameters.forEach((name, value) -> lists.put(name, List.of(value)));
        more.accept(request.parameters(lists));
        String id = ssm.sendCommand(request.build()).command().commandId();
        pass(Duration.ofSeconds(1));
        return id;
    }

    private GetCommandInvocationResponse invocation(String command, SimulatedNode node) {
        return ssm.getCommandInvocation(r -> r.commandId(command).instanceId(node.id()));
    }

    private String status(String command) {
        return ssm.listCommands(r -> r.commandId(command)).commands().get(0).statusDetails();
    }

    private InstancePatchState state(SimulatedNode node) {
        return ssm.describeInstancePatchStates(r -> r.instanceIds(node.id()))
                .instancePatchStates()
                .get(0);
    }
}
