package io.patchfleet;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Share;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.InstallRequest;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.simulator.CallLog;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedCommand;
import io.patchfleet.spi.Accounts;
import io.patchfleet.target.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs heed Change Calendars: those of each account and Region, and one for all. */
class CalendarTest {

    private static final String HERE = "eu-central-1";
    private static final String THERE = "us-east-1";
    private static final String ARN = "arn:aws:ssm:" + HERE + ":111122223333:document/quarter-end";

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(4)
            .regions(HERE, THERE)
            .nodes(6, node -> node.os("UBUNTU").missing("openssl"))
            .build();
    private final List<RunEvent.NodeWaits> waits = new CopyOnWriteArrayList<>();
    private final PatchFleet fleet =
            Fleets.on(aws).onEvent(RunEvent.NodeWaits.class, waits::add).build();
    private final Instant start = aws.clock().instant();

    @AfterEach
    void close() {
        fleet.close();
        aws.close();
    }

    @Test
    void aNameMeansTheCalendarOfEachScope() {
        ChangeCalendars.closed(aws, HERE, "quarter-end", start.minus(ofHours(1)), start.plus(ofHours(3)));
        ChangeCalendars.open(aws, THERE, "quarter-end");

        RunOutcome outcome = install().calendar("quarter-end").run();

        assertTrue(outcome.isPatched(), outcome::toString);
        assertTrue(installs(HERE).allMatch(command -> !command.requested().isBefore(start.plus(ofHours(3)))));
        assertTrue(installs(HERE).allMatch(command -> command.requested().isBefore(start.plus(ofMinutes(190)))));
        assertTrue(installs(THERE).allMatch(command -> command.requested().isBefore(start.plus(ofMinutes(2)))));
        assertEquals(3, waits.size(), "each node that waits says so once");
        assertTrue(waits.stream().allMatch(event -> event.cause() == FailureCause.TIME_UP));
    }

    @Test
    void anArnMeansOneCalendarForAll() {
        ChangeCalendars.closed(aws, HERE, "quarter-end", start, start.plus(ofHours(3)));

        RunOutcome outcome = install().calendar(ARN).run();

        assertTrue(outcome.isPatched(), outcome::toString);
        assertTrue(installs().allMatch(command -> !command.requested().isBefore(start.plus(ofHours(3)))));
        assertEquals(Set.of(HERE), calls().collect(Collectors.toSet()), "it is asked where it is");
    }

    @Test
    void allCalendarsHaveToBeOpen() {
        ChangeCalendars.closed(aws, HERE, "quarter-end", start, start.plus(ofHours(3)));
        ChangeCalendars.closed(aws, HERE, "holidays", start.plus(ofHours(2)), start.plus(ofHours(5)));
        ChangeCalendars.open(aws, THERE, "holidays");

        RunOutcome outcome = install().calendar(ARN).calendar("holidays").run();

        assertTrue(outcome.isPatched(), outcome::toString);
        assertTrue(installs(HERE).allMatch(command -> !command.requested().isBefore(start.plus(ofHours(5)))));
        assertTrue(installs(THERE).allMatch(command -> !command.requested().isBefore(start.plus(ofHours(3)))));
    }

    @Test
    void nodesWhoseCalendarStaysClosedAreNotReached() {
        ChangeCalendars.closed(aws, HERE, "quarter-end", start, start.plus(ofHours(300)));

        RunOutcome outcome = install().calendar(ARN).within(ofHours(4)).run();

        assertEquals(6, outcome.count(Result.NOT_REACHED), outcome::toString);
        assertTrue(outcome.nodes().allMatch(node -> node.cause().equals(Optional.of(FailureCause.TIME_UP))));
        assertEquals(
                Set.of("Change Calendar " + ARN + " was closed"),
                outcome.nodes().flatMap(node -> node.detail().stream()).collect(Collectors.toSet()));
        assertEquals(List.of(), aws.commands());
        long calls = aws.calls().count("ssm:GetCalendarState");
        assertTrue(calls <= 4 * 6 + 2, () -> calls + " calls in four hours");
    }

    @Test
    void whatIsEnteredMeanwhileCounts() {
        ChangeCalendars.closed(aws, HERE, "quarter-end", start, start.plus(ofHours(300)));
        aws.scheduler().schedule(() -> ChangeCalendars.opened(aws, HERE, "quarter-end"), 2, TimeUnit.HOURS);

        RunOutcome outcome = install().calendar(ARN).run();

        assertTrue(outcome.isPatched(), outcome::toString);
        assertTrue(installs().allMatch(command -> command.requested().isBefore(start.plus(ofMinutes(135)))));
    }

