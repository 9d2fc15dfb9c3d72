package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The filters by which managed nodes are described: all of them have to fit, each by any of its values. */
final class NodeFilters {

    private static final Map<String, Function<Node, String>> ATTRIBUTES = Map.of(
            "InstanceIds", Node::id,
            "AgentVersion", node -> node.agent().version(),
            "PingStatus", node -> node.agent().online() ? "Online" : "ConnectionLost",
            "PlatformTypes", node -> node.product().operatingSystem().isWindows() ? "Windows" : "Linux",
            "ActivationIds", node -> node.hybrid() ? SsmNodes.activationId(node.scope()) : "",
            "IamRole", node -> node.hybrid() ? SsmNodes.HYBRID_ROLE : "",
            "ResourceType", SsmNodes::resourceType,
            "AssociationStatus", node -> "Success");

    private static final Map<String, Set<String>> VALUES = Map.of(
            "PingStatus", Set.of("Online", "ConnectionLost", "Inactive"),
            "PlatformTypes", Set.of("Windows", "Linux", "MacOS"),
            "ResourceType", Set.of("EC2Instance", "ManagedInstance"));

    private final List<Predicate<Node>> filters = new ArrayList<>();

    private NodeFilters() {}

    static NodeFilters ofInformation(Input input) {
        if (!input.items("Filters").isEmpty()
                && !input.items("InstanceInformationFilterList").isEmpty()) {
            // Documented as an exception error, without its name.
            throw new AwsRefusal(
                    "ValidationException",
                    "Filters and InstanceInformationFilterList can't be used in the same request.");
        }
        NodeFilters filters = new NodeFilters();
        for (Input filter : input.items("InstanceInformationFilterList")) {
            filters.add(filter.required("key"), filter.texts("valueSet"), "InvalidInstanceInformationFilterValue");
        }
        List<Input> listed = input.items("Filters");
        long byTag = listed.stream()
                .filter(filter -> filter.required("Key").startsWith("tag"))
                .count();
        if (byTag > 0 && byTag < listed.size()) {
            // That tag filters stand alone is documented, the words of the refusal are not.
            throw new AwsRefusal("ValidationException", "A tag filter can't be combined with other filters.");
        }
        for (Input filter : listed) {
            filters.add(filter.required("Key"), filter.texts("Values"), "InvalidInstanceInformationFilterValue");
        }
        return filters;
    }

    static NodeFilters ofProperties(Input input) {
        NodeFilters filters = new NodeFilters();
        for (Input filter : input.items("InstancePropertyFilterList")) {
            filters.add(filter.required("key"), filter.texts("valueSet"), "InvalidInstancePropertyFilterValue");
        }
        for (Input filter : input.items("FiltersWithOperator")) {
            String operator = filter.text("Operator").orElse("Equal");
            if (!operator.equals("Equal")) {
                throw filter.notPlayed("the filter operator " + operator);
            }
            filters.add(filter.required("Key"), filter.texts("Values"), "InvalidInstancePropertyFilterValue");
        }
        return filters;
    }

    boolean admit(Node node) {
        return filters.stream().allMatch(filter -> filter.test(node));
    }

    private void add(String key, List<String> values, String valueRefusal) {
        if (key.startsWith("tag:")) {
            String tag = key.substring("tag:".length());
            filters.add(node -> values.contains(node.tag(tag)));
            return;
        }
        if (key.equals("tag-key")) {
            filters.add(node -> values.stream().anyMatch(node.tags()::containsKey));
            return;
        }
        Function<Node, String> attribute = ATTRIBUTES.get(key);
        if (attribute == null) {
            throw new AwsRefusal("InvalidFilterKey", "The specified key isn't valid.");
        }
        if (VALUES.containsKey(key) && !VALUES.get(key).containsAll(values)) {
            throw new AwsRefusal(valueRefusal, "The specified filter value isn't valid.");
        }
        filters.add(node -> values.contains(attribute.apply(node)));
    }
}
