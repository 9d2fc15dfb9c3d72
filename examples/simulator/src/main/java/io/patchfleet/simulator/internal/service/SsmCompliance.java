package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ComplianceLevel;
import io.patchfleet.simulator.internal.world.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compliance as Systems Manager sums it up, over patches and associations alike. */
final class SsmCompliance {

    private static final int MOST = 50;

    private static final Map<String, Function<Compliance, String>> NODE_FILTERS = Map.of(
            "ComplianceType", Compliance::type,
            "Status", compliance -> status(compliance.compliant()),
            "OverallSeverity", compliance -> compliance.severity().name(),
            "ResourceId", compliance -> compliance.node().id(),
            "ResourceType", compliance -> "ManagedInstance");

    /** One of the things that a node may be summed up in; cheap, so that a page costs no more than itself. */
    private record Subject(Node node, String type) {
        Optional<Compliance> compliance(Instant now) {
            return Compliance.of(node, type, now);
        }
    }

    private record Found(Compliance compliance, Compliance.Item item) {}

    private static final Map<String, Function<Found, String>> ITEM_FILTERS = Map.of(
            "ComplianceType", found -> found.compliance().type(),
            "Status", found -> status(found.item().compliant()),
            "Severity", found -> found.item().severity().name(),
            "Id", found -> found.item().id(),
            "Title", found -> found.item().title());

    private final Scopes scopes;
    private final Pages nodePages = Pages.ssm("ListResourceComplianceSummaries");
    private final Pages typePages = Pages.ssm("ListComplianceSummaries");
    private final Pages itemPages = Pages.ssm("ListComplianceItems");

