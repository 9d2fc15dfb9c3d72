package io.patchfleet.internal.iam;

import io.patchfleet.internal.aws.Arns;
import io.patchfleet.internal.plan.Ownership;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far rights reach. Whatever is not known is {@code *}.
 *
 * @param partition such as {@code aws}
 * @param account whose resources
 * @param spec the name of the spec whose resources
 * @param takes what of others may become the spec's
 * @param rolesOfSystemsManager the roles that Systems Manager may be given, as ARNs
 * @param rolesOfScheduler the roles that EventBridge Scheduler may be given, as ARNs
 * @param endings how the names of AWS's services end when they are given a role
 */
record Bounds(
        String partition,
        String account,
        String spec,
        Taking takes,
        SortedSet<String> rolesOfSystemsManager,
        SortedSet<String> rolesOfScheduler,
        List<String> endings) {

    static final List<String> EVERYTHING = List.of("*");

    private static final String ANY = "*";

    private static final String ENDING = ".amazonaws.com";
    /** China's documents put this ending to some services and the other to others. */
    private static final String ENDING_IN_CHINA = ".amazonaws.com.cn";

    /** Of any account, spec and role. */
    static Bounds of(String partition) {
        SortedSet<String> roles = new TreeSet<>(List.of("arn:" + partition + ":iam::*:role/*"));
        List<String> endings = partition.equals("aws-cn") ? List.of(ENDING, ENDING_IN_CHINA) : List.of(ENDING);
        return new Bounds(partition, "*", ANY, Taking.ALL, roles, roles, endings);
    }

    /** Of one spec and the roles that it names, in any account. */
    static Bounds of(String partition, FleetSpec spec) {
        Bounds any = of(partition);
        Set<String> ofSystemsManager = new TreeSet<>();
        Set<String> ofScheduler = new TreeSet<>();
        boolean baselines = false;
        boolean groups = false;
        for (FleetSpec variation : spec.variations()) {
            baselines |= !variation.adoptedBaselines().isEmpty();
            for (Environment environment : variation.environments()) {
                groups |= environment.adoptsPatchGroup();
                environment.serviceRole().ifPresent(ofSystemsManager::add);
                environment.notification().ifPresent(notification -> ofSystemsManager.add(notification.role()));
                environment.notice().ifPresent(notice -> ofScheduler.add(notice.role()));
                environment.freezes().forEach(freeze -> ofScheduler.add(freeze.role()));
            }
        }
        return new Bounds(
                partition,
                any.account,
                spec.name(),
                new Taking(baselines, groups),
                any.roles(ofSystemsManager),
                any.roles(ofScheduler),
                any.endings);
    }

    /** Of any spec, in the account and partition where a CloudFormation template is used, and of these roles alone. */
    static Bounds ofStack(List<String> rolesOfSystemsManager, List<String> rolesOfScheduler) {
        Bounds bare = new Bounds(
                "${AWS::Partition}",
                "${AWS::AccountId}",
                ANY,
                Taking.ALL,
                new TreeSet<>(),
                new TreeSet<>(),
                List.of(ENDING, ENDING_IN_CHINA));
        return new Bounds(
                bare.partition,
                bare.account,
                bare.spec,
                bare.takes,
                bare.roles(rolesOfSystemsManager),
                bare.roles(rolesOfScheduler),
                bare.endings);
    }

    boolean isOfOneSpec() {
        return !spec.equals(ANY);
    }

    private SortedSet<String> roles(Collection<String> namesOrArns) {
        SortedSet<String> roles = new TreeSet<>();
        namesOrArns.forEach(role -> roles.addAll(Arns.isArn(role) ? List.of(role) : role(role)));
        return roles;
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

    List<String> resourceGroups() {
        return List.of(arn("resource-groups", account, "group/*"));
    }

    List<String> stacks() {
        return List.of(arn("cloudformation", account, "stack/*"));
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

    /** Such as {@code ssm.amazonaws.com}. */
    String[] service(String name) {
        return endings.stream().map(ending -> name + ending).toArray(String[]::new);
    }

    List<String> topics(String name) {
        return List.of(arn("sns", account, name));
    }

    /** A log group and its streams. */
    List<String> logGroups(String name) {
        return List.of(arn("logs", account, "log-group:" + name), arn("logs", account, "log-group:" + name + ":*"));
    }

    List<String> bucket(String name) {
        return List.of("arn:" + partition + ":s3:::" + name);
    }

    List<String> workgroups() {
        return List.of(arn("athena", account, "workgroup/*"));
    }

    /** With the databases and the catalogue that hold them, which Glue asks for, too. */
    List<String> tables() {
        return List.of(
                arn("glue", account, "catalog"),
                arn("glue", account, "database/*"),
                arn("glue", account, "table/*/aws_*"));
    }

    private String arn(String service, String owner, String resource) {
        return "arn:" + partition + ":" + service + ":*:" + owner + ":" + resource;
    }

    /**
     * What of others may become a spec's.
     *
     * @param baselines those that it adopts
     * @param groups patch groups that it adopts, and with them the place of the baseline that judged them
     */
    record Taking(boolean baselines, boolean groups) {

        static final Taking ALL = new Taking(true, true);
    }
}
