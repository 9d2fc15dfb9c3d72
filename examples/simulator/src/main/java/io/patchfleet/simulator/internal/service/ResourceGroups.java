package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ResourceGroup;
import io.patchfleet.simulator.internal.world.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * AWS Resource Groups. A query finds whatever carries its tags at the moment when it is asked. Members are added one by
 * one to application groups alone, the only groups to which AWS lets instances be added; there an application of
 * myApplications makes them, here CreateGroup does. No stack exists: a group of one's resources is as if the stack had
 * been deleted since. Codes are those of AWS's model; where a comment says nothing else, the words are not documented.
 */
final class ResourceGroups implements Service {

    private static final int MOST = 50;
    private static final String APPLICATION = "AWS::ResourceGroups::ApplicationGroup";

    private final Scopes scopes;
    private final Pages groupPages = pages("ListGroups");
    private final Pages memberPages = pages("ListGroupResources");

    ResourceGroups(Scopes scopes) {
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "resource-groups";
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("CreateGroup", this::createGroup);
        operations.put("DeleteGroup", this::deleteGroup);
        operations.put("ListGroups", this::listGroups);
        operations.put("GetGroup", this::getGroup);
        operations.put("GetGroupQuery", this::getGroupQuery);
        operations.put("GroupResources", this::groupResources);
        operations.put("UngroupResources", this::ungroupResources);
        operations.put("ListGroupResources", this::listGroupResources);
        return operations;
    }

    private ObjectNode createGroup(Call call) {
        Input input = Input.of(
                call, "resource-groups:CreateGroup", Set.of("Name", "Description", "ResourceQuery", "Configuration"));
        Scope scope = scopes.of(call);
        String name = input.required("Name");
        if (name.toLowerCase(Locale.ROOT).startsWith("aws")) {
            // That such names are reserved is documented.
            throw bad("Group names can't start with AWS.");
        }
        if (scope.resourceGroups().containsKey(name)) {
            throw bad("A group with the name " + name + " already exists.");
        }
        ResourceGroup group =
                new ResourceGroup(name, input.text("Description").orElse(null), query(input), configuration(input));
        scope.resourceGroups().put(name, group);
        ObjectNode answer = Answer.object();
        answer.set("Group", whole(scope, group));
        if (group.query() != null) {
            answer.set("ResourceQuery", query(group.query()));
        }
        if (group.configuration() != null) {
            ObjectNode configuration = answer.putObject("GroupConfiguration");
            configuration.putArray("Configuration").addObject().put("Type", group.configuration());
            configuration.put("Status", "UPDATE_COMPLETE");
        }
        return answer;
    }

    private static ResourceGroup.@Nullable Query query(Input input) {
        if (!input.has("ResourceQuery")) {
            return null;
        }
        Input given = input.object("ResourceQuery");
        ResourceGroup.Query query = new ResourceGroup.Query(given.required("Type"), given.required("Query"));
        GroupQuery.of(query);
        return query;
    }

    private static @Nullable String configuration(Input input) {
        List<Input> items = input.items("Configuration");
        if (items.isEmpty()) {
            return null;
        }
        if (input.has("ResourceQuery")) {
            // That a group has one or the other is documented.
            throw bad("A group can have a ResourceQuery or a Configuration, but not both.");
        }
        String type = items.get(0).required("Type");
        if (items.size() > 1 || !type.equals(APPLICATION)) {
            throw input.notPlayed("any configuration but " + APPLICATION);
        }
        return type;
    }

    private ObjectNode deleteGroup(Call call) {
        Input input = Input.of(call, "resource-groups:DeleteGroup", Set.of("Group", "GroupName"));
        Scope scope = scopes.of(call);
        ResourceGroup group = group(scope, input);
        scope.resourceGroups().remove(group.name());
        return answer(scope, group);
    }

    private ObjectNode getGroup(Call call) {
        Input input = Input.of(call, "resource-groups:GetGroup", Set.of("Group", "GroupName"));
        Scope scope = scopes.of(call);
        return answer(scope, group(scope, input));
    }

