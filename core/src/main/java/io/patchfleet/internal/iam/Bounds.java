package io.patchfleet.internal.iam;

import io.patchfleet.internal.plan.Ownership;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far rights reach. Whatever is not known is {@code *}.
 *
 * @param partition such as {@code aws}
 * @param account whose resources
 * @param spec the name of the spec whose resources
 * @param rolesOfSystemsManager the roles that Systems Manager may be given, as ARNs
 * @param rolesOfScheduler the roles that EventBridge Scheduler may be given, as ARNs
 */
record Bounds(
        String partition,
        String account,
        String spec,
        SortedSet<String> rolesOfSystemsManager,
        SortedSet<String> rolesOfScheduler) {

    static final List<String> EVERYTHING = List.of("*");

    private static final String CHINA = "aws-cn";

    /** Of any account, spec and role. */
    static Bounds of(String partition) {
        SortedSet<String> roles = new TreeSet<>(List.of("arn:" + partition + ":iam::*:role/*"));
        return new Bounds(partition, "*", "*", roles, roles);
    }

    /** Those of AWS belong to accounts of AWS. */
    List<String> baselines() {
        return List.of(arn("ssm", "*", "patchbaseline/*"));
    }

    List<String> windows() {
        return List.of(arn("ssm", account, "maintenancewindow/*"));
    }

    List<String> windowTargets() {
        return List.of(arn("ssm", account, "windowtarget/*"));
    }

    List<String> windowTasks() {
        return List.of(arn("ssm", account, "windowtask/*"));
    }

    /** EC2 instances, and machines elsewhere. */
    List<String> nodes() {
        return List.of(arn("ec2", account, "instance/*"), arn("ssm", account, "managed-instance/*"));
    }

    /** Those of AWS belong to no account, which {@code *} allows as well. */
    List<String> document(String name) {
        return List.of(arn("ssm", "*", "document/" + name));
    }

    List<String> scheduleGroups() {
        return List.of(arn("scheduler", account, "schedule-group/" + Ownership.scheduleGroup(spec)));
    }

    List<String> schedules() {
        return List.of(arn("scheduler", account, "schedule/" + Ownership.scheduleGroup(spec) + "/*"));
    }

    List<String> role(String name) {
        return List.of("arn:" + partition + ":iam::" + account + ":role/" + name);
    }

    /** Units and roots; they belong to the management account, which need not be the one that asks. */
    List<String> organization() {
        return List.of("arn:" + partition + ":organizations::*:ou/*", "arn:" + partition + ":organizations::*:root/*");
    }

    /** How a service is called when it is given a role; China's documents put their own ending to it. */
    String[] service(String name) {
        String universal = name + ".amazonaws.com";
        return partition.equals(CHINA) ? new String[] {universal, universal + ".cn"} : new String[] {universal};
    }

    private String arn(String service, String owner, String resource) {
        return "arn:" + partition + ":" + service + ":*:" + owner + ":" + resource;
    }
}
