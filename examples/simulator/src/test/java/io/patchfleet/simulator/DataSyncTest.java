package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.AthenaException;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.LastResourceDataSyncStatus;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncCountExceededException;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncInvalidConfigurationException;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncNotFoundException;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncS3Format;

/** Buckets, what Systems Manager writes into them, and Athena, which asks them, as AWS's own clients see them. */
class DataSyncTest {

    private static final String REGION = "eu-central-1";

    private final SimulatedAws aws = SimulatedAws.builder()
            .accounts("111122223333", "444455556666")
            .regions(REGION, "us-east-1")
            .nodes(4, node -> node.os("UBUNTU").tag("Environment", "Production"))
            .build();

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aBucketKeepsTextsAndListsThemInPages(Door door) {
        try (S3Client s3 = door.client(aws, S3Client.builder().forcePathStyle(true), REGION)) {
            s3.createBucket(r -> r.bucket("texts"));
            for (String key : List.of("a/1 +.txt", "a/2.txt", "a/b/3.txt", "c")) {
                s3.putObject(r -> r.bucket("texts").key(key), RequestBody.fromString("Grüße, " + key + "\n"));
            }

            assertEquals(
                    "Grüße, a/1 +.txt\n",
                    s3.getObjectAsBytes(r -> r.bucket("texts").key("a/1 +.txt")).asUtf8String());
            assertEquals(
                    List.of("a/1 +.txt", "a/2.txt", "a/b/3.txt"),
                    s3
                            .listObjectsV2Paginator(
                                    r -> r.bucket("texts").prefix("a/").maxKeys(2))
                            .contents()
                            .stream()
                            .map(S3Object::key)
                            .toList());
            assertEquals(
                    List.of("a/b/"),
                    s3.listObjectsV2(r -> r.bucket("texts").prefix("a/").delimiter("/")).commonPrefixes().stream()
                            .map(CommonPrefix::prefix)
                            .toList());
            s3.deleteObject(r -> r.bucket("texts").key("c"));
            assertThrows(
                    NoSuchKeyException.class,
                    () -> s3.getObjectAsBytes(r -> r.bucket("texts").key("c")));
            assertEquals(List.of(), aws.violations());
        }
    }

    @Test
    void aBucketIsOneAccountsAndInOneRegion() {
        try (S3Client here = Door.IN_PROCESS.client(aws, S3Client.builder().forcePathStyle(true), REGION);
                S3Client elsewhere =
                        Door.IN_PROCESS.client(aws, S3Client.builder().forcePathStyle(true), "us-east-1")) {
            here.createBucket(r -> r.bucket("texts"));

            assertEquals("BucketAlreadyOwnedByYou", refusal(() -> here.createBucket(r -> r.bucket("texts"))));
            assertEquals("PermanentRedirect", refusal(() -> elsewhere.listObjectsV2(r -> r.bucket("texts"))));
            assertEquals("NoSuchBucket", refusal(() -> here.listObjectsV2(r -> r.bucket("others"))));
        }
    }

    private static String refusal(Runnable call) {
        return assertThrows(S3Exception.class, call::run).awsErrorDetails().errorCode();
    }

