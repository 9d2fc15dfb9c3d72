package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.DeadLetterConfig;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.RetryPolicy;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.scheduler.model.Target;

/** One-time entries of EventBridge Scheduler, in a group of their own that can be tagged. */
public final class SchedulerEntries {

    /** The largest page that EventBridge Scheduler gives. */
    private static final int PAGE = 100;

    /** As many as AWS allows, and as it takes when nothing is said: time ends the attempts. */
    private static final int ATTEMPTS = 185;

    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("'at('uuuu-MM-dd'T'HH:mm:ss')'").withZone(ZoneOffset.UTC);

    private SchedulerEntries() {}

    /** The tags of a group; empty if there is no such group, or if it is about to go. */
    public static CompletableFuture<Optional<SortedMap<String, String>>> groupTags(
            Caller caller, Place place, Errand errand, String group) {
        AwsCall<SchedulerClient, Boolean> isActive = AwsCall.reading(
                SchedulerClient.class,
                "scheduler:GetScheduleGroup",
                scheduler -> scheduler.getScheduleGroup(r -> r.name(group)).state() == ScheduleGroupState.ACTIVE);
        AwsCall<SchedulerClient, SortedMap<String, String>> tags = AwsCall.reading(
                SchedulerClient.class,
                "scheduler:ListTagsForResource",
                scheduler -> Tags.of(
                        scheduler
                                .listTagsForResource(r -> r.resourceArn(arn(place.scope(), group)))
                                .tags(),
                        Tag::key,
                        Tag::value));
        return caller.call(place, isActive, errand)
                .exceptionallyCompose(thrown -> unlessMissing(thrown, false))
                .thenCompose(active -> active
                        ? caller.call(place, tags, errand).thenApply(Optional::of)
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    private static <T> CompletableFuture<T> unlessMissing(Throwable thrown, T missing) {
        String code = CallFailedException.of(thrown).failure().code();
        return code.equals("ResourceNotFoundException")
                ? CompletableFuture.completedFuture(missing)
                : CompletableFuture.failedFuture(thrown);
    }

    private static String arn(Scope scope, String group) {
        return "arn:" + Arns.partition(scope) + ":scheduler:" + scope.region() + ":" + scope.account()
                + ":schedule-group/" + group;
    }

    /** All entries of a group, whole. One whose time comes while they are read is gone before its turn. */
    public static CompletableFuture<List<Entry>> list(Caller caller, Place place, Errand errand, String group) {
        return names(caller, place, errand, group)
                .thenCompose(names -> all(names.stream()
                        .map(name -> caller.call(place, get(group, name), errand)
                                .thenApply(Optional::of)
                                .exceptionallyCompose(thrown -> unlessMissing(thrown, Optional.empty())))
                        .toList()));
    }

    /** What the entries of a group are called. */
    public static CompletableFuture<List<String>> names(Caller caller, Place place, Errand errand, String group) {
        List<String> names = new ArrayList<>();
        Pages<SchedulerClient, ListSchedulesResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SchedulerClient.class,
                        "scheduler:ListSchedules",
                        scheduler -> scheduler.listSchedules(
                                r -> r.groupName(group).maxResults(PAGE).nextToken(token))),
                ListSchedulesResponse::nextToken);
        return pages.read(
                        caller,
                        place,
                        errand,
                        page -> page.schedules().stream()
                                .map(ScheduleSummary::name)
                                .forEach(names::add))
                .thenApply(done -> names);
    }

    private static AwsCall<SchedulerClient, Entry> get(String group, String name) {
        return AwsCall.reading(
                SchedulerClient.class,
                "scheduler:GetSchedule",
                scheduler ->
                        Entry.of(scheduler.getSchedule(r -> r.groupName(group).name(name))));
    }

