package io.patchfleet.model;

import java.util.Optional;

/**
 * What AWS said no to, or that it did not answer.
 *
 * @param operation with its service, in IAM's spelling: {@code ssm:DescribeInstancePatchStates}
 * @param code AWS's error code, such as {@code AccessDeniedException}; for a call that got no answer, what kind of
 *     failure it was
 * @param message AWS's words, made fit to print
 * @param requestId by which AWS support finds the call; empty if no answer came
 */
public record AwsFailure(String operation, String code, String message, Optional<String> requestId) {

    /** Makes the message fit to print. */
    public AwsFailure {
        message = Printable.of(message);
    }

    /** Such as {@code ssm:SendCommand AccessDeniedException: … (request 7f0c…)}. */
    @Override
    public String toString() {
        return operation + " " + code + ": " + message
                + requestId.map(id -> " (request " + id + ")").orElse("");
    }
}
