package io.patchfleet.examples;

import io.patchfleet.simulator.DeclaredResource;
import io.patchfleet.simulator.SimulatedAws;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the accounts of a simulated AWS have declared, as a person would write it down: resource by resource, value by
 * value. Ids are told by the names of what they are, since whatever is made again gets others; times of making are left
 * out. No code of the library has a part in it.
 */
final class DeclaredText {

    private static final Set<String> PASSING =
            Set.of("CreatedDate", "ModifiedDate", "CreationDate", "LastModificationDate", "NextExecutionTime");
    /** Made of the rest, and so of no interest of their own. */
    private static final Pattern FINGERPRINT =
            Pattern.compile("(patchfleet:hash: |PatchFleet [\\w-]+ )[0-9a-f]{12,32}$", Pattern.MULTILINE);

    private static final Pattern OF_AWS = Pattern.compile("arn:aws:ssm:[^ ]+:patchbaseline/pb-[0-9a-f]{17}");

    private final StringBuilder text = new StringBuilder();

    private DeclaredText() {}

    /** By account/Region; of the default baselines only those that the spec declares one for. */
    static SortedMap<String, String> of(SimulatedAws aws, String operatingSystem) {
        SortedMap<String, String> scopes = new TreeMap<>();
        aws.world().declared().stream()
                .filter(each -> each.kind() != DeclaredResource.Kind.DEFAULT_BASELINE
                        || each.id().equals(operatingSystem))
                .collect(Collectors.groupingBy(each -> each.account() + "/" + each.region()))
                .forEach((scope, resources) -> scopes.put(scope, of(resources)));
        return scopes;
    }

    private static String of(List<DeclaredResource> resources) {
        Map<String, String> names = names(resources);
        return resources.stream().map(resource -> of(resource, names)).sorted().collect(Collectors.joining());
    }

    private static String of(DeclaredResource resource, Map<String, String> names) {
        DeclaredText declared = new DeclaredText();
        declared.add(resource);
        String text = FINGERPRINT.matcher(declared.text).replaceAll("$1...");
        text = OF_AWS.matcher(text).replaceAll("<AWS's own>");
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text.replace(resource.account(), "{account}").replace(resource.region(), "{region}");
    }

    private static Map<String, String> names(List<DeclaredResource> resources) {
        Map<String, String> names = new TreeMap<>();
        for (DeclaredResource resource : resources) {
            if (resource.kind() == DeclaredResource.Kind.MAINTENANCE_WINDOW
                    || resource.kind() == DeclaredResource.Kind.PATCH_BASELINE) {
                names.put(resource.id(), "<" + resource.name() + ">");
            }
            JsonNode says = JsonMapper.shared().readTree(resource.says());
            says.path("Targets")
                    .forEach(target -> names.put(
                            target.path("WindowTargetId").asString(),
                            "<" + target.path("Name").asString() + ">"));
            says.path("Tasks")
                    .forEach(task -> names.put(
                            task.path("WindowTaskId").asString(),
                            "<" + task.path("Name").asString() + ">"));
        }
        return names;
    }

    private void add(DeclaredResource resource) {
        text.append(resource.kind()).append(' ').append(resource.name()).append('\n');
        new TreeMap<>(resource.tags()).forEach((key, value) -> line("tag " + key, value));
        add("", JsonMapper.shared().readTree(resource.says()));
    }

    private void add(String path, JsonNode value) {
        if (value.isObject()) {
            value.propertyStream()
                    .filter(member -> !PASSING.contains(member.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member ->
                            add(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue()));
        } else if (value.isArray()) {
            IntStream.range(0, value.size()).forEach(i -> add(path + "[" + i + "]", value.get(i)));
        } else {
            line(path, value.asString());
        }
    }

    private void line(String path, String value) {
        text.append("  ").append(path).append(": ").append(value).append('\n');
    }
}
