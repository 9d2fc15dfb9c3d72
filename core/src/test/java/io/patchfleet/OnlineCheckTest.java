package io.patchfleet;

import static io.patchfleet.model.OperatingSystem.AMAZON_LINUX_2023;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.Problem;
import io.patchfleet.model.Schedule;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.SpecCheck;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineCheckTest {

    private static final String ACCOUNT = "111122223333";
    private static final String HERE = "eu-central-1";

    @Test
    void aGroupThatNoNodeCarriesAndNodesThatNoGroupCoversAreNamed() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            SpecCheck check = fleet.check(spec("Production", "Prodcution"), ofDays(20), 1);

            assertEquals(
                    List.of("environments.Prodcution.patchGroup"),
                    online(check).stream()
                            .map(Problem::path)
                            .filter(path -> path.endsWith("patchGroup"))
                            .toList());
            Problem uncovered = online(check).stream()
                    .filter(problem -> problem.path().equals("environments"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(uncovered.value().startsWith("3 nodes: " + ACCOUNT + "/" + HERE + "/i-"), uncovered::toString);
        }
    }

    @Test
    void nodesThatOthersPatchTooAreNamedWithWhoDoes() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().addPatchPolicy(ACCOUNT, HERE, "Environment", "Production");
            aws.world().addForeignWindow(ACCOUNT, HERE, "theirs", "cron(0 3 ? * SUN *)", "PatchGroup", "Production");
            aws.world().addForeignWindow(ACCOUNT, HERE, "nobodys", "cron(0 3 ? * SUN *)", "PatchGroup", "None");
            FleetSpec spec = spec("Production");
            fleet.apply(fleet.plan(spec));

            SpecCheck check = fleet.check(spec, ofDays(20), 1);

            String said = online(check).toString();
            assertTrue(said.contains("patch policy AWS-QuickSetup-PatchPolicy-InstallPatches-LA-"), said);
            assertTrue(said.contains("maintenance window theirs of others reaches these too"), said);
            assertFalse(said.contains("nobodys"), said);
            assertFalse(said.contains("bank-Production-install"), said);
            assertEquals(List.of(), check.gaps());
        }
    }

    @Test
    void whatCouldNotBeReadIsAGap() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.fault(Fault.accessDenied("ssm:ListAssociations"));

            SpecCheck check = fleet.check(spec("Production"), ofDays(20), 1);

            assertEquals(1, check.gaps().size());
            assertTrue(check.gaps().get(0).reason().contains("patch policies of Quick Setup are not known"));
        }
    }

    private static List<Problem> online(SpecCheck check) {
        return check.problems().stream()
                .filter(problem ->
                        problem.path().equals("environments") || problem.path().endsWith(".patchGroup"))
                .toList();
    }

    private static FleetSpec spec(String... environments) {
        FleetSpec.Builder spec = FleetSpec.builder("bank")
                .baseline(
                        "linux",
                        AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.classification("Security").afterDays(3)));
        for (String environment : environments) {
            spec.environment(
                    environment,
                    e -> e.adoptPatchGroup()
                            .installWindow(
                                    Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), ZoneOffset.UTC),
                                    ofHours(4)));
        }
        return spec.build();
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder()
                .seed(5)
                .regions(HERE)
                .nodes(10, node -> node.tag("PatchGroup", "Production").tag("Environment", "Production"))
                .nodes(3, node -> node.tag("PatchGroup", "Others"))
                .build();
    }
}
