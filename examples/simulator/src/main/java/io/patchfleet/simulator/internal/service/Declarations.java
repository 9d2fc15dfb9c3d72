package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.DeclaredResource;
import io.patchfleet.simulator.DeclaredResource.Kind;
import io.patchfleet.simulator.SimulatedInvocation;
import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Baselines;
import io.patchfleet.simulator.internal.world.DataSync;
import io.patchfleet.simulator.internal.world.MaintenanceWindow;
import io.patchfleet.simulator.internal.world.OperatingSystem;
import io.patchfleet.simulator.internal.world.PatchBaseline;
import io.patchfleet.simulator.internal.world.ResourceGroup;
import io.patchfleet.simulator.internal.world.ScheduleEntry;
import io.patchfleet.simulator.internal.world.ScheduleGroup;
import io.patchfleet.simulator.internal.world.Schedules;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Topic;
import io.patchfleet.simulator.internal.world.WindowTarget;
import io.patchfleet.simulator.internal.world.WindowTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything that accounts have declared, whatever the calls show of it. */
public final class Declarations {

    private final Instant now;
    private final List<DeclaredResource> resources = new ArrayList<>();

    private Declarations(Instant now) {
        this.now = now;
    }

    /** Account by account and Region by Region. */
    public static List<DeclaredResource> of(AwsState state) {
        Declarations declarations = new Declarations(state.now());
        state.scopes().forEach(declarations::add);
        return List.copyOf(declarations.resources);
    }

    /** What schedules did. */
    public static List<SimulatedInvocation> invocations(AwsState state) {
        List<SimulatedInvocation> invocations = new ArrayList<>();
        for (Scope scope : state.scopes()) {
            for (Schedules.Invocation invocation : scope.schedules().invocations()) {
                ScheduleEntry entry = invocation.entry();
                invocations.add(new SimulatedInvocation(
                        scope.account(),
                        scope.region(),
                        Scheduler.entryArn(scope, invocation.group(), entry.name()),
                        entry.target(),
                        invocation.instant(),
                        Optional.of(invocation.failure()).filter(failure -> !failure.isEmpty())));
            }
        }
        return List.copyOf(invocations);
    }

    private void add(Scope scope) {
        addBaselines(scope);
        for (MaintenanceWindow window : scope.windows().all()) {
            add(scope, Kind.MAINTENANCE_WINDOW, window.id(), window.content().name(), window(window));
        }
        for (Topic topic : scope.topics().all()) {
            add(scope, Kind.TOPIC, topic.arn(), topic.name(), topic(topic));
        }
        for (DataSync sync : scope.dataSyncs().values()) {
            add(scope, Kind.RESOURCE_DATA_SYNC, sync.name(), sync.name(), SsmDataSyncs.item(sync));
        }
        for (ResourceGroup group : scope.resourceGroups().values()) {
            add(scope, Kind.RESOURCE_GROUP, ResourceGroups.arn(scope, group.name()), group.name(), group(scope, group));
        }
        for (ScheduleGroup group : scope.schedules().groups()) {
            if (!group.name().equals(ScheduleGroup.DEFAULT)) {
                String arn = Scheduler.groupArn(scope, group.name());
                add(scope, Kind.SCHEDULE_GROUP, arn, group.name(), SchedulerGroups.summary(scope, group));
            }
            for (ScheduleEntry entry : group.entries()) {
                String arn = Scheduler.entryArn(scope, group, entry.name());
                add(scope, Kind.SCHEDULE, arn, entry.name(), SchedulerEntries.whole(scope, group, entry));
            }
        }
    }

    private void addBaselines(Scope scope) {
        Baselines baselines = scope.baselines();
        for (PatchBaseline baseline : baselines.own()) {
            ObjectNode says = BaselineReport.whole(baseline);
            says.set("PatchGroups", Answer.texts(baselines.groupsOf(baseline)));
            says.put("DefaultBaseline", baselines.isDefault(baseline));
            add(scope, Kind.PATCH_BASELINE, baseline.id(), baseline.content().name(), says);
        }
        for (Baselines.Registration registration : baselines.registrations()) {
            add(
                    scope,
                    Kind.PATCH_GROUP,
                    registration.patchGroup(),
                    registration.patchGroup(),
                    BaselineReport.identity(baselines, registration.baseline()));
        }
        for (OperatingSystem operatingSystem : OperatingSystem.values()) {
            add(
                    scope,
                    Kind.DEFAULT_BASELINE,
                    operatingSystem.name(),
                    "",
                    BaselineReport.identity(baselines, baselines.defaultFor(operatingSystem)));
        }
    }

    private static ObjectNode topic(Topic topic) {
        ObjectNode says = Answer.object();
        says.put("TopicArn", topic.arn());
        ObjectNode attributes = says.putObject("Attributes");
        topic.attributes().forEach(attributes::put);
        return says;
    }

    private static ObjectNode group(Scope scope, ResourceGroup group) {
        ObjectNode says = ResourceGroups.whole(scope, group);
        if (group.query() == null) {
            says.set("ResourceArns", Answer.texts(group.members()));
        } else {
            says.set("ResourceQuery", ResourceGroups.query(group.query()));
        }
        return says;
    }

    private ObjectNode window(MaintenanceWindow window) {
        ObjectNode says = WindowReport.whole(window, now);
        ArrayNode targets = says.putArray("Targets");
        for (WindowTarget target : window.targets()) {
            targets.add(WindowReport.target(window, target).put("ResourceType", target.resourceType()));
        }
        ArrayNode tasks = says.putArray("Tasks");
        for (WindowTask task : window.tasks()) {
            tasks.add(WindowReport.task(window, task).setAll(task.members()));
        }
        return says;
    }

    private void add(Scope scope, Kind kind, String id, String name, ObjectNode says) {
        Map<String, String> tags = scope.tags().of(id);
        resources.add(new DeclaredResource(scope.account(), scope.region(), kind, id, name, tags, says.toString()));
    }
}
