package io.patchfleet.internal.iam;

import static io.patchfleet.internal.iam.Bounds.EVERYTHING;
import static io.patchfleet.model.IamPolicy.Statement.allow;

import io.patchfleet.internal.plan.Ownership;
import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.IamPolicy.Statement;
import io.patchfleet.model.Verb;
import io.patchfleet.spi.ResourceKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one table of what each verb needs in an account that it works on. A verb that calls something new gets a line
 * here; the tests compare the table with the calls that are made, both ways.
 *
 * <p>Resource types and condition keys are those of AWS's Service Authorization Reference. {@code *} stands only where
 * it names no resource type for an action.
 */
final class Rights {

    private static final String TAG_OF_RESOURCE = "aws:ResourceTag/" + Ownership.SPEC;
    private static final String TAG_OF_REQUEST = "aws:RequestTag/" + Ownership.SPEC;

    private final Bounds within;
    private final List<ResourceKind> kinds;

    Rights(Bounds within, List<ResourceKind> kinds) {
        this.within = within;
        this.kinds = kinds;
    }

    IamPolicy of(Verb verb) {
        return switch (verb) {
            case READ, READ_SYNC, SCAN, INSTALL, CHECK -> ofCore(verb);
            case PLAN, APPLY, DESTROY ->
                kinds.stream()
                        .map(kind -> kind.iamPolicy(verb, within.partition()))
                        .reduce(ofCore(verb), IamPolicy::plus);
        };
    }

    private IamPolicy ofCore(Verb verb) {
        return switch (verb) {
            case READ -> new IamPolicy(reading());
            case READ_SYNC -> new IamPolicy(readingBesideASync());
            case SCAN -> new IamPolicy(scanning());
            case INSTALL -> new IamPolicy(scanning()).plus(new IamPolicy(installing()));
            case CHECK -> new IamPolicy(checking());
            case PLAN -> new IamPolicy(planning());
            case APPLY ->
                new IamPolicy(planning())
                        .plus(new IamPolicy(applying()))
                        .plus(passing(within.rolesOfSystemsManager(), "ssm"))
                        .plus(passing(within.rolesOfScheduler(), "scheduler"));
            case DESTROY -> new IamPolicy(planning()).plus(new IamPolicy(destroying()));
        };
    }

    private List<Statement> reading() {
        List<Statement> rights = new ArrayList<>(lookingAtNodes());
        rights.addAll(lookingIntoGroups());
        rights.add(allow(within.nodes(), "ssm:DescribeInstancePatchStates", "ssm:DescribeInstancePatches"));
        // What windows did.
        rights.add(allow(EVERYTHING, "ssm:DescribeMaintenanceWindows", "ssm:ListCommandInvocations"));
        rights.add(allow(
                within.windows(),
                "ssm:DescribeMaintenanceWindowExecutions",
                "ssm:DescribeMaintenanceWindowExecutionTasks",
                "ssm:DescribeMaintenanceWindowExecutionTaskInvocations"));
        return rights;
    }

    /** What a sync does not tell. */
    private List<Statement> readingBesideASync() {
        List<Statement> rights = new ArrayList<>(lookingIntoGroups());
        rights.add(allow(
                EVERYTHING,
                "ec2:DescribeInstances",
                "ssm:DescribeInstanceProperties",
                "ssm:DescribeInstanceInformation", // where the other is refused
                "ssm:DescribePatchGroups",
                "ssm:DescribePatchBaselines",
                "ssm:ListResourceDataSync", // where the bucket holds nothing
                "tag:GetResources")); // which AWS asks for to list a resource group
        return rights;
    }

    /** What the fleet's own credentials need, whatever the accounts that the sync tells of. */
    IamPolicy ofASync() {
        return new IamPolicy(List.of(
                allow(within.bucket("*"), "s3:ListBucket").when("StringLike", "s3:prefix", "*AWS:*"),
                allow(within.bucket("*/AWS:*"), "s3:GetObject"),
                allow(
                        within.workgroups(),
                        "athena:StartQueryExecution",
                        "athena:GetQueryExecution",
                        "athena:GetQueryResults"),
                // Athena looks the tables up as whoever asks.
                allow(within.tables(), "glue:GetDatabase", "glue:GetTable")));
    }