    private ObjectNode getGroupQuery(Call call) {
        Input input = Input.of(call, "resource-groups:GetGroupQuery", Set.of("Group", "GroupName"));
        ResourceGroup group = group(scopes.of(call), input);
        if (group.query() == null) {
            throw bad("The group " + group.name() + " has no query.");
        }
        ObjectNode answer = Answer.object();
        answer.putObject("GroupQuery").put("GroupName", group.name()).set("ResourceQuery", query(group.query()));
        return answer;
    }

    private ObjectNode listGroups(Call call) {
        Input input = Input.of(call, "resource-groups:ListGroups", Set.of("MaxResults", "NextToken"));
        Scope scope = scopes.of(call);
        Pages.Page<ResourceGroup> page =
                groupPages.page(call, List.copyOf(scope.resourceGroups().values()), input.number("MaxResults", MOST));
        ArrayNode identifiers = Answer.array();
        ArrayNode groups = Answer.array();
        for (ResourceGroup group : page.items()) {
            identifiers.addObject().put("GroupName", group.name()).put("GroupArn", arn(scope, group.name()));
            groups.add(whole(scope, group));
        }
        ObjectNode answer = Answer.page("GroupIdentifiers", identifiers, page.nextToken());
        answer.set("Groups", groups);
        return answer;
    }

    private ObjectNode groupResources(Call call) {
        Input input = Input.of(call, "resource-groups:GroupResources", Set.of("Group", "ResourceArns"));
        Scope scope = scopes.of(call);
        ResourceGroup group = group(scope, input);
        refuseUnlessAddedTo(group);
        Set<String> nodes = new HashSet<>();
        scope.nodes().stream()
                .filter(TaggedResource::exists)
                .forEach(node -> nodes.add(TaggedResource.of(node).arn()));
        Outcome outcome = new Outcome();
        for (String arn : input.texts("ResourceArns")) {
            if (nodes.contains(arn)) {
                group.add(arn);
                outcome.succeeded.add(arn);
            } else {
                outcome.fail(arn, "There is no instance and no managed node of that ARN.");
            }
        }
        return outcome.answer();
    }

    private ObjectNode ungroupResources(Call call) {
        Input input = Input.of(call, "resource-groups:UngroupResources", Set.of("Group", "ResourceArns"));
        ResourceGroup group = group(scopes.of(call), input);
        refuseUnlessAddedTo(group);
        Outcome outcome = new Outcome();
        for (String arn : input.texts("ResourceArns")) {
            if (group.remove(arn)) {
                outcome.succeeded.add(arn);
            } else {
                outcome.fail(arn, "The resource is no member of the group.");
            }
        }
        return outcome.answer();
    }

    /** That only groups with such a configuration can be added to is documented. */
    private static void refuseUnlessAddedTo(ResourceGroup group) {
        if (group.configuration() == null) {
            throw bad("Resources can't be added to the group " + group.name() + ", nor removed from it.");
        }
    }

    private ObjectNode listGroupResources(Call call) {
        Input input = Input.of(
                call,
                "resource-groups:ListGroupResources",
                Set.of("Group", "GroupName", "Filters", "MaxResults", "NextToken"));
        Scope scope = scopes.of(call);
        ResourceGroup group = group(scope, input);
        Set<String> types = new HashSet<>();
        input.items("Filters").forEach(filter -> types.addAll(filter.texts("Values")));
        GroupQuery query = group.query() == null ? null : GroupQuery.of(group.query());
        if (query != null) {
            refuseUnlessAskedFor(types, query);
        }
        List<TaggedResource> members = query == null ? added(scope, group) : found(scope, query);
        Pages.Page<TaggedResource> page = memberPages.page(
                call,
                members,
                member -> types.isEmpty() || types.contains(member.cloudFormationType()),
                input.number("MaxResults", MOST));
        ArrayNode resources = Answer.array();
        ArrayNode identifiers = Answer.array();
        for (TaggedResource member : page.items()) {
            ObjectNode identifier = Answer.object();
            identifier.put("ResourceArn", member.arn()).put("ResourceType", member.cloudFormationType());
            identifiers.add(identifier);
            resources.addObject().set("Identifier", identifier.deepCopy());
        }
        ObjectNode answer = Answer.page("Resources", resources, page.nextToken());
        answer.set("ResourceIdentifiers", identifiers);
        if (query != null && query.ofStack()) {
            answer.putArray("QueryErrors")
                    .addObject()
                    .put("ErrorCode", "CLOUDFORMATION_STACK_NOT_EXISTING")
                    .put("Message", "The stack of the group's query does not exist.");
        }
        return answer;
    }

