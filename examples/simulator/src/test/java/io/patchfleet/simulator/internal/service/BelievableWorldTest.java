package io.patchfleet.simulator.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BelievableWorldTest {

    private static final BigDecimal A_WEEK_AGO = Answer.seconds(Caller.START.minus(Duration.ofDays(7)));

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2026})
    void aboutSeventyPerCentAreFreshlyCompliantAndTwelvePerCentAreNot(long seed) {
        Caller caller = Caller.ofBelievable(seed, 1000);
        int compliant = 0;
        int nonCompliant = 0;
        for (JsonNode state : states(caller)) {
            boolean good = nonCompliantCount(state) == 0;
            boolean fresh = state.path("OperationEndTime").decimalValue().compareTo(A_WEEK_AGO) > 0;
            boolean whole = !state.has("InstallOverrideList");
            boolean online = caller
                    .all(
                            "ssm:DescribeInstanceInformation",
                            "{'Filters':[{'Key':'InstanceIds','Values':['"
                                    + state.path("InstanceId").asString() + "']}]}",
                            "InstanceInformationList")
                    .stream()
                    .anyMatch(node -> node.path("PingStatus").asString().equals("Online"));
            compliant += good && fresh && whole && online ? 1 : 0;
            nonCompliant += good ? 0 : 1;
        }
        assertTrue(compliant > 650 && compliant < 750, "compliant: " + compliant);
        assertTrue(nonCompliant > 100 && nonCompliant < 150, "non-compliant: " + nonCompliant);
    }

    @Test
    void everyStateOfAPatchIsFoundInEachOfThreeRegionsOfSixHundredNodes() {
        List<String> regions = List.of("ap-northeast-1", "us-east-1", "eu-central-1");
        Caller caller = Caller.ofBelievable(42, 600, regions);
        for (String region : regions) {
            caller.in(region);
            Map<String, Integer> found = new HashMap<>();
            for (JsonNode state : states(caller)) {
                state.properties().forEach(member -> {
                    if (member.getKey().endsWith("Count") && member.getValue().asInt() > 0) {
                        found.merge(member.getKey(), 1, Integer::sum);
                    }
                });
            }
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
                            "SecurityNonCompliantCount"),
                    without(found.keySet(), "OtherNonCompliantCount"),
                    region);
        }
    }

    private static Set<String> without(Set<String> names, String name) {
        Set<String> rest = new HashSet<>(names);
        rest.remove(name);
        return rest;
    }

    private static int nonCompliantCount(JsonNode state) {
        return state.path("CriticalNonCompliantCount").asInt()
                + state.path("SecurityNonCompliantCount").asInt()
                + state.path("OtherNonCompliantCount").asInt();
    }

    private static List<JsonNode> states(Caller caller) {
        return caller.scope().nodes().stream()
                .flatMap(node -> caller
                        .all(
                                "ssm:DescribeInstancePatchStates",
                                "{'InstanceIds':['" + node.id() + "']}",
                                "InstancePatchStates")
                        .stream())
                .toList();
    }
}
