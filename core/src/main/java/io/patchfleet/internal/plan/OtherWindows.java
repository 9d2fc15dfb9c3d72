package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.Reach;
import io.patchfleet.internal.aws.WindowIdentity;
import io.patchfleet.internal.aws.WindowTasks;
import io.patchfleet.internal.aws.Windows;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.Schedule;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The windows of a scope that a spec does not own, and that do something when they open. */
final class OtherWindows {

    private final Caller caller;
    private final Place place;
    private final Errand errand;
    private final Ownership ownership;

    OtherWindows(Caller caller, Place place, Errand errand, Ownership ownership) {
        this.caller = caller;
        this.place = place;
        this.errand = errand;
        this.ownership = ownership;
    }

    CompletableFuture<Found> find() {
        return Windows.list(caller, place, errand).thenCompose(all -> {
            List<CompletableFuture<Optional<Other>>> reading = all.stream()
                    .filter(WindowIdentity::isEnabled)
                    .map(this::look)
                    .toList();
            return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                    .thenApply(done -> new Found(
                            new TreeSet<>(all.stream().map(WindowIdentity::name).toList()),
                            all.size(),
                            reading.stream().flatMap(one -> one.join().stream()).toList()));
        });
    }

    private CompletableFuture<Optional<Other>> look(WindowIdentity window) {
        return Windows.tags(caller, place, errand, window.id())
                .thenCompose(tags ->
                        ownership.owns(tags) ? CompletableFuture.completedFuture(Optional.empty()) : read(window));
    }

    private CompletableFuture<Optional<Other>> read(WindowIdentity window) {
        CompletableFuture<WindowTasks.Doing> tasks = WindowTasks.doing(caller, place, errand, window.id());
        return Windows.targets(caller, place, errand, window.id())
                .thenCombine(
                        tasks,
                        (targets, doing) -> doing.documents().isEmpty()
                                ? Optional.empty()
                                : Optional.of(new Other(
                                        window,
                                        Stream.concat(
                                                        targets.stream().map(Windows.Target::reach),
                                                        doing.reaches().stream())
                                                .toList(),
                                        doing.documents())));
    }

    /**
     * What there is.
     *
     * @param names of all windows, the spec's own included
     * @param count of all windows: names need not differ
     */
    record Found(Set<String> names, int count, List<Other> others) {

        static final Found NONE = new Found(Set.of(), 0, List.of());
    }

    /**
     * A window of others.
     *
     * @param documents what it runs; at least one
     */
    record Other(WindowIdentity window, List<Reach> reaches, Set<String> documents) {

        /** How far windows are looked at for openings that meet. */
        private static final Duration AHEAD = Duration.ofDays(42);
        /** One an hour; what opens more often meets ours on the first days already. */
        private static final int MOST_OPENINGS = 1_008;

        private static final DateTimeFormatter MOMENT =
                DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm VV", Locale.ENGLISH);

        private static final Set<String> PATCHING = Set.of(
                "AWS-RunPatchBaseline",
                "AWS-RunPatchBaselineWithHooks",
                "AWS-RunPatchBaselineAssociation",
                "AWS-ApplyPatchBaseline",
                "AWS-InstallWindowsUpdates",
                "AWS-PatchInstanceWithRollback",
                "AWS-PatchAsgInstance");

        /** What it does with nodes; what others wrote may patch them as well. */
        String words() {
            String begin = "maintenance window " + window.name() + " of others ";
            return documents.stream().anyMatch(PATCHING::contains)
                    ? begin + "patches these too"
                    : begin + "reaches these too, with " + String.join(", ", documents);
        }

        /** When it is open at the same time as a window of these for the first time; empty if never soon. */
        String meeting(List<Environment> environments, Instant now) {
            return environments.stream()
                    .flatMap(environment -> Stream.of(environment.installWindow(), environment.scanWindow()))
                    .flatMap(Optional::stream)
                    .flatMap(ours -> meeting(ours, now).stream())
                    .min(Comparator.comparing(ZonedDateTime::toInstant))
                    .map(when -> ", at the same time on " + MOMENT.format(when))
                    .orElse("");
        }

        private Optional<ZonedDateTime> meeting(MaintenanceWindow ours, Instant now) {
            Instant end = now.plus(AHEAD);
            List<ZonedDateTime> theirs = window.schedule()
                    .filter(Schedule::openingsAreKnown)
                    .map(schedule -> openings(schedule, now.minus(window.duration()), end))
                    .orElse(List.of());
            if (!ours.schedule().openingsAreKnown()) {
                return Optional.empty();
            }
            return openings(ours.schedule(), now.minus(ours.duration()), end).stream()
                    .filter(our -> theirs.stream()
                            .anyMatch(their -> their.isBefore(our.plus(ours.duration()))
                                    && our.isBefore(their.plus(window.duration()))))
                    .findFirst();
        }

        private static List<ZonedDateTime> openings(Schedule schedule, Instant from, Instant to) {
            return schedule.openingsAfter(from)
                    .takeWhile(opening -> opening.toInstant().isBefore(to))
                    .limit(MOST_OPENINGS)
                    .toList();
        }
    }
}
