package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowResourceType;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTaskType;
import software.amazon.awssdk.services.ssm.model.NotificationEvent;
import software.amazon.awssdk.services.ssm.model.NotificationType;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What arrives at the default event bus. */
class EventsTest {

    private static final String REGION = "us-east-1";
    private static final String COMMAND = "EC2 Command Status-change Notification";
    private static final String INVOCATION = "EC2 Command Invocation Status-change Notification";
    private static final String COMPLIANCE = "Configuration Compliance State Change";

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(1)
            .nodes(2, node -> node.missing("openssl").tag("Role", "web"))
            .build();
    private final SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION);

    @AfterEach
    void close() {
        ssm.close();
        aws.close();
    }

    // --- What is told

    @Test
    void aCommandAndEachOfItsNodesTellOfEveryChange() {
        String command = send("Scan");
        assertEquals(List.of("InProgress", "Success"), statuses(COMMAND));
        assertEquals(List.of("InProgress", "Success", "InProgress", "Success"), statuses(INVOCATION));
        JsonNode whole = events(COMMAND).get(1);
        assertEquals("aws.ssm", whole.path("source").asString());
        assertEquals("111122223333", whole.path("account").asString());
        assertEquals(command, whole.at("/detail/command-id").asString());
        assertEquals("Scan", whole.at("/detail/parameters/Operation/0").asString());
        assertTrue(whole.at("/detail/expire-after").asString().endsWith("Z"));
        String first = aws.world().nodes().get(0).id();
        assertEquals(first, events(INVOCATION).get(0).at("/detail/instance-id").asString());
        assertEquals(
                "arn:aws:ec2:us-east-1:111122223333:instance/" + first,
                events(INVOCATION).get(0).at("/resources/0").asString());
    }

    @Test
    void complianceIsToldOfWhenItChangesAndNotBefore() {
        send("Scan");
        assertEquals(List.of(), events(COMPLIANCE));
        send("Install");
        List<JsonNode> events = events(COMPLIANCE);
        assertEquals(2, events.size());
        assertEquals("compliant", events.get(0).at("/detail/compliance-status").asString());
        assertEquals("Patch", events.get(0).at("/detail/compliance-type").asString());
        assertTrue(events.get(0).at("/detail/patch-baseline-id").asString().startsWith("pb-"));
    }

    @Test
    void whatHappensUnseenIsToldOfAtTheNextLook() {
        aws.world().nodes().forEach(node -> node.failsInstall(InstallFailure.UNEXPECTED_REBOOT, 1));
        send("Install");
        assertEquals(List.of(), events(COMPLIANCE));
        send("Scan");
        assertEquals(List.of("compliant", "compliant"), compliance());
        aws.time().advance(Duration.ofDays(60));
        send("Scan");
        assertEquals(List.of("compliant", "compliant", "non_compliant"), compliance());
        assertEquals(
                "unspecified", events(COMPLIANCE).get(2).at("/detail/severity").asString());
    }

    private List<String> compliance() {
        return events(COMPLIANCE).stream()
                .map(event -> event.at("/detail/compliance-status").asString())
                .toList();
    }

    @Test
    void aWindowTellsOfItsExecutionItsTasksAndTheirTargets() {
        String window = window();
        aws.time().advance(Duration.ofHours(4));
        String begins = "Maintenance Window ";
        assertEquals(List.of("IN_PROGRESS", "SUCCESS"), statuses(begins + "Execution State-change Notification"));
        assertEquals(List.of("IN_PROGRESS", "SUCCESS"), statuses(begins + "Task Execution State-change Notification"));
        List<JsonNode> targets = events(begins + "Task Target Invocation State-change Notification");
        assertEquals(2, targets.size());
        assertEquals("team web", targets.get(1).at("/detail/owner-information").asString());
        assertEquals(window, targets.get(1).at("/detail/window-id").asString());
        ssm.updateMaintenanceWindow(r -> r.windowId(window).enabled(false));
        ssm.updateMaintenanceWindow(r -> r.windowId(window).description("another"));
        assertEquals(List.of("DISABLED"), statuses(begins + "State-change Notification"));
    }

    private String window() {
        String window = ssm.createMaintenanceWindow(r -> r.name("patching")
                        .schedule("at(2026-11-24T02:00:00)")
                        .duration(2)
                        .cutoff(1)
                        .allowUnassociatedTargets(false))
                .windowId();
        String target = ssm.registerTargetWithMaintenanceWindow(r -> r.windowId(window)
                        .resourceType(MaintenanceWindowResourceType.INSTANCE)
                        .ownerInformation("team web")
                        .targets(List.of(target("tag:Role", "web"))))
                .windowTargetId();
        ssm.registerTaskWithMaintenanceWindow(r -> r.windowId(window)
                .taskType(MaintenanceWindowTaskType.RUN_COMMAND)
                .taskArn("AWS-RunPatchBaseline")
                .targets(List.of(target("WindowTargetIds", target)))
                .maxConcurrency("2")
                .maxErrors("2")
                .taskInvocationParameters(p -> p.runCommand(c -> c.parameters(Map.of("Operation", List.of("Scan"))))));
        return window;
    }

    private static Target target(String key, String value) {
        return Target.builder().key(key).values(value).build();
    }

    // --- Notifications

    @Test
    void aTopicIsToldOfTheStatusesThatTheSenderWants() {
        String topic = topic();
        String command = send("Scan", r -> notify(r, topic, NotificationType.COMMAND, NotificationEvent.SUCCESS));
        assertEquals(List.of("Success"), notified("status"));
        assertEquals(List.of(command), notified("commandId"));
        assertEquals(2, message(0).path("instanceIds").size());
    }

    @Test
    void aTopicIsToldOfEachNode() {
        String topic = topic();
        send("Scan", r -> notify(r, topic, NotificationType.INVOCATION, NotificationEvent.ALL));
        assertEquals(List.of("InProgress", "Success", "InProgress", "Success"), notified("status"));
        assertEquals(
                aws.world().nodes().get(0).id(), message(0).path("instanceId").asString());
    }

    @Test
    void aTopicThatIsGoneIsToldNothing() {
        String topic = topic();
        try (SnsClient sns = Door.IN_PROCESS.client(aws, SnsClient.builder(), REGION)) {
            sns.deleteTopic(r -> r.topicArn(topic));
        }
        send("Scan", r -> notify(r, topic, NotificationType.COMMAND, NotificationEvent.ALL));
        assertEquals(List.of(), aws.world().messages());
    }

    private static void notify(
            SendCommandRequest.Builder request, String topic, NotificationType type, NotificationEvent event) {
        request.serviceRoleArn("arn:aws:iam::111122223333:role/notices")
                .notificationConfig(
                        n -> n.notificationArn(topic).notificationType(type).notificationEvents(event));
    }

    private String topic() {
        try (SnsClient sns = Door.IN_PROCESS.client(aws, SnsClient.builder(), REGION)) {
            return sns.createTopic(r -> r.name("commands")).topicArn();
        }
    }

    private JsonNode message(int index) {
        return JsonMapper.shared().readTree(aws.world().messages().get(index).text());
    }

    private List<String> notified(String field) {
        return aws.world().messages().stream()
                .map(message ->
                        JsonMapper.shared().readTree(message.text()).path(field).asString())
                .toList();
    }

    // --- What goes wrong with it

    @Test
    void eventsAreLost() {
        aws.fault(Fault.eventLost("ssm:EC2CommandStatuschangeNotification"));
        send("Scan");
        assertEquals(List.of(), events(COMMAND));
        assertEquals(4, events(INVOCATION).size());
    }

    @Test
    void eventsComeTwiceWithTheSameId() {
        aws.fault(Fault.eventTwice("ssm:*").times(1));
        send("Scan");
        List<JsonNode> events = events(INVOCATION);
        assertEquals(5, events.size());
        assertEquals(events.get(0), events.get(1));
        assertNotEquals(events.get(1).path("id"), events.get(2).path("id"));
    }

    @Test
    void eventsComeLateAndSoInAnotherOrder() {
        Instant start = aws.clock().instant();
        aws.fault(Fault.eventLate("ssm:*", Duration.ofHours(1)).times(1));
        send("Scan");
        assertEquals(List.of("Success", "InProgress", "Success"), statuses(INVOCATION));
        aws.time().advance(Duration.ofHours(1));
        SimulatedEvent last = aws.world().events().get(5);
        assertEquals(INVOCATION, last.detailType());
        assertTrue(last.time().isBefore(start.plusSeconds(60)));
        assertEquals(last.time().plus(Duration.ofHours(1)), last.arrived());
    }

    @Test
    void faultsOfEventsDoNotStrikeCallsNorTheOtherWayRound() {
        aws.fault(Fault.eventLost("*").in(REGION));
        aws.fault(Fault.throttle("ssm:EC2CommandStatuschangeNotification"));
        send("Scan");
        assertEquals(List.of(), aws.world().events());
        assertEquals(0, aws.calls().throttled());
    }

    // --- Over HTTP

    @Test
    void theControlEndpointShowsThemAsTheyArrived() throws IOException, InterruptedException {
        send("Scan");
        String body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(aws.endpoint().resolve("/_simulator/events"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        JsonNode events = JsonMapper.shared().readTree(body).path("events");
        assertEquals(aws.world().events().size(), events.size());
        assertEquals(aws.world().events().get(0).json(), events.get(0).toString());
    }

    // --- How a test reads

    private String send(String operation) {
        return send(operation, r -> {});
    }

    private String send(String operation, Consumer<SendCommandRequest.Builder> more) {
        SendCommandRequest.Builder request = SendCommandRequest.builder()
                .documentName("AWS-RunPatchBaseline")
                .parameters(Map.of("Operation", List.of(operation)))
                .maxErrors("100%")
                .instanceIds(aws.world().nodes().stream().map(SimulatedNode::id).toList());
        more.accept(request);
        String command = ssm.sendCommand(request.build()).command().commandId();
        aws.time().advance(Duration.ofMinutes(30));
        return command;
    }

    private List<JsonNode> events(String detailType) {
        return aws.world().events().stream()
                .filter(event -> event.detailType().equals(detailType))
                .map(event -> JsonMapper.shared().readTree(event.json()))
                .toList();
    }

    private List<String> statuses(String detailType) {
        return events(detailType).stream()
                .map(event -> event.at("/detail/status").asString())
                .toList();
    }
}
