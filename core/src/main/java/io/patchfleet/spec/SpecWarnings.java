package io.patchfleet.spec;

import io.patchfleet.internal.spec.FilterTable;
import io.patchfleet.internal.spec.FilterTable.Certainty;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.Problem;
import io.patchfleet.spec.SpecCheck.UnlistedValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What AWS would take of a spec, and what looks like a mistake all the same. */
final class SpecWarnings {

    /** How many windows AWS runs at once in an account and a Region. */
    private static final int MOST_AT_ONCE = 5;
    /** How far windows are looked at for openings that meet. */
    private static final Duration AHEAD = Duration.ofDays(42);

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    private final FleetSpec spec;
    private final Instant now;
    private final Problems problems = Problems.none();
    private final List<UnlistedValue> unlisted = new ArrayList<>();

    SpecWarnings(FleetSpec spec, Instant now) {
        this.spec = spec;
        this.now = now;
    }

    SpecWarnings look() {
        problems.at("environments")
                .unless(
                        !spec.environments().isEmpty(),
                        "none",
                        "an environment with an installWindow: without one nothing is installed");
        spec.baselines().forEach(this::baseline);
        spec.environments().forEach(this::environment);
        List<Opening> openings = openings();
        tooManyAtOnce(openings);
        sameNodes(openings);
        return this;
    }

    List<Problem> found() {
        return problems.found();
    }

    /** Those of {@link #found()} that AWS itself can answer. */
    List<UnlistedValue> unlisted() {
        return unlisted;
    }

    private void baseline(PatchBaseline baseline) {
        Problems place = problems.at("baselines").at(baseline.name());
        place.at("rules")
                .unless(
                        !baseline.rules().isEmpty()
                                || !baseline.approvedPatches().isEmpty(),
                        "none",
                        "a rule or an approved patch: a baseline that approves nothing finds every node compliant");
        for (int i = 0; i < baseline.rules().size(); i++) {
            unverified(
                    baseline,
                    baseline.rules().get(i).filters(),
                    place.at("rules").at(i).at("filters"));
        }
        unverified(baseline, baseline.globalFilters(), place.at("globalFilters"));
        boolean judges = baseline.isDefault()
                || spec.environments().stream()
                        .anyMatch(environment -> spec.baselinesOf(environment).contains(baseline));
        place.unless(
                judges, baseline.name(), "a baseline that an environment names, or a default: this one judges nobody");
    }

    private void unverified(PatchBaseline baseline, Map<String, List<String>> filters, Problems place) {
        filters.forEach((key, values) -> values.forEach(value -> {
            FilterTable.Verdict known = FilterTable.value(baseline.operatingSystem(), key, value);
            if (known.certainty() == Certainty.UNVERIFIED) {
                String allowed = "what AWS documents: " + known.help() + "; only DescribePatchProperties can tell"
                        + " whether it knows this one";
                Problem problem = new Problem(place.at(key).path(), value, allowed);
                place.at(key).add(value, allowed);
                unlisted.add(new UnlistedValue(problem, baseline.operatingSystem(), key, value));
            }
        }));
    }

    private void environment(Environment environment) {
        Problems place = problems.at("environments").at(environment.name());
        boolean installs = environment.installWindow().isPresent();
        boolean scans = environment.scanWindow().isPresent();
        place.at("scanWindow")
                .unless(
                        scans || !installs,
                        "none",
                        "a window that scans after the install, which does not report what is still missing");
        if (!installs && !scans) {
            String allowed = "a window beside it: without one it is never used";
            environment.notification().ifPresent(one -> place.at("notification").add(one.topic(), allowed));
            environment.notice().ifPresent(one -> place.at("notice").add(one.topic(), allowed));
            environment.logs().ifPresent(one -> place.at("logs").add(one, allowed));
            environment.serviceRole().ifPresent(one -> place.at("serviceRole").add(one, allowed));
            place.at("freezes")
                    .unless(
                            environment.freezes().isEmpty(),
                            environment.freezes().size() + " freezes",
                            allowed);
        }
        ended(environment.installWindow(), place.at("installWindow"));
        ended(environment.scanWindow(), place.at("scanWindow"));
    }

    private void ended(Optional<MaintenanceWindow> window, Problems place) {
        window.map(MaintenanceWindow::schedule)
                .filter(schedule ->
                        schedule.openingsAreKnown() && schedule.next(now, 1).isEmpty())
                .ifPresent(schedule -> place.at("schedule").add(schedule, "a schedule that opens once more"));
    }

    /** All that can be told of the next weeks, in order. */
    private List<Opening> openings() {
        List<Opening> openings = new ArrayList<>();
        for (Environment environment : spec.environments()) {
            environment
                    .installWindow()
                    .ifPresent(window -> addOpenings(openings, environment, "installWindow", window));
            environment.scanWindow().ifPresent(window -> addOpenings(openings, environment, "scanWindow", window));
        }
        openings.sort(Comparator.comparing(Opening::begin));
        return openings;
    }

    private void addOpenings(List<Opening> openings, Environment environment, String field, MaintenanceWindow window) {
        OpeningTimes times = new OpeningTimes(window.schedule(), environment.freezes());
        if (times.areKnown()) {
            times.after(now)
                    .takeWhile(opening -> opening.toInstant().isBefore(now.plus(AHEAD)))
                    .forEach(opening -> openings.add(new Opening(environment, field, opening, window.duration())));
        }
    }

    private void tooManyAtOnce(List<Opening> openings) {
        List<Opening> open = new ArrayList<>();
        for (Opening opening : openings) {
            open.removeIf(other -> !other.end().isAfter(opening.begin()));
            open.add(opening);
            if (open.size() > MOST_AT_ONCE) {
                problems.at("environments")
                        .add(
                                open.size() + " windows open on " + MOMENT.format(opening.opens()) + " "
                                        + opening.opens().getZone() + ": "
                                        + open.stream().map(Opening::name).collect(Collectors.joining(", ")),
                                "at most " + MOST_AT_ONCE + " at once, which is what AWS runs in an account and a"
                                        + " Region; what becomes of another one is not documented");
                return;
            }
        }
    }

    /** Two commands that patch or scan at once get in each other's way on a node. */
    private void sameNodes(List<Opening> openings) {
        Set<String> said = new HashSet<>();
        for (int i = 0; i < openings.size(); i++) {
            Opening first = openings.get(i);
            for (int j = i + 1; j < openings.size() && openings.get(j).begin().isBefore(first.end()); j++) {
                Opening second = openings.get(j);
                if (first.sharesNodesWith(second) && said.add(first.name() + " " + second.name())) {
                    problems.at("environments")
                            .at(second.environment().name())
                            .at(second.field())
                            .add(
                                    MOMENT.format(second.opens()) + " "
                                            + second.opens().getZone(),
                                    "an opening when no other window of the patch group "
                                            + second.environment().patchGroup() + " is open; "
                                            + first.name() + " is until "
                                            + MOMENT.format(first.opens().plus(first.length())));
                }
            }
        }
    }

    /** One opening of one window. */
    private record Opening(Environment environment, String field, ZonedDateTime opens, Duration length) {

        Instant begin() {
            return opens.toInstant();
        }

        Instant end() {
            return begin().plus(length);
        }

        String name() {
            return environment.name() + "." + field;
        }

        boolean sharesNodesWith(Opening other) {
            return environment.patchGroup().equals(other.environment.patchGroup()) && !name().equals(other.name());
        }
    }
}
