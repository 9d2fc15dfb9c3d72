package io.patchfleet.examples;

import static io.patchfleet.model.OperatingSystem.AMAZON_LINUX_2023;
import static io.patchfleet.model.OperatingSystem.WINDOWS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.PatchFleet;
import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.Schedule;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.spec.Environment.Notification.Event;
import io.patchfleet.spec.FleetSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;

/** A fleet on an AWS that is not ours: moto, with {@link MotoGaps} filled where it is declared, as it is for a report. */
class MotoTest {

    private static final String FRANKFURT = "eu-central-1";
    private static final String TOKYO = "ap-northeast-1";

    /** All else is answered in moto's place, or beside its answer: of that this test proves only that it is asked. */
    private static final Set<String> MOTOS_OWN = Set.of(
            "GetCallerIdentity",
            "DescribeMaintenanceWindows",
            "DescribeMaintenanceWindowTasks",
            "DeleteMaintenanceWindow",
            "DeletePatchBaseline",
            "GET /schedule-groups",
            "POST /schedule-groups",
            "DELETE /schedule-groups",
            "GET /schedules",
            "POST /schedules",
            "PUT /schedules",
            "GET /tags");

    @RegisterExtension
    static final MotoServer MOTO = new MotoServer();

    @Test
    void itIsTheVersionInWhichTheGapsWereFound() throws IOException {
        assertEquals(MotoServer.VERSION, MOTO.version());
    }

    @Test
    void aFleetIsDeclaredChangedPutBackAndDestroyed() {
        try (MotoShim shim = new MotoShim(MOTO.endpoint());
                PatchFleet fleet = fleet(shim.endpoint())) {
            FleetPlan first = fleet.plan(spec(3, 4, "linux"));
            assertEquals(List.of(), first.gaps());
            done(fleet, first);
            upToDate(fleet.plan(spec(3, 4, "linux")));

            FleetPlan changed = fleet.plan(spec(5, 6, "linux"));
            Map<String, Long> counts = counts(changed);
            // Each notice says when the window closes; how many there are depends on today.
            assertTrue(counts.containsKey("scheduleEntry UPDATE"), changed::toString);
            counts.remove("scheduleEntry UPDATE");
            assertEquals(Map.of("patchBaseline UPDATE", 2L, "maintenanceWindow UPDATE", 2L), counts, changed::toString);
            done(fleet, changed);
            upToDate(fleet.plan(spec(5, 6, "linux")));

            editByHand(new SsmCalls(shim.endpoint(), FRANKFURT));
            FleetPlan drift = fleet.drift(spec(5, 6, "linux"));
            assertEquals(
                    Map.of(
                            "patchBaseline UPDATE", 1L,
                            "maintenanceWindow UPDATE", 1L,
                            "windowTarget UPDATE", 1L,
                            "windowTask UPDATE", 1L),
                    counts(drift),
                    drift::toString);
            assertTrue(drift.changes().stream().filter(Change::isNeeded).allMatch(Change::changedOutside));
            done(fleet, drift);
            upToDate(fleet.drift(spec(5, 6, "linux")));

            done(fleet, fleet.plan(spec(5, 6, "linux-2")));
            upToDate(fleet.plan(spec(5, 6, "linux-2")));

            done(fleet, fleet.planDestroy(spec(5, 6, "linux-2")));
            upToDate(fleet.planDestroy(spec(5, 6, "linux-2")));
            assertNothingIsLeft(new SsmCalls(MOTO.endpoint(), FRANKFURT));
            assertNothingIsLeft(new SsmCalls(MOTO.endpoint(), TOKYO));
            assertEquals(MOTOS_OWN, shim.motosOwn());
        }
    }

    private static void done(PatchFleet fleet, FleetPlan plan) {
        ApplyOutcome outcome = fleet.apply(plan);
        assertTrue(outcome.isComplete(), () -> plan + "\n" + outcome);
        assertTrue(!outcome.applied().isEmpty(), plan::toString);
    }

    private static void upToDate(FleetPlan plan) {
        assertTrue(plan.isUpToDate(), plan::toString);
    }

    private static Map<String, Long> counts(FleetPlan plan) {
        return plan.changes().stream()
                .filter(change -> change.action() != Action.KEEP)
                .collect(Collectors.groupingBy(
                        change -> change.kind() + " " + change.action(), TreeMap::new, Collectors.counting()));
    }

