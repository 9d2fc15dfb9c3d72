package io.patchfleet.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.Actor;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Scope;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.spec.FleetSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetPlanTest {

    private static final Scope HERE = new Scope("111122223333", "eu-central-1");

    @Test
    void theReviewSaysWhatIsNotKnownFirstAndByWhichHashItIsApplied() {
        FleetPlan plan = plan(Actor.named("planner"), "2026-11-24T08:00:00Z", change("linux", "old", "new"));

        String review = plan.toString();

        assertTrue(review.contains("Hash: " + plan.hash()), review);
        assertTrue(review.indexOf("Not known") < review.indexOf("patchBaseline linux"), review);
        assertTrue(review.contains("      description: old -> new"), review);
    }

    @Test
    void inMarkdownNothingOfStrangersIsMarkupOrSteersATerminal() {
        FleetPlan plan = plan(
                Actor.named("planner"), "2026-11-24T08:00:00Z", change("a ```` fence \u001b[31m", "<script>", "| x |"));

        String markdown = plan.toMarkdown(2_000);

        assertTrue(markdown.contains("\n`````diff\n"), markdown);
        assertTrue(markdown.endsWith("\n`````"), markdown);
        assertFalse(markdown.contains("\u001b"), markdown);
    }

    @Test
    void markdownThatIsTooLongIsCutAndSaysByHowMuch() {
        Change[] many = IntStream.range(0, 200)
                .mapToObj(i -> change("baseline-" + i, "old", "new"))
                .toArray(Change[]::new);

        String markdown =
                plan(Actor.named("planner"), "2026-11-24T08:00:00Z", many).toMarkdown(1_000);

        assertTrue(markdown.length() <= 1_000, () -> markdown.length() + ": " + markdown);
        assertTrue(markdown.contains("Not known, or not possible:"), markdown);
        assertTrue(markdown.lines().anyMatch(line -> line.matches("… \\d+ more lines")), markdown);
    }

    @Test
    void theSameContentHasTheSameHashWhoeverPlannedItAndWhen() {
        FleetPlan plan = plan(Actor.named("planner"), "2026-11-24T08:00:00Z", change("linux", "old", "new"));

        assertEquals(
                plan.hash(),
                plan(Actor.named("another"), "2026-11-25T08:00:00Z", change("linux", "old", "new"))
                        .hash());
        assertNotEquals(
                plan.hash(),
                plan(Actor.named("planner"), "2026-11-24T08:00:00Z", change("linux", "old", "newer"))
                        .hash());
    }

    @Test
    void whatIsWrittenIsReadWithItsGapsAndTheSameHash() {
        FleetPlan plan = plan(Actor.named("planner"), "2026-11-24T08:00:00Z", change("linux", "old", "new"));

        FleetPlan read = FleetPlan.fromJson(plan.toJson());

        assertEquals(plan.hash(), read.hash());
        assertEquals(plan.changes(), read.changes());
        assertEquals(plan.at(), read.at());
        assertEquals(plan.actor(), read.actor());
        assertEquals(
                "ssm:DescribeMaintenanceWindows",
                read.gaps().get(0).failure().orElseThrow().operation());
    }

    @Test
    void aPlanThatWasAlteredIsNotRead() {
        String json = plan(Actor.named("planner"), "2026-11-24T08:00:00Z", change("linux", "old", "new"))
                .toJson()
                .replace("\"new\" : \"new\"", "\"new\" : \"other\"")
                .replace("\"new\": \"new\"", "\"new\": \"other\"");

        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> FleetPlan.fromJson(json));

        assertTrue(String.valueOf(refused.getMessage()).contains("it was altered"), refused::getMessage);
    }

    @Test
    void aPlanThatCannotBeReadNamesEachFieldThatIsWrong() {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> FleetPlan.fromJson("{\"format\":\"patchfleet.plan/9\",\"purpose\":\"shine\"}"));

        assertEquals(
                List.of("format", "spec", "at", "hash", "actor", "purpose"),
                refused.problems().stream()
                        .map(problem -> problem.path())
                        .distinct()
                        .sorted((one, other) -> Integer.compare(
                                List.of("format", "spec", "at", "hash", "actor", "purpose")
                                        .indexOf(one),
                                List.of("format", "spec", "at", "hash", "actor", "purpose")
                                        .indexOf(other)))
                        .toList(),
                refused::getMessage);
    }

    private static FleetPlan plan(Actor actor, String at, Change... changes) {
        AwsFailure failure = new AwsFailure(
                "ssm:DescribeMaintenanceWindows", "AccessDeniedException", "no", Optional.of("request-1"));
        return FleetPlan.builder()
                .spec(FleetSpec.builder("bank").build())
                .purpose(FleetPlan.Purpose.APPLY)
                .at(Instant.parse(at))
                .actor(actor)
                .addChanges(changes)
                .addGaps(Gap.in(new Scope("111122223333", "us-east-1"), "not read", Optional.of(failure)))
                .build();
    }

    private static Change change(String name, String before, String after) {
        return new Change(
                HERE,
                "patchBaseline",
                name,
                Action.UPDATE,
                List.of(new Field("description", Optional.of(before), Optional.of(after))),
                "what is declared has changed",
                false);
    }
}
