package io.patchfleet.internal.inventory;

import io.patchfleet.internal.aws.Instances;
import io.patchfleet.internal.aws.ManagedNodes;
import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Scope;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** Makes one node of what EC2, Systems Manager and the tagging API say of it. */
final class NodeFactory {

    private final String environmentTag;

    NodeFactory(String environmentTag) {
        this.environmentTag = environmentTag;
    }

    /** An instance, with what Systems Manager says of it if it does. */
    Machine instance(Scope scope, Instances.Found instance, Optional<ManagedNodes.Found> managed) {
        Node.Builder node = described(new NodeId(scope, instance.id()), instance.tags(), managed)
                .zone(instance.zone())
                .power(instance.running() ? Node.Power.RUNNING : Node.Power.STOPPED);
        if (managed.isEmpty() && instance.windows()) {
            node.operatingSystem(OperatingSystem.WINDOWS);
        }
        return new Machine(node.build(), managed, instance.hasProfile());
    }

    /** A node of which only Systems Manager knows, or of which EC2 could not be asked; no tags: they are not known. */
    Machine managedOnly(Scope scope, ManagedNodes.Found managed, Optional<SortedMap<String, String>> tags) {
        Node node = described(
                        new NodeId(scope, managed.id()),
                        tags.orElseGet(Collections::emptySortedMap),
                        Optional.of(managed))
                .tagsKnown(tags.isPresent())
                .power(managed.stopped() ? Node.Power.STOPPED : Node.Power.RUNNING)
                .build();
        return new Machine(node, Optional.of(managed), true);
    }

    private Node.Builder described(NodeId id, SortedMap<String, String> tags, Optional<ManagedNodes.Found> managed) {
        Node.Builder node = Node.builder()
                .id(id)
                .tags(tags)
                .name(given(tags, "Name").or(() -> managed.flatMap(ManagedNodes.Found::name)))
                .environment(given(tags, environmentTag))
                .patchGroup(given(tags, "Patch Group").or(() -> given(tags, "PatchGroup")));
        managed.filter(m -> !m.platformName().isBlank())
                .ifPresent(m -> node.platform(platform(m))
                        .operatingSystem(OperatingSystem.ofPlatform(m.platformName(), m.platformVersion())));
        return node;
    }

    private static String platform(ManagedNodes.Found managed) {
        String name = managed.platformName();
        boolean windows = name.contains("Windows");
        // Windows' version is a build number, and its name says the rest.
        return windows || managed.platformVersion().isBlank() ? name : name + " " + managed.platformVersion();
    }

    private static Optional<String> given(SortedMap<String, String> tags, String key) {
        return Optional.ofNullable(tags.get(key)).filter(value -> !value.isBlank());
    }
}