    private static CompletableFuture<List<Entry>> all(List<CompletableFuture<Optional<Entry>>> entries) {
        return CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        entries.stream().flatMap(entry -> entry.join().stream()).toList());
    }

    public static AwsCall<SchedulerClient, ?> createGroup(String group, Map<String, String> tags, String token) {
        return AwsCall.repeatable(
                SchedulerClient.class,
                "scheduler:CreateScheduleGroup",
                "schedule group " + group,
                scheduler -> scheduler.createScheduleGroup(
                        r -> r.name(group).tags(of(tags)).clientToken(token)));
    }

    public static AwsCall<SchedulerClient, ?> tagGroup(Scope scope, String group, Map<String, String> tags) {
        return AwsCall.repeatable(
                SchedulerClient.class,
                "scheduler:TagResource",
                "tags of schedule group " + group,
                scheduler -> scheduler.tagResource(
                        r -> r.resourceArn(arn(scope, group)).tags(of(tags))));
    }

    public static AwsCall<SchedulerClient, ?> untagGroup(Scope scope, String group, Collection<String> keys) {
        return AwsCall.repeatable(
                SchedulerClient.class,
                "scheduler:UntagResource",
                "tags " + String.join(", ", keys) + " of schedule group " + group,
                scheduler -> scheduler.untagResource(
                        r -> r.resourceArn(arn(scope, group)).tagKeys(keys)));
    }

    /** Takes a group away, with its entries. */
    public static AwsCall<SchedulerClient, ?> deleteGroup(String group, String token) {
        return AwsCall.repeatable(
                SchedulerClient.class,
                "scheduler:DeleteScheduleGroup",
                "schedule group " + group,
                scheduler -> scheduler.deleteScheduleGroup(r -> r.name(group).clientToken(token)));
    }

    public static AwsCall<SchedulerClient, ?> create(String group, Declared entry, String input, String token) {
        return AwsCall.repeatable(
                SchedulerClient.class,
                "scheduler:CreateSchedule",
                "schedule " + group + "/" + entry.name(),
                scheduler -> scheduler.createSchedule(r -> r.groupName(group)
                        .name(entry.name())
                        .clientToken(token)
                        .description(entry.description())
                        .scheduleExpression(AT.format(entry.at()))
                        .scheduleExpressionTimezone("UTC")
                        .flexibleTimeWindow(exactly())
                        .actionAfterCompletion(ActionAfterCompletion.DELETE)
                        .target(target(entry, input))));
    }

    public static AwsCall<SchedulerClient, ?> update(String group, Declared entry, String input, String token) {
        return AwsCall.repeatable(
                SchedulerClient.class,
                "scheduler:UpdateSchedule",
                "schedule " + group + "/" + entry.name(),
                scheduler -> scheduler.updateSchedule(r -> r.groupName(group)
                        .name(entry.name())
                        .clientToken(token)
                        .description(entry.description())
                        .scheduleExpression(AT.format(entry.at()))
                        .scheduleExpressionTimezone("UTC")
                        .flexibleTimeWindow(exactly())
                        .actionAfterCompletion(ActionAfterCompletion.DELETE)
                        .target(target(entry, input))));
    }

    public static AwsCall<SchedulerClient, ?> delete(String group, String name, String token) {
        return AwsCall.repeatable(
                SchedulerClient.class,
                "scheduler:DeleteSchedule",
                "schedule " + group + "/" + name,
                scheduler -> scheduler.deleteSchedule(
                        r -> r.groupName(group).name(name).clientToken(token)));
    }

    private static FlexibleTimeWindow exactly() {
        return FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();
    }

    private static Target target(Declared entry, String input) {
        return Target.builder()
                .arn(entry.target())
                .roleArn(entry.role())
                .input(input)
                .retryPolicy(policy -> policy.maximumEventAgeInSeconds(seconds(entry.retriedFor()))
                        .maximumRetryAttempts(ATTEMPTS))
                .build();
    }

    private static int seconds(Duration time) {
        return (int) time.toSeconds();
    }

    private static List<Tag> of(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /**
     * An entry as it is declared.
     *
     * @param target the ARN of what it calls
     * @param input what it says; ids that are not known yet stand in it as the application of the plan names them
     * @param retriedFor how long AWS tries again where the target does not answer: a minute to a day
     */
    public record Declared(
            String name,
            String description,
            Instant at,
            String target,
            String role,
            String input,
            Duration retriedFor) {

        /** As flat text. */
        public SortedMap<String, String> content() {
            return new Fields()
                    .put("at", AT.format(at))
                    .put("zone", "UTC")
                    .put("description", description)
                    .put("target", target)
                    .put("role", role)
                    .put("input", input)
                    .put("retry.seconds", seconds(retriedFor))
                    .put("retry.attempts", ATTEMPTS)
                    .put("afterCompletion", ActionAfterCompletion.DELETE)
                    .values();
        }
    }

    /** An entry that there is. */
    public record Entry(String name, SortedMap<String, String> content) {

        /** Whether its time has passed: AWS takes it away by itself, a little later. */
        public boolean isOver(Instant now) {
            return content.getOrDefault("at", "").compareTo(AT.format(now)) <= 0;
        }

        private static Entry of(GetScheduleResponse entry) {
            Fields fields = new Fields()
                    .put("at", entry.scheduleExpression())
                    .put("zone", entry.scheduleExpressionTimezone())
                    .put("description", entry.description())
                    .put("afterCompletion", entry.actionAfterCompletionAsString())
                    .putUnless("ENABLED", "state", entry.stateAsString())
                    .put("startDate", entry.startDate())
                    .put("endDate", entry.endDate())
                    .put("kmsKey", entry.kmsKeyArn());
            FlexibleTimeWindow flexible = entry.flexibleTimeWindow();
            if (flexible != null) {
                fields.putUnless("OFF", "flexible.mode", flexible.modeAsString())
                        .put("flexible.minutes", flexible.maximumWindowInMinutes());
            }
            return new Entry(
                    entry.name(), fields.putAll("", ofTarget(entry.target())).values());
        }

        private static SortedMap<String, String> ofTarget(@Nullable Target target) {
            Fields fields = new Fields();
            if (target == null) {
                return fields.values();
            }
            fields.put("target", target.arn()).put("role", target.roleArn()).put("input", target.input());
            RetryPolicy retry = target.retryPolicy();
            if (retry != null) {
                fields.put("retry.seconds", retry.maximumEventAgeInSeconds())
                        .put("retry.attempts", retry.maximumRetryAttempts());
            }
            DeadLetterConfig undelivered = target.deadLetterConfig();
            return undelivered == null
                    ? fields.values()
                    : fields.put("deadLetterQueue", undelivered.arn()).values();
        }
    }
}
