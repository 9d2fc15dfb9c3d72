package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class CredentialsTest {

    private static final String OTHER = "222233334444";

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(3)
            .accounts("111122223333", OTHER)
            .externalId(OTHER, "handshake")
            .build();
    private final StsClient sts = Door.IN_PROCESS.client(aws, StsClient.builder(), "eu-central-1");

    @AfterEach
    void close() {
        sts.close();
        aws.close();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whoeverAssumesARoleCallsFromItsAccount(Door door) {
        AssumeRoleResponse session = assume("PatchFleet", "handshake");
        assertEquals(
                "arn:aws:sts::222233334444:assumed-role/PatchFleet/nightly",
                session.assumedRoleUser().arn());
        assertEquals(
                Instant.parse("2026-11-24T01:00:00Z"), session.credentials().expiration());

        try (StsClient there = door.client(aws, StsClient.builder(), "eu-central-1", credentials(session))) {
            GetCallerIdentityResponse caller = there.getCallerIdentity();
            assertEquals(OTHER, caller.account());
            assertEquals(session.assumedRoleUser().arn(), caller.arn());
            assertEquals(session.assumedRoleUser().assumedRoleId(), caller.userId());
        }
    }

    @Test
    void aRoleThatDoesNotExistAnAccountThatDoesNotExistAndAWrongExternalIdAreRefusedAlike() {
        String denied = "User: arn:aws:iam::111122223333:user/operator is not authorized to perform: sts:AssumeRole on"
                + " resource: arn:aws:iam::222233334444:role/";
        assertRefused("AccessDenied", 403, denied + "Nobody", () -> assume("Nobody", "handshake"));
        assertRefused("AccessDenied", 403, denied + "PatchFleet", () -> assume("PatchFleet", "wrong"));
        assertRefused("AccessDenied", 403, denied + "PatchFleet", () -> assume("PatchFleet", null));
        assertEquals(3, aws.calls().failed());
    }

    @Test
    void aSessionLongerThanTheRoleAllowsIsRefused() {
        assertRefused(
                "ValidationError",
                400,
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
                () -> sts.assumeRole(r -> r.roleArn("arn:aws:iam::111122223333:role/PatchFleet")
                        .roleSessionName("nightly")
                        .durationSeconds(7200)));
    }

    @Test
    void aSessionEndsOnTheSimulatedClockAndEachServiceSaysSoInItsOwnWay() {
        AwsCredentialsProvider session = credentials(assume("PatchFleet", "handshake"));
        aws.time().advance(Duration.ofHours(1));

        try (StsClient there = Door.IN_PROCESS.client(aws, StsClient.builder(), "eu-central-1", session);
                OrganizationsClient organizations =
                        Door.IN_PROCESS.client(aws, OrganizationsClient.builder(), "us-east-1", session)) {
            String words = "The security token included in the request is expired";
            assertRefused("ExpiredToken", 403, words, there::getCallerIdentity);
            assertRefused("ExpiredTokenException", 400, words, organizations::listAccounts);
        }
    }

    @Test
    void credentialsThatNobodyHasIssuedAreRefused() {
        AwsCredentialsProvider invented =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAINVENTED", "secret"));
        try (StsClient there = Door.IN_PROCESS.client(aws, StsClient.builder(), "eu-central-1", invented);
                OrganizationsClient organizations =
                        Door.IN_PROCESS.client(aws, OrganizationsClient.builder(), "us-east-1", invented)) {
            String words = "The security token included in the request is invalid.";
            assertRefused("InvalidClientTokenId", 403, words, there::getCallerIdentity);
            assertRefused("UnrecognizedClientException", 400, words, organizations::listAccounts);
        }
        assertEquals("unknown", aws.calls().entries().get(0).account());
    }

    @Test
    void aSessionsKeyIsWorthNothingWithoutItsToken() {
        AssumeRoleResponse session = assume("PatchFleet", "handshake");
        AwsCredentialsProvider bare = StaticCredentialsProvider.create(AwsBasicCredentials.create(
                session.credentials().accessKeyId(), session.credentials().secretAccessKey()));
        try (StsClient there = Door.IN_PROCESS.client(aws, StsClient.builder(), "eu-central-1", bare)) {
            assertRefused(
                    "InvalidClientTokenId",
                    403,
                    "The security token included in the request is invalid.",
                    there::getCallerIdentity);
        }
    }

    @Test
    void anAccountsNumberStandsForItsRootUser() {
        AwsCredentialsProvider root = StaticCredentialsProvider.create(AwsBasicCredentials.create(OTHER, "any"));
        try (StsClient there = Door.IN_PROCESS.client(aws, StsClient.builder(), "eu-central-1", root)) {
            assertEquals(
                    "arn:aws:iam::222233334444:root", there.getCallerIdentity().arn());
        }
    }

    private AssumeRoleResponse assume(String role, @Nullable String externalId) {
        return sts.assumeRole(r -> r.roleArn("arn:aws:iam::" + OTHER + ":role/" + role)
                .roleSessionName("nightly")
                .externalId(externalId));
    }

    private static AwsCredentialsProvider credentials(AssumeRoleResponse session) {
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                session.credentials().accessKeyId(),
                session.credentials().secretAccessKey(),
                session.credentials().sessionToken()));
    }

    private static void assertRefused(String code, int status, String words, Runnable call) {
        AwsServiceException refusal = assertThrows(AwsServiceException.class, call::run);
        assertEquals(code, refusal.awsErrorDetails().errorCode());
        assertEquals(words, refusal.awsErrorDetails().errorMessage());
        assertEquals(status, refusal.statusCode());
    }
}
