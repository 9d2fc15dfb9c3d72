package io.patchfleet.internal.inventory;

import io.patchfleet.internal.aws.AskedKnowledge;
import io.patchfleet.internal.aws.Baselines;
import io.patchfleet.internal.aws.Instances;
import io.patchfleet.internal.aws.Knowledge;
import io.patchfleet.internal.aws.ManagedNodes;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Reads which nodes a scope has, asking EC2 and Systems Manager at the same time. */
public final class InventoryReader {

    private final Caller caller;
    private final NodeFactory nodes;
    private final Collection<String> groups;

    public InventoryReader(Caller caller, String environmentTag) {
        this(caller, environmentTag, Set.of());
    }

    /** With the members of these resource groups. */
    public InventoryReader(Caller caller, String environmentTag, Collection<String> groups) {
        this.caller = caller;
        this.nodes = new NodeFactory(environmentTag);
        this.groups = groups;
    }

    /** The same, with what Systems Manager knows asked of itself. */
    public CompletableFuture<Inventory> read(Place place, Errand errand) {
        return read(place, errand, new AskedKnowledge(caller, errand));
    }

    /** Never fails: what could not be read is a gap of the inventory. */
    public CompletableFuture<Inventory> read(Place place, Errand errand, Knowledge knowledge) {
        Reading reading = new Reading(place);
        CompletableFuture<?> instances =
                reading.instances(Instances.read(caller, place, errand, i -> reading.instances.put(i.id(), i)));
        CompletableFuture<?> managed = reading.managed(knowledge.nodes(place, m -> reading.managed.put(m.id(), m)));
        CompletableFuture<?> tags = managed.thenCompose(done -> reading.tags(
                reading.hybrids().isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : knowledge.hybridTags(place, reading.hybrids(), reading.tags::put)));
        CompletableFuture<?> baselines = reading.baselines(Baselines.read(caller, place, errand));
        CompletableFuture<Memberships> members = Memberships.read(caller, place, errand, groups);
        return CompletableFuture.allOf(instances, tags, baselines, members)
                .thenApply(done -> reading.inventory(nodes, members.join()));
    }

    /** What has been read of one scope so far; complete once its four futures are. */
    private static final class Reading {

        private final Place place;
        private final Map<String, Instances.Found> instances = new ConcurrentHashMap<>();
        private final Map<String, ManagedNodes.Found> managed = new ConcurrentHashMap<>();
        private final Map<String, SortedMap<String, String>> tags = new ConcurrentHashMap<>();
        private volatile Optional<Baselines> baselines = Optional.empty();
        private volatile Optional<AwsFailure> instancesFailure = Optional.empty();
        private volatile Optional<AwsFailure> managedFailure = Optional.empty();
        private volatile Optional<AwsFailure> tagsFailure = Optional.empty();
        private volatile Optional<AwsFailure> baselinesFailure = Optional.empty();

        Reading(Place place) {
            this.place = place;
        }

        CompletableFuture<?> instances(CompletableFuture<?> read) {
            return read.exceptionally(thrown -> {
                instancesFailure = failure(thrown);
                return null;
            });
        }

        CompletableFuture<?> managed(CompletableFuture<?> read) {
            return read.exceptionally(thrown -> {
                managedFailure = failure(thrown);
                return null;
            });
        }

        CompletableFuture<?> tags(CompletableFuture<?> read) {
            return read.exceptionally(thrown -> {
                tagsFailure = failure(thrown);
                return null;
            });
        }

        CompletableFuture<?> baselines(CompletableFuture<Baselines> read) {
            return read.handle((value, thrown) -> {
                if (thrown == null) {
                    baselines = Optional.of(value);
                } else {
                    baselinesFailure = failure(thrown);
                }
                return null;
            });
        }

        List<String> hybrids() {
            return managed.keySet().stream().filter(id -> id.startsWith("mi-")).toList();
        }

        Inventory inventory(NodeFactory nodes, Memberships groups) {
            List<Machine> machines = new ArrayList<>();
            instances
                    .values()
                    .forEach(instance -> machines.add(
                            nodes.instance(place.scope(), instance, Optional.ofNullable(managed.get(instance.id())))));
            managed.values().stream()
                    .filter(node -> !instances.containsKey(node.id()))
                    .filter(this::mayExist)
                    .forEach(node -> machines.add(nodes.managedOnly(place.scope(), node, tagsOf(node.id()))));
            machines.sort(Comparator.comparing(machine -> machine.node().id()));
            boolean failed = machines.isEmpty() && instancesFailure.isPresent() && managedFailure.isPresent();
            return new Inventory(
                    place,
                    machines,
                    managedFailure.isEmpty(),
                    failed,
                    baselines,
                    newestAgent(),
                    groups,
                    gaps(failed, machines, groups));
        }

        /** An instance that EC2, read to its end, does not show has been terminated. */
        private boolean mayExist(ManagedNodes.Found node) {
            return node.id().startsWith("mi-") || instancesFailure.isPresent();
        }

        /** Of an instance that EC2 did not show nobody knows the tags; a hybrid node that is not listed has none. */
        private Optional<SortedMap<String, String>> tagsOf(String node) {
            SortedMap<String, String> known = tags.get(node);
            boolean hasNone = node.startsWith("mi-") && tagsFailure.isEmpty();
            return known == null && hasNone ? Optional.of(Collections.emptySortedMap()) : Optional.ofNullable(known);
        }

        private String newestAgent() {
            return managed.values().stream()
                    .map(ManagedNodes.Found::agentVersion)
                    .reduce("", (one, other) -> one.isEmpty() || AgentVersion.isOlder(one, other) ? other : one);
        }

        private List<Gap> gaps(boolean failed, List<Machine> machines, Memberships groups) {
            if (failed) {
                return List.of(gap("nothing could be read", managedFailure));
            }
            List<Gap> gaps = new ArrayList<>();
            instancesFailure.ifPresent(f -> gaps.add(gap(
                    "instances that Systems Manager does not know are not seen, nor tags of instances",
                    Optional.of(f))));
            managedFailure.ifPresent(f -> gaps.add(gap(unreadable(machines), Optional.of(f))));
            tagsFailure.ifPresent(f -> gaps.add(gap("tags of hybrid nodes are not known", Optional.of(f))));
            baselinesFailure
                    .filter(f -> managedFailure.isEmpty())
                    .ifPresent(f -> gaps.add(
                            gap("whether nodes were judged by their own baseline is not known", Optional.of(f))));
            groups.failures()
                    .forEach((group, f) ->
                            gaps.add(gap("who belongs to resource group " + group + " is not known", Optional.of(f))));
            return gaps;
        }

        private String unreadable(List<Machine> machines) {
            long count = machines.stream()
                    .filter(machine -> machine.counts() && machine.managed().isEmpty())
                    .count();
            return count + (count == 1 ? " running node is unreadable" : " running nodes are unreadable")
                    + ", and hybrid nodes are not seen";
        }

        private Gap gap(String reason, Optional<AwsFailure> failure) {
            return Gap.in(place.scope(), reason, failure);
        }

        private static Optional<AwsFailure> failure(Throwable thrown) {
            return Optional.of(CallFailedException.of(thrown).failure());
        }
    }
}
