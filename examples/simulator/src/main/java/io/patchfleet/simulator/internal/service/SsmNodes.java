package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Agent;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.Power;
import io.patchfleet.simulator.internal.world.Product;
import io.patchfleet.simulator.internal.world.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Systems Manager knows of its managed nodes. */
final class SsmNodes {

    static final String HYBRID_ROLE = "service-role/AmazonEC2RunCommandRoleForManagedInstances";

    private static final int DEFAULT_PAGE = 10;

    private final Scopes scopes;
    private final Pages informationPages = Pages.ssm("DescribeInstanceInformation");
    private final Pages propertiesPages = Pages.ssm("DescribeInstanceProperties");

    SsmNodes(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribeInstanceInformation", this::describeInstanceInformation,
                "DescribeInstanceProperties", this::describeInstanceProperties);
    }

    private ObjectNode describeInstanceInformation(Call call) {
        Input input = Input.of(
                call,
                "ssm:DescribeInstanceInformation",
                Set.of("InstanceInformationFilterList", "Filters", "MaxResults", "NextToken"));
        NodeFilters filters = NodeFilters.ofInformation(input);
        // Stopped instances are left out here.
        Pages.Page<Node> page = informationPages.page(
                call,
                scopes.of(call).nodes(),
                node -> node.managed() && node.power() == Power.RUNNING && filters.admit(node),
                input.number("MaxResults", DEFAULT_PAGE));
        ArrayNode nodes = Answer.array();
        page.items().forEach(node -> nodes.add(information(node, call.now())));
        return Answer.page("InstanceInformationList", nodes, page.nextToken());
    }

    private ObjectNode describeInstanceProperties(Call call) {
        Input input = Input.of(
                call,
                "ssm:DescribeInstanceProperties",
                Set.of("InstancePropertyFilterList", "FiltersWithOperator", "MaxResults", "NextToken"));
        NodeFilters filters = NodeFilters.ofProperties(input);
        // The page size without MaxResults is not documented; its older sister's is taken. Stopped instances are shown
        // with their state, which has a member of its own here; this, too, the documents leave open.
        Pages.Page<Node> page = propertiesPages.page(
                call,
                scopes.of(call).nodes(),
                node -> node.managed() && filters.admit(node),
                input.number("MaxResults", DEFAULT_PAGE));
        ArrayNode nodes = Answer.array();
        page.items().forEach(node -> nodes.add(properties(node, call.now())));
        return Answer.page("InstanceProperties", nodes, page.nextToken());
    }

    private static ObjectNode information(Node node, Instant now) {
        ObjectNode item = Answer.object();
        putCommon(item, node, now);
        item.put("IsLatestVersion", node.agent().latest());
        if (node.hybrid()) {
            item.put("Name", node.name());
        }
        item.put("ResourceType", resourceType(node));
        return item;
    }

    private static ObjectNode properties(Node node, Instant now) {
        ObjectNode item = Answer.object();
        putCommon(item, node, now);
        item.put("Name", node.name());
        item.put("ResourceType", resourceType(node));
        if (!node.hybrid()) {
            item.put("InstanceType", node.hardware().instanceType());
            item.put("InstanceState", node.power().wire());
            item.put("Architecture", "x86_64");
            Answer.putInstant(item, "LaunchTime", node.hardware().launched());
        }
        return item;
    }

    private static void putCommon(ObjectNode item, Node node, Instant now) {
        Agent agent = node.agent();
        Product product = node.product();
        Instant ping = agent.lastPing(now);
        item.put("InstanceId", node.id());
        item.put("PingStatus", agent.online() ? "Online" : "ConnectionLost");
        Answer.putInstant(item, "LastPingDateTime", ping);
        item.put("AgentVersion", agent.version());
        item.put("PlatformType", product.operatingSystem().isWindows() ? "Windows" : "Linux");
        item.put("PlatformName", product.platformName());
        item.put("PlatformVersion", product.platformVersion());
        item.put("IPAddress", node.hardware().address());
        item.put("ComputerName", node.hardware().computerName());
        Answer.putInstant(item, "RegistrationDate", agent.registered());
        item.put("AssociationStatus", "Success");
        Answer.putInstant(item, "LastAssociationExecutionDate", ping);
        Answer.putInstant(item, "LastSuccessfulAssociationExecutionDate", ping);
        ObjectNode overview = item.putObject("AssociationOverview");
        overview.put("DetailedStatus", "Success");
        overview.putObject("InstanceAssociationStatusAggregatedCount").put("Success", 2);
        item.put("SourceId", node.id());
        item.put("SourceType", node.hybrid() ? "AWS::SSM::ManagedInstance" : "AWS::EC2::Instance");
        if (node.hybrid()) {
            item.put("ActivationId", activationId(node.scope()));
            item.put("IamRole", HYBRID_ROLE);
        }
    }

    static String resourceType(Node node) {
        return node.hybrid() ? "ManagedInstance" : "EC2Instance";
    }

    /** One activation registered all the hybrid nodes of a scope. */
    static String activationId(Scope scope) {
        return Ids.uuid("activation/" + scope.account() + "/" + scope.region());
    }
}
