package io.patchfleet.spec;

import io.patchfleet.model.LogOutput;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Share;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A spec as the tree that its JSON form writes down, in the format {@code patchfleet.spec/1}. What is as it would be if
 * nobody had said it is left out; so a later field of this format changes no hash.
 */
final class SpecTree {

    static final String FORMAT = "patchfleet.spec/1";

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private SpecTree() {}

    /** The whole. */
    static Map<String, @Nullable Object> of(FleetSpec spec) {
        SpecTree tree = new SpecTree().put("format", FORMAT);
        tree.fields.putAll(declared(spec));
        List<Object> overrides = new ArrayList<>();
        spec.overrides().forEach(override -> {
            SpecTree one = new SpecTree().put("where", where(override.where()).fields);
            one.fields.putAll(override.changes());
            overrides.add(one.fields);
        });
        return tree.putAll("overrides", overrides).fields;
    }

    /** Without its format and its overrides. */
    static Map<String, @Nullable Object> declared(FleetSpec spec) {
        SpecTree baselines = new SpecTree();
        spec.baselines().forEach(baseline -> baselines.put(baseline.name(), baseline(baseline).fields));
        SpecTree environments = new SpecTree();
        spec.environments().forEach(environment -> environments.put(environment.name(), environment(environment)));
        Map<String, Map<String, Object>> resources = new LinkedHashMap<>();
        spec.resources()
                .forEach(resource -> resources
                        .computeIfAbsent(resource.kind(), kind -> new LinkedHashMap<>())
                        .put(resource.name(), new LinkedHashMap<>(resource.properties())));
        return new SpecTree()
                .put("name", spec.name())
                .putAll("tags", new LinkedHashMap<>(spec.tags()))
                .putAll("baselines", baselines.fields)
                .putAll("environments", environments.fields)
                .putAll("adopt", spec.adoptedBaselines())
                .putAll("resources", resources)
                .fields;
    }

    private static SpecTree where(Scope.Filter filter) {
        return new SpecTree().putAll("accounts", filter.accounts()).putAll("regions", filter.regions());
    }

    private static SpecTree baseline(PatchBaseline baseline) {
        SpecTree tree = new SpecTree()
                .put("operatingSystem", baseline.operatingSystem().name())
                .put("description", baseline.description())
                .putAll("rules", baseline.rules().stream().map(SpecTree::rule).toList())
                .putAll("globalFilters", lists(baseline.globalFilters()))
                .putAll("approvedPatches", baseline.approvedPatches())
                .putUnless(ComplianceLevel.UNSPECIFIED, "approvedPatchesLevel", baseline.approvedPatchesLevel())
                .putUnless(false, "approvedPatchesNonSecurity", baseline.approvedPatchesNonSecurity())
                .putAll("rejectedPatches", baseline.rejectedPatches())
                .putUnless(
                        PatchBaseline.RejectedAction.ALLOW_AS_DEPENDENCY, "rejectedAction", baseline.rejectedAction())
                .putAll(
                        "sources",
                        baseline.sources().stream().map(SpecTree::source).toList());
        return tree.put(
                        "availableSecurityUpdates",
                        baseline.availableSecurityUpdates().map(Enum::name))
                .putUnless(false, "default", baseline.isDefault());
    }

    private static Map<String, @Nullable Object> rule(ApprovalRule rule) {
        SpecTree tree = new SpecTree().putAll("filters", lists(rule.filters()));
        rule.afterDays().ifPresent(days -> tree.put("afterDays", days));
        return tree.put("until", rule.until().map(Object::toString))
                .putUnless(ComplianceLevel.UNSPECIFIED, "complianceLevel", rule.complianceLevel())
                .putUnless(false, "nonSecurity", rule.nonSecurity())
                .fields;
    }

    private static Map<String, @Nullable Object> source(PatchSource source) {
        return new SpecTree()
                .put("name", source.name())
                .putAll("products", source.products())
                .put("configuration", source.configuration())
                .fields;
    }

