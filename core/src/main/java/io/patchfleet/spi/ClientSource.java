package io.patchfleet.spi;

import io.patchfleet.model.Scope;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;

/**
 * Hands in clients of the application's own. They are used as they are and never closed; where one retries for itself,
 * PatchFleet's own repeats come on top for throttled calls only.
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
