package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.sts.StsClient;

class DoorsTest {

    private static final String REGION = "eu-central-1";

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(5)
            .regions(REGION, "us-east-1")
            .nodes(120, node -> node.tag("Name", "<&> \"Ünicode\" =1+1"))
            .build();

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void jsonIsPagedThroughAndAgreesWithTheTruth(Door door) {
        try (SsmClient ssm = door.client(aws, SsmClient.builder(), REGION)) {
            List<InstanceInformation> nodes = ssm.describeInstanceInformationPaginator(r -> r.maxResults(25)).stream()
                    .flatMap(page -> page.instanceInformationList().stream())
                    .toList();
            assertEquals(
                    truth(REGION),
                    nodes.stream().map(InstanceInformation::instanceId).collect(Collectors.toSet()));
            assertTrue(nodes.get(0).lastPingDateTime().isBefore(aws.clock().instant()));
            assertEquals(3, aws.calls().count("ssm:DescribeInstanceInformation"));
        }
        assertEquals(List.of(), aws.violations());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void xmlIsPagedThroughAndKeepsHostileText(Door door) {
        try (Ec2Client ec2 = door.client(aws, Ec2Client.builder(), REGION)) {
            List<Instance> instances = ec2
                    .describeInstancesPaginator(r -> r.maxResults(50)
                            .filters(Filter.builder()
                                    .name("instance-state-name")
                                    .values("running", "stopped")
                                    .build()))
                    .reservations()
                    .stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .toList();
            assertEquals(
                    truth(REGION), instances.stream().map(Instance::instanceId).collect(Collectors.toSet()));
            assertEquals(
                    Set.of("<&> \"Ünicode\" =1+1"),
                    instances.stream()
                            .flatMap(instance -> instance.tags().stream())
                            .filter(tag -> tag.key().equals("Name"))
                            .map(tag -> tag.value())
                            .collect(Collectors.toSet()));
            assertEquals(2, aws.calls().count("ec2:DescribeInstances"));
        }
        assertEquals(List.of(), aws.violations());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void awsRefusesInItsOwnWordsWhatItsModelForbids(Door door) {
        try (SsmClient ssm = door.client(aws, SsmClient.builder(), REGION);
                StsClient sts = door.client(aws, StsClient.builder(), REGION)) {
            assertRefused(
                    400,
                    "ValidationException",
                    "2 validation errors detected: Value '51' at 'maxResults' failed to satisfy constraint: Member must"
                            + " have value less than or equal to 50; Value null at 'instanceIds' failed to satisfy"
                            + " constraint: Member must not be null",
                    () -> ssm.describeInstancePatchStates(r -> r.maxResults(51)));
            assertRefused(
                    400,
                    "ValidationError",
                    "1 validation error detected: Value 'x' at 'roleArn' failed to satisfy constraint: Member must have"
                            + " length greater than or equal to 20",
                    () -> sts.assumeRole(r -> r.roleArn("x").roleSessionName("nightly")));
        }
        assertEquals(2, aws.violations().size());
        assertEquals(Violation.Kind.REQUEST, aws.violations().get(0).kind());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whatIsNotPlayedFailsLoudlyAndNamesItself(Door door) {
        try (SsmClient ssm = door.client(aws, SsmClient.builder(), REGION)) {
            assertRefused(
                    501,
                    "SimulatorViolation",
                    "The simulation does not play ssm:CreateOpsItem",
                    () -> ssm.createOpsItem(r -> r.title("t").description("d").source("s")));
        }
        assertEquals(
                List.of("NOT_PLAYED ssm:CreateOpsItem (111122223333, eu-central-1): ssm:CreateOpsItem"),
                aws.violations().stream().map(Violation::toString).toList());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aThrottledCallIsAnsweredAsEachServiceDoes(Door door) {
        aws.limit(Limit.of("*", 1, 2));
        try (SsmClient ssm = door.client(aws, SsmClient.builder(), REGION);
                SsmClient elsewhere = door.client(aws, SsmClient.builder(), "us-east-1");
                Ec2Client ec2 = door.client(aws, Ec2Client.builder(), REGION);
                StsClient sts = door.client(aws, StsClient.builder(), REGION)) {
            for (int i = 0; i < 2; i++) {
                ssm.describeInstanceInformation();
                ec2.describeInstances();
                sts.getCallerIdentity();
            }
            assertRefused(400, "ThrottlingException", "Rate exceeded", ssm::describeInstanceInformation);
            assertRefused(503, "RequestLimitExceeded", "Request limit exceeded.", ec2::describeInstances);
            assertRefused(400, "Throttling", "Rate exceeded", sts::getCallerIdentity);

            // Other operations and other Regions have buckets of their own, and this one fills again.
            ssm.describePatchBaselines();
            elsewhere.describeInstanceInformation();
            aws.time().advance(Duration.ofSeconds(1));
            ssm.describeInstanceInformation();
            assertRefused(400, "ThrottlingException", "Rate exceeded", ssm::describeInstanceInformation);
        }
        assertEquals(4, aws.calls().throttled());
        assertEquals(0, aws.calls().failed());
        assertEquals(
                new CallLog.Entry("111122223333", REGION, "ssm:DescribeInstanceInformation", 5, 2, 0),
                aws.calls().entries().stream()
                        .filter(entry -> entry.operation().equals("ssm:DescribeInstanceInformation"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void theLastLimitCountsUntilItIsRemoved() {
        aws.limit(Limit.of("ssm:*", 100, 100));
        try (SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION)) {
            Removal narrow = aws.limit(
                    Limit.of("ssm:DescribeInstanceInformation", 1, 1).in(REGION).account("111122223333"));
            ssm.describeInstanceInformation();
            assertRefused(400, "ThrottlingException", "Rate exceeded", ssm::describeInstanceInformation);
            narrow.close();
            ssm.describeInstanceInformation();
            ssm.describeInstanceInformation();
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void faultsHappenAsOftenAsAskedAndThenNoMore(Door door) {
        try (SsmClient ssm = door.client(aws, SsmClient.builder(), REGION);
                SsmClient elsewhere = door.client(aws, SsmClient.builder(), "us-east-1");
                Ec2Client ec2 = door.client(aws, Ec2Client.builder(), REGION)) {
            aws.fault(Fault.error("ssm:*").in(REGION).times(1));
            assertRefused(500, "InternalServerError", "Internal Server Error", ssm::describeInstanceInformation);
            ssm.describeInstanceInformation();

            Removal denied = aws.fault(Fault.accessDenied("ec2:*").account("111122223333"));
            assertRefused(
                    403,
                    "UnauthorizedOperation",
                    "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/operator"
                            + " is not authorized to perform: ec2:DescribeInstances because no identity-based policy"
                            + " allows the ec2:DescribeInstances action",
                    ec2::describeInstances);
            denied.close();
            ec2.describeInstances();

            Removal down = aws.fault(Fault.reset("*").in(REGION));
            assertThrows(SdkClientException.class, ssm::describeInstanceInformation);
            assertThrows(SdkClientException.class, ec2::describeInstances);
            elsewhere.describeInstanceInformation();
            down.close();
            ssm.describeInstanceInformation();
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whatIsAskedForIsDoneThoughTheReplyIsLost(Door door) {
        aws.fault(Fault.lostReply("ssm:SendCommand").times(1));
        try (SsmClient ssm = door.client(aws, SsmClient.builder(), REGION)) {
            String node = truth(REGION).iterator().next();
            assertThrows(
                    SdkClientException.class,
                    () -> ssm.sendCommand(r -> r.documentName("AWS-RunPatchBaseline")
                            .instanceIds(node)
                            .parameters(Map.of("Operation", List.of("Scan")))));
        }
        assertEquals(
                List.of("Scan"),
                aws.commands().stream().map(SimulatedCommand::operation).toList());
    }

    @Test
    void aSlowAnswerTakesSimulatedTimeInTheProcess() {
        aws.fault(Fault.slow("*", Duration.ofMinutes(3)));
        try (SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION)) {
            ssm.describeInstanceInformation();
        }
        assertEquals(Instant.parse("2026-11-24T00:03:00Z"), aws.time().now());
    }

    @Test
    void aSlowAnswerTakesRealTimeOverHttp() {
        aws.fault(Fault.slow("*", Duration.ofMillis(300)));
        try (SsmClient ssm = Door.HTTP.client(aws, SsmClient.builder(), REGION)) {
            long begin = System.nanoTime();
            ssm.describeInstanceInformation();
            assertTrue(System.nanoTime() - begin >= 300_000_000, "the answer came too soon");
        }
        assertEquals(Instant.parse("2026-11-24T00:00:00Z"), aws.time().now());
    }

    @Test
    void theSameSeedStrikesTheSameCalls() {
        assertEquals(struck(9), struck(9));
        assertFalse(struck(9).equals(struck(10)));
    }

    private static List<Boolean> struck(long seed) {
        try (SimulatedAws world = SimulatedAws.builder().seed(seed).build();
                StsClient sts = Door.IN_PROCESS.client(world, StsClient.builder(), "us-east-1")) {
            world.fault(Fault.throttle("sts:*").rate(0.5));
            return Stream.generate(() -> fails(sts::getCallerIdentity))
                    .limit(40)
                    .toList();
        }
    }

    private static boolean fails(Runnable call) {
        try {
            call.run();
            return false;
        } catch (AwsServiceException e) {
            return true;
        }
    }

    @Test
    void anAbortedRequestDoesNotReachAws() {
        ExecutableHttpRequest request = aws.httpClient()
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .uri(URI.create("http://in-process.invalid/"))
                                .build())
                        .build());
        request.abort();
        assertThrows(IOException.class, request::call);
        assertEquals(0, aws.calls().total());
    }

    @Test
    void anUnsignedRequestIsRefused() throws IOException {
        assertEquals(
                "403 <ErrorResponse><Error><Type>Sender</Type><Code>MissingAuthenticationToken</Code>"
                        + "<Message>Request is missing Authentication Token</Message></Error>",
                sent(Map.of(), "Action=DescribeInstances"));
    }

    @Test
    void aServiceThatIsNotPlayedIsNamed() throws IOException {
        assertEquals(
                "501 {\"__type\":\"SimulatorViolation\",\"message\":\"The simulation does not play the service logs\"}",
                sent(signed("logs", "Logs_20140328.DescribeLogGroups"), "{}"));
        assertEquals("logs:*", aws.violations().get(0).operation());
    }

    @Test
    void ec2KnowsNoParametersButItsOwn() throws IOException {
        assertEquals(
                "400 <Response><Errors><Error><Code>UnknownParameter</Code>"
                        + "<Message>The parameter instanceIds.1 is not recognized</Message></Error></Errors>",
                sent(signed("ec2", ""), "Action=DescribeInstances&Version=2016-11-15&InstanceIds.1=i-1"));
        assertEquals(
                "400 <Response><Errors><Error><Code>InvalidParameterValue</Code><Message>Value (many) for parameter"
                        + " maxResults is invalid. Member must be of type INTEGER</Message></Error></Errors>",
                sent(signed("ec2", ""), "Action=DescribeInstances&Version=2016-11-15&MaxResults=many"));
    }

    @Test
    void anOperationThatAwsDoesNotHaveIsRefusedAsAwsDoes() throws IOException {
        assertEquals(
                "400 <Response><Errors><Error><Code>InvalidAction</Code>"
                        + "<Message>The action PatchAll is not valid for this web service.</Message></Error></Errors>",
                sent(signed("ec2", ""), "Action=PatchAll&Version=2016-11-15"));
        assertEquals(
                "400 {\"__type\":\"UnknownOperationException\",\"message\":\"\"}",
                sent(signed("ssm", "AmazonSSM.PatchAll"), "{}"));
    }

    @Test
    void aMemberThatAwsWouldPassOverIsNamed() throws IOException {
        assertEquals(
                "501 {\"__type\":\"SimulatorViolation\",\"message\":\"Value '5' at 'maxresults' failed to satisfy"
                        + " constraint: Member is not in the model\"}",
                sent(signed("ssm", "AmazonSSM.DescribeInstanceInformation"), "{\"maxresults\":5}"));
    }

    @Test
    void whatIsNoJsonOrOfTheWrongTypeIsASerializationException() throws IOException {
        for (String body : List.of("{", "[]", "{\"MaxResults\":\"five\"}")) {
            String answer = sent(signed("ssm", "AmazonSSM.DescribeInstanceInformation"), body);
            assertTrue(answer.startsWith("400 {\"__type\":\"SerializationException\""), answer);
        }
    }

    private Map<String, String> signed(String service, String target) {
        return Map.of(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=111122223333/20261124/" + REGION + "/" + service
                        + "/aws4_request, SignedHeaders=host, Signature=0",
                "X-Amz-Target",
                target);
    }

    /** Status and body, without what differs from request to request. */
    private String sent(Map<String, String> headers, String body) throws IOException {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create("http://in-process.invalid/"));
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.putHeader(name, value);
            }
        });
        HttpExecuteResponse answer = aws.httpClient()
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(request.build())
                        .contentStreamProvider(ContentStreamProvider.fromUtf8String(body))
                        .build())
                .call();
        String text = new String(answer.responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        return answer.httpResponse().statusCode() + " " + text.replaceAll("<\\?xml.*?\\?>|<(RequestI[dD])>.*", "");
    }

    @Test
    void afterTheEndNoThreadIsLeftAndTheDoorIsShut() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        SimulatedAws world = SimulatedAws.builder().seed(1).nodes(10).workers(3).build();
        try (SsmClient ssm = Door.HTTP.client(world, SsmClient.builder(), "us-east-1")) {
            ssm.describeInstanceInformation();
        }
        world.scheduler().submit(() -> {}).get();
        world.close();
        world.close();
        assertThrows(IllegalStateException.class, world::endpoint);
        assertEquals(List.of(), newThreads(before));
    }

    /** Whoever ends may still be on the way out for a moment; other tests run at the same time, with other names. */
    private static List<Thread> newThreads(Set<Thread> before) throws InterruptedException {
        List<Thread> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> thread.getName().matches("(simulated-aws|qtp|wiremock|Jetty|Scheduler).*"))
                .toList();
        for (Thread thread : left) {
            thread.join(5_000);
        }
        return left.stream().filter(Thread::isAlive).toList();
    }

    private Set<String> truth(String region) {
        return aws.world().nodes().stream()
                .filter(node -> node.region().equals(region))
                .map(SimulatedNode::id)
                .collect(Collectors.toSet());
    }

    private static void assertRefused(int status, String code, String words, Runnable call) {
        AwsServiceException refusal = assertThrows(AwsServiceException.class, call::run);
        assertEquals(words, refusal.awsErrorDetails().errorMessage());
        assertEquals(code, refusal.awsErrorDetails().errorCode());
        assertEquals(status, refusal.statusCode());
        assertFalse(refusal.requestId().isEmpty());
    }
}
