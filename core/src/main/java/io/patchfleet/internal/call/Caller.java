package io.patchfleet.internal.call;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.patchfleet.event.CallEvent;
import io.patchfleet.event.FleetEvent;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Scope;
import io.patchfleet.spi.ActionRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkClient;

/**
 * Makes every call to AWS. From the outside in: a call that failed in passing is repeated, waits for its turn, finds
 * its scope open, is counted, recorded if it changes anything, and made on one of the fleet's threads. No thread waits
 * in between.
 */
public final class Caller {

    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

    private static final int ATTEMPTS = 4;
    private static final long FIRST_BACKOFF_MILLIS = 200;
    private static final int CALLS_TO_JUDGE_A_SCOPE_BY = 12;
    private static final float FAILURES_THAT_CLOSE_A_SCOPE_PERCENT = 90;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(30);
    /** A call that is throttled again and again for so long is not going to be let through. */
    private static final Duration LONGEST_THROTTLE = Duration.ofMinutes(10);

    private final ClientBook clients;
    private final FleetTime time;
    private final Executor executor;
    private final ActionRecorder recorder;
    private final Consumer<FleetEvent> events;
    private final Retry repeatables = repeating(Kind.PASSING, Kind.EXPIRED);
    /** For a call that may have been carried out unseen. */
    private final Retry once = repeating(Kind.EXPIRED);

    private final Map<Key, Pacer> pacers = new ConcurrentHashMap<>();
    private final Map<Scope, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final Map<Scope, AwsFailure> lastFailures = new ConcurrentHashMap<>();

    public Caller(
            ClientBook clients,
            FleetTime time,
            Executor executor,
            ActionRecorder recorder,
            Consumer<FleetEvent> events) {
        this.clients = clients;
        this.time = time;
        this.executor = executor;
        this.recorder = recorder;
        this.events = events;
    }

