package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.Flaw;
import io.patchfleet.simulator.internal.service.AwsRefusal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a service words what every service has to say now and then. The codes are those of the services' models and of
 * their lists of common errors; where AWS publishes a code without a text, the text is the model's description.
 */
final class Dialect {

    private final Front front;
    private final Words throttled;
    private final Words broken;
    private final String invalid;

    /**
     * A way to word things.
     *
     * @param invalid the code for a request that is not what the model demands
     */
    private Dialect(Front front, Words throttled, Words broken, String invalid) {
        this.front = front;
        this.throttled = throttled;
        this.broken = broken;
        this.invalid = invalid;
    }

    /** That of a service, by the name with which requests to it are signed. */
    static Dialect of(String service) {
        return switch (service) {
            case "ssm" ->
                new Dialect(
                        Front.JSON,
                        new Words("ThrottlingException", "Rate exceeded"),
                        new Words("InternalServerError", "Internal Server Error", 500),
                        "ValidationException");
            case "scheduler" ->
                new Dialect(
                        Front.REST,
                        new Words("ThrottlingException", "Rate exceeded", 429),
                        new Words(
                                "InternalServerException",
                                "Unexpected error encountered while processing the request.",
                                500),
                        "ValidationException");
            case "resource-groups" ->
                new Dialect(
                        Front.REST,
                        new Words(
                                "TooManyRequestsException",
                                "You've exceeded throttling limits by making too many requests in a period of time.",
                                429),
                        new Words(
                                "InternalServerErrorException",
                                "An internal error occurred while processing the request. Try again later.",
                                500),
                        "BadRequestException");
            case "sns" ->
                new Dialect(
                        Front.QUERY,
                        new Words("Throttled", "Rate exceeded", 429),
                        new Words("InternalError", "An internal service error occurred.", 500),
                        "InvalidParameter");
            case "athena" ->
                new Dialect(
                        Front.JSON,
                        new Words("TooManyRequestsException", "Rate exceeded"),
                        new Words("InternalServerException", "Indicates a platform issue.", 500),
                        "InvalidRequestException");
            case "s3" ->
                new Dialect(
                        Front.S3,
                        new Words("SlowDown", "Please reduce your request rate.", 503),
                        new Words("InternalError", "We encountered an internal error. Please try again.", 500),
                        "InvalidArgument");
            case "organizations" ->
                new Dialect(
                        Front.JSON,
                        new Words(
                                "TooManyRequestsException",
                                "You have sent too many requests in too short a period of time. Try again later."),
                        new Words(
                                "ServiceException",
                                "AWS Organizations can't complete your request because of an internal service error."
                                        + " Try again later.",
                                500),
                        "InvalidInputException");
            case "tagging" ->
                new Dialect(
                        Front.JSON,
                        new Words(
                                "ThrottledException",
                                "The request was denied to limit the frequency of submitted requests."),
                        new Words(
                                "InternalServiceException",
                                "The request processing failed because of an unknown error, exception, or failure.",
                                500),
                        "InvalidParameterException");
            case "sts" ->
                new Dialect(
                        Front.QUERY,
                        new Words("Throttling", "Rate exceeded"),
                        new Words(
                                "InternalFailure",
                                "The request processing has failed because of an unknown error.",
                                500),
                        "ValidationError");
            case "ec2" ->
                new Dialect(
                        Front.EC2,
                        new Words("RequestLimitExceeded", "Request limit exceeded.", 503),
                        new Words("InternalError", "An internal error has occurred", 500),
                        "InvalidParameterValue");
            default -> throw new IllegalArgumentException("nobody knows how " + service + " words things");
        };
    }

    /** Too many calls. */
    AwsRefusal throttled() {
        return throttled.refusal();
    }

    boolean isThrottled(AwsRefusal refusal) {
        return refusal.code().equals(throttled.code());
    }

    /** The service's own fault. */
    AwsRefusal broken() {
        return broken.refusal();
    }