    SsmCompliance(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListResourceComplianceSummaries", this::listResourceComplianceSummaries,
                "ListComplianceSummaries", this::listComplianceSummaries,
                "ListComplianceItems", this::listComplianceItems);
    }

    private ObjectNode listResourceComplianceSummaries(Call call) {
        Input input =
                Input.of(call, "ssm:ListResourceComplianceSummaries", Set.of("Filters", "MaxResults", "NextToken"));
        Predicate<Compliance> kept = Conditions.of(input, NODE_FILTERS);
        List<Subject> subjects = scopes.of(call).nodes().stream()
                .flatMap(node -> Compliance.TYPES.stream().map(type -> new Subject(node, type)))
                .toList();
        Pages.Page<Subject> page = nodePages.page(
                call,
                subjects,
                subject -> subject.compliance(call.now()).filter(kept).isPresent(),
                input.number("MaxResults", MOST));
        ArrayNode items = Answer.array();
        page.items().forEach(subject -> subject.compliance(call.now()).ifPresent(each -> items.add(nodeSummary(each))));
        return Answer.page("ResourceComplianceSummaryItems", items, page.nextToken());
    }

    private ObjectNode listComplianceSummaries(Call call) {
        Input input = Input.of(call, "ssm:ListComplianceSummaries", Set.of("Filters", "MaxResults", "NextToken"));
        List<Compliance> kept = kept(call, input);
        List<String> types =
                kept.stream().map(Compliance::type).distinct().sorted().toList();
        Pages.Page<String> page = typePages.page(call, types, input.number("MaxResults", MOST));
        ArrayNode items = Answer.array();
        for (String type : page.items()) {
            // A node counts once here, by the gravest of its items.
            List<Compliance> nodes = kept.stream()
                    .filter(compliance -> compliance.type().equals(type))
                    .toList();
            ObjectNode item = items.addObject().put("ComplianceType", type);
            putSummaries(item, nodes, Compliance::compliant, Compliance::severity);
        }
        return Answer.page("ComplianceSummaryItems", items, page.nextToken());
    }

    private ObjectNode listComplianceItems(Call call) {
        Input input = Input.of(
                call,
                "ssm:ListComplianceItems",
                Set.of("Filters", "ResourceIds", "ResourceTypes", "MaxResults", "NextToken"));
        Node node = onlyNode(call, input);
        Predicate<Found> kept = Conditions.of(input, ITEM_FILTERS);
        List<Found> found = new ArrayList<>();
        for (String type : Compliance.TYPES) {
            Compliance.of(node, type, call.now())
                    .ifPresent(
                            compliance -> compliance.items().forEach(item -> found.add(new Found(compliance, item))));
        }
        Pages.Page<Found> page = itemPages.page(call, found, kept, input.number("MaxResults", MOST));
        ArrayNode items = Answer.array();
        page.items().forEach(each -> items.add(item(each)));
        return Answer.page("ComplianceItems", items, page.nextToken());
    }

    /** The type is a list, but the service takes one resource a call. */
    private Node onlyNode(Call call, Input input) {
        for (String type : input.texts("ResourceTypes")) {
            if (!type.equals("ManagedInstance")) {
                throw new AwsRefusal(
                        "InvalidResourceType",
                        "The resource type isn't valid. For example, if you are attempting to tag an EC2 instance, the "
                                + "instance must be a registered managed node.");
            }
        }
        List<String> ids = input.texts("ResourceIds");
        if (ids.isEmpty()) {
            throw input.notPlayed("without ResourceIds");
        }
        if (ids.size() > 1) {
            throw new AwsRefusal("ValidationException", "Only one resource ID is allowed.");
        }
        Node node = scopes.of(call).node(ids.get(0));
        if (node == null || !node.managed()) {
            throw new AwsRefusal(
                    "InvalidResourceId",
                    "The resource ID isn't valid. Verify that you entered the correct ID and try again.");
        }
        return node;
    }

    private List<Compliance> kept(Call call, Input input) {
        Predicate<Compliance> kept = Conditions.of(input, NODE_FILTERS);
        return scopes.of(call).nodes().stream()
                .flatMap(node ->
                        Compliance.TYPES.stream().flatMap(type -> Compliance.of(node, type, call.now()).stream()))
                .filter(kept)
                .toList();
    }

    private static ObjectNode nodeSummary(Compliance compliance) {
        ObjectNode item = Answer.object();
        item.put("ComplianceType", compliance.type());
        item.put("ResourceType", "ManagedInstance");
        item.put("ResourceId", compliance.node().id());
        item.put("Status", status(compliance.compliant()));
        item.put("OverallSeverity", compliance.severity().name());
        item.set("ExecutionSummary", execution(compliance));
        putSummaries(item, compliance.items(), Compliance.Item::compliant, Compliance.Item::severity);
        return item;
    }

    private static ObjectNode item(Found found) {
        ObjectNode item = Answer.object();
        item.put("ComplianceType", found.compliance().type());
        item.put("ResourceType", "ManagedInstance");
        item.put("ResourceId", found.compliance().node().id());
        item.put("Id", found.item().id());
        item.put("Title", found.item().title());
        item.put("Status", status(found.item().compliant()));
        item.put("Severity", found.item().severity().name());
        item.set("ExecutionSummary", execution(found.compliance()));
        item.set("Details", found.item().details().get());
        return item;
    }

    private static ObjectNode execution(Compliance compliance) {
        ObjectNode execution = Answer.object();
        Answer.putInstant(execution, "ExecutionTime", compliance.executed());
        if (compliance.executionId() != null) {
            execution.put("ExecutionId", compliance.executionId());
            execution.put("ExecutionType", "Command");
        }
        return execution;
    }

    private static <T> void putSummaries(
            ObjectNode answer, List<T> counted, Predicate<T> compliant, Function<T, ComplianceLevel> level) {
        List<T> good = counted.stream().filter(compliant).toList();
        List<T> bad = counted.stream().filter(compliant.negate()).toList();
        answer.putObject("CompliantSummary")
                .put("CompliantCount", good.size())
                .set("SeveritySummary", severities(good, level));
        answer.putObject("NonCompliantSummary")
                .put("NonCompliantCount", bad.size())
                .set("SeveritySummary", severities(bad, level));
    }

    private static <T> ObjectNode severities(List<T> counted, Function<T, ComplianceLevel> level) {
        Map<ComplianceLevel, Integer> counts = new EnumMap<>(ComplianceLevel.class);
        counted.forEach(each -> counts.merge(level.apply(each), 1, Integer::sum));
        return Answer.object()
                .put("CriticalCount", counts.getOrDefault(ComplianceLevel.CRITICAL, 0))
                .put("HighCount", counts.getOrDefault(ComplianceLevel.HIGH, 0))
                .put("MediumCount", counts.getOrDefault(ComplianceLevel.MEDIUM, 0))
                .put("LowCount", counts.getOrDefault(ComplianceLevel.LOW, 0))
                .put("InformationalCount", counts.getOrDefault(ComplianceLevel.INFORMATIONAL, 0))
                .put("UnspecifiedCount", counts.getOrDefault(ComplianceLevel.UNSPECIFIED, 0));
    }

    private static String status(boolean compliant) {
        return compliant ? "COMPLIANT" : "NON_COMPLIANT";
    }
}
