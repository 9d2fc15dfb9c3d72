package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.PatchBaseline;
import io.patchfleet.simulator.internal.world.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The tags that Systems Manager keeps itself: those of hybrid nodes, patch baselines and maintenance windows. */
final class SsmTags {

    private final AwsState state;
    private final Scopes scopes;

    SsmTags(AwsState state, Scopes scopes) {
        this.state = state;
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "AddTagsToResource", this::addTagsToResource,
                "RemoveTagsFromResource", this::removeTagsFromResource,
                "ListTagsForResource", this::listTagsForResource);
    }

    private ObjectNode addTagsToResource(Call call) {
        Input input = Input.of(call, "ssm:AddTagsToResource", Set.of("ResourceType", "ResourceId", "Tags"));
        Carrier resource = resource(call, input);
        resource.add(TagInput.added(input, resource.tags()));
        return Answer.object();
    }

    private ObjectNode removeTagsFromResource(Call call) {
        Input input = Input.of(call, "ssm:RemoveTagsFromResource", Set.of("ResourceType", "ResourceId", "TagKeys"));
        resource(call, input).remove(input.texts("TagKeys"));
        return Answer.object();
    }

    private ObjectNode listTagsForResource(Call call) {
        Input input = Input.of(call, "ssm:ListTagsForResource", Set.of("ResourceType", "ResourceId"));
        ObjectNode answer = Answer.object();
        answer.set("TagList", Answer.tags(resource(call, input).tags()));
        return answer;
    }

    private Carrier resource(Call call, Input input) {
        Scope scope = scopes.of(call);
        String id = input.required("ResourceId");
        return switch (input.required("ResourceType")) {
            case "ManagedInstance" -> hybridNode(scope, id);
            case "PatchBaseline" -> declared(scope, id, ownBaseline(scope, id));
            case "MaintenanceWindow" -> declared(scope, id, scope.windows().find(id) != null);
            default -> throw input.notPlayed("ResourceType " + input.required("ResourceType"));
        };
    }

    private Carrier hybridNode(Scope scope, String id) {
        Node node = scope.node(id);
        // EC2 instances carry their tags at EC2; Systems Manager tags hybrid nodes only.
        if (node == null || !node.hybrid() || !node.managed()) {
            throw SsmRefusals.invalidResourceId();
        }
        return new Carrier() {
            @Override
            public Map<String, String> tags() {
                return node.tags();
            }

            @Override
            public void add(Map<String, String> tags) {
                tags.forEach((key, value) -> state.tag(node, key, value));
            }

            @Override
            public void remove(List<String> keys) {
                keys.forEach(key -> state.untag(node, key));
            }
        };
    }

    private static Carrier declared(Scope scope, String id, boolean exists) {
        if (!exists) {
            throw SsmRefusals.invalidResourceId();
        }
        return new Carrier() {
            @Override
            public Map<String, String> tags() {
                return scope.tags().of(id);
            }

            @Override
            public void add(Map<String, String> tags) {
                scope.tags().add(id, tags);
            }

            @Override
            public void remove(List<String> keys) {
                scope.tags().remove(id, keys);
            }
        };
    }

    /** The id alone names it; predefined baselines belong to another account. */
    private static boolean ownBaseline(Scope scope, String id) {
        PatchBaseline baseline = scope.baselines().find(id);
        return baseline != null && !baseline.predefined() && baseline.id().equals(id);
    }

    /** Something that carries tags. */
    private interface Carrier {

        Map<String, String> tags();

        void add(Map<String, String> tags);

        void remove(List<String> keys);
    }
}
