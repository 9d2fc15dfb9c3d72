package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sts.StsClient;

class FirstAnswerTest {

    @ParameterizedTest
    @EnumSource(Door.class)
    void theOwnerOfTheCredentialsIsTheFirstAccountsUser(Door door) {
        try (SimulatedAws aws = SimulatedAws.builder().seed(1).build();
                StsClient sts = door.client(aws, StsClient.builder(), "us-east-1");
                OrganizationsClient organizations = door.client(aws, OrganizationsClient.builder(), "us-east-1")) {
            assertEquals(
                    "arn:aws:iam::111122223333:user/operator",
                    sts.getCallerIdentity().arn());
            assertEquals(
                    "111122223333",
                    organizations.listAccounts().accounts().get(0).id());
        }
    }
}
