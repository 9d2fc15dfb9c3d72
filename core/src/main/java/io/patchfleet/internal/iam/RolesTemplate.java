package io.patchfleet.internal.iam;

import io.patchfleet.internal.json.Json;
import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.Verb;
import io.patchfleet.spi.ResourceKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The CloudFormation template of the roles and policies that a fleet needs in an account. IAM is the same in all Regions
 * of an account, so it is used once in each account; all names begin with a parameter's value and are known beforehand.
 */
final class RolesTemplate {

    private static final String NAME = "${RoleName}";
    private static final String WINDOWS = NAME + "Windows";
    private static final String SCHEDULER = NAME + "Scheduler";
    private static final String NOTIFICATIONS = NAME + "Notifications";
    private static final String NODES = NAME + "Nodes";

    private static final String HAS_EXTERNAL_ID = "HasExternalId";
    private static final String HAS_BOUNDARY = "HasPermissionsBoundary";
    private static final String HAS_BUCKET = "HasLogBucket";

    private static final String LANGUAGE = "2012-10-17";

    private final Bounds within = Bounds.ofStack(List.of(WINDOWS, NOTIFICATIONS), List.of(SCHEDULER));
    private final Rights rights;
    /** Of the window's role, which passes on nothing but the other one. */
    private final ServiceRights ofServices = new ServiceRights(Bounds.ofStack(List.of(NOTIFICATIONS), List.of()));

    private final String path;
    private final String roleName;
    private final Set<Verb> verbs;
    private final boolean allEnabled;
    private final Collection<String> regions;

    /**
     * @param role the role that PatchFleet enters, with its path; whoever uses the template may name it otherwise
     * @param verbs what PatchFleet is to do
     * @param allEnabled whether it asks which Regions are enabled
     * @param regions where nodes are
     * @param kinds of resources beside those of core
     */
    RolesTemplate(
            String role, Set<Verb> verbs, boolean allEnabled, Collection<String> regions, List<ResourceKind> kinds) {
        this.rights = new Rights(within, kinds);
        int name = role.lastIndexOf('/') + 1;
        this.path = "/" + role.substring(0, name);
        this.roleName = role.substring(name);
        this.verbs = verbs;
        this.allEnabled = allEnabled;
        this.regions = regions;
    }

    String toJson() {
        return Json.writeTall(tree(
                "AWSTemplateFormatVersion",
                "2010-09-09",
                "Description",
                "Roles and policies that PatchFleet needs in an account. Use it once in each account, in any Region.",
                "Parameters",
                parameters(),
                "Conditions",
                tree(
                        HAS_EXTERNAL_ID,
                        isGiven("ExternalId"),
                        HAS_BOUNDARY,
                        isGiven("PermissionsBoundary"),
                        HAS_BUCKET,
                        isGiven("LogBucketName")),
                "Resources",
                resources(),
                "Outputs",
                outputs()));
    }

    private Map<String, Object> parameters() {
        return tree(
                "TrustedAccount",
                parameter("The account from which PatchFleet enters this one.", null, "^\\d{12}$"),
                "TrustedPrincipal",
                parameter(
                        "Who of that account, such as role/Patching. With * whomever that account allows to.",
                        "*",
                        "^[\\w+=,.@/*-]+$"),
                "ExternalId",
                parameter("What PatchFleet has to say to enter. Empty: nothing.", "", "^$|^[\\w+=,.@:/-]{2,1224}$"),
                "RoleName",
                parameter(
                        "The role that PatchFleet enters. The names of all else begin with it.",
                        roleName,
                        "^[\\w+=,.@-]{1,50}$"),
                "PermissionsBoundary",
                parameter(
                        "The ARN of the permissions boundary of all roles. Empty: none.", "", "^$|^arn:.+:policy/.+$"),
                "TopicName",
                parameter(
                        "The SNS topics of this account that may be published to; * stands for anything.",
                        "patching*",
                        "^[\\w*-]+$"),
                "LogGroupName",
                parameter("The log groups that nodes write to; * stands for anything.", "/patching/*", "^[\\w./#*-]+$"),
                "LogBucketName",
                parameter("The bucket that nodes write to. Empty: none.", "", "^$|^[a-z0-9.-]{3,63}$"));
    }

    private static Map<String, Object> parameter(String description, @Nullable String preset, String pattern) {
        Map<String, Object> parameter = tree("Type", "String", "Description", description, "AllowedPattern", pattern);
        if (preset != null) {
            parameter.put("Default", preset);
        }
        return parameter;
    }

    private Map<String, Object> resources() {
        return tree(
                "MemberRole",
                role(path, NAME, "Entered by PatchFleet.", trustOfMember(), "Verbs", member()),
                "WindowsRole",
                role(
                        "/",
                        WINDOWS,
                        "Runs the tasks of maintenance windows.",
                        trust("ssm", tree()),
                        "RunPatchBaseline",
                        ofServices.windows()),
                "SchedulerRole",
                role(
                        "/",
                        SCHEDULER,
                        "Gives notice of maintenance windows, and keeps them shut during a freeze.",
                        trust("scheduler", onlyForOurGroups()),
                        "NoticeAndFreeze",
                        ofServices.scheduler("${TopicName}")),
                "NotificationsRole",
                role(
                        "/",
                        NOTIFICATIONS,
                        "Tells how patch commands go.",
                        trust("ssm", tree()),
                        "Publish",
                        ofServices.publishing("${TopicName}")),
                "NodesPolicy",
                managedPolicy(
                        NODES,
                        "For the roles of nodes: the output of commands goes to CloudWatch Logs.",
                        ofServices.writingLogs("${LogGroupName}")),
                "NodesBucketPolicy",
                withCondition(
                        HAS_BUCKET,
                        managedPolicy(
                                NODES + "LogBucket",
                                "For the roles of nodes: the output of commands goes to S3.",
                                ofServices.writingToBucket("${LogBucketName}"))),
                "NodesEndpointPolicy",
                managedPolicy(
                        NODES + "Endpoint",
                        "For the roles of nodes that reach S3 through a VPC endpoint: what Patch Manager fetches.",
                        ofServices.fetchingPatchTools(regions)));
    }

