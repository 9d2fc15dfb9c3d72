package io.patchfleet.internal.aws;

import io.patchfleet.model.Scope;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Full names of what a spec may call by its short one, which is then that of each account and Region. */
public final class Arns {

    private Arns() {}

    public static String role(Scope scope, String nameOrArn) {
        return isArn(nameOrArn)
                ? nameOrArn
                : "arn:" + partition(scope) + ":iam::" + scope.account() + ":role/" + nameOrArn;
    }

    public static String topic(Scope scope, String nameOrArn) {
        return isArn(nameOrArn)
                ? nameOrArn
                : "arn:" + partition(scope) + ":sns:" + scope.region() + ":" + scope.account() + ":" + nameOrArn;
    }

    public static boolean isArn(String text) {
        return text.startsWith("arn:");
    }

    /** What EventBridge Scheduler calls to change a maintenance window, with the request as its input. */
    public static String updateOfWindows(Scope scope) {
        return "arn:" + partition(scope) + ":scheduler:::aws-sdk:ssm:updateMaintenanceWindow";
    }

    static String partition(Scope scope) {
        return PartitionMetadata.of(Region.of(scope.region())).id();
    }
}
