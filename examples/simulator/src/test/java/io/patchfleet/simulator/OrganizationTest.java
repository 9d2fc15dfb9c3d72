package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.OrganizationsException;
import software.amazon.awssdk.services.organizations.model.ParentNotFoundException;

class OrganizationTest {

    private static final List<String> ACCOUNTS = IntStream.range(0, 45)
            .mapToObj(i -> String.format("%012d", 111122223333L + i))
            .toList();

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(3)
            .accounts(ACCOUNTS.toArray(String[]::new))
            .organization(o -> o.unit(
                            "ou-ab12-production",
                            production -> production
                                    .accounts(ACCOUNTS.subList(10, 40).toArray(String[]::new))
                                    .unit("ou-ab12-payments", payments -> payments.accounts(ACCOUNTS.get(40))))
                    .suspended(ACCOUNTS.get(12)))
            .build();
    private final OrganizationsClient organizations =
            Door.IN_PROCESS.client(aws, OrganizationsClient.builder(), "us-east-1");

    @AfterEach
    void close() {
        organizations.close();
        aws.close();
    }

    @Test
    void allAccountsAreListedPageByPageTheSuspendedOnesAmongThem() {
        List<Account> listed = organizations.listAccountsPaginator().stream()
                .flatMap(page -> page.accounts().stream())
                .toList();
        assertEquals(ACCOUNTS, listed.stream().map(Account::id).toList());
        assertEquals(
                List.of(ACCOUNTS.get(12)),
                listed.stream()
                        .filter(account -> account.status() == AccountStatus.SUSPENDED)
                        .map(Account::id)
                        .toList());
        assertEquals(3, aws.calls().count("organizations:ListAccounts"));
    }

    @Test
    void aUnitListsWhatIsDirectlyInIt() {
        assertEquals(
                ACCOUNTS.subList(10, 40),
                organizations.listAccountsForParentPaginator(r -> r.parentId("ou-ab12-production")).stream()
                        .flatMap(page -> page.accounts().stream())
                        .map(Account::id)
                        .toList());
        assertEquals(
                List.of("ou-ab12-payments"),
                children("ou-ab12-production", ChildType.ORGANIZATIONAL_UNIT).toList());
        assertEquals(
                List.of(ACCOUNTS.get(40)),
                children("ou-ab12-payments", ChildType.ACCOUNT).toList());
        assertEquals(14, children("r-ab12", ChildType.ACCOUNT).count());
        assertEquals("r-ab12", organizations.listRoots().roots().get(0).id());
        assertEquals(
                "ou-ab12-production",
                organizations
                        .listParents(r -> r.childId("ou-ab12-payments"))
                        .parents()
                        .get(0)
                        .id());
    }

    @Test
    void aTokenIsGoodForItsOwnQuestionOnly() {
        String token = organizations.listAccounts(r -> r.maxResults(5)).nextToken();
        assertThrows(
                InvalidInputException.class,
                () -> organizations.listAccountsForParent(
                        r -> r.parentId("r-ab12").nextToken(token)));
        assertThrows(InvalidInputException.class, () -> organizations.listAccounts(r -> r.nextToken("made up")));
    }

    @Test
    void aUnitThatDoesNotExistIsNotFound() {
        assertThrows(
                ParentNotFoundException.class,
                () -> organizations.listAccountsForParent(r -> r.parentId("ou-ab12-nowhere0")));
    }

    @Test
    void onlyTheManagementAccountIsAnswered() {
        var member = StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNTS.get(1), "any"));
        try (OrganizationsClient there =
                Door.IN_PROCESS.client(aws, OrganizationsClient.builder(), "us-east-1", member)) {
            OrganizationsException refusal = assertThrows(OrganizationsException.class, there::listAccounts);
            assertEquals("AccessDeniedException", refusal.awsErrorDetails().errorCode());
        }
    }

    @Test
    void anOrganisationOfStrangersIsRefused() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> SimulatedAws.builder()
                        .organization(o -> o.accounts("999999999999"))
                        .build());
        assertEquals(
                "the organisation holds [999999999999]; allowed are the simulated accounts [111122223333]",
                refusal.getMessage());
    }

    private Stream<String> children(String parent, ChildType type) {
        return organizations.listChildrenPaginator(r -> r.parentId(parent).childType(type)).stream()
                .flatMap(page -> page.children().stream())
                .map(Child::id);
    }
}