    private IamPolicy member() {
        IamPolicy policy = verbs.stream().map(rights::of).reduce(IamPolicy.of(), IamPolicy::plus);
        return allEnabled ? policy.plus(IamPolicy.of(Reach.enabledRegions())) : policy;
    }

    private static Map<String, Object> trustOfMember() {
        Map<String, Object> who = tree(
                "ArnLike",
                tree("aws:PrincipalArn", "arn:${AWS::Partition}:iam::${TrustedAccount}:${TrustedPrincipal}"));
        Map<String, Object> whoKnows = new LinkedHashMap<>(who);
        whoKnows.put("StringEquals", tree("sts:ExternalId", reference("ExternalId")));
        return trust(
                tree("AWS", "arn:${AWS::Partition}:iam::${TrustedAccount}:root"),
                tree("Fn::If", List.of(HAS_EXTERNAL_ID, whoKnows, who)));
    }

    /** As AWS documents it against confused deputies: Scheduler names the group, not the entry. */
    private Map<String, Object> onlyForOurGroups() {
        return tree(
                "StringEquals",
                tree("aws:SourceAccount", "${AWS::AccountId}"),
                "ArnLike",
                tree("aws:SourceArn", within.scheduleGroups().get(0)));
    }

    private static Map<String, Object> trust(String service, Map<String, Object> condition) {
        return trust(tree("Service", service + ".amazonaws.com"), condition);
    }

    private static Map<String, Object> trust(Map<String, Object> principal, Map<String, Object> condition) {
        Map<String, Object> statement = tree("Effect", "Allow", "Principal", principal, "Action", "sts:AssumeRole");
        if (!condition.isEmpty()) {
            statement.put("Condition", condition);
        }
        return tree("Version", LANGUAGE, "Statement", List.of(statement));
    }

    private static Map<String, Object> role(
            String path,
            String name,
            String description,
            Map<String, Object> trust,
            String policyName,
            IamPolicy policy) {
        return tree(
                "Type",
                "AWS::IAM::Role",
                "Properties",
                tree(
                        "Path",
                        path,
                        "RoleName",
                        resolved(name),
                        "Description",
                        description,
                        "AssumeRolePolicyDocument",
                        resolved(trust),
                        "PermissionsBoundary",
                        tree(
                                "Fn::If",
                                List.of(HAS_BOUNDARY, reference("PermissionsBoundary"), reference("AWS::NoValue"))),
                        "Policies",
                        List.of(tree("PolicyName", policyName, "PolicyDocument", document(policy)))));
    }

    private static Map<String, Object> managedPolicy(String name, String description, IamPolicy policy) {
        return tree(
                "Type",
                "AWS::IAM::ManagedPolicy",
                "Properties",
                tree(
                        "ManagedPolicyName",
                        resolved(name),
                        "Description",
                        description,
                        "PolicyDocument",
                        document(policy)));
    }

    private static Map<String, Object> withCondition(String condition, Map<String, Object> resource) {
        resource.put("Condition", condition);
        return resource;
    }

    private static Map<String, Object> outputs() {
        Map<String, Object> outputs = tree();
        for (String role : List.of("MemberRole", "WindowsRole", "SchedulerRole", "NotificationsRole")) {
            outputs.put(role + "Arn", tree("Value", tree("Fn::GetAtt", List.of(role, "Arn"))));
        }
        for (String policy : List.of("NodesPolicy", "NodesEndpointPolicy")) {
            outputs.put(policy + "Arn", tree("Value", reference(policy)));
        }
        outputs.put("NodesBucketPolicyArn", withCondition(HAS_BUCKET, tree("Value", reference("NodesBucketPolicy"))));
        return outputs;
    }

    private static Map<String, Object> isGiven(String parameter) {
        return tree("Fn::Not", List.of(tree("Fn::Equals", List.of(reference(parameter), ""))));
    }

    private static Map<String, Object> reference(String name) {
        return tree("Ref", name);
    }

    private static Object document(IamPolicy policy) {
        return resolved(Objects.requireNonNull(Json.read(policy.toJson()), "a policy is never JSON's null"));
    }

    /** With CloudFormation's own variables and the parameters put in wherever a text names them. */
    private static Object resolved(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> resolved = new LinkedHashMap<>();
            map.forEach((name, value) -> resolved.put(String.valueOf(name), resolved(Objects.requireNonNull(value))));
            return resolved;
        }
        if (tree instanceof List<?> list) {
            return list.stream()
                    .map(value -> resolved(Objects.requireNonNull(value)))
                    .toList();
        }
        return tree instanceof String text && text.contains("${") ? tree("Fn::Sub", text) : tree;
    }

    /** Names and values by turns, kept in this order. */
    private static Map<String, Object> tree(Object... namesAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            tree.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return tree;
    }
}
