package io.patchfleet.internal.spec;

import java.util.regex.Pattern;

/** How things may be called: AWS's patterns, and the same in words. */
public enum AwsNames {
    /** Specs: PatchFleet's own, so that what is made for one can be named after it. */
    SPEC("[a-zA-Z0-9_\\-.]{3,64}", "3 to 64 letters, digits, _, - and ."),
    /** Environments: PatchFleet's own, so that windows can be named after the spec and the environment. */
    ENVIRONMENT("[a-zA-Z0-9_\\-.]{1,50}", "1 to 50 letters, digits, _, - and ."),
    /** Kinds of resources: PatchFleet's own. */
    KIND("[a-z][a-zA-Z0-9]{0,49}", "a small letter, then up to 49 letters and digits, such as topic"),
    /** Resources of other kinds, whose own kind says the rest. */
    NAME("[^\\p{Cntrl}]{1,128}", "1 to 128 characters"),
    /** Baselines and windows. */
    RESOURCE("[a-zA-Z0-9_\\-.]{3,128}", "3 to 128 letters, digits, _, - and ."),
    /** Patch sources. */
    SOURCE("[a-zA-Z0-9_\\-.]{3,50}", "3 to 50 letters, digits, _, - and ."),
    /** Patch groups, which are tags' values with at least one character. */
    PATCH_GROUP("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,256}", "1 to 256 letters, digits, spaces, _, ., :, /, =, +, - and @"),
    /** Tags' keys. */
    TAG_KEY("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}", "1 to 128 letters, digits, spaces, _, ., :, /, =, +, - and @"),
    /** Tags' values. */
    TAG_VALUE(
            "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}", "at most 256 letters, digits, spaces, _, ., :, /, =, +, - and @"),
    /** Command documents, which others may share by their ARN. */
    DOCUMENT("[a-zA-Z0-9_\\-.:/]{3,128}", "a document's name or ARN: 3 to 128 letters, digits, _, -, ., : and /"),
    /** SNS's standard topics: Systems Manager and EventBridge Scheduler name no message group, as FIFO topics need. */
    TOPIC(
            "[a-zA-Z0-9_-]{1,256}|arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[a-zA-Z0-9_-]{1,256}",
            "a standard topic's name (1 to 256 letters, digits, _ and -) or its ARN, such as"
                    + " arn:aws:sns:eu-central-1:123456789012:patching"),
    /** IAM's roles. */
    ROLE(
            "[\\w+=,.@-]{1,64}|arn:aws[a-z-]*:iam::\\d{12}:role/([\\x21-\\x7e]{1,510}/)?[\\w+=,.@-]{1,64}",
            "a role's name (1 to 64 letters, digits, _, +, =, comma, ., @ and -) or its ARN, such as"
                    + " arn:aws:iam::123456789012:role/patching");

    private final Pattern pattern;
    private final String words;

    AwsNames(String pattern, String words) {
        this.pattern = Pattern.compile(pattern);
        this.words = words;
    }

    /**
     * Notes a name that AWS would refuse.
     *
     * @param name the name
     * @param problems where it stands
     */
    public void check(String name, Problems problems) {
        problems.unless(pattern.matcher(name).matches(), name, words);
    }
}