    private List<Statement> scanning() {
        List<Statement> rights = new ArrayList<>(lookingAtNodes());
        rights.addAll(lookingIntoGroups());
        rights.add(allow(within.nodes(), "ssm:SendCommand", "ssm:DescribeInstancePatchStates"));
        rights.add(allow(within.document("AWS-RunPatchBaseline"), "ssm:SendCommand"));
        // Only where a run heeds calendars, which are documents.
        rights.add(allow(within.document("*"), "ssm:GetCalendarState"));
        rights.add(allow(EVERYTHING, "ssm:ListCommands", "ssm:ListCommandInvocations"));
        return rights;
    }

    private List<Statement> installing() {
        return List.of(
                // Whether a window that patches is open, and for whom.
                allow(EVERYTHING, "ssm:DescribeMaintenanceWindows"),
                allow(
                        within.windows(),
                        "ssm:DescribeMaintenanceWindowExecutions",
                        "ssm:DescribeMaintenanceWindowTargets",
                        "ssm:DescribeMaintenanceWindowTasks"),
                // Only where begun nodes are to be stopped. The reference names no resource type.
                allow(EVERYTHING, "ssm:CancelCommand"));
    }

    private static List<Statement> lookingAtNodes() {
        return List.of(allow(
                EVERYTHING,
                "ec2:DescribeInstances",
                "ssm:DescribeInstanceProperties",
                "ssm:DescribeInstanceInformation", // where the other is refused
                "ssm:DescribePatchGroups",
                "ssm:DescribePatchBaselines",
                "tag:GetResources"));
    }

    /** Only where a target is a resource group. For one of a stack, AWS looks at the stack as whoever asks. */
    private List<Statement> lookingIntoGroups() {
        return List.of(
                allow(within.resourceGroups(), "resource-groups:ListGroupResources"),
                allow(within.stacks(), "cloudformation:DescribeStacks", "cloudformation:ListStackResources"));
    }

    private List<Statement> checking() {
        List<Statement> rights = new ArrayList<>(lookingAtNodes());
        rights.add(allow(
                EVERYTHING, "ssm:DescribeMaintenanceWindows", "ssm:DescribePatchProperties", "ssm:ListAssociations"));
        rights.add(allow(
                within.windows(),
                "ssm:ListTagsForResource",
                "ssm:DescribeMaintenanceWindowTargets",
                "ssm:DescribeMaintenanceWindowTasks"));
        return rights;
    }

    private List<Statement> planning() {
        return List.of(
                allow(
                        EVERYTHING,
                        "ssm:DescribePatchBaselines",
                        "ssm:DescribePatchGroups",
                        "ssm:DescribeMaintenanceWindows",
                        "scheduler:ListSchedules"),
                allow(both(within.baselines(), within.windows()), "ssm:ListTagsForResource"),
                allow(within.baselines(), "ssm:GetPatchBaseline"),
                allow(
                        within.windows(),
                        "ssm:GetMaintenanceWindow",
                        "ssm:DescribeMaintenanceWindowTargets",
                        "ssm:DescribeMaintenanceWindowTasks"),
                // The reference names the window alone; policies in use name the task, too, and it gives nothing away.
                allow(both(within.windows(), within.windowTasks()), "ssm:GetMaintenanceWindowTask"),
                allow(within.scheduleGroups(), "scheduler:GetScheduleGroup", "scheduler:ListTagsForResource"),
                allow(within.schedules(), "scheduler:GetSchedule"));
    }