    /** As AWS documents it, its words included: a filter may only name types that the query names. */
    private static void refuseUnlessAskedFor(Set<String> types, GroupQuery query) {
        List<String> wrong =
                types.stream().filter(type -> !query.hasType(type)).sorted().toList();
        if (!wrong.isEmpty()) {
            throw bad("The resource types specified as filters in the request are not valid. " + wrong);
        }
    }

    private static List<TaggedResource> found(Scope scope, GroupQuery query) {
        return TaggedResource.in(scope).stream().filter(query::finds).toList();
    }

    /** What is gone belongs to no group. */
    private static List<TaggedResource> added(Scope scope, ResourceGroup group) {
        return scope.nodes().stream()
                .filter(TaggedResource::exists)
                .map(TaggedResource::of)
                .filter(node -> group.members().contains(node.arn()))
                .toList();
    }

    /** By name or ARN; one of another account or Region is not there. */
    private static ResourceGroup group(Scope scope, Input input) {
        String asked = input.text("Group")
                .or(() -> input.text("GroupName"))
                .orElseThrow(() -> bad("The request has to name a group."));
        String prefix = arn(scope, "");
        ResourceGroup group =
                scope.resourceGroups().get(asked.startsWith(prefix) ? asked.substring(prefix.length()) : asked);
        if (group == null) {
            throw new AwsRefusal("NotFoundException", "Cannot find the group " + asked + ".", 404);
        }
        return group;
    }

    private static ObjectNode answer(Scope scope, ResourceGroup group) {
        ObjectNode answer = Answer.object();
        answer.set("Group", whole(scope, group));
        return answer;
    }

    static ObjectNode whole(Scope scope, ResourceGroup group) {
        ObjectNode whole = Answer.object();
        whole.put("GroupArn", arn(scope, group.name())).put("Name", group.name());
        if (group.description() != null) {
            whole.put("Description", group.description());
        }
        return whole;
    }

    static ObjectNode query(ResourceGroup.Query query) {
        return Answer.object().put("Type", query.type()).put("Query", query.text());
    }

    static String arn(Scope scope, String name) {
        return "arn:" + Scopes.partition(scope.region()) + ":resource-groups:" + scope.region() + ":" + scope.account()
                + ":group/" + name;
    }

    static AwsRefusal bad(String words) {
        return new AwsRefusal("BadRequestException", words);
    }

    private static Pages pages(String operation) {
        return new Pages(
                "resource-groups:" + operation,
                Set.of("NextToken", "MaxResults"),
                "NextToken",
                fault -> bad("The NextToken isn't valid."));
    }

    /** What became of each resource; the model has no empty lists. */
    private static final class Outcome {

        private final ArrayNode succeeded = Answer.array();
        private final ArrayNode failed = Answer.array();

        void fail(String arn, String words) {
            failed.addObject()
                    .put("ResourceArn", arn)
                    .put("ErrorCode", "ResourceNotFoundException")
                    .put("ErrorMessage", words);
        }

        ObjectNode answer() {
            ObjectNode answer = Answer.object();
            if (!succeeded.isEmpty()) {
                answer.set("Succeeded", succeeded);
            }
            if (!failed.isEmpty()) {
                answer.set("Failed", failed);
            }
            return answer;
        }
    }
}
