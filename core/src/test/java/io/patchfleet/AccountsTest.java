package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.model.Scope;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spi.Accounts;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private static final String MANAGEMENT = "111122223333";
    private static final String HOSPITAL = "222233334444";
    private static final String BANK = "333344445555";

    @Test
    void withoutAccountsTheFleetIsTheCredentialsOwn() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            assertEquals(Set.of(MANAGEMENT), accountsOf(fleet));
        }
    }

    @Test
    void accountsThatAreNamedAreEnteredByTheirRole() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws)
                        .accounts(
                                Accounts.assuming("PatchFleet", HOSPITAL, BANK).sessionName("nightly"))
                        .build()) {
            assertEquals(Set.of(HOSPITAL, BANK), accountsOf(fleet));
            assertEquals(2, aws.calls().count("sts:AssumeRole"));
        }
    }

    @Test
    void anExternalIdIsPresented() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(1)
                        .accounts(MANAGEMENT, HOSPITAL)
                        .externalId(HOSPITAL, "patch-4711")
                        .nodes(40)
                        .build();
                PatchFleet fleet = Fleets.on(aws)
                        .accounts(Accounts.assuming("PatchFleet", HOSPITAL).externalId("patch-4711"))
                        .build()) {
            assertTrue(fleet.compliance().collect().isComplete());
        }
    }

    @Test
    void anOrganisationIsAllOfItsActiveAccountsAndItsOwnIsReadWithoutARole() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws)
                        .accounts(Accounts.organization("PatchFleet"))
                        .build()) {
            FleetCompliance now = fleet.compliance().collect();

            assertEquals(Set.of(MANAGEMENT, HOSPITAL, BANK), accountsOf(now));
            assertEquals(2, aws.calls().count("sts:AssumeRole"));
            assertTrue(
                    now.scopes().stream().allMatch(scope -> scope.accountName().isPresent()));
        }
    }

    @Test
    void accountsMayBeLeftOut() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws)
                        .accounts(Accounts.organization("PatchFleet").except(BANK))
                        .build()) {
            assertEquals(Set.of(MANAGEMENT, HOSPITAL), accountsOf(fleet));
        }
    }

    @Test
    void enabledRegionsAreAskedOfEachAccount() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = PatchFleet.builder()
                        .enabledRegions()
                        .endpoint(aws.endpoint())
                        .credentials(aws.credentials())
                        .httpClient(aws.httpClient())
                        .executor(aws.scheduler())
                        .time(aws.clock(), aws.scheduler())
                        .build()) {
            FleetCompliance now = fleet.compliance().collect();

            List<String> regions = now.scopes().stream()
                    .map(ScopeCompliance::scope)
                    .map(Scope::region)
                    .toList();
            assertTrue(regions.contains("eu-central-1"), regions::toString);
            assertTrue(regions.size() > 10, regions::toString);
            assertEquals(1, aws.calls().count("ec2:DescribeRegions"));
        }
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder()
                .seed(1)
                .regions("eu-central-1")
                .accounts(MANAGEMENT, HOSPITAL, BANK)
                .nodes(60)
                .build();
    }

    private static Set<String> accountsOf(PatchFleet fleet) {
        return accountsOf(fleet.compliance().collect());
    }

    private static Set<String> accountsOf(FleetCompliance now) {
        assertTrue(now.isComplete(), now::toString);
        return now.scopes().stream().map(scope -> scope.scope().account()).collect(Collectors.toSet());
    }
}