    /** The request is signed with credentials that nobody has issued. */
    AwsRefusal unknownKey() {
        return switch (front) {
            case JSON ->
                new AwsRefusal("UnrecognizedClientException", "The security token included in the request is invalid.");
            case REST ->
                new AwsRefusal(
                        "UnrecognizedClientException", "The security token included in the request is invalid.", 403);
            case QUERY ->
                new AwsRefusal("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
            case S3 ->
                new AwsRefusal(
                        "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403);
            case EC2 ->
                new AwsRefusal("AuthFailure", "AWS was not able to validate the provided access credentials", 401);
        };
    }

    /** The request is signed with credentials that are no longer valid. */
    AwsRefusal expiredKey() {
        return switch (front) {
            case JSON ->
                new AwsRefusal("ExpiredTokenException", "The security token included in the request is expired");
            case REST ->
                new AwsRefusal("ExpiredTokenException", "The security token included in the request is expired", 403);
            case QUERY -> new AwsRefusal("ExpiredToken", "The security token included in the request is expired", 403);
            case S3 -> new AwsRefusal("ExpiredToken", "The provided token has expired.");
            case EC2 -> new AwsRefusal("RequestExpired", "Request has expired.");
        };
    }

    /** The signer may not do that. */
    AwsRefusal denied(String principal, String action) {
        String words = "User: " + principal + " is not authorized to perform: " + action
                + " because no identity-based policy allows the " + action + " action";
        return switch (front) {
            case JSON -> new AwsRefusal("AccessDeniedException", words);
            case REST -> new AwsRefusal("AccessDeniedException", words, 403);
            case QUERY, S3 -> new AwsRefusal("AccessDenied", words, 403);
            case EC2 ->
                new AwsRefusal(
                        "UnauthorizedOperation", "You are not authorized to perform this operation. " + words, 403);
        };
    }

    /** AWS has no such operation. */
    AwsRefusal unknownOperation(String operation, String version) {
        return switch (front) {
            case JSON -> new AwsRefusal("UnknownOperationException", "");
            case REST -> new AwsRefusal("UnknownOperationException", "", 404);
            case QUERY ->
                new AwsRefusal("InvalidAction", "Could not find operation " + operation + " for version " + version);
            case S3 ->
                new AwsRefusal("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);
            case EC2 ->
                new AwsRefusal("InvalidAction", "The action " + operation + " is not valid for this web service.");
        };
    }

    /** Whether AWS passes over members that it does not know. */
    boolean overlooksStrangers() {
        return front != Front.EC2;
    }

    /** The request is not what the model demands. */
    AwsRefusal invalid(List<Flaw> flaws) {
        return front == Front.EC2 ? firstInEc2(flaws.get(0)) : allTogether(flaws);
    }

    private AwsRefusal allTogether(List<Flaw> flaws) {
        for (Flaw flaw : flaws) {
            if (flaw.kind() == Flaw.Kind.TYPE) {
                // The code is AWS's; its words are not documented.
                return new AwsRefusal("SerializationException", flaw.sentence());
            }
        }
        String count = flaws.size() == 1 ? "1 validation error" : flaws.size() + " validation errors";
        return new AwsRefusal(
                invalid,
                flaws.stream().map(Flaw::sentence).collect(Collectors.joining("; ", count + " detected: ", "")));
    }

    /** EC2 names one thing at a time. */
    private AwsRefusal firstInEc2(Flaw flaw) {
        return switch (flaw.kind()) {
            case MISSING -> new AwsRefusal("MissingParameter", "The request must contain the parameter " + flaw.path());
            case UNKNOWN -> new AwsRefusal("UnknownParameter", "The parameter " + flaw.path() + " is not recognized");
            case TYPE, CONSTRAINT ->
                new AwsRefusal(
                        invalid,
                        "Value (" + flaw.value() + ") for parameter " + flaw.path() + " is invalid. " + flaw.demand());
        };
    }

    /** Services of one protocol share what looks at signatures. */
    private enum Front {
        JSON,
        REST,
        QUERY,
        S3,
        EC2
    }

    private record Words(String code, String text, int status) {

        private Words(String code, String text) {
            this(code, text, 400);
        }

        private AwsRefusal refusal() {
            return new AwsRefusal(code, text, status);
        }
    }
}
