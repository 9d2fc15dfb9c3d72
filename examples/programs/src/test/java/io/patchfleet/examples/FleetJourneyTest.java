package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.PatchFleet;
import io.patchfleet.model.Verb;
import io.patchfleet.simulator.CallLog;
import io.patchfleet.simulator.DeclaredResource;
import io.patchfleet.simulator.DeclaredResource.Kind;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spi.Accounts;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An organisation that has nothing is taken through all programs, as a team would do it. After each what its accounts
 * truly hold is compared with two files that say, value by value, what the spec comes to.
 */
class FleetJourneyTest {

    private static final String FRANKFURT = "eu-central-1";
    private static final String TOKYO = "ap-northeast-1";
    private static final List<String> REGIONS = List.of(TOKYO, FRANKFURT, "eu-west-1", "us-east-1");
    private static final List<String> ACCOUNTS = List.of("111122223333", "222233334444", "333344445555");
    private static final String TOUCHED = "222233334444";

    private static final String WINDOW = "bank-servers-Production-install";
    private static final String GROUP = "patchfleet-bank-servers";
    private static final String FIRST_NOTICE = WINDOW + "-20261127T1600-notice";
    private static final String SECOND_NOTICE = WINDOW + "-20261204T1600-notice";

    private static final Pattern AT = Pattern.compile("at\\((.+?)\\)");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(7)
            .untouched()
            .regions(REGIONS.toArray(String[]::new))
            .accounts(ACCOUNTS.toArray(String[]::new))
            .followingTheWallClock(1)
            .build();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void anEmptyOrganisationIsDeclaredTouchedByHandRepairedChangedAndGivenBack() throws IOException {
        SortedMap<String, String> empty = declared();
        assertEquals(
                ExitCode.DONE,
                Run.of("fleet", "init", "--out", directory.toString()).code());
        edit(FleetJourneyTest::filledIn);
        Run check = Run.of("fleet", "check", "--spec", spec().toString(), "--max-age", "20");
        assertEquals(ExitCode.DONE, check.code(), check.out());

        Run plan = on("plan", "--fail-on-findings");
        assertEquals(ExitCode.FINDINGS, plan.code(), plan.err());
        assertEquals(empty, declared());

        assertEquals(ExitCode.DONE, on("apply").code());
        assertHolds(read("declared-in-frankfurt.txt"), read("declared-elsewhere.txt"));
        Run again = on("apply", "--json");
        assertEquals(0, again.json().path("applied").asInt(), again.out());

        touchOneOfEachKind();
        Run drift = on("drift", "--fail-on-findings", "--json");
        assertEquals(ExitCode.FINDINGS, drift.code(), drift.err());
        assertEquals(
                List.of(
                        "update patchBaseline bank-windows: rejectedPatches telnet -> KB5034441",
                        "update defaultBaseline AMAZON_LINUX_2023: baseline AWS-AmazonLinux2023DefaultPatchBaseline ->"
                                + " bank-linux",
                        "create patchGroup Production/WINDOWS: baseline null -> bank-windows",
                        "update maintenanceWindow " + WINDOW + ": cutoffHours 0 -> 1, tags.Team null -> platform",
                        "update windowTarget " + WINDOW
                                + "/patch-group-tag-with-space: owner mine -> PatchFleet bank-servers",
                        "update windowTask " + WINDOW + "/install: pace 100% -> 10%",
                        "update scheduleGroup " + GROUP + ": tags.Team null -> platform",
                        "create scheduleEntry " + FIRST_NOTICE,
                        "update scheduleEntry " + SECOND_NOTICE
                                + ": afterCompletion NONE -> DELETE, description null ->"
                                + " PatchFleet: notice of " + WINDOW + ", flexible.minutes 5 -> null, flexible.mode"
                                + " FLEXIBLE -> null"),
                told(drift.json()));
        assertEquals(ExitCode.DONE, on("apply").code());
        assertHolds(read("declared-in-frankfurt.txt"), read("declared-elsewhere.txt"));

        Run online = on("check", "--online");
        assertTrue(List.of(ExitCode.DONE, ExitCode.FINDINGS).contains(online.code()), online.err());

        edit(FleetJourneyTest::changed);
        assertEquals(ExitCode.DONE, on("apply").code());
        assertHolds(changedHolding("declared-in-frankfurt.txt"), changedHolding("declared-elsewhere.txt"));

        Run destroyed = on("destroy");
        assertEquals(ExitCode.DONE, destroyed.code(), destroyed.out());
        // AWS deletes a group of entries in its own time.
        aws.time().advance(Duration.ofMinutes(1));
        assertEquals(empty, declared());
        assertEquals(List.of(), aws.violations());
        assertThePrintedPolicyWouldHaveSufficed();
    }

