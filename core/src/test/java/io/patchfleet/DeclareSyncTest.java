package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.target.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A spec declares Resource Data Syncs, and the compliance of the fleet can be read from what they write. */
class DeclareSyncTest {

    private static final String HERE = "eu-central-1";
    private static final ResourceDataSync SYNC = ResourceDataSync.of("inventory", "fleet", HERE);

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(3)
            .regions(HERE, "us-east-1")
            .nodes(12, n -> n.os("UBUNTU").missing("openssl"))
            .build();
    private final PatchFleet fleet = Fleets.on(aws).build();
    private final SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder());

    @BeforeEach
    void makeTheBucket() {
        try (S3Client s3 = Fleets.client(aws, HERE, S3Client.builder().forcePathStyle(true))) {
            s3.createBucket(r -> r.bucket("inventory"));
        }
    }

    @AfterEach
    void close() {
        ssm.close();
        fleet.close();
        aws.close();
    }

    @Test
    void eachAccountAndRegionGetsASyncFromWhichTheFleetIsRead() {
        ApplyOutcome outcome = fleet.apply(fleet.plan(spec(SYNC)));

        assertTrue(outcome.isComplete(), outcome::toString);
        assertEquals(2, outcome.applied().size());
        assertTrue(fleet.plan(spec(SYNC)).isUpToDate());
        fleet.scan(Target.everything()).run();
        aws.time().advance(Duration.ofMinutes(5));
        FleetCompliance synced = fleet.compliance().from(SYNC).collect();
        assertEquals(fleet.compliance().collect().counts(), synced.counts());
        assertTrue(synced.isComplete(), synced::toString);
    }

    @Test
    void aSyncThatIsToGoElsewhereIsMadeAnew() {
        fleet.apply(fleet.plan(spec(SYNC)));
        ResourceDataSync elsewhere = ResourceDataSync.of("inventory", "other", HERE);

        FleetPlan plan = fleet.plan(spec(elsewhere));

        assertEquals(
                List.of(Action.REPLACE, Action.REPLACE),
                plan.changes().stream().map(change -> change.action()).toList());
        assertTrue(fleet.apply(plan).isComplete());
        assertTrue(fleet.plan(spec(elsewhere)).isUpToDate());
        assertEquals(
                1, ssm.listResourceDataSync(r -> {}).resourceDataSyncItems().size());
    }

    @Test
    void syncsOfOthersAndOfOtherSpecsAreLeftAlone() {
        fleet.apply(fleet.plan(spec(SYNC)));
        ssm.createResourceDataSync(r -> r.syncName("theirs")
                .s3Destination(to -> to.bucketName("inventory").region(HERE).syncFormat("JsonSerDe")));
        FleetSpec alike = FleetSpec.builder("bank-inventory").build();

        assertEquals(List.of(), fleet.planDestroy(alike).changes());
        assertTrue(fleet.apply(fleet.planDestroy(spec(SYNC))).isComplete());

        assertEquals(
                List.of("theirs"),
                ssm.listResourceDataSync(r -> {}).resourceDataSyncItems().stream()
                        .map(sync -> sync.syncName())
                        .toList());
    }

    @Test
    void whatAwsWouldRefuseIsRefusedBeforeAnythingIsSent() {
        FleetSpec wrong = FleetSpec.fromJson("""
                {"format": "patchfleet.spec/1", "name": "bank", "resources": {"resourceDataSync": {
                  "a-name-that-is-longer-than-aws-allows": {"bucket": "No Bucket", "regoin": "eu-central-1"}}}}
                """);

        String said = assertThrows(InvalidInputException.class, () -> fleet.plan(wrong))
                .toString();

        assertTrue(said.contains("at most 24 characters"), said);
        assertTrue(said.contains("only bucket, prefix and region"), said);
        assertTrue(said.contains("resources.resourceDataSync.a-name-that-is-longer-than-aws-allows.bucket"), said);
    }

    private static FleetSpec spec(ResourceDataSync sync) {
        return FleetSpec.builder("bank").include(sync.named("inventory")).build();
    }
}