    @Test
    void whatHasBegunWhenItClosesIsProvenAndNothingElseIsBegun() {
        Instant closes = start.plusSeconds(150);
        ChangeCalendars.closed(aws, HERE, "quarter-end", closes, start.plus(ofHours(300)));

        RunOutcome outcome =
                install().calendar(ARN).pace(Share.nodes(2)).within(ofHours(4)).run();

        Set<String> begun = installs()
                .flatMap(command -> command.invocations().stream())
                .map(SimulatedCommand.OnNode::node)
                .collect(Collectors.toSet());
        assertFalse(begun.isEmpty());
        assertTrue(begun.size() < 6, begun::toString);
        assertTrue(installs().allMatch(command -> command.requested().isBefore(closes)));
        outcome.nodes()
                .forEach(node -> assertEquals(
                        begun.contains(node.node().id()) ? Result.PATCHED : Result.NOT_REACHED,
                        node.result(),
                        node::toString));
    }

    @Test
    void aScopeWithoutTheCalendarIsAGapAndNobodyIsBegunThere() {
        ChangeCalendars.open(aws, THERE, "quarter-end");

        RunOutcome outcome = install().calendar("quarter-end").run();

        assertEquals(3, outcome.count(Result.PATCHED), outcome::toString);
        assertEquals(0, installs(HERE).count());
        List<NodeOutcome> left = outcome.nodes()
                .filter(node -> node.node().scope().region().equals(HERE))
                .toList();
        assertTrue(
                left.stream()
                        .allMatch(node -> node.result() == Result.NOT_REACHED
                                && node.cause().equals(Optional.of(FailureCause.NOT_SENT))
                                && node.detail().orElse("").contains("quarter-end does not exist")),
                left::toString);
        assertTrue(outcome.gaps().toString().contains("whether their calendars are open is not known"));
    }

    @Test
    void aScanHeedsCalendarsAsWell() {
        ChangeCalendars.closed(aws, HERE, "quarter-end", start, start.plus(ofHours(1)));

        fleet.scan(Target.everything()).calendar(ARN).run();

        assertTrue(
                aws.commands().stream().allMatch(command -> !command.requested().isBefore(start.plus(ofHours(1)))));
        assertFalse(aws.commands().isEmpty());
    }

    @Test
    void aCalendarOfAnAccountThatIsNotTheFleetsIsAskedWithTheFleetsOwnCredentials() {
        try (SimulatedAws two = SimulatedAws.builder()
                        .regions(HERE)
                        .accounts("111122223333", "222233334444")
                        .nodes(4, node -> node.os("UBUNTU").missing("openssl"))
                        .build();
                PatchFleet other = Fleets.on(two)
                        .accounts(Accounts.assuming("PatchFleet", "222233334444"))
                        .build()) {
            Instant opens = two.clock().instant().plus(ofHours(1));
            ChangeCalendars.closed(two, HERE, "quarter-end", two.clock().instant(), opens);

            RunOutcome outcome =
                    other.install(Target.everything()).calendar(ARN).run();

            assertEquals(2, outcome.intended());
            assertTrue(outcome.isPatched(), outcome::toString);
            assertTrue(two.commands().stream()
                    .noneMatch(command -> command.requested().isBefore(opens)));
            assertEquals(
                    Set.of("111122223333"),
                    two.calls().entries().stream()
                            .filter(entry -> entry.operation().equals("ssm:GetCalendarState"))
                            .map(CallLog.Entry::account)
                            .collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "two words", "arn:aws:ssm:eu-central-1:12:document/quarter-end", "a/b/c"})
    void whatCanBeNoCalendarIsRefusedBeforeAnythingIsSent(String name) {
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> install().calendar(name));

        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith("calendar: '" + name + "' is not allowed here; allowed: the name of a Change"
                                + " Calendar, 3 to 128 letters, digits, '_', '-' or '.', or its ARN, such as arn:"),
                refused::getMessage);
        assertEquals(0, aws.calls().total());
    }

    private InstallRequest install() {
        return fleet.install(Target.everything());
    }

    private Stream<SimulatedCommand> installs(String region) {
        return installs().filter(command -> command.region().equals(region));
    }

    private Stream<SimulatedCommand> installs() {
        return aws.commands().stream().filter(command -> command.operation().equals("Install"));
    }

    /** In which Regions calendars were asked. */
    private Stream<String> calls() {
        return aws.calls().entries().stream()
                .filter(entry -> entry.operation().equals("ssm:GetCalendarState"))
                .map(entry -> entry.region());
    }
}
