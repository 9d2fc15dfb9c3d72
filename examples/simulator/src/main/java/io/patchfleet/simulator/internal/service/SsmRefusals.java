package io.patchfleet.simulator.internal.service;

/**
 * What Systems Manager says to several kinds of request. Codes are those of its model; where the words are AWS's own, a
 * comment names their source, and all others are not documented.
 */
final class SsmRefusals {

    private SsmRefusals() {}

    static AwsRefusal invalid(String words) {
        return new AwsRefusal("ValidationException", words);
    }

    /** As AWS says it of maintenance windows. */
    static AwsRefusal doesNotExist(String what) {
        return new AwsRefusal("DoesNotExistException", what + " does not exist");
    }

    /** The id of something that cannot be tagged, or does not exist. The words are the model's description. */
    static AwsRefusal invalidResourceId() {
        return new AwsRefusal(
                "InvalidResourceId",
                "The resource ID isn't valid. Verify that you entered the correct ID and try again.");
    }

    static AwsRefusal quota(String what, int most) {
        return new AwsRefusal("ResourceLimitExceededException", "The maximum number of " + what + " is " + most + ".");
    }

    static AwsRefusal unknownKey(Input filter) {
        return invalid("The filter key " + filter.text("Key").orElse("") + " isn't valid.");
    }
}
