package io.patchfleet;

import static io.patchfleet.model.OperatingSystem.AMAZON_LINUX_2023;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.event.CallEvent;
import io.patchfleet.model.Gap;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Schedule;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.Removal;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowIdentity;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTask;
import software.amazon.awssdk.services.ssm.model.Tag;

class DeclareNoticesTest {

    private static final String HERE = "eu-central-1";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void eachOpeningOfTheNextFiveWeeksHasOneNotice() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetSpec spec = spec(e -> e.noticeBefore(ofHours(24), "patching", "PatchFleetScheduler"));

            ApplyOutcome outcome = fleet.apply(fleet.plan(spec));

            assertTrue(outcome.isComplete(), outcome::toString);
            List<Instant> openings = saturday().next(aws.clock().instant(), 10).stream()
                    .map(opening -> opening.toInstant())
                    .filter(opening -> opening.minus(ofHours(24))
                            .isBefore(aws.clock().instant().plus(Duration.ofDays(35))))
                    .filter(opening ->
                            opening.minus(ofHours(24)).isAfter(aws.clock().instant()))
                    .toList();
            List<GetScheduleResponse> entries = entries(aws);
            assertEquals(openings.size(), entries.size());
            GetScheduleResponse first = entries.get(0);
            assertEquals(
                    "at(" + openings.get(0).minus(ofHours(24)).toString().replace("Z", "") + ")",
                    first.scheduleExpression());
            assertEquals(
                    "arn:aws:sns:eu-central-1:111122223333:patching",
                    first.target().arn());
            assertTrue(first.target().input().contains("\"window\":\"bank-Payments-install\""), first.target()::input);
            assertTrue(fleet.plan(spec).isUpToDate());
        }
    }

    @Test
    void asTimePassesApplyRefreshesTheNoticesAndAReviewedPlanIsNotOutdatedByThem() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetSpec spec = spec(e -> e.noticeBefore(ofHours(24), "patching", "PatchFleetScheduler"));
            FleetPlan reviewed = fleet.plan(spec);
            aws.time().advance(Duration.ofDays(10));

            ApplyOutcome late = fleet.apply(reviewed);
            assertTrue(late.isComplete(), late::toString);

            aws.time().advance(Duration.ofDays(6).plusHours(7));
            assertTrue(fleet.drift(spec).isUpToDate(), () -> fleet.drift(spec).toString());
            aws.time().advance(Duration.ofDays(14));
            FleetPlan refresh = fleet.plan(spec);
            List<Change> needed =
                    refresh.changes().stream().filter(Change::isNeeded).toList();
            assertTrue(!needed.isEmpty(), refresh::toString);
            assertTrue(
                    needed.stream().allMatch(c -> c.kind().equals("scheduleEntry") && c.action() == Action.CREATE),
                    refresh::toString);
            ApplyOutcome refreshed = fleet.apply(refresh);
            assertTrue(refreshed.isComplete(), refreshed::toString);
            FleetPlan rest = fleet.plan(spec);
            assertTrue(rest.isUpToDate(), rest::toString);
        }
    }

    @Test
    void aFreezeShutsTheWindowAndOpensItAgain() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            LocalDate today = aws.clock().instant().atZone(BERLIN).toLocalDate();
            LocalDate from = today.plusDays(20);
            LocalDate to = from.plusDays(13);
            FleetSpec spec = spec(e -> e.noticeBefore(ofHours(24), "patching", "PatchFleetScheduler")
                    .freeze(from, to, "PatchFleetScheduler"));

            ApplyOutcome outcome = fleet.apply(fleet.plan(spec));
            assertTrue(outcome.isComplete(), outcome::toString);

            assertTrue(window(aws).enabled());
            aws.time().advanceTo(from.atStartOfDay(BERLIN).toInstant().plusSeconds(60));
            assertEquals(false, window(aws).enabled());
            assertTrue(fleet.plan(spec).changes().stream()
                    .filter(Change::isNeeded)
                    .allMatch(change -> change.kind().equals("scheduleEntry")));
            aws.time().advanceTo(to.plusDays(1).atStartOfDay(BERLIN).toInstant().plusSeconds(60));
            assertEquals(true, window(aws).enabled());
        }
    }

    @Test
    void aFreezeIsScheduledHoweverFarAwayItIs() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            LocalDate from = today(aws).plusDays(60);
            LocalDate to = from.plusDays(13);
            FleetSpec spec = spec(e -> e.freeze(from, to, "PatchFleetScheduler"));

            ApplyOutcome outcome = fleet.apply(fleet.plan(spec));

            assertTrue(outcome.isComplete(), outcome::toString);
            assertEquals(2, entries(aws).size());
            assertTrue(fleet.plan(spec).isUpToDate());
            aws.time().advanceTo(from.atStartOfDay(BERLIN).toInstant().plusSeconds(60));
            assertEquals(false, window(aws).enabled());
            aws.time().advanceTo(to.plusDays(1).atStartOfDay(BERLIN).toInstant().plusSeconds(60));
            assertEquals(true, window(aws).enabled());
        }
    }

    @Test
    void aWindowThatIsMadeDuringAFreezeIsShut() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            LocalDate today = aws.clock().instant().atZone(BERLIN).toLocalDate();
            FleetSpec spec = spec(e -> e.freeze(today.minusDays(1), today.plusDays(3), "PatchFleetScheduler"));

            assertTrue(fleet.apply(fleet.plan(spec)).isComplete());

            assertEquals(false, window(aws).enabled());
            assertTrue(fleet.plan(spec).isUpToDate(), () -> fleet.plan(spec).toString());
        }
    }

    @Test
    void aWindowThatCannotBeShutDuringAFreezeGetsNoTask() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            LocalDate today = today(aws);
            FleetSpec spec = spec(e -> e.freeze(today.minusDays(1), today.plusDays(3), "PatchFleetScheduler"));
            Removal denial = aws.fault(Fault.accessDenied("ssm:UpdateMaintenanceWindow"));

            ApplyOutcome made = fleet.apply(fleet.plan(spec));

            assertEquals("maintenanceWindow", made.failed().get(0).change().kind(), made::toString);
            assertEquals(List.of(), tasks(aws));
            ApplyOutcome again = fleet.apply(fleet.plan(spec));
            assertEquals("maintenanceWindow", again.failed().get(0).change().kind(), again::toString);
            assertEquals(List.of(), tasks(aws));
            denial.close();
            ApplyOutcome repaired = fleet.apply(fleet.plan(spec));
            assertTrue(repaired.isComplete(), repaired::toString);
            assertEquals(false, window(aws).enabled());
            assertEquals(1, tasks(aws).size());
        }
    }

    @Test
    void aNoticeOfARateNeedsToKnowFromWhenItIsCounted() {
        FleetSpec.Builder spec = FleetSpec.builder("bank")
                .environment(
                        "Payments",
                        e -> e.installWindow(Schedule.rate(Duration.ofDays(7)), ofHours(4))
                                .noticeBefore(ofHours(2), "patching", "PatchFleetScheduler"));

        InvalidInputException refused = assertThrows(InvalidInputException.class, spec::build);

        assertEquals(
                "environments.Payments.installWindow.schedule: 'every 7 days' is not allowed here; allowed: a rate with a"
                        + " start, because a notice is declared: AWS alone knows from when it counts one without",
                refused.getMessage());
    }

    @Test
    void aScheduleGroupOfOthersLeavesAFreezeUnprotectedAndThePlanSaysSo() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SchedulerClient scheduler = Fleets.client(aws, HERE, SchedulerClient.builder())) {
            scheduler.createScheduleGroup(r -> r.name("patchfleet-bank"));

            FleetPlan plan = fleet.plan(
                    spec(e -> e.freeze(today(aws).plusDays(3), today(aws).plusDays(9), "PatchFleetScheduler")));

            assertEquals(
                    List.of(
                            "schedule group patchfleet-bank is there and belongs to others, so that no notice is sent and"
                                    + " no freeze shuts a window"),
                    plan.gaps().stream().map(Gap::reason).toList());
        }
    }

    @Test
    void noticesGoWhenNoneIsDeclaredAnyMore() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            fleet.apply(fleet.plan(spec(e -> e.noticeBefore(ofHours(2), "patching", "PatchFleetScheduler"))));
            FleetSpec without = spec(e -> {});

            FleetPlan plan = fleet.plan(without);
            assertTrue(fleet.apply(plan).isComplete(), plan::toString);

            aws.time().advance(Duration.ofHours(1));
            assertEquals(List.of(), entries(aws));
            assertTrue(fleet.plan(without).isUpToDate());
            assertTrue(fleet.apply(fleet.planDestroy(without)).isComplete());
            assertTrue(fleet.planDestroy(without).isUpToDate());
        }
    }

    @Test
    void whatCannotBeTakenAwayKeepsNothingElseFromBeingTakenAway() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetSpec spec = spec(e -> e.noticeBefore(ofHours(2), "patching", "PatchFleetScheduler"));
            assertTrue(fleet.apply(fleet.plan(spec)).isComplete());
            FleetPlan destroy = fleet.planDestroy(spec);
            aws.fault(Fault.accessDenied("scheduler:DeleteScheduleGroup"));

            ApplyOutcome outcome = fleet.apply(destroy);

            assertEquals(
                    List.of("scheduleGroup"),
                    outcome.failed().stream()
                            .map(result -> result.change().kind())
                            .toList(),
                    outcome::toString);
            assertEquals(List.of(), outcome.notAttempted(), outcome::toString);
            assertEquals(
                    List.of("scheduleGroup"),
                    fleet.planDestroy(spec).changes().stream().map(Change::kind).toList());
        }
    }

    @Test
    void aPlanThatWasReviewedBeforeAFreezeIsAppliedInIt() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            LocalDate from = today(aws).plusDays(2);
            FleetSpec spec = spec(e -> e.freeze(from, from.plusDays(6), "PatchFleetScheduler"));
            FleetPlan reviewed = fleet.plan(spec);
            aws.time().advance(Duration.ofDays(3));

            ApplyOutcome late = fleet.apply(reviewed);

            assertTrue(late.isComplete(), late::toString);
            assertEquals(false, window(aws).enabled());
            FleetPlan destroy = fleet.planDestroy(spec);
            aws.time().advance(Duration.ofDays(10));
            assertTrue(fleet.apply(destroy).isComplete());
        }
    }

    @Test
    void whoDropsAFreezeIsNotTakenForSomebodyWhoOpenedTheWindowByHand() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            LocalDate from = today(aws).plusDays(1);
            FleetSpec frozen = spec(e -> e.freeze(from, from.plusDays(6), "PatchFleetScheduler"));
            assertTrue(fleet.apply(fleet.plan(frozen)).isComplete());
            aws.time().advance(Duration.ofDays(2));

            Change dropped = ofWindow(fleet.plan(spec(e -> {})));
            assertEquals("enabled: false -> true", told(dropped));
            assertEquals("what is declared has changed", dropped.why());
            assertEquals(false, dropped.changedOutside());

            SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder());
            ssm.updateMaintenanceWindow(r -> r.windowId(window(aws).windowId()).enabled(true));
            Change opened = ofWindow(fleet.drift(frozen));
            assertEquals("enabled: true -> false", told(opened));
            assertEquals("somebody changed it", opened.why());
            assertTrue(opened.changedOutside());
        }
    }

    @Test
    void whateverIsChangedByHandInAnEntryIsSeenAndPutBack() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SchedulerClient scheduler = Fleets.client(aws, HERE, SchedulerClient.builder())) {
            FleetSpec spec = spec(e -> e.noticeBefore(ofHours(2), "patching", "PatchFleetScheduler"));
            assertTrue(fleet.apply(fleet.plan(spec)).isComplete());
            GetScheduleResponse entry = entries(aws).get(0);
            assertEquals(7200, entry.target().retryPolicy().maximumEventAgeInSeconds());
            scheduler.updateSchedule(r -> r.groupName(entry.groupName())
                    .name(entry.name())
                    .description(entry.description())
                    .scheduleExpression(entry.scheduleExpression())
                    .scheduleExpressionTimezone("UTC")
                    .flexibleTimeWindow(f -> f.mode("FLEXIBLE").maximumWindowInMinutes(30))
                    .target(entry.target().toBuilder()
                            .retryPolicy(p -> p.maximumRetryAttempts(0).maximumEventAgeInSeconds(60))
                            .deadLetterConfig(d -> d.arn("arn:aws:sqs:eu-central-1:111122223333:lost"))
                            .build()));

            FleetPlan drift = fleet.drift(spec);

            assertEquals(
                    "afterCompletion: NONE -> DELETE; deadLetterQueue: arn:aws:sqs:eu-central-1:111122223333:lost -> ;"
                            + " flexible.minutes: 30 -> ; flexible.mode: FLEXIBLE -> ; retry.attempts: 0 -> 185;"
                            + " retry.seconds: 60 -> 7200",
                    drift.changes().stream()
                            .filter(Change::isNeeded)
                            .map(DeclareNoticesTest::told)
                            .collect(Collectors.joining("\n")));
            assertTrue(fleet.apply(drift).isComplete());
            assertEquals(entry.target(), entries(aws).get(0).target());
            assertTrue(fleet.drift(spec).isUpToDate());
        }
    }

    @Test
    void anEntryThatShutsAWindowOfOthersIsPutRightThoughThatIsCalledTheSame() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder());
                SchedulerClient scheduler = Fleets.client(aws, HERE, SchedulerClient.builder())) {
            FleetSpec spec =
                    spec(e -> e.freeze(today(aws).plusDays(2), today(aws).plusDays(6), "PatchFleetScheduler"));
            assertTrue(fleet.apply(fleet.plan(spec)).isComplete());
            String own = window(aws).windowId();
            String other = ssm.createMaintenanceWindow(r -> r.name("bank-Payments-install")
                            .schedule("rate(7 days)")
                            .duration(4)
                            .cutoff(1)
                            .allowUnassociatedTargets(false)
                            .tags(Tag.builder()
                                    .key("patchfleet:spec")
                                    .value("bank-Payments")
                                    .build()))
                    .windowId();
            GetScheduleResponse entry = entries(aws).get(0);
            scheduler.updateSchedule(r -> r.groupName(entry.groupName())
                    .name(entry.name())
                    .description(entry.description())
                    .scheduleExpression(entry.scheduleExpression())
                    .scheduleExpressionTimezone("UTC")
                    .actionAfterCompletion("DELETE")
                    .flexibleTimeWindow(f -> f.mode("OFF"))
                    .target(entry.target().toBuilder()
                            .input(entry.target().input().replace(own, other))
                            .build()));

            FleetPlan drift = fleet.drift(spec);

            assertEquals(
                    List.of("scheduleEntry"),
                    drift.changes().stream()
                            .filter(Change::isNeeded)
                            .map(Change::kind)
                            .toList(),
                    drift::toString);
            assertTrue(fleet.apply(drift).isComplete());
            assertEquals(entry.target(), entries(aws).get(0).target());
        }
    }

    @Test
    void anEntryWhoseTimeComesWhileThePlanIsMadeHidesNothing() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build();
                SchedulerClient scheduler = Fleets.client(aws, HERE, SchedulerClient.builder());
                PatchFleet late = Fleets.on(aws)
                        .onEvent(CallEvent.Succeeded.class, call -> {
                            if (call.operation().equals("scheduler:ListSchedules")) {
                                GetScheduleResponse first = entries(aws).get(0);
                                scheduler.deleteSchedule(
                                        r -> r.groupName(first.groupName()).name(first.name()));
                            }
                        })
                        .build()) {
            FleetSpec spec = spec(e -> e.noticeBefore(ofHours(2), "patching", "PatchFleetScheduler"));
            assertTrue(fleet.apply(fleet.plan(spec)).isComplete());

            FleetPlan plan = late.plan(spec);

            assertEquals(List.of(), plan.gaps());
            assertEquals(
                    List.of("scheduleEntry"),
                    plan.changes().stream()
                            .filter(Change::isNeeded)
                            .map(Change::kind)
                            .toList(),
                    plan::toString);
        }
    }

    @Test
    void aGroupThatIsStillBeingDeletedIsWaitedForByApplyingAgain() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            FleetSpec spec = spec(e -> e.noticeBefore(ofHours(2), "patching", "PatchFleetScheduler"));
            assertTrue(fleet.apply(fleet.plan(spec)).isComplete());
            assertTrue(fleet.apply(fleet.planDestroy(spec)).isComplete());

            ApplyOutcome tooSoon = fleet.apply(fleet.plan(spec));
            assertEquals(0, tooSoon.failed().size(), tooSoon::toString);
            assertTrue(
                    tooSoon.toString()
                            .contains("AWS has not finished deleting schedule group patchfleet-bank;"
                                    + " apply again in a few minutes"),
                    tooSoon::toString);

            aws.time().advance(ofHours(1));
            assertTrue(fleet.apply(fleet.plan(spec)).isComplete());
            assertTrue(fleet.plan(spec).isUpToDate());
        }
    }

    @Test
    void aTagThatTheSpecDropsGoesEverywhereAndOneOfOthersStays() {
        try (SimulatedAws aws = world();
                PatchFleet fleet = Fleets.on(aws).build()) {
            Consumer<Environment.Builder> notice = e -> e.noticeBefore(ofHours(2), "patching", "PatchFleetScheduler");
            FleetSpec plain = spec(notice);
            FleetSpec less = builder(notice).tag("Team", "platform").build();
            FleetSpec tagged = builder(notice)
                    .tag("Team", "platform")
                    .tag("CostCenter", "4711")
                    .build();
            assertTrue(fleet.apply(fleet.plan(tagged)).isComplete());
            SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder());
            ssm.addTagsToResource(r -> r.resourceType("MaintenanceWindow")
                    .resourceId(window(aws).windowId())
                    .tags(Tag.builder().key("Backup").value("theirs").build()));

            FleetPlan dropping = fleet.plan(less);
            assertEquals(
                    List.of("patchBaseline", "maintenanceWindow", "scheduleGroup"),
                    dropping.changes().stream()
                            .filter(Change::isNeeded)
                            .peek(change -> assertEquals("tags.CostCenter: 4711 -> ", told(change)))
                            .map(Change::kind)
                            .toList());
            assertTrue(fleet.apply(dropping).isComplete());
            assertEquals(Set.of(Set.of("Team"), Set.of("Team", "Backup")), tagKeys(aws));

            assertTrue(fleet.apply(fleet.plan(plain)).isComplete());
            assertEquals(Set.of(Set.of(), Set.of("Backup")), tagKeys(aws));
            assertTrue(fleet.plan(plain).isUpToDate());
        }
    }

    /** Of all that the spec declares and AWS can tag, without those that are PatchFleet's. */
    private static Set<Set<String>> tagKeys(SimulatedAws aws) {
        return aws.world().declared().stream()
                .filter(each -> each.tags().containsKey("patchfleet:spec"))
                .map(each -> each.tags().keySet().stream()
                        .filter(key -> !key.startsWith("patchfleet:"))
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    private static LocalDate today(SimulatedAws aws) {
        return aws.clock().instant().atZone(BERLIN).toLocalDate();
    }

    private static String told(Change change) {
        return change.fields().stream()
                .map(field -> field.path() + ": " + field.before().orElse("") + " -> "
                        + field.after().orElse(""))
                .collect(Collectors.joining("; "));
    }

    private static Change ofWindow(FleetPlan plan) {
        return plan.changes().stream()
                .filter(change -> change.kind().equals("maintenanceWindow"))
                .findFirst()
                .orElseThrow();
    }

    private static FleetSpec spec(Consumer<Environment.Builder> more) {
        return builder(more).build();
    }

    private static FleetSpec.Builder builder(Consumer<Environment.Builder> more) {
        return FleetSpec.builder("bank")
                .baseline("linux", AMAZON_LINUX_2023, b -> b.approve(r -> r.afterDays(3)))
                .environment("Payments", e -> {
                    e.installWindow(saturday(), ofHours(4));
                    more.accept(e);
                });
    }

    private static Schedule saturday() {
        return Schedule.weekly(DayOfWeek.SATURDAY, LocalTime.of(1, 0), BERLIN);
    }

    private static SimulatedAws world() {
        return SimulatedAws.builder().seed(1).regions(HERE).nodes(0).build();
    }

    private static MaintenanceWindowIdentity window(SimulatedAws aws) {
        SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder());
        return ssm.describeMaintenanceWindows(r -> {}).windowIdentities().stream()
                .filter(window -> window.name().equals("bank-Payments-install"))
                .findFirst()
                .orElseThrow();
    }

    private static List<MaintenanceWindowTask> tasks(SimulatedAws aws) {
        SsmClient ssm = Fleets.client(aws, HERE, SsmClient.builder());
        return ssm.describeMaintenanceWindowTasks(r -> r.windowId(window(aws).windowId()))
                .tasks();
    }

    private static List<GetScheduleResponse> entries(SimulatedAws aws) {
        SchedulerClient scheduler = Fleets.client(aws, HERE, SchedulerClient.builder());
        return scheduler.listSchedules(r -> {}).schedules().stream()
                .map(entry -> scheduler.getSchedule(
                        r -> r.groupName(entry.groupName()).name(entry.name())))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }
}
