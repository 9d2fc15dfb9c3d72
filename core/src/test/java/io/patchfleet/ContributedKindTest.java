package io.patchfleet;

import static io.patchfleet.BellKind.bell;
import static io.patchfleet.TopicKind.topic;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Verb;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.FleetSpec.Declared;
import io.patchfleet.spi.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.Topic;

/** What a module or an application lets a spec declare is planned, applied and destroyed as PatchFleet's own is. */
class ContributedKindTest {

    private static final String HERE = "eu-central-1";
    private static final String ARN = "arn:aws:sns:eu-central-1:111122223333:";

    private final SimulatedAws aws =
            SimulatedAws.builder().regions(HERE).nodes(0).seed(7).build();
    private final PatchFleet fleet =
            Fleets.on(aws).kind(new TopicKind()).kind(new BellKind()).build();
    private final SnsClient sns = Fleets.client(aws, HERE, SnsClient.builder());

    @AfterEach
    void close() {
        sns.close();
        fleet.close();
        aws.close();
    }

    @Test
    void aContributedResourceIsMadeOnceAndTakenAwayAgain() {
        FleetSpec spec =
                spec(topic("alarms", Map.of("DisplayName", "Alarms")), bell("nightly", "rate(1 day)", "alarms"));

        FleetPlan plan = fleet.plan(spec);
        ApplyOutcome outcome = fleet.apply(plan);

        assertEquals(
                "CREATE topic alarms [DisplayName: Alarms]; CREATE bell nightly [schedule: rate(1 day), topic: alarms]",
                told(plan));
        assertTrue(outcome.isComplete(), outcome::toString);
        assertTrue(fleet.plan(spec).isUpToDate());
        FleetPlan destroy = fleet.planDestroy(spec);
        assertEquals("DELETE bell nightly, DELETE topic alarms", names(destroy));
        assertTrue(fleet.apply(destroy).isComplete());
        assertEquals(List.of(), sns.listTopics().topics());
    }

    @Test
    void anEditByHandIsToldFromAChangeOfTheSpec() {
        fleet.apply(fleet.plan(spec(topic("alarms", Map.of("DisplayName", "Alarms")))));
        FleetSpec changed = spec(topic("alarms", Map.of("DisplayName", "All alarms")));

        assertEquals(List.of("what is declared has changed"), reasons(fleet.plan(changed)));

        sns.setTopicAttributes(
                r -> r.topicArn(ARN + "alarms").attributeName("DisplayName").attributeValue("Mine"));
        FleetPlan drift = fleet.drift(changed);
        assertEquals(List.of("somebody changed it"), reasons(drift));
        assertTrue(drift.changes().get(0).changedOutside());
        assertTrue(fleet.apply(drift).isComplete());
        assertTrue(fleet.plan(changed).isUpToDate());
    }

    @Test
    void whatCannotBeChangedIsTakenAwayAndMadeAnew() {
        fleet.apply(fleet.plan(spec(topic("alarms", Map.of()), bell("nightly", "rate(1 day)", "alarms"))));
        FleetSpec changed = spec(topic("alarms", Map.of()), bell("nightly", "rate(12 hours)", "alarms"));

        FleetPlan plan = fleet.plan(changed);

        assertEquals("KEEP topic alarms, REPLACE bell nightly", names(plan));
        assertTrue(fleet.apply(plan).isComplete());
        assertTrue(fleet.plan(changed).isUpToDate());
    }

    @Test
    void aTagThatLeavesTheSpecLeavesTheResourceAndThoseOfOthersStay() {
        FleetSpec tagged = FleetSpec.builder("bank")
                .tag("Team", "payments")
                .include(topic("alarms", Map.of()))
                .build();
        fleet.apply(fleet.plan(tagged));
        Tag cost = Tag.builder().key("Cost").value("42").build();
        sns.tagResource(r -> r.resourceArn(ARN + "alarms").tags(cost));

        assertTrue(fleet.apply(fleet.plan(spec(topic("alarms", Map.of())))).isComplete());

        Set<String> keys = sns.listTagsForResource(r -> r.resourceArn(ARN + "alarms")).tags().stream()
                .map(tag -> tag.key())
                .collect(toSet());
        assertEquals(Set.of("Cost", "patchfleet:spec", "patchfleet:hash"), keys);
    }

    @Test
    void whatOthersMadeUnderTheSameNameIsLeftAloneAndSaid() {
        sns.createTopic(r -> r.name("alarms"));

        FleetPlan plan = fleet.plan(spec(topic("alarms", Map.of("DisplayName", "Alarms"))));

        assertEquals("", names(plan));
        assertTrue(
                plan.gaps()
                        .toString()
                        .contains("topic alarms is there and belongs to others, so that it cannot be made"),
                plan.gaps()::toString);
        assertEquals("", names(fleet.planDestroy(spec())));
        assertEquals(
                List.of(ARN + "alarms"),
                sns.listTopics().topics().stream().map(Topic::topicArn).toList());
    }

    @Test
    void whatAKindThrowsIsTheFailureOfThatChange() {
        ApplyOutcome outcome = fleet.apply(fleet.plan(spec(bell("nightly", "rate(1 day)", "not-declared"))));

        assertEquals(1, outcome.failed().size(), outcome::toString);
        assertTrue(outcome.toString().contains("topic not-declared is not there"), outcome::toString);
    }

