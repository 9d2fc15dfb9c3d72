package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupState;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.ssm.SsmClient;

/** EventBridge Scheduler and SNS, through AWS's own clients. The world begins at midnight. */
class ScheduledMessagesTest {

    private static final String REGION = "eu-central-1";
    private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:notices";
    private static final String ROLE = "arn:aws:iam::111122223333:role/scheduler";

    private final SimulatedAws aws =
            SimulatedAws.builder().seed(3).untouched().regions(REGION).build();

    @AfterEach
    void close() {
        aws.close();
    }

    // --- Scheduler

    @ParameterizedTest
    @EnumSource(Door.class)
    void groupsAreMadeTaggedListedAndDeleted(Door door) {
        try (SchedulerClient scheduler = door.client(aws, SchedulerClient.builder(), REGION)) {
            String arn = scheduler
                    .createScheduleGroup(r -> r.name("notices").tags(tag("Owner", "us"), tag("Spec", "a")))
                    .scheduleGroupArn();
            assertEquals("arn:aws:scheduler:eu-central-1:111122223333:schedule-group/notices", arn);
            scheduler.tagResource(r -> r.resourceArn(arn).tags(tag("Spec", "b")));
            scheduler.untagResource(r -> r.resourceArn(arn).tagKeys("Owner"));
            assertEquals(
                    List.of(tag("Spec", "b")),
                    scheduler.listTagsForResource(r -> r.resourceArn(arn)).tags());
            assertEquals(
                    List.of("default", "notices"),
                    scheduler.listScheduleGroupsPaginator(r -> r.maxResults(1)).scheduleGroups().stream()
                            .map(group -> group.name())
                            .toList());
            assertThrows(
                    ConflictException.class,
                    () -> scheduler.createScheduleGroup(r -> r.name("notices").clientToken("another")));
            scheduler.deleteScheduleGroup(r -> r.name("notices"));
            assertThrows(ResourceNotFoundException.class, () -> scheduler.getScheduleGroup(r -> r.name("notices")));
        }
        assertEquals(List.of(), aws.violations());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aScheduleIsGivenBackWithDefaultsAndUpdatedAsAWhole(Door door) {
        try (SchedulerClient scheduler = door.client(aws, SchedulerClient.builder(), REGION)) {
            String arn = scheduler
                    .createSchedule(notice("one", "at(2026-11-24T12:00:00)")
                            .description("d")
                            .build())
                    .scheduleArn();
            GetScheduleResponse schedule = scheduler.getSchedule(r -> r.name("one"));
            assertEquals("arn:aws:scheduler:eu-central-1:111122223333:schedule/default/one", arn);
            assertEquals("d", schedule.description());
            assertEquals("UTC", schedule.scheduleExpressionTimezone());
            assertEquals(ScheduleState.ENABLED, schedule.state());
            assertEquals(185, schedule.target().retryPolicy().maximumRetryAttempts());
            assertEquals(Instant.parse("2026-11-24T00:00:00Z"), schedule.creationDate());
            aws.time().advance(Duration.ofHours(1));
            scheduler.updateSchedule(r -> r.name("one")
                    .scheduleExpression("rate(1 hour)")
                    .state(ScheduleState.DISABLED)
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(schedule.target()));
            GetScheduleResponse updated = scheduler.getSchedule(r -> r.name("one"));
            assertEquals(null, updated.description());
            assertEquals(schedule.creationDate(), updated.creationDate());
            assertEquals(Instant.parse("2026-11-24T01:00:00Z"), updated.lastModificationDate());
            assertEquals(
                    List.of("one"),
                    scheduler
                            .listSchedulesPaginator(
                                    r -> r.state(ScheduleState.DISABLED).namePrefix("o"))
                            .schedules()
                            .stream()
                            .map(ScheduleSummary::name)
                            .toList());
            scheduler.deleteSchedule(r -> r.name("one"));
            assertThrows(ResourceNotFoundException.class, () -> scheduler.getSchedule(r -> r.name("one")));
        }
        assertEquals(List.of(), aws.violations());
    }

    @Test
    void aScheduleSpeaksToItsTopicWhenItIsDueAndGoesIfItIsToGo() {
        try (SchedulerClient scheduler = Door.IN_PROCESS.client(aws, SchedulerClient.builder(), REGION);
                SnsClient sns = Door.IN_PROCESS.client(aws, SnsClient.builder(), REGION)) {
            sns.createTopic(r -> r.name("notices"));
            scheduler.createSchedule(notice("once", "at(2026-11-24T10:00:00)")
                    .scheduleExpressionTimezone("Europe/Berlin")
                    .actionAfterCompletion(ActionAfterCompletion.DELETE)
                    .build());
            aws.time().advance(Duration.ofHours(8).plusMinutes(59));
            assertEquals(List.of(), aws.world().messages());
            aws.time().advance(Duration.ofMinutes(1));
            SimulatedMessage message = aws.world().messages().get(0);
            assertEquals("once at 2026-11-24T09:00:00Z", message.text());
            assertEquals(Instant.parse("2026-11-24T09:00:00Z"), message.published());
            assertThrows(ResourceNotFoundException.class, () -> scheduler.getSchedule(r -> r.name("once")));
            aws.time().advance(Duration.ofDays(2));
            assertEquals(1, aws.world().messages().size());
        }
    }

    @Test
    void aRateBeginsAtOnceAndAnUpdateTakesThePlaceOfWhatWasPlanned() {
        try (SchedulerClient scheduler = Door.IN_PROCESS.client(aws, SchedulerClient.builder(), REGION);
                SnsClient sns = Door.IN_PROCESS.client(aws, SnsClient.builder(), REGION)) {
            sns.createTopic(r -> r.name("notices"));
            scheduler.createSchedule(notice("often", "rate(1 hour)").build());
            aws.time().advance(Duration.ofHours(2));
            assertEquals(3, aws.world().messages().size());
            scheduler.updateSchedule(r -> r.name("often")
                    .scheduleExpression("cron(30 4 * * ? *)")
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(t -> t.arn(TOPIC).roleArn(ROLE)));
            aws.time().advance(Duration.ofDays(1));
            assertEquals(4, aws.world().messages().size());
            String event = aws.world().messages().get(3).text();
            assertTrue(event.contains("\"time\":\"2026-11-24T04:30:00Z\""), event);
        }
    }

    @Test
    void aScheduleCallsSystemsManagerAndAFailureIsKept() {
        try (SchedulerClient scheduler = Door.IN_PROCESS.client(aws, SchedulerClient.builder(), REGION);
                SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION)) {
            String window = ssm.createMaintenanceWindow(r -> r.name("nights")
                            .schedule("cron(0 2 * * ? *)")
                            .duration(3)
                            .cutoff(1)
                            .allowUnassociatedTargets(true))
                    .windowId();
            String target = "arn:aws:scheduler:::aws-sdk:ssm:updateMaintenanceWindow";
            Consumer<String> disabling = id -> scheduler.createSchedule(notice(
                            "freeze-" + id, "at(2026-11-24T01:00:00)")
                    .target(t -> t.arn(target).roleArn(ROLE).input("{\"WindowId\":\"" + id + "\",\"Enabled\":false}"))
                    .build());
            disabling.accept(window);
            disabling.accept("mw-0123456789abcdef0");
            aws.time().advance(Duration.ofHours(1));
            assertFalse(ssm.getMaintenanceWindow(r -> r.windowId(window)).enabled());
            assertEquals(
                    List.of(
                            Optional.empty(),
                            Optional.of(
                                    "DoesNotExistException: Maintenance window mw-0123456789abcdef0 does not exist")),
                    aws.world().invocations().stream()
                            .map(SimulatedInvocation::failure)
                            .toList());
        }
    }

