package io.patchfleet.internal.call;

import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.model.AwsFailure;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads what a failed call means from what the SDK threw. */
final class Failures {

    /**
     * Every way in which a service says that this is too fast.
     *
     * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">Retry behavior</a>
     */
    private static final Set<String> THROTTLES = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "BandwidthLimitExceeded",
            "SlowDown",
            "EC2ThrottledException",
            "RateExceeded");

    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "AuthFailureExpired");

    private static final Set<String> PASSING = Set.of(
            "InternalServerError",
            "InternalError",
            "InternalFailure",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            "Unavailable",
            "RequestTimeout",
            "RequestTimeoutException",
            "TransactionInProgressException");

    private static final Set<String> UNKNOWN_OPERATIONS =
            Set.of("UnknownOperationException", "InvalidAction", "NotImplemented");

    private Failures() {}

    static CallFailedException of(String operation, Throwable thrown) {
        if (thrown instanceof AwsServiceException refused) {
            return ofAnswer(operation, refused);
        }
        if (thrown instanceof SdkException silent) {
            return ofSilence(operation, silent);
        }
        return thrown instanceof CallFailedException failed ? failed : ofStranger(operation, thrown);
    }

    /** Credentials, clients and recorders of the application throw what they like; it concerns this scope alone. */
    private static CallFailedException ofStranger(String operation, Throwable thrown) {
        AwsFailure failure =
                new AwsFailure(operation, thrown.getClass().getSimpleName(), words(thrown), Optional.empty());
        return new CallFailedException(failure, Kind.REFUSED, thrown);
    }

    private static CallFailedException ofAnswer(String operation, AwsServiceException refused) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(refused.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).orElse("HTTP " + refused.statusCode());
        String message = details.map(AwsErrorDetails::errorMessage).orElseGet(() -> words(refused));
        AwsFailure failure = new AwsFailure(operation, code, message, Optional.ofNullable(refused.requestId()));
        return new CallFailedException(failure, kind(code, refused.statusCode()), refused);
    }

    private static Kind kind(String code, int status) {
        if (THROTTLES.contains(code) || status == 429) {
            return Kind.THROTTLED;
        }
        if (EXPIRED.contains(code)) {
            return Kind.EXPIRED;
        }
        if (UNKNOWN_OPERATIONS.contains(code) || status == 501) {
            return Kind.UNKNOWN_OPERATION;
        }
        return PASSING.contains(code) || status >= 500 ? Kind.PASSING : Kind.REFUSED;
    }

    /** No answer came: the network, a time-out, or credentials that could not be had. */
    private static CallFailedException ofSilence(String operation, SdkException silent) {
        Kind kind = silent instanceof SdkClientException && !silent.retryable() && isLocal(silent)
                ? Kind.REFUSED
                : Kind.PASSING;
        return new CallFailedException(
                new AwsFailure(operation, "no answer", words(silent), Optional.empty()), kind, silent);
    }

    /** Whether the call never left: nothing to sign with, or a request that cannot be built. */
    private static boolean isLocal(SdkException silent) {
        String message = words(silent);
        return message.contains("Unable to load credentials") || message.contains("Unable to marshall");
    }

    private static String words(Throwable thrown) {
        String message = thrown.getMessage();
        Throwable cause = thrown.getCause();
        if (message == null) {
            return thrown.getClass().getSimpleName();
        }
        String because = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
        return because.isEmpty() || message.contains(because) ? message : message + " (" + because + ")";
    }
}
