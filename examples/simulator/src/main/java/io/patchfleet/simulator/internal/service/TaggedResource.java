package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.MaintenanceWindow;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.PatchBaseline;
import io.patchfleet.simulator.internal.world.Power;
import io.patchfleet.simulator.internal.world.ScheduleGroup;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A resource as the tagging service sees it.
 *
 * @param type {@code service:kind}, or the service alone where it has one kind
 * @param path what its ARN ends in
 */
record TaggedResource(Scope scope, String type, String path, Map<String, String> tags) {

    private static final Map<String, String> CLOUD_FORMATION_TYPES = Map.of(
            "ec2:instance", "AWS::EC2::Instance",
            "ssm:managed-instance", "AWS::SSM::ManagedInstance",
            "ssm:patchbaseline", "AWS::SSM::PatchBaseline",
            "ssm:maintenancewindow", "AWS::SSM::MaintenanceWindow",
            "scheduler:schedule-group", "AWS::Scheduler::ScheduleGroup",
            "sns", "AWS::SNS::Topic");

    /** Everything in the scope that has tags, or had some once: what has neither, this service does not know. */
    static List<TaggedResource> in(Scope scope) {
        List<TaggedResource> resources = new ArrayList<>();
        for (Node node : scope.nodes()) {
            if (exists(node) && !node.tags().isEmpty()) {
                resources.add(of(node));
            }
        }
        addDeclared(resources, scope, "ssm:patchbaseline", scope.baselines().own(), PatchBaseline::id);
        addDeclared(resources, scope, "ssm:maintenancewindow", scope.windows().all(), MaintenanceWindow::id);
        for (ScheduleGroup group : scope.schedules().groups()) {
            String arn = Scheduler.groupArn(scope, group.name());
            addNamed(resources, scope, "scheduler:schedule-group", arn, "schedule-group/" + group.name());
        }
        for (Topic topic : scope.topics().all()) {
            addNamed(resources, scope, "sns", topic.arn(), topic.name());
        }
        return resources;
    }

    /** Whether a node is there to be found by its tags, or to be a member of a group. */
    static boolean exists(Node node) {
        return node.power() != Power.TERMINATED && (!node.hybrid() || node.managed());
    }

    static TaggedResource of(Node node) {
        return node.hybrid()
                ? new TaggedResource(node.scope(), "ssm:managed-instance", "managed-instance/" + node.id(), node.tags())
                : new TaggedResource(node.scope(), "ec2:instance", "instance/" + node.id(), node.tags());
    }

    private static <T> void addDeclared(
            List<TaggedResource> resources, Scope scope, String type, Iterable<T> declared, Function<T, String> id) {
        for (T each : declared) {
            String name = id.apply(each);
            if (scope.tags().knows(name)) {
                String kind = type.substring(type.indexOf(':') + 1);
                resources.add(new TaggedResource(
                        scope, type, kind + "/" + name, scope.tags().of(name)));
            }
        }
    }

    private static void addNamed(List<TaggedResource> resources, Scope scope, String type, String arn, String path) {
        if (scope.tags().knows(arn)) {
            resources.add(new TaggedResource(scope, type, path, scope.tags().of(arn)));
        }
    }

    String arn() {
        return "arn:" + Scopes.partition(scope.region()) + ":" + service() + ":" + scope.region() + ":"
                + scope.account() + ":" + path;
    }

    /** A type is {@code ec2:instance}, or {@code ec2} for all that the service has. */
    boolean isA(String wanted) {
        return wanted.equals(type) || wanted.equals(service());
    }

    /** Its type as CloudFormation and Resource Groups call it: {@code AWS::EC2::Instance}. */
    String cloudFormationType() {
        String name = CLOUD_FORMATION_TYPES.get(type);
        if (name == null) {
            throw new IllegalStateException("nobody knows what CloudFormation calls " + type);
        }
        return name;
    }

    private String service() {
        int colon = type.indexOf(':');
        return colon < 0 ? type : type.substring(0, colon);
    }
}
