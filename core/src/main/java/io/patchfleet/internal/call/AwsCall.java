package io.patchfleet.internal.call;

import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkClient;

/**
 * One call to AWS, not yet made.
 *
 * @param clientType which client makes it
 * @param operation in IAM's spelling, such as {@code ssm:SendCommand}
 * @param changes what it changes, in words; empty for a call that only reads
 * @param repeatable whether it may be made again when nobody knows whether it was carried out
 * @param invoke makes it
 */
public record AwsCall<C extends SdkClient, T>(
        Class<C> clientType, String operation, Optional<String> changes, boolean repeatable, Function<C, T> invoke) {

    public static <C extends SdkClient, T> AwsCall<C, T> reading(
            Class<C> clientType, String operation, Function<C, T> invoke) {
        return new AwsCall<>(clientType, operation, Optional.empty(), true, invoke);
    }

    public static <C extends SdkClient, T> AwsCall<C, T> changing(
            Class<C> clientType, String operation, String what, Function<C, T> invoke) {
        return new AwsCall<>(clientType, operation, Optional.of(what), false, invoke);
    }

    /** Changes something, and twice is the same as once: it sets a whole, takes something away, or carries a token. */
    public static <C extends SdkClient, T> AwsCall<C, T> repeatable(
            Class<C> clientType, String operation, String what, Function<C, T> invoke) {
        return new AwsCall<>(clientType, operation, Optional.of(what), true, invoke);
    }
}
