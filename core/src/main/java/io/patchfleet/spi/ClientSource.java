package io.patchfleet.spi;

import io.patchfleet.model.Scope;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;

/**
 * Hands in clients of the application's own. They are used as they are and never closed.
 *
 * <p>Where such a client retries for itself, PatchFleet learns only how its last attempt went, and repeats on top of
 * that: a call that failed in passing up to three times, if it only reads or if twice is the same as once; a throttled
 * call for ten minutes. So that there is one layer of retries, let the client retry nothing, as those do that PatchFleet
 * builds: {@code overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))}. Give it an {@code
 * apiCallTimeout} as well: no limit of PatchFleet's ends a call that has left.
 *
 * <p>{@code ssm:SendCommand} takes no token, so that a second call is a second command. For this call PatchFleet turns
 * the client's retries off, by a plugin of the request, and looks for the command by its comment if no answer comes. A
 * client that is not the SDK's own, but wraps one, must pass requests on as they are and must not repeat this call.
 */
@FunctionalInterface
public interface ClientSource {

    /**
     * A client, or nothing: then PatchFleet builds one.
     *
     * @param request which is wanted
     * @return the application's client; thread-safe, as all of the SDK's are
     */
    Optional<SdkClient> client(Request request);

    /**
     * Which client is wanted.
     *
     * @param type the client's interface, such as {@code SsmClient}
     * @param scope where it will be used
     */
    record Request(Class<? extends SdkClient> type, Scope scope) {

        /**
         * Whether this one is wanted.
         *
         * @param wantedType the client's interface
         * @param wantedScope where
         * @return whether both are the same
         */
        public boolean is(Class<? extends SdkClient> wantedType, Scope wantedScope) {
            return type.equals(wantedType) && scope.equals(wantedScope);
        }
    }
}
