package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ResourceGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which resources a group's query finds.
 *
 * @param types of which types, as CloudFormation calls them
 * @param tags the values that are wanted of each tag, any of which is enough; none: whatever its value
 * @param ofStack whether it asks for the resources of a stack instead
 */
record GroupQuery(Set<String> types, Map<String, List<String>> tags, boolean ofStack) {

    private static final String ANY_TYPE = "AWS::AllSupported";

    /** Refuses what is not written as AWS documents it; its words for that are not documented. */
    static GroupQuery of(ResourceGroup.Query query) {
        JsonNode tree = tree(query.text());
        boolean ofStack = query.type().equals("CLOUDFORMATION_STACK_1_0");
        Set<String> types = new LinkedHashSet<>(texts(tree.path("ResourceTypeFilters")));
        if (types.isEmpty()) {
            throw invalid("ResourceTypeFilters is missing.");
        }
        if (ofStack && tree.path("StackIdentifier").asString("").isEmpty()) {
            throw invalid("StackIdentifier is missing.");
        }
        Map<String, List<String>> tags = new LinkedHashMap<>();
        for (JsonNode filter : tree.path("TagFilters")) {
            String key = filter.path("Key").asString("");
            if (key.isEmpty()) {
                throw invalid("A tag filter has no Key.");
            }
            tags.put(key, texts(filter.path("Values")));
        }
        if (!ofStack && tags.isEmpty()) {
            throw new NotPlayedException("resource-groups: a query without TagFilters");
        }
        return new GroupQuery(types, tags, ofStack);
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode tree = JsonMapper.shared().readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            throw invalid(e.getOriginalMessage());
        }
        throw invalid("It is no object.");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.asString()));
        return texts;
    }

    private static AwsRefusal invalid(String why) {
        return ResourceGroups.bad("Query not valid: " + why);
    }

    /** Of each tag one of the values; a stack has no resources, because this world has no stacks. */
    boolean finds(TaggedResource resource) {
        return !ofStack
                && hasType(resource.cloudFormationType())
                && tags.entrySet().stream().allMatch(tag -> {
                    String value = resource.tags().get(tag.getKey());
                    return value != null
                            && (tag.getValue().isEmpty() || tag.getValue().contains(value));
                });
    }

    boolean hasType(String type) {
        return types.contains(ANY_TYPE) || types.contains(type);
    }
}
