package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.ScopeCompliance.Status;
import io.patchfleet.model.Gap;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Scope;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.simulator.SimulatedNode;
import io.patchfleet.target.Target;
import io.patchfleet.target.Target.Match;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.resourcegroups.ResourceGroupsClient;
import software.amazon.awssdk.services.resourcegroups.model.GroupConfigurationItem;
import software.amazon.awssdk.services.resourcegroups.model.ListGroupResourcesRequest;
import software.amazon.awssdk.services.resourcegroups.model.QueryType;

/** Groups of AWS Resource Groups as targets. */
class ResourceGroupTest {

    private static final String ACCOUNT = "111122223333";
    private static final String HERE = "eu-central-1";
    private static final String THERE = "us-east-1";
    private static final String LISTING = "resource-groups:ListGroupResources";
    private static final Target CARDS = Target.resourceGroup("cards");

    @Test
    void theMembersThatAQueryFindsArePatchedAndNobodyElse() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            everywhere(aws);

            RunOutcome outcome = fleet.install(CARDS).run();

            assertTrue(outcome.isPatched(), outcome::toString);
            assertEquals(
                    ids(aws, node -> "cards".equals(node.tags().get("Team"))),
                    outcome.nodes().map(node -> node.node().id()).collect(Collectors.toSet()));
            assertEquals(6, outcome.count(Result.PATCHED), outcome::toString);
            assertTrue(aws.world().nodes().stream()
                    .filter(node -> !"cards".equals(node.tags().get("Team")))
                    .allMatch(node -> node.installs() == 0));
            assertEquals(List.of(), aws.violations());
        }
    }

    @Test
    void theMembersThatWereAddedOneByOneAreScannedAndNobodyElse() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                ResourceGroupsClient groups = client(aws, HERE)) {
            SimulatedNode instance = in(aws, HERE, node -> node.id().startsWith("i-"));
            SimulatedNode hybrid = in(aws, HERE, node -> node.id().startsWith("mi-"));
            groups.createGroup(r -> r.name("shop")
                    .configuration(GroupConfigurationItem.builder()
                            .type("AWS::ResourceGroups::ApplicationGroup")
                            .build()));
            groups.groupResources(r -> r.group("shop")
                    .resourceArns(
                            "arn:aws:ec2:eu-central-1:111122223333:instance/" + instance.id(),
                            "arn:aws:ssm:eu-central-1:111122223333:managed-instance/" + hybrid.id()));

            RunOutcome outcome = fleet.scan(Target.resourceGroup("shop")).run();

            assertEquals(
                    Set.of(instance.id(), hybrid.id()),
                    outcome.nodes().map(node -> node.node().id()).collect(Collectors.toSet()));
            assertEquals(List.of(), outcome.gaps());
        }
    }

    @Test
    void aGroupThatOneRegionHasMeansNobodyInTheOthers() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            aws.world().addResourceGroup(ACCOUNT, HERE, "cards", "Team", "cards");

            FleetCompliance now = fleet.compliance().of(CARDS).collect();

            assertTrue(now.isComplete(), now::toString);
            assertEquals(3, scope(now, HERE).counts().orElseThrow().total());
            assertEquals(0, scope(now, THERE).counts().orElseThrow().total());
        }
    }

    @Test
    void anArnHasItsMembersInItsOwnRegionAndNoOtherIsAsked() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            everywhere(aws);
            Target there = Target.resourceGroup("arn:aws:resource-groups:us-east-1:" + ACCOUNT + ":group/cards");

            FleetCompliance now = fleet.compliance().of(there).collect();

            assertTrue(now.isComplete(), now::toString);
            assertEquals(0, scope(now, HERE).counts().orElseThrow().total());
            assertEquals(3, scope(now, THERE).counts().orElseThrow().total());
            assertEquals(1, aws.calls().count(LISTING));
        }
    }

    @ParameterizedTest
    @CsvSource({"spelled-wrong", "arn:aws:resource-groups:eu-west-1:111122223333:group/cards"})
    void aGroupThatNobodyHasIsAGapAndNothingIsCompliantByIt(String group) {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            everywhere(aws);

            FleetCompliance now =
                    fleet.compliance().of(Target.resourceGroup(group)).collect();
            FleetCompliance others =
                    fleet.compliance().excluding(Target.resourceGroup(group)).collect();

            for (FleetCompliance told : List.of(now, others)) {
                assertEquals(
                        List.of("all accounts, all Regions: no account and Region that could be asked has a resource"
                                + " group " + group + ", so nobody is known to belong to it"),
                        told.gaps().stream().map(Gap::toString).toList());
                assertFalse(told.isCompliant());
            }
            assertEquals(0, now.counts().total());
            assertEquals(14, others.counts().total());
            assertEquals(0, others.counts().excluded());
        }
    }

    @Test
    void aRunTouchesNobodyForWhomAGroupMattersThatNobodyHas() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            Target careful = Target.tag("Team", "cards").except(Target.resourceGroup("spelled-wrong"));

            RunOutcome none = fleet.install(careful).run();
            RunOutcome loans =
                    fleet.install(careful.or(Target.tag("Team", "loans"))).run();

            assertEquals(0, none.intended());
            assertEquals(
                    List.of(
                            "all accounts, all Regions: no account and Region that could be asked has a resource group"
                                    + " spelled-wrong, so nobody is known to belong to it",
                            ACCOUNT + ", " + HERE + leftAlone(3),
                            ACCOUNT + ", " + THERE + leftAlone(3)),
                    none.gaps().stream().map(Gap::toString).toList());
            assertEquals(8, loans.count(Result.PATCHED), loans::toString);
            assertEquals(none.gaps(), loans.gaps());
            assertEquals(
                    ids(aws, node -> "loans".equals(node.tags().get("Team"))), ids(aws, node -> node.installs() > 0));
        }
    }

    private static String leftAlone(int nodes) {
        return ": " + nodes
                + " nodes were left alone, because it is not known who belongs to a resource group, so nobody"
                + " knows whether it is meant";
    }

    @Test
    void whereAGroupMayNotBeReadNobodyKnowsWhoIsMeant() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            everywhere(aws);
            aws.fault(Fault.accessDenied("resource-groups:*").in(HERE));

            FleetCompliance now = fleet.compliance().of(CARDS).collect();
            RunOutcome scan = fleet.scan(CARDS.and(Target.tag("Team", "cards"))).run();

            ScopeCompliance denied = scope(now, HERE);
            assertEquals(Status.PARTIAL, denied.status());
            assertEquals(7, denied.counts().orElseThrow().in(NodeState.UNREADABLE));
            assertEquals(7, denied.counts().orElseThrow().total());
            assertTrue(
                    denied.gaps()
                            .toString()
                            .contains("who belongs to resource group cards is not known: " + LISTING
                                    + " AccessDeniedException"),
                    denied::toString);
            assertTrue(now.nodes()
                    .filter(node -> node.state() == NodeState.UNREADABLE)
                    .allMatch(node -> node.reason()
                            .orElseThrow()
                            .equals("it is not known who belongs to a resource group, so nobody knows whether it is"
                                    + " meant")));
            assertEquals(Status.READ, scope(now, THERE).status());
            assertEquals(3, scope(now, THERE).counts().orElseThrow().total());

            assertEquals(3, scan.intended());
            assertEquals(
                    1,
                    scan.gaps().stream()
                            .filter(gap -> gap.toString().endsWith(leftAlone(3)))
                            .count(),
                    () -> scan.gaps().toString());
            assertFalse(scan.isPatched());
        }
    }

    @Test
    void whereTagsAreNotKnownEitherBothAreNamed() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            everywhere(aws);
            aws.fault(Fault.accessDenied("resource-groups:*"));
            aws.fault(Fault.accessDenied("ec2:*"));

            FleetCompliance now =
                    fleet.compliance().of(CARDS.and(Target.tag("Team"))).collect();

            assertEquals(
                    Set.of("tags could not be read, or it is not known who belongs to a resource group, so nobody knows"
                            + " whether it is meant"),
                    now.nodes()
                            .filter(node -> !node.node().tagsKnown())
                            .map(node -> node.reason().orElseThrow())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void aQueryThatWentWrongLeavesOpenWhoBelongsToIt() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                ResourceGroupsClient groups = client(aws, HERE)) {
            groups.createGroup(r -> r.name("stack")
                    .resourceQuery(q -> q.type(QueryType.CLOUDFORMATION_STACK_1_0)
                            .query("{\"ResourceTypeFilters\":[\"AWS::AllSupported\"],\"StackIdentifier\":"
                                    + "\"arn:aws:cloudformation:eu-central-1:111122223333:stack/shop/1\"}")));

            FleetCompliance now =
                    fleet.compliance().excluding(Target.resourceGroup("stack")).collect();

            assertEquals(1, now.gaps().size(), now::toString);
            assertTrue(
                    now.gaps().get(0).toString().contains(LISTING + " CLOUDFORMATION_STACK_NOT_EXISTING: The stack"),
                    now::toString);
            assertEquals(7, scope(now, HERE).counts().orElseThrow().in(NodeState.UNREADABLE));
            assertEquals(0, scope(now, THERE).counts().orElseThrow().in(NodeState.UNREADABLE));
        }
    }

    @Test
    void whoIsListedBeforeAPageFailsBelongsToTheGroupForSure() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions(HERE)
                        .nodes(60, node -> node.os("UBUNTU").tag("Team", "cards"))
                        .nodes(5, node -> node.os("UBUNTU").tag("Team", "loans"))
                        .build();
                PatchFleet fleet = Fleets.on(aws)
                        .customizeClients((scope, client) ->
                                client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                                        .addExecutionInterceptor(new FirstPageOnly())
                                        .build()))
                        .build()) {
            aws.world().addResourceGroup(ACCOUNT, HERE, "cards", "Team", "cards");

            FleetCompliance now = fleet.compliance().of(CARDS).collect();

            assertEquals(50, now.counts().compliant().part(), now::toString);
            assertEquals(15, now.counts().in(NodeState.UNREADABLE), now::toString);
        }
    }

    @Test
    void groupsAreJoinedWithAnyOtherTarget() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            everywhere(aws);
            for (String region : List.of(HERE, THERE)) {
                aws.world().addResourceGroup(ACCOUNT, region, "web", "Tier", "web");
            }
            Target web = Target.resourceGroup("web");

            assertEquals(2, total(fleet, CARDS.and(web)));
            assertEquals(8, total(fleet, CARDS.or(web)));
            assertEquals(4, total(fleet, CARDS.except(web)));
            assertEquals(2, total(fleet, web.except(CARDS)));
            assertEquals(6, total(fleet, Target.everything().except(CARDS.or(web))));
            assertEquals(
                    6, fleet.compliance().excluding(CARDS).collect().counts().excluded());
        }
    }

    @Test
    void aGroupIsAskedForOnceInEachScopeAndFiftyMembersAreACall() {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .seed(3)
                        .regions(HERE, THERE)
                        .nodes(240, node -> node.os("UBUNTU").tag("Team", "cards"))
                        .nodes(100, node -> node.os("UBUNTU").tag("Team", "loans"))
                        .build();
                PatchFleet fleet = Fleets.on(aws).build()) {
            everywhere(aws);

            FleetCompliance now = fleet.compliance()
                    .of(CARDS.or(CARDS.and(Target.tag("Team"))))
                    .excluding(CARDS.and(Target.tag("Team", "loans")))
                    .collect();

            assertEquals(240, now.counts().total());
            assertEquals(6, aws.calls().count(LISTING));
            assertEquals(6, now.apiCalls().get(LISTING));
            fleet.compliance().of(Target.tag("Team", "cards")).collect();
            assertEquals(6, aws.calls().count(LISTING), "no group was to be asked for");
        }
    }

    @Test
    void aGroupWhoseQueryKnowsOneTypeOfNodesAloneIsListedWhole() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                ResourceGroupsClient groups = client(aws, HERE)) {
            groups.createGroup(r -> r.name("instances")
                    .resourceQuery(q -> q.type(QueryType.TAG_FILTERS_1_0)
                            .query("{\"ResourceTypeFilters\":[\"AWS::EC2::Instance\"],\"TagFilters\":"
                                    + "[{\"Key\":\"Team\"}]}")));

            FleetCompliance now =
                    fleet.compliance().of(Target.resourceGroup("instances")).collect();

            assertTrue(now.isComplete(), now::toString);
            assertEquals(
                    Map.of(HERE, 6L),
                    now.nodes()
                            .collect(Collectors.groupingBy(
                                    node -> node.id().scope().region(), Collectors.counting())));
        }
    }

    @Test
    void aTargetAloneCannotSayWhoBelongsToAGroup() {
        Node node = Node.builder()
                .id(NodeId.parse(ACCOUNT + "/" + HERE + "/i-0123456789abcdef0"))
                .power(Node.Power.RUNNING)
                .build();
        Target careful = Target.everything().except(CARDS);

        assertEquals(Match.UNKNOWN, careful.match(node));
        assertFalse(careful.matches(node));
        assertEquals(Match.NO, careful.and(Target.tag("Team")).match(node));
        assertEquals(Match.YES, Target.everything().or(CARDS).match(node));
        assertEquals(Match.NO, careful.match(node, group -> Match.YES));
        assertEquals(Match.YES, careful.match(node, group -> Match.NO));
        assertEquals(
                Set.of("cards", "web"), careful.or(Target.resourceGroup("web")).resourceGroups());
        assertEquals("everything except resource group cards", careful.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "card payments", "cards/", "arn:aws:iam::111122223333:group/cards", "a*"})
    void whatAwsWouldNotTakeForAGroupIsRefused(String name) {
        InvalidInputException refusal = assertThrows(InvalidInputException.class, () -> Target.resourceGroup(name));

        assertEquals("resourceGroup", refusal.problems().get(0).path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Card_Payments-2.0",
                "shop/0123456789abcdefghijklmnop",
                "arn:aws-cn:resource-groups:cn-north-1:111122223333:group/cards"
            })
    void whatAwsWouldTakeForAGroupIsTaken(String name) {
        assertEquals(Set.of(name), Target.resourceGroup(name).resourceGroups());
    }

    private static int total(PatchFleet fleet, Target target) {
        return fleet.compliance().of(target).collect().counts().total();
    }

    /** In each of two Regions three nodes of cards, one of them in the tier web, and four of loans, one of them hybrid. */
    private static SimulatedAws world() {
        return SimulatedAws.builder()
                .seed(3)
                .regions(HERE, THERE)
                .nodes(4, node -> node.os("UBUNTU").missing("openssl").tag("Team", "cards"))
                .nodes(
                        2,
                        node -> node.os("UBUNTU")
                                .missing("openssl")
                                .tag("Team", "cards")
                                .tag("Tier", "web"))
                .nodes(
                        2,
                        node -> node.os("UBUNTU")
                                .missing("openssl")
                                .tag("Team", "loans")
                                .tag("Tier", "web"))
                .nodes(4, node -> node.os("UBUNTU").missing("openssl").tag("Team", "loans"))
                .nodes(2, node -> node.os("UBUNTU").hybrid().missing("openssl").tag("Team", "loans"))
                .build();
    }

    /** Each Region has a group of the nodes of the team cards. */
    private static void everywhere(SimulatedAws aws) {
        for (String region : List.of(HERE, THERE)) {
            aws.world().addResourceGroup(ACCOUNT, region, "cards", "Team", "cards");
        }
    }

    private static Set<String> ids(SimulatedAws aws, Predicate<SimulatedNode> wanted) {
        return aws.world().nodes().stream()
                .filter(wanted)
                .map(SimulatedNode::id)
                .collect(Collectors.toSet());
    }

    private static SimulatedNode in(SimulatedAws aws, String region, Predicate<SimulatedNode> wanted) {
        return aws.world().nodes().stream()
                .filter(node -> node.region().equals(region))
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    private static ScopeCompliance scope(FleetCompliance fleet, String region) {
        return fleet.scopes().stream()
                .filter(scope -> scope.scope().equals(new Scope(ACCOUNT, region)))
                .findFirst()
                .orElseThrow();
    }

    /** Lets no second page of members be asked for. */
    private static final class FirstPageOnly implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof ListGroupResourcesRequest listing && listing.nextToken() != null) {
                throw new IllegalStateException("no second page");
            }
        }
    }

    private static ResourceGroupsClient client(SimulatedAws aws, String region) {
        return Fleets.client(aws, region, ResourceGroupsClient.builder());
    }
}
