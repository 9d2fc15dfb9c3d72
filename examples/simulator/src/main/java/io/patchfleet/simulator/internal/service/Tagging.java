package io.patchfleet.simulator.internal.service;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The Resource Groups Tagging API: who carries which tags. */
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
        Pages.Page<TaggedResource> page =
                pages.page(call, TaggedResource.in(scopes.of(call)), kept(input), size(input));
        ArrayNode resources = Answer.array();
        for (TaggedResource resource : page.items()) {
            resources.addObject().put("ResourceARN", resource.arn()).set("Tags", Answer.tags(resource.tags()));
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

    private static Predicate<TaggedResource> kept(Input input) {
        List<String> arns = input.texts("ResourceARNList");
        List<String> types = input.texts("ResourceTypeFilters");
        if (!arns.isEmpty() && (!types.isEmpty() || !input.items("TagFilters").isEmpty())) {
            throw new AwsRefusal(
                    "InvalidParameterException",
                    "ResourceARNList can't be used together with ResourceTypeFilters or TagFilters.");
        }
        Predicate<TaggedResource> kept = resource -> arns.isEmpty() || arns.contains(resource.arn());
        kept = kept.and(resource -> types.isEmpty() || types.stream().anyMatch(resource::isA));
        for (Input filter : input.items("TagFilters")) {
            kept = kept.and(tagged(filter));
        }
        return kept;
    }

    private static Predicate<TaggedResource> tagged(Input filter) {
        String key = filter.text("Key").orElse("");
        List<String> values = filter.texts("Values");
        return resource -> {
            String value = resource.tags().get(key);
            return value != null && (values.isEmpty() || values.contains(value));
        };
    }
}
