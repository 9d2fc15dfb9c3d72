package io.patchfleet.spec;

import io.patchfleet.internal.spec.Fields;
import io.patchfleet.internal.spec.PlainTree;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Share;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SpecTree} writes, and what a person writes by hand in its stead. */
final class SpecReader {

    /** Baselines that are there but could not be read; what names them is right all the same. */
    private final Set<String> unreadBaselines = new HashSet<>();

    private SpecReader() {}

    /** Reads and checks a whole document. */
    static FleetSpec read(Map<?, ?> document) {
        Problems problems = Problems.none();
        Fields fields = new Fields(PlainTree.copy(document), problems);
        fields.require("format", SpecTree.FORMAT);
        fields.text("format")
                .ifPresent(
                        format -> fields.at("format").unless(format.equals(SpecTree.FORMAT), format, SpecTree.FORMAT));
        SpecReader reader = new SpecReader();
        DeclaredSpec spec = reader.declared(fields)
                .with(fields.objects("overrides").stream()
                        .flatMap(one -> override(one).stream())
                        .toList());
        fields.refuseOthers();
        // Overrides are laid over what is declared: where a part of it is missing, they would only say so again.
        if (problems.found().isEmpty()) {
            SpecRules.check(spec, problems);
        } else {
            SpecRules.checkDeclared(spec, reader.unreadBaselines, problems);
        }
        problems.throwIfAny();
        return spec;
    }

    /** Reads a tree without format and overrides that has been checked before. */
    static FleetSpec resolved(Map<String, @Nullable Object> tree) {
        Problems problems = Problems.none();
        FleetSpec spec = variation(tree, problems);
        problems.throwIfAny();
        return spec;
    }

    /** Reads and checks a tree without format and overrides, on which overrides have been laid. */
    static void check(Map<String, @Nullable Object> tree, Problems problems) {
        SpecReader reader = new SpecReader();
        Fields fields = new Fields(tree, problems);
        DeclaredSpec spec = reader.declared(fields);
        fields.refuseOthers();
        SpecRules.checkDeclared(spec, reader.unreadBaselines, problems);
    }

    private static DeclaredSpec variation(Map<String, @Nullable Object> tree, Problems problems) {
        return new SpecReader().declared(new Fields(tree, problems));
    }

    private DeclaredSpec declared(Fields fields) {
        List<PatchBaseline> baselines = new ArrayList<>();
        fields.object("baselines")
                .ifPresent(all -> all.each((name, one) -> baseline(name, one).ifPresent(baselines::add)));
        List<Environment> environments = new ArrayList<>();
        fields.object("environments")
                .ifPresent(all -> all.each((name, one) -> environments.add(environment(name, one))));
        List<FleetSpec.Declared> resources = new ArrayList<>();
        fields.object("resources")
                .ifPresent(all -> all.each((kind, ofKind) -> ofKind.each((name, one) ->
                        resources.add(new DeclaredResource(kind, name, new TreeMap<>(one.textsByName()))))));
        return new DeclaredSpec(
                fields.requiredText("name", "whose resources these are").orElse(""),
                new TreeMap<>(fields.object("tags").map(Fields::textsByName).orElse(Map.of())),
                baselines,
                environments,
                fields.texts("adopt"),
                resources,
                List.of());
    }

    private static Optional<FleetSpec.Difference> override(Fields fields) {
        fields.require("where", "accounts, Regions or both, such as {\"regions\": [\"eu-central-1\"]}");
        Optional<Scope.Filter> where = fields.object("where").flatMap(SpecReader::where);
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        for (String name : List.of("tags", "baselines", "environments", "adopt", "resources")) {
            if (fields.has(name)) {
                changes.put(name, fields.value(name));
            }
        }
        fields.refuseOthers();
        return where.map(filter -> new FleetSpec.Difference(filter, changes));
    }

