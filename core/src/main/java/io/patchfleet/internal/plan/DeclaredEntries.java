package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.Arns;
import io.patchfleet.internal.aws.SchedulerEntries.Declared;
import io.patchfleet.internal.json.Json;
import io.patchfleet.model.Scope;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.Environment.Freeze;
import io.patchfleet.spec.Environment.Notice;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The entries that a spec calls for in a scope, as of now. */
final class DeclaredEntries {

    /** Apply again within this time, or notices run out. */
    private static final Duration HORIZON = Duration.ofDays(35);
    /** Scheduler acts within the minute: a window that opens at midnight must be shut, or open, by then. */
    static final Duration AHEAD = Duration.ofMinutes(1);

    /** AWS's limits. What shuts or opens a window is worth as many attempts as there are. */
    private static final Duration SHORTEST_RETRIES = Duration.ofMinutes(1);

    private static final Duration LONGEST_RETRIES = Duration.ofDays(1);

    private static final int LONGEST_NAME = 64;
    private static final String OPEN = "open";
    private static final String SHUT = "shut";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm").withZone(ZoneOffset.UTC);

    private final FleetSpec spec;
    private final Scope scope;
    private final Instant now;
    private final List<Wanted> wanted = new ArrayList<>();

    private DeclaredEntries(FleetSpec spec, Scope scope, Instant now) {
        this.spec = spec;
        this.scope = scope;
        this.now = now;
    }

    static List<Wanted> of(FleetSpec spec, Scope scope, Instant now) {
        DeclaredEntries entries = new DeclaredEntries(spec, scope, now);
        for (Environment environment : spec.environments()) {
            environment
                    .installWindow()
                    .ifPresent(window -> entries.add(environment, window, WindowNames.install(spec, environment)));
            environment
                    .scanWindow()
                    .ifPresent(window -> entries.add(environment, window, WindowNames.scan(spec, environment)));
        }
        return entries.wanted;
    }

    private void add(Environment environment, MaintenanceWindow window, String name) {
        environment.notice().ifPresent(notice -> addNotices(environment, window, name, notice));
        ZoneId zone = window.schedule().zone();
        for (Freeze freeze : environment.freezes()) {
            addSwitch(
                    freeze, name, freeze.from().atStartOfDay(zone).minus(AHEAD).toInstant(), false);
            LocalDate after = freeze.to().plusDays(1);
            if (environment.freezes().stream().noneMatch(other -> covers(other, after))) {
                addSwitch(freeze, name, after.atStartOfDay(zone).minus(AHEAD).toInstant(), true);
            }
        }
    }

    private static boolean covers(Freeze freeze, LocalDate day) {
        return !day.isBefore(freeze.from()) && !day.isAfter(freeze.to());
    }

    private void addNotices(Environment environment, MaintenanceWindow window, String name, Notice notice) {
        Instant end = now.plus(HORIZON);
        Iterator<ZonedDateTime> openings = window.schedule().openingsAfter(now).iterator();
        while (openings.hasNext()) {
            ZonedDateTime opening = openings.next();
            Instant at = opening.toInstant().minus(notice.before());
            if (!at.isBefore(end)) {
                return;
            }
            boolean frozen = environment.freezes().stream().anyMatch(f -> covers(f, opening.toLocalDate()));
            if (!frozen && at.isAfter(now)) {
                String id = entryName(name, opening.toInstant(), "notice");
                wanted.add(new Wanted(
                        new Declared(
                                id,
                                "PatchFleet: notice of " + name,
                                at,
                                Arns.topic(scope, notice.topic()),
                                Arns.role(scope, notice.role()),
                                message(id, environment, window, name, opening),
                                retries(notice)),
                        name,
                        true));
            }
        }
    }

    /** Not longer than until the opening: after that a notice of it is worth nothing. */
    private static Duration retries(Notice notice) {
        Duration before = notice.before();
        return before.compareTo(SHORTEST_RETRIES) < 0
                ? SHORTEST_RETRIES
                : before.compareTo(LONGEST_RETRIES) > 0 ? LONGEST_RETRIES : before;
    }

    private String message(
            String id, Environment environment, MaintenanceWindow window, String name, ZonedDateTime opening) {
        ZonedDateTime closing = opening.plus(window.duration());
        return Json.canonical(Map.of(
                "id", scope + "/" + id,
                "message", "Maintenance window " + name + " opens at " + opening.toOffsetDateTime() + ".",
                "spec", spec.name(),
                "environment", environment.name(),
                "account", scope.account(),
                "region", scope.region(),
                "window", name,
                "opens", opening.toOffsetDateTime().toString(),
                "closes", closing.toOffsetDateTime().toString()));
    }

    private void addSwitch(Freeze freeze, String name, Instant at, boolean opens) {
        if (at.isAfter(now)) {
            wanted.add(new Wanted(
                    new Declared(
                            entryName(name, at, opens ? OPEN : SHUT),
                            "PatchFleet: " + (opens ? "end" : "begin") + " of a freeze of " + name,
                            at,
                            Arns.updateOfWindows(scope),
                            Arns.role(scope, freeze.role()),
                            Json.canonical(Map.of("WindowId", Wanted.WINDOW_ID, "Enabled", opens)),
                            LONGEST_RETRIES),
                    name,
                    false));
        }
    }

    /** By window, time and purpose: the same opening gives the same name again. */
    private static String entryName(String window, Instant at, String purpose) {
        String end = ending(at, purpose);
        return beginning(window, end) + end;
    }

    private static String beginning(String window, String end) {
        return AwsText.shortened(window, LONGEST_NAME - end.length());
    }

    private static String ending(Instant at, String purpose) {
        return "-" + STAMP.format(at) + "-" + purpose;
    }

    /**
     * Whether a freeze holds a window shut, by the entries that are there: then the next one opens it.
     *
     * @param entries the names of the entries in the spec's group
     */
    static boolean isHeldShut(String window, List<String> entries, Instant now) {
        String beginning = beginning(window, ending(now, OPEN));
        return entries.stream()
                .filter(name -> name.startsWith(beginning))
                .map(name -> name.substring(beginning.length()))
                .filter(end -> end.endsWith("-" + OPEN) || end.endsWith("-" + SHUT))
                .filter(end -> end.compareTo(ending(now, "")) > 0)
                .min(Comparator.naturalOrder())
                .map(end -> end.endsWith(OPEN))
                .orElse(false);
    }

    /**
     * An entry that is wanted.
     *
     * @param window the name of the window that it is about
     * @param isNotice whether it gives notice; if not, it shuts or opens the window
     */
    record Wanted(Declared entry, String window, boolean isNotice) {

        /** Stands for the window's id, which is not known before the window is made. */
        static final String WINDOW_ID = "{windowId}";
    }
}
