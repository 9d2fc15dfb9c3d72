package io.patchfleet.event;

import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Scope;
import java.time.Duration;
import java.time.Instant;

/** A call to AWS, or the state of the way there. Operations are in IAM's spelling, {@code ssm:SendCommand}. */
public sealed interface CallEvent extends FleetEvent {

    /** Where. */
    Scope scope();

    /**
     * AWS answered.
     *
     * @param at when the answer came
     * @param scope where
     * @param operation which
     * @param took from sending to the answer
     * @param attempt 1 for the first
     */
    record Succeeded(Instant at, Scope scope, String operation, Duration took, int attempt) implements CallEvent {}

    /**
     * AWS refused or did not answer. The call may be tried again.
     *
     * @param at when it failed
     * @param scope where
     * @param operation which
     * @param took from sending to the failure
     * @param attempt 1 for the first
     * @param failure why
     */
    record Failed(Instant at, Scope scope, String operation, Duration took, int attempt, AwsFailure failure)
            implements CallEvent {}

    /**
     * AWS said that this is too fast. The call waits and is tried again.
     *
     * @param at when
     * @param scope where
     * @param operation which
     * @param callsPerSecond the pace from now on
     */
    record Throttled(Instant at, Scope scope, String operation, double callsPerSecond) implements CallEvent {}

    /**
     * So many calls failed that the scope is left alone for a while.
     *
     * @param at when
     * @param scope where
     */
    record ScopeClosed(Instant at, Scope scope) implements CallEvent {}

    /**
     * The scope is asked again after it was left alone.
     *
     * @param at when
     * @param scope where
     */
    record ScopeOpened(Instant at, Scope scope) implements CallEvent {}
}