    private static Optional<Scope.Filter> where(Fields fields) {
        List<String> accounts = fields.texts("accounts");
        List<String> regions = fields.texts("regions");
        fields.refuseOthers();
        try {
            return Optional.of(new Scope.Filter(new TreeSet<>(accounts), new TreeSet<>(regions)));
        } catch (InvalidInputException e) {
            fields.problems().unreadable(e);
            return Optional.empty();
        }
    }

    private Optional<PatchBaseline> baseline(String name, Fields fields) {
        fields.require("operatingSystem", "one of AWS's operating systems, because its silent default is WINDOWS");
        Optional<OperatingSystem> system = fields.constant("operatingSystem", OperatingSystem.class);
        PatchBaseline.Builder baseline = PatchBaseline.builder(name, system.orElse(OperatingSystem.WINDOWS));
        fields.text("description").ifPresent(baseline::description);
        fields.objects("rules").forEach(rule -> baseline.addRule(rule(rule)));
        fields.object("globalFilters").ifPresent(filters -> baseline.globalFilters(filters.listsByName()));
        baseline.approvedPatches(fields.texts("approvedPatches"));
        fields.constant("approvedPatchesLevel", ComplianceLevel.class).ifPresent(baseline::approvedPatchesLevel);
        fields.flag("approvedPatchesNonSecurity").ifPresent(baseline::approvedPatchesNonSecurity);
        baseline.rejectedPatches(fields.texts("rejectedPatches"));
        fields.constant("rejectedAction", PatchBaseline.RejectedAction.class).ifPresent(baseline::rejectedAction);
        fields.objects("sources").forEach(source -> source(source).ifPresent(baseline::addSource));
        fields.constant("availableSecurityUpdates", PatchBaseline.SecurityUpdatesStatus.class)
                .ifPresent(baseline::availableSecurityUpdates);
        fields.flag("default").ifPresent(baseline::isDefault);
        fields.refuseOthers();
        if (system.isEmpty()) {
            unreadBaselines.add(name);
            return Optional.empty();
        }
        return Optional.of(baseline.unchecked());
    }

    private static ApprovalRule rule(Fields fields) {
        ApprovalRule.Builder rule = ApprovalRule.builder();
        fields.object("filters").ifPresent(filters -> rule.filters(filters.listsByName()));
        fields.number("afterDays").ifPresent(rule::afterDays);
        fields.date("until").ifPresent(rule::until);
        fields.constant("complianceLevel", ComplianceLevel.class).ifPresent(rule::complianceLevel);
        fields.flag("nonSecurity").ifPresent(rule::nonSecurity);
        fields.refuseOthers();
        return rule.unchecked();
    }

    private static Optional<PatchSource> source(Fields fields) {
        Optional<String> name = fields.requiredText("name", "what it is called");
        List<String> products = fields.texts("products");
        Optional<String> configuration =
                fields.requiredText("configuration", "what the package manager's file says of it");
        fields.refuseOthers();
        return name.isPresent() && configuration.isPresent()
                ? Optional.of(new PatchSource(name.get(), products, configuration.get()))
                : Optional.empty();
    }

    private static Environment environment(String name, Fields fields) {
        Environment.Builder environment = Environment.builder(name);
        fields.text("patchGroup").ifPresent(environment::patchGroup);
        fields.flag("adoptPatchGroup").ifPresent(environment::adoptsPatchGroup);
        environment.baselines(fields.texts("baselines"));
        fields.object("installWindow").flatMap(SpecReader::window).ifPresent(environment::installWindow);
        fields.object("scanWindow").flatMap(SpecReader::window).ifPresent(environment::scanWindow);
        fields.constant("reboot", RebootOption.class).ifPresent(environment::reboot);
        fields.text("beforeInstall").ifPresent(environment::beforeInstall);
        fields.text("afterInstall").ifPresent(environment::afterInstall);
        fields.text("onExit").ifPresent(environment::onExit);
        fields.object("logs").flatMap(SpecReader::logs).ifPresent(environment::logs);
        fields.object("notification").flatMap(SpecReader::notification).ifPresent(environment::notification);
        fields.object("notice").flatMap(SpecReader::notice).ifPresent(environment::notice);
        fields.objects("freezes").forEach(freeze -> freeze(freeze).ifPresent(environment::addFreeze));
        fields.text("serviceRole").ifPresent(environment::serviceRole);
        fields.refuseOthers();
        return environment.unchecked();
    }