    @Test
    void aGroupGoesWithItsSchedulesAndTakesAWhile() {
        try (SchedulerClient scheduler = Door.IN_PROCESS.client(aws, SchedulerClient.builder(), REGION)) {
            scheduler.createScheduleGroup(r -> r.name("notices"));
            scheduler.createSchedule(
                    notice("one", "rate(1 day)").groupName("notices").build());
            scheduler.deleteScheduleGroup(r -> r.name("notices"));
            assertEquals(
                    ScheduleGroupState.DELETING,
                    scheduler.getScheduleGroup(r -> r.name("notices")).state());
            CreateScheduleRequest another =
                    notice("two", "rate(1 day)").groupName("notices").build();
            assertThrows(ConflictException.class, () -> scheduler.createSchedule(another));
            aws.time().advance(Duration.ofSeconds(5));
            assertThrows(ResourceNotFoundException.class, () -> scheduler.getScheduleGroup(r -> r.name("notices")));
        }
    }

    @Test
    void aDeletionWhoseAnswerIsLostIsNotRefusedTheSecondTime() {
        try (SchedulerClient scheduler = Door.IN_PROCESS.client(aws, SchedulerClient.builder(), REGION)) {
            scheduler.createSchedule(notice("one", "rate(1 day)").build());
            aws.fault(Fault.lostReply("scheduler:DeleteSchedule").times(1));
            assertThrows(
                    SdkClientException.class,
                    () -> scheduler.deleteSchedule(r -> r.name("one").clientToken("t")));
            scheduler.deleteSchedule(r -> r.name("one").clientToken("t"));
            assertThrows(
                    ResourceNotFoundException.class,
                    () -> scheduler.deleteSchedule(r -> r.name("one").clientToken("u")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(1 weeks)           | UTC       | 400 | ValidationException       | Invalid Schedule Expression rate(1 weeks).",
                "at(2026-11-24T10:00:00) | Mars/Base | 400 | ValidationException       | Invalid ScheduleExpressionTimezone Mars/Base.",
                "taken                   | UTC       | 409 | ConflictException         | Schedule taken already exists.",
                "nowhere                 | UTC       | 404 | ResourceNotFoundException | Schedule group nowhere does not exist."
            })
    void aScheduleThatCannotBeIsRefused(String what, String zone, int status, String code, String message) {
        try (SchedulerClient scheduler = Door.IN_PROCESS.client(aws, SchedulerClient.builder(), REGION)) {
            scheduler.createSchedule(notice("taken", "rate(1 day)").build());
            CreateScheduleRequest request = notice(
                            what.equals("taken") ? what : "new", what.contains("(") ? what : "rate(1 day)")
                    .scheduleExpressionTimezone(zone)
                    .groupName(what.equals("nowhere") ? what : "default")
                    .build();
            AwsServiceException refusal =
                    assertThrows(AwsServiceException.class, () -> scheduler.createSchedule(request));
            assertEquals(message, refusal.awsErrorDetails().errorMessage());
            assertEquals(code, refusal.awsErrorDetails().errorCode());
            assertEquals(status, refusal.statusCode());
        }
    }

    @Test
    void schedulerIsThrottledAndUnknownToStrangersInItsOwnWay() {
        try (SchedulerClient scheduler = Door.HTTP.client(aws, SchedulerClient.builder(), REGION)) {
            aws.limit(Limit.of("scheduler:*", 1, 1));
            scheduler.listSchedules(r -> {});
            AwsServiceException refusal =
                    assertThrows(AwsServiceException.class, () -> scheduler.listSchedules(r -> {}));
            assertEquals(429, refusal.statusCode());
            assertTrue(refusal.isThrottlingException());
        }
    }

    private static CreateScheduleRequest.Builder notice(String name, String expression) {
        return CreateScheduleRequest.builder()
                .name(name)
                .scheduleExpression(expression)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(TOPIC).roleArn(ROLE).input(name + " at <aws.scheduler.scheduled-time>"));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    // --- SNS

    @ParameterizedTest
    @EnumSource(Door.class)
    void topicsAreMadeOnceTaggedAndDeleted(Door door) {
        try (SnsClient sns = door.client(aws, SnsClient.builder(), REGION)) {
            software.amazon.awssdk.services.sns.model.Tag owner =
                    software.amazon.awssdk.services.sns.model.Tag.builder()
                            .key("Owner")
                            .value("us")
                            .build();
            assertEquals(
                    TOPIC, sns.createTopic(r -> r.name("notices").tags(owner)).topicArn());
            assertEquals(
                    TOPIC, sns.createTopic(r -> r.name("notices").tags(owner)).topicArn());
            assertEquals(1, sns.listTopics().topics().size());
            sns.setTopicAttributes(
                    r -> r.topicArn(TOPIC).attributeName("DisplayName").attributeValue("Notices"));
            assertEquals(
                    "Notices",
                    sns.getTopicAttributes(r -> r.topicArn(TOPIC)).attributes().get("DisplayName"));
            sns.untagResource(r -> r.resourceArn(TOPIC).tagKeys("Owner"));
            assertEquals(
                    List.of(),
                    sns.listTagsForResource(r -> r.resourceArn(TOPIC)).tags());
            assertThrows(InvalidParameterException.class, () -> sns.createTopic(r -> r.name("no topic")));
            sns.deleteTopic(r -> r.topicArn(TOPIC));
            sns.deleteTopic(r -> r.topicArn(TOPIC));
            assertThrows(NotFoundException.class, () -> sns.getTopicAttributes(r -> r.topicArn(TOPIC)));
        }
        assertEquals(List.of(), aws.violations());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whatIsPublishedCanBeRead(Door door) {
        try (SnsClient sns = door.client(aws, SnsClient.builder(), REGION)) {
            sns.createTopic(r -> r.name("notices"));
            String id = sns.publish(r -> r.topicArn(TOPIC)
                            .subject("s")
                            .message("<&> Ünicode")
                            .messageAttributes(Map.of(
                                    "kind",
                                    MessageAttributeValue.builder()
                                            .dataType("String")
                                            .stringValue("notice")
                                            .build())))
                    .messageId();
            assertEquals(
                    List.of(new SimulatedMessage(
                            "111122223333",
                            REGION,
                            TOPIC,
                            id,
                            Optional.of("s"),
                            "<&> Ünicode",
                            Map.of("kind", "notice"),
                            Instant.parse("2026-11-24T00:00:00Z"))),
                    aws.world().messages());
            assertThrows(
                    NotFoundException.class,
                    () -> sns.publish(r -> r.topicArn(TOPIC + "-unknown").message("m")));
        }
    }

    @Test
    void subscribersAreListedAndThoseThatHaveToConfirmArePending() {
        try (SnsClient sns = Door.IN_PROCESS.client(aws, SnsClient.builder(), REGION)) {
            sns.createTopic(r -> r.name("notices"));
            assertEquals(
                    "pending confirmation",
                    sns.subscribe(r -> r.topicArn(TOPIC).protocol("email").endpoint("team@example.com"))
                            .subscriptionArn());
            sns.subscribe(
                    r -> r.topicArn(TOPIC).protocol("sqs").endpoint("arn:aws:sqs:eu-central-1:111122223333:notices"));
            assertEquals(
                    "PendingConfirmation",
                    sns.listSubscriptionsByTopic(r -> r.topicArn(TOPIC))
                            .subscriptions()
                            .get(0)
                            .subscriptionArn());
            assertEquals(
                    "1",
                    sns.getTopicAttributes(r -> r.topicArn(TOPIC)).attributes().get("SubscriptionsConfirmed"));
        }
    }
}
