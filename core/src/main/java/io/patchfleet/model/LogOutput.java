package io.patchfleet.model;

import java.util.regex.Pattern;

/** Where the output of a node's commands is kept. */
public sealed interface LogOutput {

    /**
     * In CloudWatch Logs.
     *
     * @param group the log group
     * @return the output
     */
    static LogOutput cloudWatch(String group) {
        return new CloudWatch(group);
    }

    /**
     * In S3.
     *
     * @param bucket the bucket's name
     * @param prefix under which keys; empty: directly in the bucket
     * @return the output
     */
    static LogOutput s3(String bucket, String prefix) {
        return new S3(bucket, prefix);
    }

    /**
     * In CloudWatch Logs.
     *
     * @param group the log group
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html">
     *     CreateLogGroup</a>, whose rules for the name these are
     */
    record CloudWatch(String group) implements LogOutput {

        private static final Pattern GROUP = Pattern.compile("(?!aws/)[.\\-_/#A-Za-z0-9]{1,512}");

        /**
         * Checks the name.
         *
         * @throws InvalidInputException if it is no name that CloudWatch Logs would accept
         */
        public CloudWatch {
            Problem.refuseUnless(
                    GROUP.matcher(group).matches(),
                    "log group",
                    group,
                    "1 to 512 letters, digits and . - _ / #, not beginning with aws/");
        }

        /** Such as {@code CloudWatch Logs /patching/production}. */
        @Override
        public String toString() {
            return "CloudWatch Logs " + group;
        }
    }

    /**
     * In S3.
     *
     * @param bucket the bucket's name
     * @param prefix under which keys; empty: directly in the bucket
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">the rules for
     *     buckets' names</a>
     */
    record S3(String bucket, String prefix) implements LogOutput {

        private static final Pattern BUCKET =
                Pattern.compile("(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
        private static final int LONGEST_PREFIX = 500;

        /**
         * Checks both.
         *
         * @throws InvalidInputException if the bucket has no name that S3 allows, or the prefix is too long
         */
        public S3 {
            Problem.refuseUnless(
                    BUCKET.matcher(bucket).matches(),
                    "bucket",
                    bucket,
                    "a bucket's name, without s3://: 3 to 63 small letters, digits, dots and hyphens");
            Problem.refuseUnless(
                    prefix.length() <= LONGEST_PREFIX, "prefix", prefix, "at most " + LONGEST_PREFIX + " characters");
        }

        /** Such as {@code s3://patch-logs/production}. */
        @Override
        public String toString() {
            return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + Printable.of(prefix));
        }
    }
}
