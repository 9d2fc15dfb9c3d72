package io.patchfleet.internal.plan;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.apply.ApplyOutcome.ChangeFinished;
import io.patchfleet.apply.ApplyOutcome.Result;
import io.patchfleet.apply.ApplyOutcome.Status;
import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.plan.FleetPlanner.Planned;
import io.patchfleet.internal.plan.FleetPlanner.ScopePlan;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.model.OperationInterruptedException;
import io.patchfleet.plan.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a plan out: scopes at the same time, the steps of each one after the other. */
final class Applying {

    private static final Logger LOG = LoggerFactory.getLogger(Applying.class);

    private final FleetWork work;
    private final Errand errand;
    private final Errand lasting;

    /**
     * Carries out for an errand.
     *
     * @param lasting for what must not be left half done when the errand ends
     */
    Applying(FleetWork work, Errand errand, Errand lasting) {
        this.work = work;
        this.errand = errand;
        this.lasting = lasting;
    }

    /**
     * Carries out all that is planned.
     *
     * @param leftOut what was to be done besides, where nobody can look now, and why not
     */
    ApplyOutcome carryOut(Planned planned, Map<Change, Gap> leftOut) {
        List<Result> results = new ArrayList<>();
        leftOut.forEach((change, gap) -> results.add(notTried(
                change, gap.reason() + gap.failure().map(why -> ": " + why).orElse(""))));
        List<CompletableFuture<List<Result>>> scopes =
                planned.scopes().stream().map(this::carryOut).toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(scopes.toArray(CompletableFuture[]::new));
        try {
            Await.on(all, "applying a plan");
        } catch (OperationInterruptedException interrupted) {
            // Something may have been done, so the caller gets the outcome; its thread stays interrupted.
            LOG.info(
                    "applying {} was interrupted: no more is sent",
                    planned.plan().spec().name());
            errand.end("interrupted", "the thread that applied the plan was interrupted");
            all.join();
        }
        scopes.forEach(scope -> results.addAll(scope.join()));
        results.sort(Comparator.comparing(result -> result.change().scope()));
        return ApplyOutcome.builder()
                .results(results)
                .unchanged((int) planned.plan().changes().stream()
                        .filter(change -> !change.isNeeded())
                        .count())
                .gaps(planned.plan().gaps())
                .build();
    }

    /** Never fails: what could not be done is in the results. */
    private CompletableFuture<List<Result>> carryOut(ScopePlan scope) {
        Doing doing = new Doing(work.caller(), scope.place(), errand, lasting, scope.ids());
        List<CompletableFuture<Result>> results = new ArrayList<>();
        CompletableFuture<?> before = CompletableFuture.completedFuture(null);
        AtomicBoolean allMade = new AtomicBoolean(true);
        for (Step step : scope.steps()) {
            if (step.change().isNeeded()) {
                // The next step waits until it is known of this one whether it was done.
                CompletableFuture<Result> result = before.thenCompose(
                                done -> step.isRemoval() && !allMade.get() ? kept(step) : carryOut(step, doing))
                        .whenComplete((done, never) -> {
                            if (done.status() != Status.APPLIED) {
                                doing.undone(new ResourceName(
                                        step.change().kind(), step.change().name()));
                                if (!step.isRemoval()) {
                                    allMade.set(false);
                                }
                            }
                        });
                results.add(result);
                before = result;
            }
        }
        return before.thenApply(
                done -> results.stream().map(CompletableFuture::join).toList());
    }

    /** What is to take its place may be what could not be made. */
    private CompletableFuture<Result> kept(Step step) {
        return CompletableFuture.completedFuture(
                notTried(step.change(), "it stays until all that is to be made is made"));
    }

    private Result notTried(Change change, String why) {
        return finished(
                change,
                Status.NOT_ATTEMPTED,
                Optional.of(Doing.refused("not attempted", why).failure()));
    }

    private CompletableFuture<Result> carryOut(Step step, Doing doing) {
        if (errand.isOver()) {
            return CompletableFuture.completedFuture(notTried(step.change(), "the work was ended"));
        }
        CompletableFuture<?> acting;
        try {
            acting = step.act().run(doing);
        } catch (CallFailedException needsWhatIsNotThere) {
            acting = CompletableFuture.failedFuture(needsWhatIsNotThere);
        }
        return acting.handle((done, thrown) -> thrown == null
                ? finished(step.change(), Status.APPLIED, Optional.empty())
                : failed(step.change(), thrown));
    }

    /** A bug of ours, or of the application's own code, is that change's failure and stops no other scope. */
    private Result failed(Change change, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (!(cause instanceof CallFailedException failed)) {
            LOG.error("{} ended in what should not have happened", change, cause);
            AwsFailure failure = new AwsFailure(
                    "apply", cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()), Optional.empty());
            return finished(change, Status.FAILED, Optional.of(failure));
        }
        Status status = failed.kind() == Kind.UNREACHED ? Status.NOT_ATTEMPTED : Status.FAILED;
        return finished(change, status, Optional.of(failed.failure()));
    }

    private Result finished(Change change, Status status, Optional<AwsFailure> failure) {
        Result result = new Result(change, status, failure);
        work.tell(new ChangeFinished(work.time().now(), result));
        return result;
    }
}
