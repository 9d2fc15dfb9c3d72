package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.fleet.FleetReach;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.inventory.Inventory;
import io.patchfleet.internal.inventory.InventoryReader;
import io.patchfleet.model.Gap;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scan that goes on: finds the nodes of every scope, then lets each scope scan, then sums up. */
final class ScanRun implements PatchRun {

    private static final Logger LOG = LoggerFactory.getLogger(ScanRun.class);

    private final String id;
    private final DefaultScanRequest request;
    private final FleetWork work;
    private final FleetWork.Running running;
    private final RunTally tally = new RunTally();
    private volatile CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

    private ScanRun(DefaultScanRequest request) {
        this.id = UUID.randomUUID().toString();
        this.request = request;
        this.work = request.work();
        this.running = work.begin(Optional.of(request.limit()));
    }

    static PatchRun start(DefaultScanRequest request) {
        ScanRun run = new ScanRun(request);
        try {
            FleetReach reach = run.work.reach(run.running.errand());
            run.outcome = run.scan(reach);
            return run;
        } catch (RuntimeException | Error notStarted) {
            run.running.close();
            throw notStarted;
        }
    }

    private CompletableFuture<RunOutcome> scan(FleetReach reach) {
        InventoryReader reader = new InventoryReader(work.caller(), work.environmentTag());
        List<CompletableFuture<Inventory>> inventories = reach.open().stream()
                .map(place -> reader.read(place, running.errand()))
                .toList();
        return all(inventories)
                .thenCompose(
                        found -> all(scopes(found).stream().map(ScopeScan::run).toList()))
                .thenApply(results -> summedUp(reach, results))
                .whenComplete((result, failure) -> {
                    running.close();
                    if (result != null) {
                        work.tell(new RunEvent.Finished(work.time().now(), id, result));
                    }
                });
    }

    private List<ScopeScan> scopes(List<Inventory> inventories) {
        List<ScopeScan> scopes = inventories.stream()
                .map(inventory -> new ScopeScan(id, request, running.errand(), inventory, tally))
                .toList();
        work.tell(new RunEvent.Started(work.time().now(), id, tally.intended()));
        return scopes;
    }

    private RunOutcome summedUp(FleetReach reach, List<ScopeScan.ScopeResult> results) {
        List<NodeOutcome> outcomes = results.stream()
                .flatMap(result -> result.outcomes().stream())
                .sorted(Comparator.comparing(NodeOutcome::node))
                .toList();
        List<Gap> gaps = Stream.concat(
                        reach.gaps().stream(), results.stream().flatMap(result -> result.gaps().stream()))
                .distinct()
                .sorted()
                .toList();
        int commands =
                results.stream().mapToInt(ScopeScan.ScopeResult::commandsSent).sum();
        return new RunResult(id, outcomes, commands, gaps);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Progress progress() {
        return tally.progress();
    }

    @Override
    public RunOutcome await() {
        return Await.on(outcome, "waiting for run " + id);
    }

    @Override
    public Optional<RunOutcome> await(Duration limit) {
        CompletableFuture<Optional<RunOutcome>> first = new CompletableFuture<>();
        Future<?> timer = work.time().later(limit, () -> first.complete(Optional.empty()));
        outcome.whenComplete((result, failure) -> {
            timer.cancel(false);
            if (failure == null) {
                first.complete(Optional.of(result));
            } else {
                first.completeExceptionally(failure);
            }
        });
        return Await.on(first, "waiting for run " + id);
    }

    @Override
    public void cancel(String reason) {
        LOG.info("run {} is cancelled: {}", id, reason);
        tally.cancel();
        running.errand().end("cancelled", reason);
    }

    @Override
    public CompletableFuture<RunOutcome> toFuture() {
        return outcome.copy();
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }
}
