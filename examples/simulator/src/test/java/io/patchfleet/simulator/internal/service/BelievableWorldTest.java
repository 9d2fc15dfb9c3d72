package io.patchfleet.simulator.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BelievableWorldTest {

    private static final List<String> REGIONS = List.of("ap-northeast-1", "us-east-1", "eu-central-1");
    private static final BigDecimal A_WEEK_AGO = Answer.seconds(Caller.START.minus(Duration.ofDays(7)));

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2026})
    void aboutSeventyPerCentAreFreshlyCompliantAndTwelvePerCentAreNot(long seed) {
        Caller caller = Caller.ofBelievable(seed, 1000);
        Set<String> online = ids(caller, "PingStatus", "Online");
        int compliant = 0;
        int nonCompliant = 0;
        for (JsonNode state : caller.patchStates()) {
            boolean good = nonCompliantCount(state) == 0;
            boolean current = fresh(state) && !state.has("InstallOverrideList");
            boolean inTouch = online.contains(state.path("InstanceId").asString());
            compliant += good && current && inTouch ? 1 : 0;
            nonCompliant += good ? 0 : 1;
        }
        assertTrue(compliant > 650 && compliant < 750, "compliant: " + compliant);
        assertTrue(nonCompliant > 100 && nonCompliant < 150, "non-compliant: " + nonCompliant);
    }

    @Test
    void everyConditionIsFoundInEachOfThreeRegionsOfSixHundredNodes() {
        Caller caller = Caller.ofBelievable(42, 600, REGIONS);
        for (String region : REGIONS) {
            Set<String> found = conditions(caller.in(region));
            assertEquals(
                    Set.of(
                            "InstalledCount",
                            "InstalledOtherCount",
                            "InstalledPendingRebootCount",
                            "InstalledRejectedCount",
                            "MissingCount",
                            "FailedCount",
                            "NotApplicableCount",
                            "AvailableSecurityUpdateCount",
                            "CriticalNonCompliantCount",
                            "SecurityNonCompliantCount",
                            "OtherNonCompliantCount",
                            "scanned long ago",
                            "last operation an Install",
                            "last operation an Install from a list",
                            "installed without reboot",
                            "judged by a foreign baseline",
                            "never scanned",
                            "connection lost",
                            "hybrid",
                            "unmanaged, no instance profile",
                            "unmanaged, with instance profile",
                            "pending",
                            "running",
                            "stopped",
                            "terminated"),
                    found,
                    region);
        }
    }

    @Test
    void fortyNodesOverThreeRegionsKnowTheMainConditionsToo() {
        Caller caller = Caller.ofBelievable(7, 40, REGIONS);
        Set<String> found = new HashSet<>();
        REGIONS.forEach(region -> found.addAll(conditions(caller.in(region))));
        for (String condition : List.of(
                "MissingCount",
                "FailedCount",
                "InstalledPendingRebootCount",
                "InstalledRejectedCount",
                "scanned long ago",
                "never scanned",
                "connection lost",
                "hybrid",
                "unmanaged, no instance profile",
                "stopped")) {
            assertTrue(found.contains(condition), condition + " is not among " + found);
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedGivesOthers() {
        String first = everything(Caller.ofBelievable(42, 120));
        assertEquals(first, everything(Caller.ofBelievable(42, 120)));
        assertNotEquals(first, everything(Caller.ofBelievable(43, 120)));
    }

    @Test
    void tagsHoldWhatSomebodyPutThereToSeeWhatHappens() {
        Caller caller = Caller.ofBelievable(42, 400);
        String values = caller.scope().nodes().stream()
                .flatMap(node -> node.tags().values().stream())
                .collect(Collectors.joining("\n"));
        for (String hostile : List.of(
                "<script>",
                "=cmd|' /C calc'!A0",
                "onerror=",
                "| **bold**",
                "\u202e",
                "\r\n\t",
                "\u009b31m",
                "../../etc")) {
            assertTrue(values.contains(hostile), hostile);
        }
        assertTrue(caller.scope().nodes().stream().anyMatch(node -> node.name().length() == 255), "a very long name");
    }

    @Test
    void bothSpellingsOfThePatchGroupAreInUse() {
        Caller caller = Caller.ofBelievable(42, 100);
        for (String spelling : List.of("Patch Group", "PatchGroup")) {
            assertTrue(
                    caller.all(
                                            "ec2:DescribeInstances",
                                            "{'Filters':[{'Name':'tag-key','Values':['" + spelling + "']}]}",
                                            "Reservations")
                                    .size()
                            > 10,
                    spelling);
        }
    }

    private static Set<String> conditions(Caller caller) {
        Set<String> found = new TreeSet<>();
        Set<String> withData = new HashSet<>();
        for (JsonNode state : caller.patchStates()) {
            withData.add(state.path("InstanceId").asString());
            describe(caller, state, found);
        }
        caller.all("ssm:DescribeInstanceInformation", "{'MaxResults':50}", "InstanceInformationList")
                .forEach(node -> describe(node, withData, found));
        Set<String> managed =
                caller.all("ssm:DescribeInstanceProperties", "{'MaxResults':1000}", "InstanceProperties").stream()
                        .map(node -> node.path("InstanceId").asString())
                        .collect(Collectors.toSet());
        for (JsonNode reservation : caller.all("ec2:DescribeInstances", "{}", "Reservations")) {
            JsonNode instance = reservation.path("Instances").get(0);
            String power = instance.at("/State/Name").asString();
            found.add(power);
            if (power.equals("running")
                    && !managed.contains(instance.path("InstanceId").asString())) {
                found.add(
                        instance.has("IamInstanceProfile")
                                ? "unmanaged, with instance profile"
                                : "unmanaged, no instance profile");
            }
        }
        return found;
    }

    private static void describe(Caller caller, JsonNode state, Set<String> found) {
        state.properties().forEach(member -> {
            if (member.getKey().endsWith("Count") && member.getValue().asInt() > 0) {
                found.add(member.getKey());
            }
        });
        boolean install = state.path("Operation").asString().equals("Install");
        if (install) {
            found.add("last operation an Install" + (state.has("InstallOverrideList") ? " from a list" : ""));
        }
        if (state.has("LastNoRebootInstallOperationTime")) {
            found.add("installed without reboot");
        }
        if (!fresh(state)) {
            found.add("scanned long ago");
        }
        String id = state.path("InstanceId").asString();
        caller.scope().nodes().stream()
                .filter(node -> node.id().equals(id))
                .filter(node -> !caller.scope()
                        .baselineFor(node)
                        .id()
                        .equals(state.path("BaselineId").asString()))
                .forEach(node -> found.add("judged by a foreign baseline"));
    }

    private static void describe(JsonNode node, Set<String> withData, Set<String> found) {
        if (!withData.contains(node.path("InstanceId").asString())) {
            found.add("never scanned");
        }
        if (node.path("PingStatus").asString().equals("ConnectionLost")) {
            found.add("connection lost");
        }
        if (node.path("ResourceType").asString().equals("ManagedInstance")) {
            found.add("hybrid");
        }
    }

    private static String everything(Caller caller) {
        return caller.stage().world()
                + caller.patchStates().toString()
                + caller.all("ec2:DescribeInstances", "{}", "Reservations")
                + caller.all("ssm:ListResourceComplianceSummaries", "{}", "ResourceComplianceSummaryItems")
                + caller.all("ssm:DescribePatchBaselines", "{}", "BaselineIdentities");
    }

    private static Set<String> ids(Caller caller, String filter, String value) {
        return caller
                .all(
                        "ssm:DescribeInstanceInformation",
                        "{'Filters':[{'Key':'" + filter + "','Values':['" + value + "']}],'MaxResults':50}",
                        "InstanceInformationList")
                .stream()
                .map(node -> node.path("InstanceId").asString())
                .collect(Collectors.toSet());
    }

    private static boolean fresh(JsonNode state) {
        return state.path("OperationEndTime").decimalValue().compareTo(A_WEEK_AGO) > 0;
    }

    private static int nonCompliantCount(JsonNode state) {
        return state.path("CriticalNonCompliantCount").asInt()
                + state.path("SecurityNonCompliantCount").asInt()
                + state.path("OtherNonCompliantCount").asInt();
    }
}
