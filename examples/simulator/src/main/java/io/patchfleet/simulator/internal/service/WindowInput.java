package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.calendar.Schedule;
import io.patchfleet.simulator.internal.world.WindowContent;
import io.patchfleet.simulator.internal.world.WindowDates;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a maintenance window is to be, and refuses what AWS refuses. That it does is documented, mostly without words. */
final class WindowInput {

    /** The members that make up a window, in creating and in updating. */
    static final Set<String> CONTENT = Set.of(
            "Name",
            "Description",
            "StartDate",
            "EndDate",
            "Schedule",
            "ScheduleTimezone",
            "ScheduleOffset",
            "Duration",
            "Cutoff",
            "AllowUnassociatedTargets");

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    /** Systems Manager wants {@code 1 hour} and {@code 2 hours}, which EventBridge Scheduler does not mind. */
    private static final Pattern MISNUMBERED = Pattern.compile("rate\\((1\\s+\\w+s|(?!1\\s)\\d+\\s+\\w*[^s])\\)");

    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(5);

    private WindowInput() {}

    /** A window that says what the request says; what it does not say is not set. */
    static WindowContent whole(Input input, boolean enabled) {
        return checked(new WindowContent(
                input.required("Name"),
                input.text("Description").orElse(null),
                given(input, "StartDate"),
                given(input, "EndDate"),
                input.required("Schedule"),
                given(input, "ScheduleTimezone"),
                input.has("ScheduleOffset") ? (Integer) input.number("ScheduleOffset", 0) : null,
                input.number("Duration", 0),
                input.number("Cutoff", 0),
                input.flag("AllowUnassociatedTargets"),
                enabled));
    }

    /** What was there before, changed where the request says something. An empty text is taken to mean none. */
    static WindowContent changed(Input input, WindowContent before) {
        return checked(new WindowContent(
                input.text("Name").orElse(before.name()),
                input.text("Description").orElse(before.description()),
                input.has("StartDate") ? given(input, "StartDate") : before.startDate(),
                input.has("EndDate") ? given(input, "EndDate") : before.endDate(),
                input.text("Schedule").orElse(before.schedule()),
                input.has("ScheduleTimezone") ? given(input, "ScheduleTimezone") : before.timezone(),
                input.has("ScheduleOffset") ? (Integer) input.number("ScheduleOffset", 0) : before.offset(),
                input.number("Duration", before.duration()),
                input.number("Cutoff", before.cutoff()),
                input.has("AllowUnassociatedTargets")
                        ? input.flag("AllowUnassociatedTargets")
                        : before.allowUnassociatedTargets(),
                input.has("Enabled") ? input.flag("Enabled") : before.enabled()));
    }

    private static @Nullable String given(Input input, String member) {
        return input.text(member).filter(text -> !text.isEmpty()).orElse(null);
    }

    private static WindowContent checked(WindowContent content) {
        int most = content.duration() - 1;
        if (content.cutoff() > most) {
            // AWS's words: awsdocs/aws-cloudformation-user-guide issue 891.
            throw SsmRefusals.invalid(
                    "Cuttoff was " + content.cutoff() + " but must be smaller than " + most + " (Duration - 1 )");
        }
        if (content.timezone() != null && !ZONES.contains(content.timezone())) {
            throw SsmRefusals.invalid("Invalid ScheduleTimezone: " + content.timezone());
        }
        checkSchedule(content);
        Instant start = date("StartDate", content.startDate(), Instant.MIN);
        Instant end = date("EndDate", content.endDate(), Instant.MAX);
        if (end.isBefore(start)) {
            throw SsmRefusals.invalid("EndDate " + content.endDate() + " is before StartDate " + content.startDate());
        }
        return content;
    }

    private static void checkSchedule(WindowContent content) {
        Schedule schedule;
        try {
            schedule = Schedule.parse(content.schedule());
        } catch (IllegalArgumentException e) {
            throw SsmRefusals.invalid("Invalid Schedule Expression " + content.schedule() + ": " + e.getMessage());
        }
        if (MISNUMBERED.matcher(content.schedule()).matches()) {
            throw SsmRefusals.invalid("Invalid Schedule Expression " + content.schedule()
                    + ": 1 has a singular unit, any other a plural");
        }
        if (content.offset() != null && !schedule.isCron()) {
            throw SsmRefusals.invalid(
                    "ScheduleOffset is supported for cron expressions only, not for " + content.schedule());
        }
        if (schedule.shortestInterval().compareTo(SHORTEST_INTERVAL) < 0) {
            throw SsmRefusals.invalid("Invalid Schedule Expression " + content.schedule()
                    + ": rates faster than 5 minutes aren't supported");
        }
    }

    private static Instant date(String member, @Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : WindowDates.parse(text);
        } catch (DateTimeException e) {
            throw SsmRefusals.invalid("Invalid " + member + ": " + text + ", the format is ISO-8601 Extended");
        }
    }
}