    private static Map<String, @Nullable Object> environment(Environment environment) {
        return new SpecTree()
                .putUnless(environment.name(), "patchGroup", environment.patchGroup())
                .putUnless(false, "adoptPatchGroup", environment.adoptsPatchGroup())
                .putAll("baselines", environment.baselines().stream().sorted().toList())
                .put("installWindow", environment.installWindow().map(SpecTree::window))
                .put("scanWindow", environment.scanWindow().map(SpecTree::window))
                .putUnless(RebootOption.IF_NEEDED, "reboot", environment.reboot())
                .put("beforeInstall", environment.beforeInstall())
                .put("afterInstall", environment.afterInstall())
                .put("onExit", environment.onExit())
                .put("logs", environment.logs().map(SpecTree::logs))
                .put("notification", environment.notification().map(SpecTree::notification))
                .put("notice", environment.notice().map(SpecTree::notice))
                .putAll(
                        "freezes",
                        environment.freezes().stream().map(SpecTree::freeze).toList())
                .put("serviceRole", environment.serviceRole())
                .fields;
    }

    private static Map<String, @Nullable Object> window(MaintenanceWindow window) {
        return new SpecTree()
                .put("schedule", schedule(window.schedule()))
                .put("duration", window.duration().toString())
                .putUnless(Windows.usualCutoff(window.duration()), "cutoff", window.cutoff())
                .putUnless(Windows.USUAL_SHARE.toString(), "pace", share(window.pace()))
                .putUnless(Windows.USUAL_SHARE.toString(), "stopAfterFailures", share(window.stopAfterFailures()))
                .fields;
    }

    private static Map<String, @Nullable Object> schedule(Schedule schedule) {
        return new SpecTree()
                .put("expression", schedule.expression())
                .put("zone", schedule.zone().getId())
                .putUnless(0, "offsetDays", schedule.offsetDays())
                .put(
                        "start",
                        schedule.start().map(start -> start.toOffsetDateTime().toString()))
                .fields;
    }

    /** Nodes as a number, per cent as a text, as AWS's own texts look in JSON and YAML. */
    private static Object share(Share share) {
        return share.unit() == Share.Unit.NODES ? share.amount() : share.toString();
    }

    private static Map<String, @Nullable Object> logs(LogOutput output) {
        if (output instanceof LogOutput.CloudWatch cloudWatch) {
            return new SpecTree().put("cloudWatch", cloudWatch.group()).fields;
        }
        LogOutput.S3 s3 = (LogOutput.S3) output;
        SpecTree place = new SpecTree().put("bucket", s3.bucket()).putUnless("", "prefix", s3.prefix());
        return new SpecTree().put("s3", place.fields).fields;
    }

    private static Map<String, @Nullable Object> notification(Environment.Notification notification) {
        return new SpecTree()
                .put("topic", notification.topic())
                .put("role", notification.role())
                .put(
                        "events",
                        notification.events().stream().sorted().map(Enum::name).toList())
                .fields;
    }

    private static Map<String, @Nullable Object> notice(Environment.Notice notice) {
        return new SpecTree()
                .put("before", notice.before().toString())
                .put("topic", notice.topic())
                .put("role", notice.role())
                .fields;
    }

    private static Map<String, @Nullable Object> freeze(Environment.Freeze freeze) {
        return new SpecTree()
                .put("from", freeze.from().toString())
                .put("to", freeze.to().toString())
                .put("role", freeze.role())
                .fields;
    }

    private static Map<String, @Nullable Object> lists(Map<String, List<String>> lists) {
        return new LinkedHashMap<>(lists);
    }

    private SpecTree put(String name, Object value) {
        fields.put(name, value instanceof SpecTree tree ? tree.fields : value);
        return this;
    }

    private SpecTree put(String name, Optional<?> value) {
        value.ifPresent(one -> put(name, one));
        return this;
    }

    private SpecTree putUnless(Object usual, String name, Object value) {
        boolean plain = value instanceof Boolean || value instanceof Integer;
        return value.equals(usual) ? this : put(name, plain ? value : value.toString());
    }

    private SpecTree putAll(String name, Collection<?> values) {
        return values.isEmpty() ? this : put(name, List.copyOf(values));
    }

    private SpecTree putAll(String name, Map<String, ?> values) {
        return values.isEmpty() ? this : put(name, values);
    }
}
