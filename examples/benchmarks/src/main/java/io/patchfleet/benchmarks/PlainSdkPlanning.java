package io.patchfleet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowIdentity;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTask;
import software.amazon.awssdk.services.ssm.model.PatchBaselineIdentity;

/**
 * What a developer would write to look at everything that was declared: lists, and then each thing by itself. It knows
 * its own by their names, so that it reads no tags, and it compares nothing.
 */
record PlainSdkPlanning(PlainSdk way) implements Contender {

    private static final int PAGE = 100;

    @Override
    public String name() {
        return way.name();
    }

    @Override
    public Outcome work(RemoteAws aws) throws InterruptedException, ExecutionException {
        AtomicInteger read = new AtomicInteger();
        PlainSdk.Failures failures = way.everywhere(aws, here -> readRegion(here, read));
        return new Outcome(Words.whole(read.get()) + " resources, read only", failures.toString());
    }

    private static void readRegion(PlainSdk.Here here, AtomicInteger read)
            throws InterruptedException, ExecutionException {
        try (SsmClient ssm = here.client(SsmClient.builder());
                SchedulerClient scheduler = here.client(SchedulerClient.builder())) {
            List<Runnable> parts = new ArrayList<>();
            here.orFail(() -> ssm.describePatchGroupsPaginator(r -> r.maxResults(PAGE)).mappings().stream()
                    .forEach(group -> {}));
            here.orFail(() -> ssm.describePatchBaselinesPaginator(r -> r.maxResults(PAGE)).baselineIdentities().stream()
                    .filter(baseline -> baseline.baselineName().startsWith("bank-"))
                    .forEach(baseline -> parts.add(() -> readBaseline(ssm, baseline, read))));
            here.orFail(() ->
                    ssm.describeMaintenanceWindowsPaginator(r -> r.maxResults(PAGE)).windowIdentities().stream()
                            .filter(window -> window.name().startsWith(BankSpec.NAME))
                            .forEach(window -> parts.add(() -> readWindow(ssm, window, read))));
            here.orFail(() ->
                    scheduler
                            .listSchedulesPaginator(
                                    r -> r.groupName(BankSpec.SCHEDULE_GROUP).maxResults(PAGE))
                            .schedules()
                            .stream()
                            .forEach(entry -> parts.add(() -> readEntry(scheduler, entry, read))));
            here.all(parts);
        }
    }

    private static void readBaseline(SsmClient ssm, PatchBaselineIdentity baseline, AtomicInteger read) {
        ssm.getPatchBaseline(r -> r.baselineId(baseline.baselineId()));
        read.incrementAndGet();
    }

    private static void readWindow(SsmClient ssm, MaintenanceWindowIdentity window, AtomicInteger read) {
        String id = window.windowId();
        ssm.getMaintenanceWindow(r -> r.windowId(id));
        read.incrementAndGet();
        read.addAndGet(ssm.describeMaintenanceWindowTargets(r -> r.windowId(id))
                .targets()
                .size());
        for (MaintenanceWindowTask task :
                ssm.describeMaintenanceWindowTasks(r -> r.windowId(id)).tasks()) {
            ssm.getMaintenanceWindowTask(r -> r.windowId(id).windowTaskId(task.windowTaskId()));
            read.incrementAndGet();
        }
    }

    private static void readEntry(SchedulerClient scheduler, ScheduleSummary entry, AtomicInteger read) {
        scheduler.getSchedule(r -> r.groupName(entry.groupName()).name(entry.name()));
        read.incrementAndGet();
    }
}
