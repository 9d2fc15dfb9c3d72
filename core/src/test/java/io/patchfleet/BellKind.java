package io.patchfleet;

import static io.patchfleet.model.IamPolicy.Statement.allow;

import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.Verb;
import io.patchfleet.spec.FleetSpec.Declared;
import io.patchfleet.spi.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

/** Entries of Scheduler that ring a topic: AWS cannot tag them, so their names say whose they are. */
final class BellKind implements ResourceKind {

    static final String NAME = "bell";
    private static final int LONGEST_PREFIX = 40;
    private static final String ROLE = "arn:aws:iam::111122223333:role/Bell";

    static Declared bell(String name, String schedule, String topic) {
        return new TopicKind.Resource(NAME, name, new TreeMap<>(Map.of("schedule", schedule, "topic", topic)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<List<Found>> read(Context context) {
        String prefix = context.ownPrefix(LONGEST_PREFIX);
        return context.read(
                        SchedulerClient.class,
                        "scheduler:ListSchedules",
                        scheduler -> scheduler.listSchedules(r -> r.namePrefix(prefix)))
                .thenCompose(page -> {
                    List<CompletableFuture<Found>> reading = page.schedules().stream()
                            .map(ScheduleSummary::name)
                            .map(name -> read(context, prefix, name).toCompletableFuture())
                            .toList();
                    return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                            .thenApply(done -> reading.stream()
                                    .map(CompletableFuture::join)
                                    .toList());
                });
    }

    private static CompletionStage<Found> read(Context context, String prefix, String name) {
        return context.read(
                        SchedulerClient.class,
                        "scheduler:GetSchedule",
                        scheduler -> scheduler.getSchedule(r -> r.name(name)))
                .thenApply(entry -> Found.named(name.substring(prefix.length()), name, properties(entry)));
    }

    private static SortedMap<String, String> properties(GetScheduleResponse entry) {
        String topic = entry.target().arn();
        return new TreeMap<>(
                Map.of("schedule", entry.scheduleExpression(), "topic", topic.substring(topic.lastIndexOf(':') + 1)));
    }

    @Override
    public CompletionStage<String> make(Context context, Meant meant) {
        String name = context.ownPrefix(LONGEST_PREFIX) + meant.declared().name();
        Map<String, String> properties = meant.declared().properties();
        String topic = context.id(TopicKind.NAME, properties.getOrDefault("topic", ""))
                .orElseThrow(() ->
                        new IllegalStateException("topic " + properties.getOrDefault("topic", "") + " is not there"));
        return context.change(
                        SchedulerClient.class,
                        "scheduler:CreateSchedule",
                        "bell " + name,
                        true,
                        scheduler -> scheduler.createSchedule(r -> r.name(name)
                                .scheduleExpression(properties.get("schedule"))
                                .clientToken(meant.token())
                                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                                .target(t -> t.arn(topic).roleArn(ROLE).input("{}"))))
                .thenApply(done -> name);
    }

    @Override
    public CompletionStage<?> remove(Context context, Found found) {
        return context.change(
                SchedulerClient.class,
                "scheduler:DeleteSchedule",
                "bell " + found.name(),
                true,
                scheduler -> scheduler.deleteSchedule(r -> r.name(found.id())));
    }

    @Override
    public boolean isChangeable(String property) {
        return false;
    }

    @Override
    public IamPolicy iamPolicy(Verb verb, String partition) {
        return IamPolicy.of(allow(List.of("*"), "scheduler:ListSchedules"));
    }
}