    private static void editByHand(SsmCalls ssm) {
        String baseline = one(
                        ssm.call("DescribePatchBaselines", "{}").json().get("BaselineIdentities"),
                        "BaselineName",
                        "linux")
                .get("BaselineId")
                .asString();
        String window = one(
                        ssm.call("DescribeMaintenanceWindows", "{}").json().get("WindowIdentities"),
                        "Name",
                        "bank-Payments-install")
                .get("WindowId")
                .asString();
        String ofWindow = "{\"WindowId\":\"" + window + "\"";
        String target = ssm.call("DescribeMaintenanceWindowTargets", ofWindow + "}")
                .json()
                .get("Targets")
                .get(0)
                .get("WindowTargetId")
                .asString();
        String task = ssm.call("DescribeMaintenanceWindowTasks", ofWindow + "}")
                .json()
                .get("Tasks")
                .get(0)
                .get("WindowTaskId")
                .asString();
        ssm.call("UpdatePatchBaseline", "{\"BaselineId\":\"" + baseline + "\",\"RejectedPatches\":[\"telnet\"]}");
        ssm.call("UpdateMaintenanceWindow", ofWindow + ",\"Enabled\":false}");
        ssm.call(
                "UpdateMaintenanceWindowTarget",
                ofWindow + ",\"WindowTargetId\":\"" + target + "\",\"OwnerInformation\":\"mine\"}");
        ssm.call(
                "UpdateMaintenanceWindowTask",
                ofWindow + ",\"WindowTaskId\":\"" + task + "\",\"MaxConcurrency\":\"100%\"}");
    }

    private static JsonNode one(JsonNode all, String member, String value) {
        for (JsonNode one : all) {
            if (one.path(member).asString().equals(value)) {
                return one;
            }
        }
        throw new AssertionError(value + " is not in " + all);
    }

    private static void assertNothingIsLeft(SsmCalls bare) {
        assertEquals(
                "{\"BaselineIdentities\":[]}",
                bare.call("DescribePatchBaselines", "{}").json().toString());
        assertEquals(
                "{\"WindowIdentities\":[]}",
                bare.call("DescribeMaintenanceWindows", "{}").json().toString());
    }

    /** It has EC2 and Systems Manager without nodes. */
    @Test
    void aReportEndsWithPartialScopesAndUnreadableInstances(@TempDir Path out) {
        runInstances(3);

        Run run = Run.of(
                "report",
                "--endpoint",
                MOTO.endpoint().toString(),
                "--regions",
                FRANKFURT,
                "--details",
                "--json",
                "--out",
                out.toString());

        assertEquals(3, run.code(), run::err);
        JsonNode result = run.json();
        assertEquals(3, result.get("nodes").get("total").asInt());
        assertEquals(3, result.get("nodes").get("unreadable").asInt());
        assertEquals(1, result.get("scopes").size());
        JsonNode scope = result.get("scopes").get(0);
        assertEquals("partial", scope.get("status").asString());
        String reason = scope.get("reason").asString();
        assertTrue(reason.startsWith("3 running nodes are unreadable, and hybrid nodes are not seen"), reason);
        assertTrue(reason.contains("ssm:DescribeInstanceProperties HTTP 500"), reason);
        assertTrue(Files.exists(out.resolve("report.html")));
    }

    private static void runInstances(int count) {
        HttpRequest request = HttpRequest.newBuilder(MOTO.endpoint().resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/" + FRANKFURT
                                + "/ec2/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "Action=RunInstances&Version=2016-11-15&ImageId=ami-12345678&MinCount=" + count + "&MaxCount="
                                + count))
                .build();
        assertEquals(200, SsmCalls.send(request).statusCode());
    }

    private static PatchFleet fleet(URI endpoint) {
        return PatchFleet.builder()
                .regions(FRANKFURT, TOKYO)
                .endpoint(endpoint)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    private static FleetSpec spec(int days, int hours, String linux) {
        return FleetSpec.builder("bank")
                .tag("Team", "platform")
                .baseline(
                        linux,
                        AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.classification("Security")
                                        .severity("Critical", "Important")
                                        .afterDays(days))
                                .approvePatch("openssh*"))
                .baseline(
                        "windows",
                        WINDOWS,
                        b -> b.approve(r -> r.classification("SecurityUpdates").afterDays(2))
                                .asDefault())
                .environment(
                        "Payments",
                        e -> e.installWindow(
                                        Schedule.weekly(
                                                DayOfWeek.SATURDAY, LocalTime.of(1, 0), ZoneId.of("Asia/Tokyo")),
                                        Duration.ofHours(hours))
                                .logsTo(LogOutput.cloudWatch("/patching/payments"))
                                .notifyOn("patching", "patching-notices", Event.FAILED)
                                .noticeBefore(Duration.ofHours(24), "patching", "patching-notices"))
                .build();
    }
}
