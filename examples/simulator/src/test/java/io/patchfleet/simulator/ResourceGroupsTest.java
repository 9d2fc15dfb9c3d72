package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.resourcegroups.ResourceGroupsClient;
import software.amazon.awssdk.services.resourcegroups.model.BadRequestException;
import software.amazon.awssdk.services.resourcegroups.model.GroupConfigurationItem;
import software.amazon.awssdk.services.resourcegroups.model.GroupIdentifier;
import software.amazon.awssdk.services.resourcegroups.model.GroupResourcesResponse;
import software.amazon.awssdk.services.resourcegroups.model.ListGroupResourcesResponse;
import software.amazon.awssdk.services.resourcegroups.model.NotFoundException;
import software.amazon.awssdk.services.resourcegroups.model.QueryErrorCode;
import software.amazon.awssdk.services.resourcegroups.model.QueryType;
import software.amazon.awssdk.services.resourcegroups.model.ResourceFilter;
import software.amazon.awssdk.services.resourcegroups.model.TooManyRequestsException;

/** AWS Resource Groups, through AWS's own client. */
class ResourceGroupsTest {

    private static final String REGION = "eu-central-1";
    private static final String OTHER_REGION = "us-east-1";
    private static final String ACCOUNT = "111122223333";
    private static final String ARN = "arn:aws:resource-groups:eu-central-1:111122223333:group/";
    private static final String CARDS =
            "{\"ResourceTypeFilters\":[\"AWS::AllSupported\"],\"TagFilters\":[{\"Key\":\"Team\",\"Values\":[\"cards\"]}]}";

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(3)
            .untouched()
            .regions(REGION, OTHER_REGION)
            .nodes(6, node -> node.os("UBUNTU").tag("Team", "cards").tag("Tier", "web"))
            .nodes(2, node -> node.os("UBUNTU").hybrid().tag("Team", "cards"))
            .nodes(4, node -> node.os("UBUNTU").tag("Team", "loans"))
            .build();

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void groupsAreMadeListedDescribedAndDeleted(Door door) {
        try (ResourceGroupsClient groups = door.client(aws, ResourceGroupsClient.builder(), REGION)) {
            assertEquals(ARN + "cards", make(groups, "cards", CARDS));
            make(groups, "loans", CARDS.replace("cards", "loans"));

            assertEquals(
                    List.of("cards", "loans"),
                    groups.listGroupsPaginator(r -> r.maxResults(1)).groupIdentifiers().stream()
                            .map(GroupIdentifier::groupName)
                            .toList());
            assertEquals(
                    "cards",
                    groups.getGroup(r -> r.group(ARN + "cards")).group().name());
            assertEquals(
                    CARDS,
                    groups.getGroupQuery(r -> r.group("cards"))
                            .groupQuery()
                            .resourceQuery()
                            .query());
            assertEquals(
                    "cards", groups.deleteGroup(r -> r.group("cards")).group().name());
            assertThrows(NotFoundException.class, () -> groups.getGroup(r -> r.group("cards")));
            assertThrows(NotFoundException.class, () -> groups.listGroupResources(r -> r.group("cards")));
        }
        assertEquals(List.of(), aws.violations());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aQueryFindsWhatCarriesItsTagsAtThatMoment(Door door) {
        try (ResourceGroupsClient groups = door.client(aws, ResourceGroupsClient.builder(), REGION)) {
            make(groups, "cards", CARDS);
            assertEquals(ids(node -> "cards".equals(node.tags().get("Team"))), members(groups, "cards"));
            assertEquals(4, members(groups, "cards").size());

            SimulatedNode convert =
                    here(node -> "loans".equals(node.tags().get("Team"))).get(0);
            SimulatedNode gone = here(node -> node.tags().containsKey("Tier")).get(0);
            convert.tag("Team", "cards");
            gone.terminate();

            Set<String> now = members(groups, "cards");
            assertTrue(now.contains(convert.id()), now::toString);
            assertFalse(now.contains(gone.id()), now::toString);
            assertEquals(4, now.size());
        }
        assertEquals(List.of(), aws.violations());
    }

    @Test
    @SuppressWarnings("deprecation") // AWS still fills what it has deprecated
    void membersComeInPagesBothWaysAndByType() {
        try (ResourceGroupsClient groups = client()) {
            make(groups, "cards", CARDS);
            List<ListGroupResourcesResponse> pages =
                    groups.listGroupResourcesPaginator(r -> r.group("cards").maxResults(2)).stream()
                            .toList();

            assertEquals(2, pages.size());
            pages.forEach(page -> assertEquals(
                    page.resources().stream().map(each -> each.identifier()).toList(), page.resourceIdentifiers()));
            ListGroupResourcesResponse hybrids =
                    groups.listGroupResources(r -> r.group("cards").filters(types("AWS::SSM::ManagedInstance")));
            assertEquals(1, hybrids.resources().size());
            String arn = hybrids.resources().get(0).identifier().resourceArn();
            assertTrue(arn.startsWith("arn:aws:ssm:eu-central-1:111122223333:managed-instance/mi-"), arn);
            assertThrows(
                    BadRequestException.class,
                    () -> groups.listGroupResources(r -> r.group("cards").nextToken("bm9uZQ==")));
        }
    }

    @Test
    void aFilterMayOnlyNameTypesThatTheQueryNames() {
        try (ResourceGroupsClient groups = client()) {
            make(groups, "cards", CARDS.replace("AWS::AllSupported", "AWS::EC2::Instance"));

            assertEquals(3, members(groups, "cards").size());
            BadRequestException refusal = assertThrows(
                    BadRequestException.class,
                    () -> groups.listGroupResources(
                            r -> r.group("cards").filters(types("AWS::EC2::Instance", "AWS::SSM::ManagedInstance"))));
            assertTrue(
                    String.valueOf(refusal.getMessage())
                            .contains("The resource types specified as filters in the request are not valid."
                                    + " [AWS::SSM::ManagedInstance]"),
                    refusal::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void anApplicationsGroupHasThoseThatWereAddedToIt(Door door) {
        try (ResourceGroupsClient groups = door.client(aws, ResourceGroupsClient.builder(), REGION)) {
            groups.createGroup(r -> r.name("shop")
                    .configuration(GroupConfigurationItem.builder()
                            .type("AWS::ResourceGroups::ApplicationGroup")
                            .build()));
            List<String> two = here(node -> true).subList(0, 2).stream()
                    .map(ResourceGroupsTest::arn)
                    .toList();
            String elsewhere = two.get(0).replace(REGION, OTHER_REGION);
            GroupResourcesResponse added =
                    groups.groupResources(r -> r.group("shop").resourceArns(two.get(0), two.get(1), elsewhere));
            assertEquals(two, added.succeeded());
            assertEquals(elsewhere, added.failed().get(0).resourceArn());
            assertEquals(2, members(groups, "shop").size());

            groups.ungroupResources(r -> r.group("shop").resourceArns(two.get(0)));
            assertEquals(Set.of(two.get(1).substring(two.get(1).lastIndexOf('/') + 1)), members(groups, "shop"));
            assertEquals(
                    List.of(two.get(0)),
                    groups.ungroupResources(r -> r.group("shop").resourceArns(two.get(0))).failed().stream()
                            .map(failed -> failed.resourceArn())
                            .toList());
            assertThrows(BadRequestException.class, () -> groups.getGroupQuery(r -> r.group("shop")));
        }
        assertEquals(List.of(), aws.violations());
    }

    @Test
    void nothingIsAddedToAGroupThatHasAQuery() {
        try (ResourceGroupsClient groups = client()) {
            make(groups, "cards", CARDS);
            String any = arn(here(node -> true).get(0));

            assertThrows(
                    BadRequestException.class,
                    () -> groups.groupResources(r -> r.group("cards").resourceArns(any)));
            assertThrows(
                    BadRequestException.class,
                    () -> groups.ungroupResources(r -> r.group("cards").resourceArns(any)));
        }
    }

    @Test
    void theQueryOfAStackThatIsGoneSaysSo() {
        try (ResourceGroupsClient groups = client()) {
            groups.createGroup(r -> r.name("stack")
                    .resourceQuery(q -> q.type(QueryType.CLOUDFORMATION_STACK_1_0)
                            .query("{\"ResourceTypeFilters\":[\"AWS::AllSupported\"],\"StackIdentifier\":"
                                    + "\"arn:aws:cloudformation:eu-central-1:111122223333:stack/shop/1\"}")));

            ListGroupResourcesResponse listed = groups.listGroupResources(r -> r.group("stack"));

            assertEquals(List.of(), listed.resources());
            assertEquals(
                    QueryErrorCode.CLOUDFORMATION_STACK_NOT_EXISTING,
                    listed.queryErrors().get(0).errorCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{}", "{\"ResourceTypeFilters\":[\"AWS::AllSupported\"],\"TagFilters\":[{}]}"})
    void aQueryThatIsNoneIsRefused(String query) {
        try (ResourceGroupsClient groups = client()) {
            assertThrows(BadRequestException.class, () -> make(groups, "cards", query));
        }
    }

    @Test
    void aNameIsTakenOnceInAnAccountAndRegionAndNotFromAws() {
        try (ResourceGroupsClient groups = client();
                ResourceGroupsClient elsewhere =
                        Door.IN_PROCESS.client(aws, ResourceGroupsClient.builder(), OTHER_REGION)) {
            make(groups, "cards", CARDS);

            assertThrows(BadRequestException.class, () -> make(groups, "cards", CARDS));
            assertThrows(BadRequestException.class, () -> make(groups, "AwsCards", CARDS));
            assertThrows(NotFoundException.class, () -> elsewhere.getGroup(r -> r.group("cards")));
            assertThrows(NotFoundException.class, () -> elsewhere.getGroup(r -> r.group(ARN + "cards")));
            make(elsewhere, "cards", CARDS);
            assertEquals(4, members(elsewhere, "cards").size());
        }
    }

    @Test
    void whatIsThrottledAndWhatIsBrokenIsWordedAsItsModelHasIt() {
        try (ResourceGroupsClient groups = client()) {
            aws.fault(Fault.throttle("resource-groups:ListGroups").times(1));
            assertThrows(TooManyRequestsException.class, () -> groups.listGroups(r -> {}));
            aws.fault(Fault.error("resource-groups:*").times(1));
            assertThrows(
                    software.amazon.awssdk.services.resourcegroups.model.InternalServerErrorException.class,
                    () -> groups.listGroups(r -> {}));
        }
    }

    @Test
    void aWorldCanBeGivenAGroupAndTellsOfIt() {
        aws.world().addResourceGroup(ACCOUNT, REGION, "all", "Team");
        aws.world().addResourceGroup(ACCOUNT, REGION, "two", "Team", "cards", "loans");
        try (ResourceGroupsClient groups = client()) {
            assertEquals(ids(node -> true), members(groups, "all"));
            assertEquals(ids(node -> true), members(groups, "two"));
        }
        DeclaredResource first = aws.world().declared().stream()
                .filter(each -> each.kind() == DeclaredResource.Kind.RESOURCE_GROUP)
                .findFirst()
                .orElseThrow();
        assertEquals(ARN + "all", first.id());
        assertTrue(first.says().contains("TAG_FILTERS_1_0"), first::says);
    }

    private ResourceGroupsClient client() {
        return Door.IN_PROCESS.client(aws, ResourceGroupsClient.builder(), REGION);
    }

    private static String make(ResourceGroupsClient groups, String name, String query) {
        return groups.createGroup(r -> r.name(name)
                        .resourceQuery(q -> q.type(QueryType.TAG_FILTERS_1_0).query(query)))
                .group()
                .groupArn();
    }

    private static ResourceFilter types(String... names) {
        return ResourceFilter.builder().name("resource-type").values(names).build();
    }

    private static Set<String> members(ResourceGroupsClient groups, String group) {
        return groups.listGroupResourcesPaginator(r -> r.group(group)).resources().stream()
                .map(each -> each.identifier().resourceArn())
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
    }

    private List<SimulatedNode> here(Predicate<SimulatedNode> wanted) {
        return aws.world().nodes().stream()
                .filter(node -> node.region().equals(REGION))
                .filter(wanted)
                .toList();
    }

    private Set<String> ids(Predicate<SimulatedNode> wanted) {
        return here(wanted).stream().map(SimulatedNode::id).collect(Collectors.toSet());
    }

    private static String arn(SimulatedNode node) {
        return node.id().startsWith("mi-")
                ? "arn:aws:ssm:eu-central-1:111122223333:managed-instance/" + node.id()
                : "arn:aws:ec2:eu-central-1:111122223333:instance/" + node.id();
    }
}
