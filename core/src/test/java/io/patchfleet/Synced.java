package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.spec.ResourceDataSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncS3Format;

/** A bucket with what Systems Manager knows, made as somebody makes it once, with clients of one's own. */
final class Synced {

    static final String HERE = "eu-central-1";
    static final ResourceDataSync SYNC = ResourceDataSync.of("inventory", "fleet", HERE);
    static final ResourceDataSync QUERIED = SYNC.queriedBy("patching", "inventory");

    private Synced() {}

    /** From all Regions, as soon as it is there. */
    static void everywhere(SimulatedAws aws) {
        from(aws, aws.regions());
    }

    /** From these Regions, as soon as it is there. */
    static void from(SimulatedAws aws, List<String> regions) {
        try (S3Client s3 = bucket(aws)) {
            s3.createBucket(r -> r.bucket(SYNC.bucket()));
        }
        for (String region : regions) {
            try (SsmClient ssm = Fleets.client(aws, region, SsmClient.builder())) {
                ssm.createResourceDataSync(r -> r.syncName("inventory")
                        .s3Destination(d -> d.bucketName(SYNC.bucket())
                                .prefix(SYNC.prefix())
                                .region(SYNC.region())
                                .syncFormat(ResourceDataSyncS3Format.JSON_SER_DE)));
            }
        }
        aws.time().advance(Duration.ofMinutes(2));
    }

    /** The caller's to close. */
    static S3Client bucket(SimulatedAws aws) {
        return Fleets.client(aws, SYNC.region(), S3Client.builder().forcePathStyle(true));
    }

    static String key(String type, SimulatedNode node) {
        return "fleet/" + type + "/accountid=" + node.account() + "/region=" + node.region()
                + "/resourcetype=ManagedInstanceInventory/" + node.id() + ".json";
    }

    /** The tables for Athena, as the library prints them. */
    static void declareTables(SimulatedAws aws) {
        List<String> statements = new ArrayList<>(QUERIED.tableDdl());
        statements.add(0, "CREATE DATABASE inventory");
        try (AthenaClient athena = Fleets.client(aws, SYNC.region(), AthenaClient.builder())) {
            athena.createWorkGroup(w -> w.name("patching")
                    .configuration(c -> c.resultConfiguration(r -> r.outputLocation("s3://inventory/results/"))));
            for (String statement : statements) {
                String id = athena.startQueryExecution(
                                r -> r.workGroup("patching").queryString(statement))
                        .queryExecutionId();
                aws.time().advance(Duration.ofSeconds(5));
                assertEquals(
                        QueryExecutionState.SUCCEEDED,
                        athena.getQueryExecution(r -> r.queryExecutionId(id))
                                .queryExecution()
                                .status()
                                .state(),
                        statement);
            }
        }
    }
}
