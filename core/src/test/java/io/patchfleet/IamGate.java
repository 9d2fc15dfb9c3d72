package io.patchfleet;

import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.IamPolicy.Condition;
import io.patchfleet.model.IamPolicy.Statement;
import io.patchfleet.model.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * Reads each call as IAM would, as far as these policies go: its action, its resources, the tags that it brings and the
 * tags that its resources have by then. Remembers what a policy would not allow; refuses nothing.
 */
final class IamGate implements ExecutionInterceptor {

    /** What a call names, and the resource type that it stands for. */
    private static final Map<String, String> SSM_RESOURCES = Map.of(
            "BaselineId", "patchbaseline",
            "WindowId", "maintenancewindow",
            "SyncName", "resource-data-sync",
            "WindowTargetId", "windowtarget",
            "WindowTaskId", "windowtask");

    private static final Map<String, ResourceTypeForTagging> TAGGABLE = Map.of(
            "patchbaseline", ResourceTypeForTagging.PATCH_BASELINE,
            "maintenancewindow", ResourceTypeForTagging.MAINTENANCE_WINDOW);

    /** Whoever makes one of these with tags needs the right to tag it. */
    private static final Map<String, String> MADE_WITH_TAGS = Map.of(
            "ssm:CreatePatchBaseline", "patchbaseline",
            "ssm:CreateMaintenanceWindow", "maintenancewindow");

    private final IamPolicy policy;
    private final Scope scope;
    private final SsmClient eyes;
    private final SchedulerClient schedulerEyes;
    private final List<String> denied = Collections.synchronizedList(new ArrayList<>());

    IamGate(IamPolicy policy, Scope scope, SsmClient eyes, SchedulerClient schedulerEyes) {
        this.policy = policy;
        this.scope = scope;
        this.eyes = eyes;
        this.schedulerEyes = schedulerEyes;
    }

    List<String> denied() {
        return List.copyOf(denied);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String service = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME))
                .toLowerCase(Locale.ROOT);
        String action = service + ":" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        SdkRequest request = context.request();
        Map<String, Set<String>> given = tagsOf(request);
        for (String resource : resources(service, action, request)) {
            Map<String, Set<String>> keys = new HashMap<>(given);
            tagsOf(resource).forEach((key, value) -> keys.put("aws:ResourceTag/" + key, Set.of(value)));
            check(action, resource, keys);
        }
        String made = MADE_WITH_TAGS.get(action);
        if (made != null) {
            check("ssm:AddTagsToResource", arn("ssm", made + "/not-there-yet"), given);
        }
    }

    private void check(String action, String resource, Map<String, Set<String>> keys) {
        if (policy.statements().stream().noneMatch(statement -> allows(statement, action, resource, keys))) {
            denied.add(action + " on " + resource + " with " + keys);
        }
    }

    private static boolean allows(Statement statement, String action, String resource, Map<String, Set<String>> keys) {
        return statement.actions().contains(action)
                && statement.resources().stream().anyMatch(pattern -> fits(pattern, resource))
                && statement.conditions().stream().allMatch(condition -> holds(condition, keys));
    }

    /** All operators of these policies ask that some value of the key fits; whether it may be absent, they say. */
    private static boolean holds(Condition condition, Map<String, Set<String>> keys) {
        if (condition.operator().endsWith("IfExists") && !keys.containsKey(condition.key())) {
            return true;
        }
        return keys.getOrDefault(condition.key(), Set.of()).stream()
                .anyMatch(value -> condition.values().stream().anyMatch(pattern -> fits(pattern, value)));
    }

    private static boolean fits(String pattern, String text) {
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return text.matches(regex);
    }

    private List<String> resources(String service, String action, SdkRequest request) {
        List<String> found = new ArrayList<>();
        if (service.equals("ssm")) {
            SSM_RESOURCES.forEach((field, type) ->
                    text(request, field).ifPresent(id -> found.add(arn("ssm", type + "/" + id))));
            text(request, "ResourceId").ifPresent(id -> found.add(arn("ssm", typeOf(id) + "/" + id)));
        }
        if (service.equals("scheduler")) {
            text(request, "ResourceArn").ifPresent(found::add);
            Optional<String> name = text(request, "Name");
            text(request, "GroupName")
                    .ifPresent(group ->
                            name.ifPresent(entry -> found.add(arn("scheduler", "schedule/" + group + "/" + entry))));
            if (action.endsWith("ScheduleGroup")) {
                name.ifPresent(group -> found.add(arn("scheduler", "schedule-group/" + group)));
            }
        }
        // To create names nothing yet; to list names no resource.
        return found.isEmpty() ? List.of("*") : found;
    }

    private String arn(String service, String resource) {
        String full = resource.substring(resource.indexOf('/') + 1);
        return full.startsWith("arn:")
                ? full
                : "arn:aws:" + service + ":" + scope.region() + ":" + scope.account() + ":" + resource;
    }

    private static String typeOf(String id) {
        return id.startsWith("mw-") ? "maintenancewindow" : "patchbaseline";
    }

    private static Optional<String> text(SdkRequest request, String field) {
        return request.getValueForField(field, String.class);
    }

    /** The tags that a call brings. */
    private static Map<String, Set<String>> tagsOf(SdkRequest request) {
        Map<String, Set<String>> keys = new HashMap<>();
        Map<String, String> tags = new HashMap<>();
        for (Object tag : request.getValueForField("Tags", List.class).orElse(List.of())) {
            if (tag instanceof Tag ssm) {
                tags.put(ssm.key(), ssm.value());
            } else if (tag instanceof software.amazon.awssdk.services.scheduler.model.Tag scheduler) {
                tags.put(scheduler.key(), scheduler.value());
            }
        }
        tags.forEach((key, value) -> keys.put("aws:RequestTag/" + key, Set.of(value)));
        keys.put("aws:TagKeys", tags.keySet());
        return keys;
    }

    /** The tags that a resource has. */
    private Map<String, String> tagsOf(String resource) {
        String[] parts = resource.split("[:/]", -1);
        String id = parts[parts.length - 1];
        if (resource.contains(":schedule-group/")) {
            return tagsOfGroup(resource);
        }
        ResourceTypeForTagging type = parts.length > 1 ? TAGGABLE.get(parts[parts.length - 2]) : null;
        if (type == null) {
            return Map.of();
        }
        try {
            return eyes.listTagsForResource(r -> r.resourceType(type).resourceId(id)).tagList().stream()
                    .collect(Collectors.toMap(Tag::key, Tag::value));
        } catch (SsmException ofAws) {
            return Map.of();
        }
    }

    private Map<String, String> tagsOfGroup(String arn) {
        try {
            return schedulerEyes.listTagsForResource(r -> r.resourceArn(arn)).tags().stream()
                    .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
        } catch (ResourceNotFoundException notMadeYet) {
            return Map.of();
        }
    }
}