    @Test
    void aKindThatNobodyGaveToTheFleetIsRefusedBeforeAnythingIsSent() {
        try (PatchFleet without = Fleets.on(aws).build()) {
            InvalidInputException refused =
                    assertThrows(InvalidInputException.class, () -> without.plan(spec(topic("alarms", Map.of()))));

            assertTrue(
                    refused.toString().contains("a kind that the fleet was given with PatchFleet.builder().kind(…)"),
                    refused::toString);
            assertTrue(refused.toString().contains("resources.topic"), refused::toString);
            assertEquals(0, aws.calls().total());
        }
    }

    @Test
    void whatAKindFindsWrongIsRefusedBeforeAnythingIsSent() {
        String long101 = "x".repeat(101);
        FleetSpec spec = FleetSpec.builder("bank")
                .include(topic("alarms", Map.of("DisplayName", "Alarms")))
                .override(Scope.inRegions("us-east-1"), o -> o.include(topic("alarms", Map.of("DisplayName", long101))))
                .build();

        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> fleet.plan(spec));

        assertTrue(refused.toString().contains("resources.topic.alarms.DisplayName"), refused::toString);
        assertTrue(refused.toString().contains("at most 100 characters"), refused::toString);
        assertEquals(0, aws.calls().total());
    }

    @Test
    void aKindThatFallsOverIsThatScopesGap() {
        ResourceKind falling = new Falling();
        try (PatchFleet broken = Fleets.on(aws).kind(falling).build()) {
            FleetPlan plan = broken.plan(spec());

            assertTrue(plan.gaps().toString().contains("out of order"), plan.gaps()::toString);
            assertTrue(plan.gaps().toString().contains(HERE), plan.gaps()::toString);
        }
    }

    @Test
    void aNameThatIsTakenOrNoNameIsRefused() {
        assertRefused(
                "a name that no other kind has",
                Fleets.on(aws).kind(new TopicKind()).kind(new TopicKind()));
        assertRefused("a name that no other kind has", Fleets.on(aws).kind(new Falling("patchBaseline")));
        assertRefused("a small letter, then up to 49", Fleets.on(aws).kind(new Falling("No name")));
    }

    @Test
    void aSpecWithResourcesIsTheSameAfterItsJson() {
        FleetSpec spec = FleetSpec.builder("bank")
                .include(topic("alarms", Map.of("DisplayName", "Alarms")))
                .include(topic("news", Map.of()))
                .override(
                        Scope.inRegions(HERE),
                        o -> o.include(topic("alarms", Map.of("DisplayName", "Alarme")))
                                .without("topic", "news"))
                .build();

        FleetSpec read = FleetSpec.fromJson(spec.toJson());

        assertEquals(spec, read);
        List<Declared> here = read.in(new Scope("111122223333", HERE)).resources();
        assertEquals(1, here.size());
        assertEquals(Map.of("DisplayName", "Alarme"), here.get(0).properties());
    }

    @Test
    void anOverrideOfAResourceThatIsNotDeclaredIsRefused() {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> FleetSpec.builder("bank")
                        .include(topic("alarms", Map.of()))
                        .override(Scope.inRegions(HERE), o -> o.include(topic("alarm", Map.of())))
                        .build());

        assertTrue(refused.toString().contains("overrides[0].resources.topic.alarm"), refused::toString);
    }

    @Test
    void thePolicyHoldsWhatAKindNeeds() {
        IamPolicy planning = fleet.iamPolicy(Verb.PLAN);
        IamPolicy applying = fleet.iamPolicy(Verb.APPLY);

        assertTrue(planning.actions().contains("sns:ListTopics"), planning::toString);
        assertTrue(!planning.actions().contains("sns:CreateTopic"), planning::toString);
        assertTrue(applying.actions().contains("sns:CreateTopic"), applying::toString);
        assertTrue(fleet.bootstrapTemplate(Verb.PLAN).contains("sns:ListTopics"));
        assertTrue(!fleet.iamPolicy(Verb.READ).actions().contains("sns:ListTopics"));
    }

    private static void assertRefused(String words, PatchFleet.Builder builder) {
        InvalidInputException refused = assertThrows(InvalidInputException.class, builder::build);
        assertTrue(refused.toString().contains(words), refused::toString);
    }

    private static FleetSpec spec(Declared... resources) {
        FleetSpec.Builder spec = FleetSpec.builder("bank");
        for (Declared resource : resources) {
            spec.include(resource);
        }
        return spec.build();
    }

    private static String told(FleetPlan plan) {
        return plan.changes().stream()
                .map(change -> change.action() + " " + change.kind() + " " + change.name() + " "
                        + change.fields().stream()
                                .map(field ->
                                        field.path() + ": " + field.after().orElse("-"))
                                .toList())
                .collect(joining("; "));
    }

    private static String names(FleetPlan plan) {
        return plan.changes().stream()
                .map(change -> change.action() + " " + change.kind() + " " + change.name())
                .collect(joining(", "));
    }

    private static List<String> reasons(FleetPlan plan) {
        return plan.changes().stream().map(Change::why).toList();
    }

    /** A kind that cannot be asked. */
    private record Falling(String name) implements ResourceKind {

        Falling() {
            this("falling");
        }

        @Override
        public CompletionStage<List<Found>> read(Context context) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public CompletionStage<String> make(Context context, Meant meant) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public CompletionStage<?> remove(Context context, Found found) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public IamPolicy iamPolicy(Verb verb, String partition) {
            return IamPolicy.of();
        }
    }
}
