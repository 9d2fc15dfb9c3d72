package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.spi.Accounts;
import io.patchfleet.target.Target;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

class BuilderTest {

    @Test
    void anUnknownRegionIsRefusedWithThoseThatAreLikeIt() {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> PatchFleet.builder()
                        .regions("eu-central-1", "eu-centrl-1")
                        .build());

        assertEquals(1, refused.problems().size());
        assertTrue(
                refused.toString().contains("regions: 'eu-centrl-1' is not allowed here; allowed: a Region that"),
                refused::toString);
        assertTrue(refused.toString().contains("eu-central-2"), refused::toString);
    }

    @Test
    void regionsOfTwoPartitionsAreRefused() {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> PatchFleet.builder().regions("eu-central-1", "cn-north-1").build());

        assertTrue(refused.toString().contains("'cn-north-1'"), refused::toString);
        assertTrue(refused.toString().contains("partition aws, as eu-central-1"), refused::toString);
    }

    @Test
    void aSettingThatIsGivenTwiceIsRefused() {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> PatchFleet.builder().regions("eu-central-1").enabledRegions());

        assertEquals("regions: 'given twice' is not allowed here; allowed: one time", refused.getMessage());
    }

    @Test
    void anEndpointWithoutASchemeIsRefused() {
        assertThrows(InvalidInputException.class, () -> PatchFleet.builder().endpoint(URI.create("localhost:4566")));
    }

    @Test
    void aRoleIsNamedAndNotGivenAsAnArn() {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> Accounts.assuming("arn:aws:iam::111122223333:role/PatchFleet", "111122223333"));

        assertTrue(refused.toString().contains("role: 'arn:aws:iam::"), refused::toString);
    }

    @Test
    void anAccountHasTwelveDigits() {
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> Accounts.assuming("PatchFleet", "12345"));

        assertEquals("accounts: '12345' is not allowed here; allowed: twelve digits", refused.getMessage());
    }

    @Test
    void whatCannotBeAskedIsRefusedBeforeAnythingIsSent() {
        CannedAws aws = new CannedAws();
        try (PatchFleet fleet = fleet(aws)) {
            assertThrows(InvalidInputException.class, () -> fleet.compliance().maxScanAge(Duration.ZERO));
            assertThrows(InvalidInputException.class, () -> fleet.compliance().within(Duration.ofSeconds(-1)));
            assertThrows(
                    InvalidInputException.class,
                    () -> fleet.scan(Target.everything()).deliveryTimeout(Duration.ofSeconds(29)));
        }
        assertTrue(aws.calls().isEmpty());
    }

    @Test
    void closingLeavesWhatWasHandedInOpen() {
        CannedAws aws = new CannedAws();
        AtomicInteger closed = new AtomicInteger();
        PatchFleet fleet = PatchFleet.builder()
                .regions("eu-central-1")
                .credentials(new ClosingCredentials(closed))
                .httpClient(aws)
                .build();
        fleet.compliance().collect();
        fleet.close();
        fleet.close();

        assertFalse(aws.isClosed());
        assertEquals(0, closed.get());
    }

    @Test
    void aClosedFleetDoesNothingMore() {
        PatchFleet fleet = fleet(new CannedAws());
        fleet.close();

        assertThrows(IllegalStateException.class, () -> fleet.compliance().collect());
        assertThrows(
                IllegalStateException.class,
                () -> fleet.scan(Target.everything()).start());
    }

    @Test
    void noThreadOfAThousandFleetsIsLeft() throws InterruptedException {
        ThreadGroup group = new ThreadGroup("fleets");
        Thread user = new Thread(group, () -> {
            for (int i = 0; i < 1000; i++) {
                try (PatchFleet fleet = fleet(new CannedAws())) {
                    if (i % 100 == 0) {
                        fleet.compliance().collect();
                    }
                }
            }
        });
        user.start();
        user.join();

        // A thread whose work is done may need a moment to be gone.
        Thread[] left = new Thread[1000];
        for (int i = 0; i < group.enumerate(left); i++) {
            left[i].join(1000);
        }
        assertEquals(0, group.activeCount());
    }

    private static PatchFleet fleet(CannedAws aws) {
        return PatchFleet.builder()
                .regions("eu-central-1")
                .credentials(() -> AwsBasicCredentials.create("id", "secret"))
                .httpClient(aws)
                .build();
    }

    private record ClosingCredentials(AtomicInteger closed) implements AwsCredentialsProvider, SdkAutoCloseable {

        @Override
        public AwsCredentials resolveCredentials() {
            return AwsBasicCredentials.create("id", "secret");
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