    private List<Statement> applying() {
        return List.of(
                allow(EVERYTHING, "ssm:CreatePatchBaseline", "ssm:CreateMaintenanceWindow")
                        .when("StringLike", TAG_OF_REQUEST, within.spec()),
                // AWS asks for it also where something is made with tags, and what is made has none yet: nothing here
                // can tell it from what is there and belongs to no spec.
                ofNoOther(allow(both(within.baselines(), within.windows()), "ssm:AddTagsToResource")
                        .when("StringLike", TAG_OF_REQUEST, within.spec())),
                // Also without the spec's own tag, but not to give it to another spec. What the spec dropped goes; of
                // what was adopted and is given back, all of them.
                notForAnother(allow(
                                both(within.baselines(), within.windows()),
                                "ssm:AddTagsToResource",
                                "ssm:RemoveTagsFromResource")
                        .when("StringLike", TAG_OF_RESOURCE, within.spec())),
                // What is adopted is changed before it is tagged, and a group is taken from a baseline of others.
                oursOrTaken(within.takes().baselines(), "ssm:UpdatePatchBaseline"),
                // It is given back to that one if the new one cannot have it.
                oursOrTaken(
                        within.takes().groups(),
                        "ssm:DeregisterPatchBaselineForPatchGroup",
                        "ssm:RegisterPatchBaselineForPatchGroup"),
                // No tag can be asked for: the default may be given back to a baseline of others.
                allow(within.baselines(), "ssm:RegisterDefaultPatchBaseline"),
                allow(within.baselines(), "ssm:DeletePatchBaseline").when("StringLike", TAG_OF_RESOURCE, within.spec()),
                // Whether a window of the group is running, before a group moves.
                allow(EVERYTHING, "ssm:DescribeMaintenanceWindowsForTarget"),
                allow(within.windows(), "ssm:DescribeMaintenanceWindowExecutions"),
                allow(
                                within.windows(),
                                "ssm:UpdateMaintenanceWindow",
                                "ssm:DeleteMaintenanceWindow",
                                "ssm:RegisterTargetWithMaintenanceWindow",
                                "ssm:UpdateMaintenanceWindowTarget",
                                "ssm:DeregisterTargetFromMaintenanceWindow",
                                "ssm:RegisterTaskWithMaintenanceWindow",
                                "ssm:UpdateMaintenanceWindowTask",
                                "ssm:DeregisterTaskFromMaintenanceWindow")
                        .when("StringLike", TAG_OF_RESOURCE, within.spec()),
                // AWS cannot tag these; each is reached only together with its window.
                allow(
                        within.windowTargets(),
                        "ssm:UpdateMaintenanceWindowTarget",
                        "ssm:DeregisterTargetFromMaintenanceWindow"),
                allow(
                        within.windowTasks(),
                        "ssm:UpdateMaintenanceWindowTask",
                        "ssm:DeregisterTaskFromMaintenanceWindow"),
                allow(within.scheduleGroups(), "scheduler:CreateScheduleGroup", "scheduler:TagResource")
                        .when("StringLike", TAG_OF_REQUEST, within.spec()),
                allow(within.scheduleGroups(), "scheduler:DeleteScheduleGroup", "scheduler:UntagResource")
                        .when("StringLike", TAG_OF_RESOURCE, within.spec()),
                allow(
                        within.schedules(),
                        "scheduler:CreateSchedule",
                        "scheduler:UpdateSchedule",
                        "scheduler:DeleteSchedule"),
                // Where a spec names no role for its windows, AWS makes one of its own with the first task.
                allow(within.role("aws-service-role/ssm.amazonaws.com/*"), "iam:CreateServiceLinkedRole")
                        .when("StringEquals", "iam:AWSServiceName", "ssm.amazonaws.com"));
    }

    /** On baselines of the spec alone, or also on those that belong to none. */
    private Statement oursOrTaken(boolean taken, String... actions) {
        Statement any = allow(within.baselines(), actions);
        return taken ? ofNoOther(any) : any.when("StringLike", TAG_OF_RESOURCE, within.spec());
    }

    /** Not on what another spec owns. */
    private Statement ofNoOther(Statement right) {
        return within.isOfOneSpec() ? right.when("StringLikeIfExists", TAG_OF_RESOURCE, within.spec()) : right;
    }

    /** Not with the tag of another spec. */
    private Statement notForAnother(Statement right) {
        return within.isOfOneSpec() ? right.when("StringLikeIfExists", TAG_OF_REQUEST, within.spec()) : right;
    }

    /** Of a spec that names no role, none. */
    private IamPolicy passing(Collection<String> roles, String service) {
        return roles.isEmpty()
                ? IamPolicy.of()
                : IamPolicy.of(allow(roles, "iam:PassRole")
                        .when("StringEquals", "iam:PassedToService", within.service(service)));
    }

    private List<Statement> destroying() {
        return List.of(
                // Of what was adopted and is given back.
                allow(within.baselines(), "ssm:RemoveTagsFromResource")
                        .when("StringLike", TAG_OF_RESOURCE, within.spec()),
                // Of former default baselines, which others made.
                allow(within.baselines(), "ssm:RegisterDefaultPatchBaseline"),
                allow(within.baselines(), "ssm:DeregisterPatchBaselineForPatchGroup", "ssm:DeletePatchBaseline")
                        .when("StringLike", TAG_OF_RESOURCE, within.spec()),
                allow(within.windows(), "ssm:DeleteMaintenanceWindow")
                        .when("StringLike", TAG_OF_RESOURCE, within.spec()),
                allow(within.scheduleGroups(), "scheduler:DeleteScheduleGroup")
                        .when("StringLike", TAG_OF_RESOURCE, within.spec()),
                // The entries go with their group, for which AWS asks this right.
                allow(within.schedules(), "scheduler:DeleteSchedule"));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
