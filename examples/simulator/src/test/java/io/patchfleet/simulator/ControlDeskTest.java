package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlDeskTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(5)
            .regions("eu-central-1")
            .nodes(20, node -> {})
            .build();
    private final SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), "eu-central-1");

    @AfterEach
    void close() {
        ssm.close();
        aws.close();
    }

    @Test
    void theWorldIsShownAsItIsNow() throws Exception {
        aws.time().advance(Duration.ofHours(1));
        JsonNode world = get("world");
        assertEquals("2026-11-24T01:00:00Z", world.path("now").asString());
        assertEquals(20, world.path("nodes").size());
        assertEquals(
                aws.world().nodes().get(0).id(),
                world.path("nodes").path(0).path("id").asString());
    }

    @Test
    void callsCommandsAndViolationsAreListed() throws Exception {
        ssm.describeInstanceInformation();
        assertThrows(AwsServiceException.class, () -> ssm.describeInstanceInformation(r -> r.maxResults(1)));
        assertEquals(
                "{\"calls\":[{\"account\":\"111122223333\",\"region\":\"eu-central-1\",\"operation\":"
                        + "\"ssm:DescribeInstanceInformation\",\"calls\":2,\"throttled\":0,\"failed\":1}]}",
                get("calls").toString());
        assertEquals(
                "Value '1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 5",
                get("violations").path("violations").path(0).path("what").asString());
        assertEquals("{\"commands\":[]}", get("commands").toString());
    }

    @Test
    void whatAccountsDeclaredIsShownWithItsTags() throws Exception {
        String window = ssm.createMaintenanceWindow(r -> r.name("nights")
                        .schedule("cron(0 2 * * ? *)")
                        .duration(3)
                        .cutoff(1)
                        .allowUnassociatedTargets(true)
                        .tags(Tag.builder().key("Owner").value("us").build()))
                .windowId();
        JsonNode declared = get("declared").path("declared");
        JsonNode shown = declared.valueStream()
                .filter(each -> each.path("id").asString().equals(window))
                .findFirst()
                .orElseThrow();
        assertEquals("MAINTENANCE_WINDOW", shown.path("kind").asString());
        assertEquals("nights", shown.path("name").asString());
        assertEquals("{\"Owner\":\"us\"}", shown.path("tags").toString());
        assertEquals("2026-11-24T02:00Z", shown.at("/says/NextExecutionTime").asString());
        assertEquals(declared.size(), aws.world().declared().size());
        assertEquals("{\"messages\":[]}", get("messages").toString());
    }

    @Test
    void theClockIsReadAndMoved() throws Exception {
        assertEquals(
                "{\"now\":\"2026-11-24T08:00:00Z\"}",
                post("clock", "{\"advance\":\"PT8H\"}").body());
        assertEquals("2026-11-24T08:00:00Z", get("clock").path("now").asString());
        assertEquals("2026-11-24T08:00:00Z", aws.clock().instant().toString());
    }

    @Test
    void faultsAreMadeAndCleared() throws Exception {
        HttpResponse<String> made = post(
                "faults",
                "{\"match\":\"ssm:*\",\"fault\":\"throttle\",\"account\":\"111122223333\",\"region\":\"eu-central-1\","
                        + "\"rate\":1,\"times\":2,\"millis\":0}");
        assertEquals("{\"faults\":[\"throttle ssm:* of account 111122223333 in eu-central-1\"]}", made.body());
        assertThrows(AwsServiceException.class, ssm::describeInstanceInformation);
        assertEquals("{\"faults\":[]}", post("faults", "{\"clear\":true}").body());
        ssm.describeInstanceInformation();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            clock  | {"advance":"8h"}                                   | advance is "8h"; allowed is a duration of zero or more, as ISO 8601 writes it: PT8H
            clock  | {"advance":"-PT8H"}                                | advance is "-PT8H"; allowed is a duration of zero or more, as ISO 8601 writes it: PT8H
            clock  | {}                                                 | advance is missing; allowed is a duration of zero or more, as ISO 8601 writes it: PT8H
            clock  | {"back":"PT8H"}                                    | back is "PT8H"; allowed is one of the fields [advance]
            clock  | [1]                                                | the body is [1]; allowed is an object with [advance]
            faults | {"fault":"throttle"}                               | match is missing; allowed is a text
            faults | {"match":"ssm","fault":"throttle"}                 | match is 'ssm'; allowed are one operation such as ssm:SendCommand, all of a service such as ssm:*, and *
            faults | {"match":"*","fault":"earthquake"}                 | fault is 'earthquake'; allowed are throttle, error, reset, slow, accessDenied, lostReply, eventLost, eventTwice, eventLate
            faults | {"match":"*","fault":"error","region":"mars"}      | region is "mars"; allowed is one of [eu-central-1]
            faults | {"match":"*","fault":"error","account":"1"}        | account is "1"; allowed is one of [111122223333]
            faults | {"match":"*","fault":"error","rate":1.5}           | rate is 1.5; allowed is 0 to 1
            faults | {"match":"*","fault":"error","times":0}            | times is 0; allowed is 1 or more
            faults | {"match":"*","fault":"error","times":1.5}          | times is 1.5; allowed is a whole number
            faults | {"match":"*","fault":"slow","millis":-1}           | the delay is PT-0.001S; allowed is zero or more
            faults | {"clear":true,"match":"*"}                         | clear is true; allowed is true, and nothing beside it
            """)
    void whatCannotBeDoneIsRefusedWithFieldValueAndWhatIsAllowed(String where, String body, String error)
            throws Exception {
        HttpResponse<String> answer = post(where, body);
        assertEquals(
                error, JsonMapper.shared().readTree(answer.body()).path("error").asString());
        assertEquals(400, answer.statusCode());
    }

    @Test
    void aBodyThatIsNoJsonIsRefused() throws Exception {
        assertEquals(400, post("clock", "{").statusCode());
    }

    @Test
    void aQuestionThatNobodyKnowsIsAnsweredWithThoseThatThereAre() throws Exception {
        HttpResponse<String> answer = post("world", "{}");
        assertEquals(404, answer.statusCode());
        assertEquals(
                "{\"error\":\"POST world is not known; there are [GET calls, GET clock, GET commands, GET declared,"
                        + " GET events, GET messages, GET violations, GET world, POST clock, POST faults]\"}",
                answer.body());
    }

    private JsonNode get(String what) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(send(HttpRequest.newBuilder(aws.endpoint().resolve("/_simulator/" + what)))
                        .body());
    }

    private HttpResponse<String> post(String what, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(aws.endpoint().resolve("/_simulator/" + what))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