    @Test
    void aSyncWritesWhatIsKnownOfEachNodeWhereAwsShowsIt() {
        try (SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION);
                S3Client s3 = Door.IN_PROCESS.client(aws, S3Client.builder().forcePathStyle(true), REGION)) {
            s3.createBucket(r -> r.bucket("inventory"));
            sync(ssm, "to-s3");
            assertEquals(LastResourceDataSyncStatus.IN_PROGRESS, status(ssm));
            aws.time().advance(Duration.ofMinutes(1));

            assertEquals(LastResourceDataSyncStatus.SUCCESSFUL, status(ssm));
            assertTrue(aws.world().declared().stream()
                    .anyMatch(each -> each.kind() == DeclaredResource.Kind.RESOURCE_DATA_SYNC
                            && each.name().equals("to-s3")));
            SimulatedNode node = aws.world().nodes().get(0);
            Set<String> keys = new TreeSet<>();
            s3.listObjectsV2(r -> r.bucket("inventory")).contents().forEach(object -> keys.add(object.key()));
            for (String type : List.of("InstanceInformation", "PatchSummary", "ComplianceItem", "Tag")) {
                String key = "AWS:" + type + "/accountid=" + node.account() + "/region=" + REGION
                        + "/resourcetype=ManagedInstanceInventory/" + node.id() + ".json";
                assertTrue(keys.contains(key), keys::toString);
            }
            String tags = "AWS:Tag/accountid=" + node.account() + "/region=" + REGION
                    + "/resourcetype=ManagedInstanceInventory/" + node.id() + ".json";
            node.tag("Owner", "us");
            aws.time().advance(Duration.ofMinutes(1));
            assertTrue(s3.getObjectAsBytes(r -> r.bucket("inventory").key(tags))
                    .asUtf8String()
                    .contains("{\"Key\":\"Owner\",\"Value\":\"us\",\"resourceId\":\"" + node.id() + "\""));
        }
    }

    @Test
    void whatASyncCannotBeIsRefused() {
        try (SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION);
                S3Client s3 = Door.IN_PROCESS.client(aws, S3Client.builder().forcePathStyle(true), REGION)) {
            assertThrows(ResourceDataSyncInvalidConfigurationException.class, () -> sync(ssm, "to-nowhere"));
            s3.createBucket(r -> r.bucket("inventory"));
            for (int i = 1; i <= 5; i++) {
                sync(ssm, "sync-" + i);
            }
            assertThrows(ResourceDataSyncAlreadyExistsException.class, () -> sync(ssm, "sync-5"));
            assertThrows(ResourceDataSyncCountExceededException.class, () -> sync(ssm, "sync-6"));
            ssm.deleteResourceDataSync(r -> r.syncName("sync-5"));
            assertThrows(
                    ResourceDataSyncNotFoundException.class,
                    () -> ssm.deleteResourceDataSync(r -> r.syncName("sync-5")));
            assertEquals(
                    4,
                    ssm.listResourceDataSyncPaginator(r -> r.maxResults(3)).stream()
                            .mapToInt(page -> page.resourceDataSyncItems().size())
                            .sum());
        }
    }

    private static void sync(SsmClient ssm, String name) {
        ssm.createResourceDataSync(r -> r.syncName(name)
                .s3Destination(d ->
                        d.bucketName("inventory").region(REGION).syncFormat(ResourceDataSyncS3Format.JSON_SER_DE)));
    }

    private static LastResourceDataSyncStatus status(SsmClient ssm) {
        return ssm.listResourceDataSync(r -> {}).resourceDataSyncItems().get(0).lastStatus();
    }

    @Test
    void aStatementTakesItsTimeAndRunsOnceForAToken() {
        try (AthenaClient athena = Door.IN_PROCESS.client(aws, AthenaClient.builder(), REGION)) {
            assertThrows(
                    InvalidRequestException.class,
                    () -> athena.startQueryExecution(r -> r.queryString("CREATE DATABASE inventory")));
            String token = "0123456789-0123456789-0123456789";
            String first = declare(athena, token);
            assertEquals(first, declare(athena, token));

            assertEquals(QueryExecutionState.QUEUED, state(athena, first));
            assertThrows(InvalidRequestException.class, () -> athena.getQueryResults(r -> r.queryExecutionId(first)));
            aws.time().advance(Duration.ofSeconds(1));
            assertEquals(QueryExecutionState.RUNNING, state(athena, first));
            aws.time().advance(Duration.ofSeconds(1));
            assertEquals(QueryExecutionState.SUCCEEDED, state(athena, first));

            String again = declare(athena, token + "-again");
            athena.stopQueryExecution(r -> r.queryExecutionId(again));
            assertEquals(QueryExecutionState.CANCELLED, state(athena, again));
        }
    }

    @Test
    void aQueryWithoutAnEngineIsRefusedAndSaysWhatToAdd() {
        try (AthenaClient athena = Door.IN_PROCESS.client(aws, AthenaClient.builder(), REGION)) {
            AthenaException refused = assertThrows(
                    AthenaException.class,
                    () -> athena.startQueryExecution(r ->
                            r.queryString("SELECT 1").resultConfiguration(c -> c.outputLocation("s3://results/"))));

            assertTrue(String.valueOf(refused.getMessage()).contains("add org.duckdb:duckdb_jdbc to the class path"));
        }
    }

    private static String declare(AthenaClient athena, String token) {
        return athena.startQueryExecution(r -> r.queryString("CREATE DATABASE inventory")
                        .clientRequestToken(token)
                        .resultConfiguration(c -> c.outputLocation("s3://results/")))
                .queryExecutionId();
    }

    private static QueryExecutionState state(AthenaClient athena, String id) {
        return athena.getQueryExecution(r -> r.queryExecutionId(id))
                .queryExecution()
                .status()
                .state();
    }
}
