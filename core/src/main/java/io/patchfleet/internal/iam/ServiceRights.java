package io.patchfleet.internal.iam;

import static io.patchfleet.internal.iam.Bounds.EVERYTHING;
import static io.patchfleet.model.IamPolicy.Statement.allow;

import io.patchfleet.internal.plan.Ownership;
import io.patchfleet.model.IamPolicy;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What AWS's own services and the nodes need, so that what was declared runs while PatchFleet does not. */
final class ServiceRights {

    private final Bounds within;

    ServiceRights(Bounds within) {
        this.within = within;
    }

    /**
     * Of a window's service role: a part of AWS's own AmazonSSMMaintenanceWindowRole, without Automation, Lambda, Step
     * Functions and resource groups. The role that Systems Manager publishes with is passed on by this one.
     */
    IamPolicy windows() {
        return IamPolicy.of(
                allow(within.nodes(), "ssm:SendCommand"),
                allow(
                        Stream.of("AWS-RunPatchBaseline", "AWS-RunPatchBaselineWithHooks")
                                .flatMap(name -> within.document(name).stream())
                                .toList(),
                        "ssm:SendCommand"),
                allow(EVERYTHING, "ssm:ListCommands", "tag:GetResources"),
                allow(within.rolesOfSystemsManager(), "iam:PassRole")
                        .when("StringEquals", "iam:PassedToService", within.service("ssm")));
    }

    /** Of the role with which EventBridge Scheduler gives notice, and shuts and opens windows for a freeze. */
    IamPolicy scheduler(String topic) {
        return publishing(topic)
                .plus(IamPolicy.of(allow(within.windows(), "ssm:UpdateMaintenanceWindow")
                        .when("StringLike", "aws:ResourceTag/" + Ownership.SPEC, within.spec())));
    }

    /** Of the role with which Systems Manager says how commands go. */
    IamPolicy publishing(String topic) {
        return IamPolicy.of(allow(within.topics(topic), "sns:Publish"));
    }

    /** Of nodes whose commands' output goes to CloudWatch Logs, as AWS documents it for Run Command. */
    IamPolicy writingLogs(String group) {
        return IamPolicy.of(
                allow(EVERYTHING, "logs:DescribeLogGroups"),
                allow(
                        within.logGroups(group),
                        "logs:CreateLogGroup",
                        "logs:CreateLogStream",
                        "logs:DescribeLogStreams",
                        "logs:PutLogEvents"));
    }

    /** Of nodes whose commands' output goes to S3; whether the bucket is encrypted, the agent asks first. */
    IamPolicy writingToBucket(String bucket) {
        return IamPolicy.of(
                allow(within.bucket(bucket + "/*"), "s3:PutObject"),
                allow(within.bucket(bucket), "s3:GetEncryptionConfiguration"));
    }

    /** Of nodes that reach S3 through a VPC endpoint: what Patch Manager fetches. Elsewhere these buckets are public. */
    IamPolicy fetchingPatchTools(Collection<String> regions) {
        List<String> objects = regions.stream()
                .flatMap(region -> PatchBuckets.of(region).stream())
                .flatMap(bucket -> within.bucket(bucket + "/*").stream())
                .toList();
        return IamPolicy.of(allow(objects, "s3:GetObject"));
    }
}
