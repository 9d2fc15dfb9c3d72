package io.patchfleet;

import io.patchfleet.internal.json.Json;
import io.patchfleet.simulator.DeclaredResource;
import io.patchfleet.simulator.DeclaredResource.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a simulated AWS holds, a line for each resource, in order. Ids of what an account made are told by its names, since
 * whatever is made again gets others; times of making are left out. No code of the planner has a part in it.
 */
final class DeclaredState {

    private static final Set<String> PASSING =
            Set.of("CreatedDate", "ModifiedDate", "CreationDate", "LastModificationDate", "NextExecutionTime");

    private DeclaredState() {}

    static List<String> of(Collection<DeclaredResource> resources) {
        Map<String, String> names = new TreeMap<>();
        resources.forEach(resource -> addNames(resource, names));
        return resources.stream()
                .map(resource -> line(resource, names))
                .sorted()
                .toList();
    }

    /** What a resource says, member by member. */
    static Map<?, ?> members(DeclaredResource resource) {
        return (Map<?, ?>) Objects.requireNonNull(Json.read(resource.says()));
    }

    private static String line(DeclaredResource resource, Map<String, String> names) {
        return resource.account() + " " + resource.region() + " " + resource.kind() + " "
                + (resource.name().isEmpty() ? resource.id() : resource.name()) + " "
                + named(new TreeMap<>(resource.tags()).toString(), names) + " " + text(members(resource), names);
    }

    private static String named(String text, Map<String, String> names) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    private static void addNames(DeclaredResource resource, Map<String, String> names) {
        if (resource.kind() == Kind.PATCH_BASELINE || resource.kind() == Kind.MAINTENANCE_WINDOW) {
            names.put(resource.id(), "<" + resource.name() + ">");
        }
        if (resource.kind() == Kind.MAINTENANCE_WINDOW) {
            addNames(list(resource, "Targets"), "WindowTargetId", names);
            addNames(list(resource, "Tasks"), "WindowTaskId", names);
        }
    }

    private static List<?> list(DeclaredResource resource, String member) {
        return (List<?>) Objects.requireNonNull(members(resource).get(member), member);
    }

    private static void addNames(List<?> parts, String id, Map<String, String> names) {
        for (Object part : parts) {
            Map<?, ?> members = (Map<?, ?>) part;
            names.put(String.valueOf(members.get(id)), "<" + members.get("Name") + ">");
        }
    }

    /** Lists are told in order of their text: in which order groups or targets were registered says nothing. */
    private static String text(Object value, Map<String, String> names) {
        if (value instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .filter(member -> !PASSING.contains(String.valueOf(member.getKey())))
                    .map(member -> member.getKey() + "=" + text(member.getValue(), names))
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> items) {
            return items.stream().map(item -> text(item, names)).sorted().collect(Collectors.joining(", ", "[", "]"));
        }
        return named(String.valueOf(value), names);
    }
}