    /** Whatever was called on the way, by the programs or by hand. */
    private void assertThePrintedPolicyWouldHaveSufficed() {
        try (PatchFleet fleet = PatchFleet.builder()
                .accounts(Accounts.assuming("PatchFleet", ACCOUNTS.toArray(String[]::new)))
                .regions(REGIONS.toArray(String[]::new))
                .build()) {
            Set<String> called = aws.calls().entries().stream()
                    .map(CallLog.Entry::operation)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(called.contains("scheduler:CreateSchedule"), called::toString);
            called.removeAll(fleet.iamPolicy(Verb.PLAN, Verb.APPLY, Verb.DESTROY, Verb.CHECK)
                    .actions());
            assertEquals(Set.of(), called);
        }
    }

    /** As a team would fill it in that has neither Ubuntu nor Red Hat and a single environment. */
    private static String filledIn(String yaml) {
        return yaml.replaceAll("(?s)\n  bank-redhat:.*?(?=\n  bank-windows:)", "")
                .replaceAll("(?s)\n  Development:.*?(?=\n  Production:)", "")
                .replaceAll("(?m)^ +scanWindow:\n.*\n.*\n", "")
                .replaceAll("(?m)^( *)# (serviceRole|notification|notice|rejectedPatches)", "$1$2");
    }

    private static String changed(String yaml) {
        return yaml.replace("duration: PT5H", "duration: PT6H")
                .replace("[KB5034441]", "[KB5034441, KB5039217]")
                .replace("before: PT24H", "before: PT12H");
    }

    /** What the changed spec comes to: a longer window that is told of later, and one more patch that is not wanted. */
    private static String changedHolding(String file) throws IOException {
        String declared = read(file)
                .replace("  Duration: 5\n", "  Duration: 6\n")
                .replace("T06:00+09:00\",\"env", "T07:00+09:00\",\"env")
                .replace("T03:00+01:00\",\"env", "T04:00+01:00\",\"env")
                .replace("AgeInSeconds: 86400\n", "AgeInSeconds: 43200\n")
                .replace(
                        "  RejectedPatches[0]: KB5034441\n",
                        "  RejectedPatches[0]: KB5034441\n  RejectedPatches[1]: KB5039217\n");
        return AT.matcher(declared)
                .replaceAll(at ->
                        "at(" + LocalDateTime.parse(at.group(1)).plusHours(12).format(SECONDS) + ")");
    }

    private Path spec() {
        return directory.resolve(FleetInit.NAME);
    }

    private void edit(UnaryOperator<String> by) throws IOException {
        String before = Files.readString(spec());
        String after = by.apply(before);
        assertTrue(!after.equals(before));
        Files.writeString(spec(), after);
    }