    /**
     * Makes a call as soon as it is its turn.
     *
     * @return the answer, or a {@link CallFailedException}; also when the errand ends meanwhile
     */
    public <C extends SdkClient, T> CompletableFuture<T> call(Place place, AwsCall<C, T> call, Errand errand) {
        CompletableFuture<T> answer = errand.open();
        AtomicInteger attempt = new AtomicInteger();
        Supplier<CompletionStage<T>> inItsTurn = () -> paced(place, call, errand, attempt.incrementAndGet());
        Retry repeated = call.repeatable() ? repeatables : once;
        repeated.executeCompletionStage(time.scheduler(), inItsTurn).whenComplete((result, failure) -> {
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private static Retry repeating(Kind... kinds) {
        return Retry.of(
                "patchfleet",
                RetryConfig.custom()
                        .maxAttempts(ATTEMPTS)
                        .intervalFunction(attempt -> FIRST_BACKOFF_MILLIS << (attempt - 1))
                        .retryOnException(thrown -> isOne(thrown, kinds))
                        .build());
    }

    private static boolean isOne(Throwable thrown, Kind... kinds) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof CallFailedException failed && List.of(kinds).contains(failed.kind());
    }

    private <C extends SdkClient, T> CompletionStage<T> paced(
            Place place, AwsCall<C, T> call, Errand errand, int attempt) {
        Pacer pacer = pacer(place.scope(), call.operation());
        Supplier<CompletionStage<T>> sending = () -> guarded(place, call, errand, attempt);
        return pacer.turn(errand)
                .thenCompose(turn -> unlessThrottled(pacer, turn, place, call.operation(), errand, sending, null));
    }

    /** A throttled call was not carried out, so that any may be made again; before all that wait, since it waited. */
    private <T> CompletionStage<T> unlessThrottled(
            Pacer pacer,
            AdaptiveRate.Turn turn,
            Place place,
            String operation,
            Errand errand,
            Supplier<CompletionStage<T>> sending,
            @Nullable Instant throttledSince) {
        return sending.get()
                .handle((answer, thrown) -> {
                    if (thrown == null) {
                        pacer.accepted(turn);
                        return CompletableFuture.completedFuture(answer);
                    }
                    CallFailedException failed = CallFailedException.of(thrown);
                    if (failed.kind() != Kind.THROTTLED) {
                        return CompletableFuture.<T>failedFuture(failed);
                    }
                    double pace = pacer.throttled(turn);
                    errand.throttledOnce();
                    Instant now = time.now();
                    events.accept(new CallEvent.Throttled(now, place.scope(), operation, pace));
                    Instant since = throttledSince == null ? now : throttledSince;
                    if (Duration.between(since, now).compareTo(LONGEST_THROTTLE) > 0) {
                        return CompletableFuture.<T>failedFuture(failed);
                    }
                    return pacer.turnAgain(errand)
                            .thenCompose(
                                    again -> unlessThrottled(pacer, again, place, operation, errand, sending, since));
                })
                .thenCompose(next -> next);
    }

    private <C extends SdkClient, T> CompletionStage<T> guarded(
            Place place, AwsCall<C, T> call, Errand errand, int attempt) {
        Supplier<CompletionStage<T>> onAnotherThread =
                () -> CompletableFuture.supplyAsync(() -> made(place, call, errand, attempt), executor);
        return CircuitBreaker.decorateCompletionStage(breaker(place.scope()), onAnotherThread)
                .get()
                .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(
                        thrown instanceof CallNotPermittedException ? leftAlone(place, call) : thrown));
    }

    private <C extends SdkClient, T> T made(Place place, AwsCall<C, T> call, Errand errand, int attempt) {
        errand.called(call.operation());
        Instant sent = time.now();
        Optional<ActionRecorder.Action> action = call.changes()
                .map(what -> new ActionRecorder.Action(sent, errand.actor(), place.scope(), call.operation(), what));
        T answer;
        try {
            action.ifPresent(recorder::before);
            answer = call.invoke().apply(clients.client(call.clientType(), place));
        } catch (RuntimeException thrown) {
            CallFailedException failed = Failures.of(call.operation(), thrown);
            action.ifPresent(tried -> recorder.after(tried, Optional.of(failed.failure())));
            throw told(place, failed, sent, attempt);
        }
        action.ifPresent(done -> recorded(place, done, sent, attempt));
        Instant now = time.now();
        events.accept(
                new CallEvent.Succeeded(now, place.scope(), call.operation(), Duration.between(sent, now), attempt));
        return answer;
    }

    private void recorded(Place place, ActionRecorder.Action done, Instant sent, int attempt) {
        try {
            recorder.after(done, Optional.empty());
        } catch (RuntimeException thrown) {
            AwsFailure failure = new AwsFailure(
                    done.operation(),
                    thrown.getClass().getSimpleName(),
                    "it was done, and could not be recorded: " + thrown.getMessage(),
                    Optional.empty());
            throw told(place, new CallFailedException(failure, Kind.REFUSED, thrown), sent, attempt);
        }
    }

    private CallFailedException told(Place place, CallFailedException failed, Instant sent, int attempt) {
        if (failed.kind() == Kind.EXPIRED) {
            clients.renewCredentials(place);
        }
        if (failed.kind() == Kind.PASSING) {
            lastFailures.put(place.scope(), failed.failure());
        }
        if (failed.kind() != Kind.THROTTLED) {
            LOG.debug("{}, attempt {}: {}", place.scope(), attempt, failed.failure());
            Instant now = time.now();
            events.accept(new CallEvent.Failed(
                    now,
                    place.scope(),
                    failed.failure().operation(),
                    Duration.between(sent, now),
                    attempt,
                    failed.failure()));
        }
        return failed;
    }

    private CallFailedException leftAlone(Place place, AwsCall<?, ?> call) {
        AwsFailure last = lastFailures.get(place.scope());
        String because = last == null ? "" : "; the last: " + last;
        return new CallFailedException(
                new AwsFailure(
                        call.operation(),
                        "not asked",
                        "the scope is left alone after many failures" + because,
                        Optional.empty()),
                Kind.SCOPE_CLOSED,
                null);
    }

    private Pacer pacer(Scope scope, String operation) {
        return pacers.computeIfAbsent(new Key(scope, operation), key -> new Pacer(time));
    }

    private CircuitBreaker breaker(Scope scope) {
        return breakers.computeIfAbsent(scope, s -> {
            CircuitBreaker breaker = CircuitBreaker.of(
                    "patchfleet." + s,
                    CircuitBreakerConfig.custom()
                            .slidingWindowSize(CALLS_TO_JUDGE_A_SCOPE_BY)
                            .minimumNumberOfCalls(CALLS_TO_JUDGE_A_SCOPE_BY)
                            .failureRateThreshold(FAILURES_THAT_CLOSE_A_SCOPE_PERCENT)
                            .waitDurationInOpenState(LEFT_ALONE)
                            .permittedNumberOfCallsInHalfOpenState(2)
                            .clock(time.clock())
                            .recordException(thrown -> isOne(thrown, Kind.PASSING))
                            .build());
            breaker.getEventPublisher().onStateTransition(changed -> tellOf(s, changed.getStateTransition()));
            return breaker;
        });
    }

    private void tellOf(Scope scope, CircuitBreaker.StateTransition transition) {
        switch (transition.getToState()) {
            case OPEN -> events.accept(new CallEvent.ScopeClosed(time.now(), scope));
            case CLOSED -> events.accept(new CallEvent.ScopeOpened(time.now(), scope));
            default -> LOG.debug("{}: {}", scope, transition);
        }
    }

    private record Key(Scope scope, String operation) {}
}
