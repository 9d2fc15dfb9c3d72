package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.model.Scope;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run that goes on: it finds the nodes of every scope, has them worked on, and says how it ended. */
final class GoingRun implements PatchRun {

    private static final Logger LOG = LoggerFactory.getLogger(GoingRun.class);

    private final String id = UUID.randomUUID().toString();
    private final Orders orders;
    private final FleetWork work;
    private final FleetWork.Running running;
    private final FleetWork.Running sends;
    private final Gaps gaps = new Gaps();
    private final Steering steering;
    private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

    private GoingRun(Orders orders) {
        this.orders = orders;
        this.work = orders.work();
        this.running = work.begin(Optional.of(orders.limit()));
        this.sends = work.beginLingering();
        this.steering = new Steering(id, orders, running.errand(), sends.errand(), gaps, this::end, this::breakOff);
    }

    static PatchRun start(Orders orders) {
        GoingRun run = new GoingRun(orders);
        try {
            run.find(run.work.reach(run.running.errand()));
            return run;
        } catch (RuntimeException | Error notStarted) {
            run.close();
            throw notStarted;
        }
    }

    private void find(FleetReach reach) {
        Calendars calendars = Calendars.of(orders, reach, running.errand());
        Rollcall.call(orders, reach, running.errand())
                .thenAccept(rollcall -> begin(rollcall, calendars))
                .exceptionally(thrown -> {
                    breakOff(thrown);
                    return null;
                });
    }

    private void begin(Rollcall rollcall, Calendars calendars) {
        rollcall.gaps().forEach(gaps::add);
        steering.begin(rollcall.musters(), calendars);
    }

    private void end(RunOutcome result) {
        close();
        try {
            work.tell(new RunEvent.Finished(work.time().now(), id, result));
        } finally {
            outcome.complete(result);
        }
    }

    private void breakOff(Throwable why) {
        close();
        outcome.completeExceptionally(why);
    }

    private void close() {
        running.close();
        sends.close();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Progress progress() {
        return steering.progress();
    }

    @Override
    public Map<String, Scope> commandsAtWork() {
        return steering.commandsAtWork();
    }

    @Override
    public RunOutcome await() {
        return Await.on(outcome, "waiting for run " + id);
    }

    @Override
    public Optional<RunOutcome> await(Duration limit) {
        if (outcome.isDone()) {
            return Optional.of(await());
        }
        CompletableFuture<Optional<RunOutcome>> first = outcome.thenApply(Optional::of);
        Future<?> timer = work.time().later(limit, () -> first.complete(Optional.empty()));
        try {
            return Await.on(first, "waiting for run " + id);
        } finally {
            timer.cancel(false);
        }
    }

    @Override
    public void cancel(String reason) {
        cancel(reason, Begun.LEFT_TO_FINISH);
    }

    @Override
    public void cancel(String reason, Begun begun) {
        LOG.info("run {} is cancelled: {}", id, reason);
        boolean stop = begun == Begun.DANGEROUS_STOPPED;
        Map<String, Place> atWork = steering.cancel(reason, stop);
        try {
            CommandStop.ask(work, atWork, gaps);
        } finally {
            running.errand().end("cancelled", reason);
            if (stop) {
                steering.sendEnded();
            } else {
                steering.steer();
            }
        }
    }

    @Override
    public CompletableFuture<RunOutcome> toFuture() {
        return outcome.copy();
    }
}
