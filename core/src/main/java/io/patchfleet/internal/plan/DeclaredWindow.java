package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.Arns;
import io.patchfleet.internal.aws.PatchGroupTag;
import io.patchfleet.internal.aws.WindowTasks;
import io.patchfleet.internal.aws.WindowTasks.DeclaredTask;
import io.patchfleet.internal.aws.Windows;
import io.patchfleet.internal.aws.Windows.DeclaredTarget;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Share;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.MaintenanceWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A window of an environment, in AWS's terms: what it, its targets and its task are meant to say. */
record DeclaredWindow(Windows.Declared window, List<DeclaredTarget> targets, DeclaredTask task) {

    private static final int LONGEST_DESCRIPTION = 128;

    /** All windows of a spec in a scope. */
    static List<DeclaredWindow> of(FleetSpec spec, Scope scope, Ownership ownership, Instant now) {
        List<DeclaredWindow> windows = new ArrayList<>();
        for (Environment environment : spec.environments()) {
            Maker maker = new Maker(spec, environment, scope, ownership, now);
            environment.scanWindow().ifPresent(window -> windows.add(maker.scan(window)));
            environment.installWindow().ifPresent(window -> windows.add(maker.install(window)));
        }
        return windows;
    }

    private record Maker(FleetSpec spec, Environment environment, Scope scope, Ownership ownership, Instant now) {

        DeclaredWindow scan(MaintenanceWindow window) {
            return made(window, "scan", "AWS-RunPatchBaseline", Map.of("Operation", List.of("Scan")));
        }

        DeclaredWindow install(MaintenanceWindow window) {
            Map<String, List<String>> parameters = new TreeMap<>();
            parameters.put("RebootOption", List.of(reboot(environment.reboot())));
            environment.beforeInstall().ifPresent(hook -> parameters.put("PreInstallHookDocName", List.of(hook)));
            environment.afterInstall().ifPresent(hook -> parameters.put("PostInstallHookDocName", List.of(hook)));
            environment.onExit().ifPresent(hook -> parameters.put("OnExitHookDocName", List.of(hook)));
            boolean hooks = parameters.size() > 1;
            parameters.put("Operation", List.of("Install"));
            return made(
                    window, "install", hooks ? "AWS-RunPatchBaselineWithHooks" : "AWS-RunPatchBaseline", parameters);
        }

        private DeclaredWindow made(
                MaintenanceWindow window, String what, String document, Map<String, List<String>> parameters) {
            String name =
                    what.equals("scan") ? WindowNames.scan(spec, environment) : WindowNames.install(spec, environment);
            List<DeclaredTarget> targets =
                    PatchGroupTag.SPELLINGS.stream().map(this::target).toList();
            DeclaredTask unmarked = task(window, what, document, parameters, targets, "");
            String mark = ownership.mark(unmarked.content());
            return new DeclaredWindow(
                    declared(window, name, what), targets, task(window, what, document, parameters, targets, mark));
        }

        private Windows.Declared declared(MaintenanceWindow window, String name, String what) {
            Schedule schedule = unmistakable(window.schedule());
            return new Windows.Declared(
                    name,
                    AwsText.shortened("PatchFleet: " + what + " of " + environment.name(), LONGEST_DESCRIPTION),
                    schedule.expression(),
                    schedule.zone().getId(),
                    schedule.offsetDays(),
                    (int) window.duration().toHours(),
                    (int) window.cutoff().toHours(),
                    !isFrozen(window),
                    schedule.start().map(ZonedDateTime::toInstant).filter(start -> start.isAfter(now)));
        }

        /** AWS's pages do not agree whether a single time is in the window's zone or in UTC; there both are the same. */
        private static Schedule unmistakable(Schedule schedule) {
            return schedule.expression().startsWith("at(")
                    ? Schedule.at(schedule.next(Instant.EPOCH, 1).get(0).withZoneSameInstant(ZoneOffset.UTC))
                    : schedule;
        }

        private boolean isFrozen(MaintenanceWindow window) {
            LocalDate today = now.plus(DeclaredEntries.AHEAD)
                    .atZone(window.schedule().zone())
                    .toLocalDate();
            return environment.freezes().stream()
                    .anyMatch(freeze -> !today.isBefore(freeze.from()) && !today.isAfter(freeze.to()));
        }

        private DeclaredTarget target(String tagKey) {
            DeclaredTarget unmarked = new DeclaredTarget(
                    "patch-group-tag" + (tagKey.contains(" ") ? "-with-space" : ""),
                    tagKey,
                    environment.patchGroup(),
                    "");
            return new DeclaredTarget(
                    unmarked.name(), tagKey, environment.patchGroup(), ownership.mark(unmarked.content()));
        }

        private DeclaredTask task(
                MaintenanceWindow window,
                String what,
                String document,
                Map<String, List<String>> parameters,
                List<DeclaredTarget> targets,
                String mark) {
            return new DeclaredTask(
                    what,
                    mark,
                    document,
                    parameters,
                    text(window.pace()),
                    text(window.stopAfterFailures()),
                    environment.serviceRole().map(role -> Arns.role(scope, role)),
                    environment
                            .logs()
                            .filter(LogOutput.CloudWatch.class::isInstance)
                            .map(logs -> ((LogOutput.CloudWatch) logs).group()),
                    environment
                            .logs()
                            .filter(LogOutput.S3.class::isInstance)
                            .map(logs -> new WindowTasks.Bucket(
                                    ((LogOutput.S3) logs).bucket(), ((LogOutput.S3) logs).prefix())),
                    environment.notification().map(this::notification),
                    targets.stream().map(DeclaredTarget::name).toList());
        }

        private WindowTasks.Notification notification(Environment.Notification notification) {
            return new WindowTasks.Notification(
                    Arns.topic(scope, notification.topic()),
                    Arns.role(scope, notification.role()),
                    notification.events().stream().map(Maker::word).collect(Collectors.toSet()));
        }

        private static String word(Environment.Notification.Event event) {
            return switch (event) {
                case ALL -> "All";
                case IN_PROGRESS -> "InProgress";
                case SUCCESS -> "Success";
                case TIMED_OUT -> "TimedOut";
                case CANCELLED -> "Cancelled";
                case FAILED -> "Failed";
            };
        }

        private static String reboot(RebootOption option) {
            return option == RebootOption.NO_REBOOT ? "NoReboot" : "RebootIfNeeded";
        }

        private static String text(Share share) {
            return share.toString();
        }
    }
}
