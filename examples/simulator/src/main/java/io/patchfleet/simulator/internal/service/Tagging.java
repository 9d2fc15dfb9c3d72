package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.Power;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The Resource Groups Tagging API: who carries which tags; the one call that lists the tags of hybrid nodes. */
final class Tagging implements Service {

    private static final int DEFAULT_PAGE = 50;
    private static final int MOST = 100;

    private final Scopes scopes;
    private final Pages pages = new Pages(
            "tagging:GetResources",
            Set.of("PaginationToken", "ResourcesPerPage"),
            "PaginationToken",
            fault -> fault == Pages.Fault.EXPIRED
                    ? new AwsRefusal(
                            "PaginationTokenExpiredException",
                            "A PaginationToken is valid for a maximum of 15 minutes. Your request was denied because the "
                                    + "specified PaginationToken has expired.")
                    : new AwsRefusal("InvalidParameterException", "The PaginationToken isn't valid."));

    Tagging(Scopes scopes) {
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "tagging";
    }

    @Override
    public String iamPrefix() {
        return "tag";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("GetResources", this::getResources);
    }

    private ObjectNode getResources(Call call) {
        Input input = Input.of(
                call,
                "tagging:GetResources",
                Set.of("ResourceTypeFilters", "TagFilters", "ResourceARNList", "ResourcesPerPage", "PaginationToken"));
        Pages.Page<Node> page = pages.page(call, scopes.of(call).nodes(), kept(input), size(input));
        ArrayNode resources = Answer.array();
        for (Node node : page.items()) {
            resources.addObject().put("ResourceARN", arn(node)).set("Tags", SsmNodes.tags(node));
        }
        ObjectNode answer = Answer.object();
        answer.set("ResourceTagMappingList", resources);
        // On the last page the token is there, and empty.
        answer.put("PaginationToken", page.nextToken() == null ? "" : page.nextToken());
        return answer;
    }

    private static int size(Input input) {
        int size = input.number("ResourcesPerPage", DEFAULT_PAGE);
        if (size < 1 || size > MOST) {
            throw new AwsRefusal("InvalidParameterException", "ResourcesPerPage must be between 1 and " + MOST + ".");
        }
        return size;
    }

    /** Only resources that have, or had, tags are known to this service. */
    private static Predicate<Node> kept(Input input) {
        List<String> arns = input.texts("ResourceARNList");
        List<String> types = input.texts("ResourceTypeFilters");
        if (!arns.isEmpty() && (!types.isEmpty() || !input.items("TagFilters").isEmpty())) {
            throw new AwsRefusal(
                    "InvalidParameterException",
                    "ResourceARNList can't be used together with ResourceTypeFilters or TagFilters.");
        }
        Predicate<Node> kept = node -> !node.tags().isEmpty() && (!node.hybrid() || node.managed());
        kept = kept.and(node -> node.power() != Power.TERMINATED)
                .and(node -> arns.isEmpty() || arns.contains(arn(node)))
                .and(node -> types.isEmpty() || types.stream().anyMatch(type -> fits(node, type)));
        for (Input filter : input.items("TagFilters")) {
            kept = kept.and(tagged(filter));
        }
        return kept;
    }

    private static Predicate<Node> tagged(Input filter) {
        String key = filter.text("Key").orElse("");
        List<String> values = filter.texts("Values");
        return node -> {
            String value = node.tag(key);
            return value != null && (values.isEmpty() || values.contains(value));
        };
    }

    /** A type is {@code ec2:instance}, or {@code ec2} for all that the service has. */
    private static boolean fits(Node node, String type) {
        String own = node.hybrid() ? "ssm:managed-instance" : "ec2:instance";
        return type.equals(own) || type.equals(own.substring(0, own.indexOf(':')));
    }

    private static String arn(Node node) {
        String place = node.scope().region() + ":" + node.scope().account();
        return "arn:" + Scopes.partition(node.scope().region())
                + (node.hybrid() ? ":ssm:" + place + ":managed-instance/" : ":ec2:" + place + ":instance/")
                + node.id();
    }
}
