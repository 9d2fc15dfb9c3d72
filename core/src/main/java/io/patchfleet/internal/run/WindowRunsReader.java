package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Problem;
import io.patchfleet.run.WindowRun;
import io.patchfleet.run.WindowRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Asks every scope what its windows did. */
public record WindowRunsReader(FleetWork work, Set<String> names, Optional<Instant> from)
        implements WindowRuns.Request {

    private static final Duration UNLESS_SAID = Duration.ofDays(7);
    private static final Comparator<WindowRun> ORDER = Comparator.comparing(WindowRun::scope)
            .thenComparing(run -> run.began().orElse(Instant.MAX))
            .thenComparing(WindowRun::id);

    public static WindowRuns.Request of(FleetWork work) {
        return new WindowRunsReader(work, Set.of(), Optional.empty());
    }

    @Override
    public WindowRuns.Request named(String... anyOf) {
        Problem.refuseUnless(anyOf.length > 0, "named", "nothing", "at least one window's name");
        return new WindowRunsReader(work, Set.of(anyOf), from);
    }

    @Override
    public WindowRuns.Request since(Instant moment) {
        return new WindowRunsReader(work, names, Optional.of(Objects.requireNonNull(moment, "moment")));
    }

    @Override
    public WindowRuns collect() {
        try (FleetWork.Running running = work.begin(Optional.empty())) {
            Instant since = from.orElseGet(() -> work.time().now().minus(UNLESS_SAID));
            FleetReach reach = work.reach(running.errand());
            List<Gap> gaps = new ArrayList<>(reach.gaps());
            List<WindowRun> runs = new ArrayList<>();
            List<CompletableFuture<ScopeWindowRuns.Seen>> reading = reach.open().stream()
                    .map(place -> new ScopeWindowRuns(work.caller(), place, running.errand(), names, since)
                            .read()
                            .exceptionally(thrown -> ScopeWindowRuns.Seen.nothing(Gap.in(
                                    place.scope(),
                                    "what windows did could not be read",
                                    Optional.of(CallFailedException.of(thrown).failure())))))
                    .toList();
            for (CompletableFuture<ScopeWindowRuns.Seen> scope : reading) {
                ScopeWindowRuns.Seen seen = Await.on(scope, "reading what windows did");
                runs.addAll(seen.runs());
                gaps.addAll(seen.gaps());
            }
            return new Result(
                    runs.stream().sorted(ORDER).toList(),
                    gaps.stream().distinct().sorted().toList());
        }
    }

    private record Result(List<WindowRun> runs, List<Gap> gaps) implements WindowRuns {}
}