    private Run on(String program, String... more) {
        List<String> arguments = new ArrayList<>(List.of("fleet", program, "--spec", spec().toString()));
        arguments.addAll(List.of("--endpoint", aws.endpoint().toString()));
        arguments.addAll(List.of("--regions", String.join(",", REGIONS), "--accounts", String.join(",", ACCOUNTS)));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private SortedMap<String, String> declared() {
        return DeclaredText.of(aws, "AMAZON_LINUX_2023");
    }

    private void assertHolds(String inFrankfurt, String elsewhere) {
        SortedMap<String, String> declared = declared();
        assertEquals(ACCOUNTS.size() * REGIONS.size(), declared.size());
        declared.forEach(
                (scope, text) -> assertEquals(scope.endsWith(FRANKFURT) ? inFrankfurt : elsewhere, text, scope));
    }

    private static String read(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(FleetJourneyTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** In one account, in Tokyo. */
    private void touchOneOfEachKind() {
        String windows = id(Kind.PATCH_BASELINE, "bank-windows");
        String window = id(Kind.MAINTENANCE_WINDOW, WINDOW);
        JsonNode says = JsonMapper.shared()
                .readTree(resource(Kind.MAINTENANCE_WINDOW, WINDOW).says());
        String target = says.path("Targets").path(0).path("WindowTargetId").asString();
        String task = says.path("Tasks").path(0).path("WindowTaskId").asString();
        String formerDefault = resource(Kind.PATCH_BASELINE, "bank-linux")
                .tags()
                .getOrDefault("patchfleet:former-default", "none is remembered");
        ssm("UpdatePatchBaseline", "{'BaselineId':'%s','RejectedPatches':['telnet']}", windows);
        ssm("DeregisterPatchBaselineForPatchGroup", "{'BaselineId':'%s','PatchGroup':'Production'}", windows);
        ssm("RegisterDefaultPatchBaseline", "{'BaselineId':'%s'}", formerDefault);
        ssm("UpdateMaintenanceWindow", "{'WindowId':'%s','Cutoff':0}", window);
        ssm(
                "RemoveTagsFromResource",
                "{'ResourceType':'MaintenanceWindow','ResourceId':'%s','TagKeys':['Team']}",
                window);
        ssm(
                "UpdateMaintenanceWindowTarget",
                "{'WindowId':'%s','WindowTargetId':'%s','OwnerInformation':'mine'}",
                window,
                target);
        ssm(
                "UpdateMaintenanceWindowTask",
                "{'WindowId':'%s','WindowTaskId':'%s','MaxConcurrency':'100%%'}",
                window,
                task);
        JsonNode notice = JsonMapper.shared()
                .readTree(resource(Kind.SCHEDULE, SECOND_NOTICE).says());
        scheduler("DELETE", "/tags/" + id(Kind.SCHEDULE_GROUP, GROUP).replace("/", "%2F") + "?TagKeys=Team", "");
        scheduler("DELETE", "/schedules/" + FIRST_NOTICE + "?groupName=" + GROUP, "");
        scheduler(
                "PUT",
                "/schedules/" + SECOND_NOTICE,
                "{\"GroupName\":\"" + GROUP + "\",\"ScheduleExpression\":\""
                        + notice.path("ScheduleExpression").asString()
                        + "\",\"FlexibleTimeWindow\":{\"Mode\":\"FLEXIBLE\",\"MaximumWindowInMinutes\":5},\"Target\":"
                        + notice.path("Target") + "}");
    }

    private DeclaredResource resource(Kind kind, String name) {
        return aws.world().declared().stream()
                .filter(each -> each.account().equals(TOUCHED) && each.region().equals(TOKYO))
                .filter(each -> each.kind() == kind && each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String id(Kind kind, String name) {
        return resource(kind, name).id();
    }

    private void ssm(String operation, String body, Object... values) {
        SsmCalls.Answer answer = new SsmCalls(aws.endpoint(), TOKYO, TOUCHED)
                .call(operation, body.replace('\'', '"').formatted(values));
        assertEquals(200, answer.status(), answer::body);
    }

    private void scheduler(String method, String path, String body) {
        HttpResponse<String> answer =
                SsmCalls.send(HttpRequest.newBuilder(aws.endpoint().resolve(path))
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=" + TOUCHED + "/20260101/" + TOKYO
                                        + "/scheduler/aws4_request, SignedHeaders=host, Signature=0")
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
        assertTrue(answer.statusCode() < 300, answer::body);
    }

    /** What is needed, and that it is needed where somebody was. */
    private static List<String> told(JsonNode drift) {
        return StreamSupport.stream(drift.path("changes").spliterator(), false)
                .filter(change -> !change.path("action").asString().equals("keep"))
                .peek(change -> assertEquals(
                        TOUCHED + " " + TOKYO,
                        change.path("account").asString() + " "
                                + change.path("region").asString()))
                .map(FleetJourneyTest::toldOf)
                .toList();
    }

    /** Without fingerprints, and without the text of a whole entry, which is compared when it is there again. */
    private static String toldOf(JsonNode change) {
        String what = change.path("action").asString() + " "
                + change.path("kind").asString() + " "
                + change.path("name").asString();
        if (what.startsWith("create scheduleEntry")) {
            return what;
        }
        List<String> fields = new ArrayList<>();
        change.path("fields")
                .forEach(field -> fields.add(field.path("path").asString() + " "
                        + field.path("old").asString("null") + " -> "
                        + field.path("new")
                                .asString("null")
                                .replaceFirst("(PatchFleet bank-servers) [0-9a-f]+", "$1")));
        return what + ": " + String.join(", ", fields);
    }
}
