package io.patchfleet.internal.call;

import io.patchfleet.model.AwsFailure;
import java.io.Serial;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A call that failed for good, in words that fit into a gap. */
public final class CallFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient AwsFailure failure;
    private final Kind kind;

    public CallFailedException(AwsFailure failure, Kind kind, @Nullable Throwable cause) {
        super(failure.toString(), cause);
        this.failure = failure;
        this.kind = kind;
    }

    /** What a future failed with; anything but a failed call is a bug of ours and comes out as it is. */
    public static CallFailedException of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof CallFailedException failed) {
            return failed;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw cause instanceof RuntimeException bug ? bug : new IllegalStateException(cause);
    }

    public AwsFailure failure() {
        return failure;
    }

    public Kind kind() {
        return kind;
    }

    /** What a failure calls for. */
    public enum Kind {
        /** Too fast: wait and try again. */
        THROTTLED,
        /** No answer, or AWS's own fault: try again a few times. */
        PASSING,
        /** The credentials have expired: renew them and try again. */
        EXPIRED,
        /** AWS does not know the operation: an emulator, or a Region that lags behind. */
        UNKNOWN_OPERATION,
        /** What was answered makes no sense. */
        SENSELESS,
        /** Nobody knows whether the call was carried out. */
        UNSEEN,
        /** AWS said no, and will again. */
        REFUSED,
        /** Not even tried, because what it needs is not there or this is not the time. */
        UNREACHED,
        /** Its scope is left alone after many failures. */
        SCOPE_CLOSED,
        /** The errand was over. */
        OVER
    }
}