    private static Optional<MaintenanceWindow> window(Fields fields) {
        fields.require("schedule", "when it opens, such as " + ScheduleForm.EXAMPLE);
        fields.require("duration", "how long it stays open, such as PT3H");
        var schedule = fields.object("schedule").flatMap(ScheduleForm::read);
        var duration = fields.duration("duration");
        var cutoff = fields.duration("cutoff");
        Optional<Share> pace = fields.parsed("pace", Share::parse);
        Optional<Share> failures = fields.parsed("stopAfterFailures", Share::parse);
        fields.refuseOthers();
        if (schedule.isEmpty() || duration.isEmpty()) {
            return Optional.empty();
        }
        MaintenanceWindow.Builder window = MaintenanceWindow.builder(schedule.get(), duration.get());
        cutoff.ifPresent(window::cutoff);
        pace.ifPresent(window::pace);
        failures.ifPresent(window::stopAfterFailures);
        return Optional.of(window.unchecked());
    }

    private static Optional<LogOutput> logs(Fields fields) {
        Optional<LogOutput> cloudWatch = fields.parsed("cloudWatch", LogOutput::cloudWatch);
        Optional<LogOutput> s3 = fields.object("s3").flatMap(SpecReader::bucket);
        fields.refuseOthers();
        boolean isOne = fields.has("cloudWatch") != fields.has("s3");
        fields.problems()
                .unless(
                        isOne,
                        fields.has("s3") ? "both" : "neither",
                        "either {\"cloudWatch\": \"/log/group\"} or {\"s3\": {\"bucket\": \"…\", \"prefix\": \"…\"}}");
        return cloudWatch.or(() -> s3);
    }

    private static Optional<LogOutput> bucket(Fields fields) {
        Optional<String> bucket = fields.requiredText("bucket", "a bucket's name");
        String prefix = fields.text("prefix").orElse("");
        fields.refuseOthers();
        try {
            return bucket.map(name -> LogOutput.s3(name, prefix));
        } catch (InvalidInputException e) {
            fields.problems().unreadable(e);
            return Optional.empty();
        }
    }

    private static Optional<Environment.Notification> notification(Fields fields) {
        Optional<String> topic = fields.requiredText("topic", "an SNS topic's name or ARN");
        Optional<String> role = fields.requiredText("role", "the role with which Systems Manager publishes");
        var events = fields.constants("events", Environment.Notification.Event.class);
        fields.refuseOthers();
        return topic.isPresent() && role.isPresent()
                ? Optional.of(new Environment.Notification(topic.get(), role.get(), new TreeSet<>(events)))
                : Optional.empty();
    }

    private static Optional<Environment.Notice> notice(Fields fields) {
        fields.require("before", "how long before the window opens, such as PT24H");
        var before = fields.duration("before");
        Optional<String> topic = fields.requiredText("topic", "an SNS topic's name or ARN");
        Optional<String> role = fields.requiredText("role", "the role with which EventBridge Scheduler publishes");
        fields.refuseOthers();
        return before.isPresent() && topic.isPresent() && role.isPresent()
                ? Optional.of(new Environment.Notice(before.get(), topic.get(), role.get()))
                : Optional.empty();
    }

    private static Optional<Environment.Freeze> freeze(Fields fields) {
        fields.require("from", "the first day, such as 2026-12-20");
        fields.require("to", "the last day, such as 2027-01-03");
        var from = fields.date("from");
        var to = fields.date("to");
        Optional<String> role =
                fields.requiredText("role", "the role with which EventBridge Scheduler shuts and opens the windows");
        fields.refuseOthers();
        return from.isPresent() && to.isPresent() && role.isPresent()
                ? Optional.of(new Environment.Freeze(from.get(), to.get(), role.get()))
                : Optional.empty();
    }
}
