package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.Limit;
import io.patchfleet.simulator.SimulatedAws;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One Region down, one account refusing, one refusing EC2, one refusing Systems Manager, one slow: the rest counts. */
class PartialFleetTest {

    private static final String SOUND = "111122223333";
    private static final String REFUSING = "222233334444";
    private static final String REFUSING_EC2 = "333344445555";
    private static final String REFUSING_SSM = "444455556666";
    private static final String SLOW = "555566667777";
    private static final String DOWN = "ap-northeast-1";
    private static final String UP = "eu-central-1";

    private static final SimulatedAws AWS = SimulatedAws.builder()
            .seed(11)
            .regions(DOWN, UP)
            .accounts(SOUND, REFUSING, REFUSING_EC2, REFUSING_SSM, SLOW)
            .externalId(REFUSING, "known-to-others")
            .nodes(600)
            .followingTheWallClock(2)
            .build();

    @TempDir
    private static Path out;

    private static Run before = new Run(-1, "", "");
    private static Run run = before;
    private static Map<String, JsonNode> scopes = Map.of();

    @BeforeAll
    static void report() {
        before = reportOn(SOUND, REFUSING_EC2, REFUSING_SSM, SLOW);
        AWS.fault(Fault.reset("*").in(DOWN));
        AWS.fault(Fault.accessDenied("ec2:*").account(REFUSING_EC2));
        AWS.fault(Fault.accessDenied("ssm:*").account(REFUSING_SSM));
        AWS.limit(Limit.of("*", 2, 2).account(SLOW));
        run = reportOn(SOUND, REFUSING, REFUSING_EC2, REFUSING_SSM, SLOW);
        scopes = byScope(run);
    }

    @AfterAll
    static void close() {
        AWS.close();
    }

    private static Run reportOn(String... accounts) {
        return Run.of(
                "report",
                "--endpoint",
                AWS.endpoint().toString(),
                "--regions",
                UP + "," + DOWN,
                "--accounts",
                String.join(",", accounts),
                "--details",
                "--json",
                "--out",
                out.toString());
    }

    private static Map<String, JsonNode> byScope(Run of) {
        return of.json()
                .get("scopes")
                .valueStream()
                .collect(Collectors.toMap(
                        scope -> scope.get("account").asString() + "/"
                                + scope.get("region").asString(),
                        scope -> scope,
                        (one, other) -> one,
                        TreeMap::new));
    }

    @Test
    void theJobEndsAndSaysThatItIsNotComplete() {
        assertAll(
                () -> assertEquals(ExitCode.DONE, before.code(), before.err()),
                () -> assertEquals(ExitCode.FAILED, run.code(), run.err()),
                () -> assertFalse(run.json().get("complete").asBoolean()),
                () -> assertEquals(10, scopes.size()),
                () -> assertEquals(4, run.json().get("reports").size()));
    }

    @Test
    void aRegionThatIsDownHasNoNumberInAnyAccount() {
        for (String account : new String[] {SOUND, REFUSING_EC2, REFUSING_SSM, SLOW}) {
            JsonNode scope = at(account, DOWN);
            assertAll(
                    account,
                    () -> assertEquals("failed", scope.get("status").asString()),
                    () -> assertTrue(scope.get("nodes").isNull()),
                    () -> assertTrue(scope.get("reason").asString().contains("reset"), scope.toString()));
        }
    }

    @Test
    void anAccountThatRefusesTheRoleHasNoNumberInAnyRegion() {
        for (String region : new String[] {UP, DOWN}) {
            JsonNode scope = at(REFUSING, region);
            assertAll(
                    region,
                    () -> assertEquals("failed", scope.get("status").asString()),
                    () -> assertTrue(scope.get("nodes").isNull()),
                    () -> assertTrue(
                            scope.get("reason").asString().contains("sts:AssumeRole AccessDenied"), scope.toString()));
        }
    }

    @Test
    void whereEc2IsRefusedTheNodesThatSystemsManagerKnowsKeepTheirStates() {
        JsonNode scope = at(REFUSING_EC2, UP);
        assertAll(
                () -> assertEquals("partial", scope.get("status").asString()),
                () -> assertTrue(scope.get("nodes").asInt() > 0, scope.toString()),
                () -> assertTrue(scope.get("reason").asString().contains("ec2:DescribeInstances"), scope.toString()));
    }

    @Test
    void whereSystemsManagerIsRefusedTheRunningInstancesAreUnreadable() {
        JsonNode scope = at(REFUSING_SSM, UP);
        assertAll(
                () -> assertEquals("partial", scope.get("status").asString()),
                () -> assertTrue(scope.get("nodes").asInt() > 0, scope.toString()),
                () -> assertTrue(scope.get("reason").asString().contains("ssm:"), scope.toString()),
                () -> assertTrue(
                        run.json().at("/nodes/unreadable").asInt()
                                >= scope.get("nodes").asInt(),
                        run.out()));
    }

    @Test
    void theOthersAreReadAsIfNothingHadHappened() {
        Map<String, JsonNode> sound = byScope(before);
        assertAll(
                () -> assertEquals(sound.get(SOUND + "/" + UP), at(SOUND, UP)),
                () -> assertEquals(sound.get(SLOW + "/" + UP), at(SLOW, UP)));
    }

    @Test
    void beingThrottledIsNoFailure() {
        assertAll(
                () -> assertEquals("read", at(SLOW, UP).get("status").asString()),
                () -> assertTrue(run.json().get("throttled").asInt() > 0, run.out()));
    }

    private static JsonNode at(String account, String region) {
        JsonNode scope = scopes.get(account + "/" + region);
        if (scope == null) {
            throw new AssertionError("no scope " + account + "/" + region + " in " + scopes.keySet());
        }
        return scope;
    }
}
