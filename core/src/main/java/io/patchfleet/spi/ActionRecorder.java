package io.patchfleet.spi;

import io.patchfleet.model.Actor;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * Sees every call that changes anything at AWS, before and after it. Called on the thread that makes the call, possibly
 * on several at once.
 */
public interface ActionRecorder {

    /**
     * About to act. Throwing keeps the action from being done, which then fails with what was thrown.
     *
     * @param action what is about to be done
     */
    void before(Action action);

    /**
     * Done, or not.
     *
     * @param action what was tried
     * @param failure why AWS did not do it, or that nobody knows whether it did; empty if it did
     */
    void after(Action action, Optional<AwsFailure> failure);

    /**
     * A call that changes something.
     *
     * @param at when, by the fleet's clock
     * @param actor who asked for it
     * @param scope where
     * @param operation which, in IAM's spelling: {@code ssm:SendCommand}
     * @param what it is about, in words
     */
    record Action(Instant at, Actor actor, Scope scope, String operation, String what) {}
}
