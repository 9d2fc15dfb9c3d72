package io.patchfleet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogOutputTest {

    @Test
    void saysWhereTheOutputIs() {
        assertEquals(
                "CloudWatch Logs /patching/production",
                LogOutput.cloudWatch("/patching/production").toString());
        assertEquals(
                "s3://patch-logs/production",
                LogOutput.s3("patch-logs", "production").toString());
        assertEquals("s3://patch-logs", LogOutput.s3("patch-logs", "").toString());
    }

    @Test
    void isEqualByContent() {
        assertEquals(LogOutput.s3("patch-logs", "a"), new LogOutput.S3("patch-logs", "a"));
        assertEquals(LogOutput.cloudWatch("a"), new LogOutput.CloudWatch("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/aws/ssm/AWS-RunPatchBaseline", "Patching.eu_1#2"})
    void allowsTheLogGroupsThatCloudWatchAllows(String group) {
        assertEquals(group, new LogOutput.CloudWatch(group).group());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "my logs", "aws/ssm", "logs*"})
    void refusesOtherLogGroups(String group) {
        assertRefused(
                new Problem("log group", group, "1 to 512 letters, digits and . - _ / #, not beginning with aws/"),
                () -> LogOutput.cloudWatch(group));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "patch-logs.eu-central-1", "1a2"})
    void allowsTheBucketsThatS3Allows(String bucket) {
        assertEquals(bucket, new LogOutput.S3(bucket, "").bucket());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Patch-Logs", "-logs", "logs-", "a..b", "192.168.1.1", "s3://logs", "my_logs"})
    void refusesOtherBuckets(String bucket) {
        assertRefused(
                new Problem(
                        "bucket",
                        bucket,
                        "a bucket's name, without s3://: 3 to 63 small letters, digits, dots and hyphens"),
                () -> LogOutput.s3(bucket, ""));
    }

    @Test
    void refusesAPrefixThatIsTooLong() {
        String prefix = "p".repeat(501);

        assertRefused(new Problem("prefix", prefix, "at most 500 characters"), () -> LogOutput.s3("abc", prefix));
    }

    private static void assertRefused(Problem problem, Runnable call) {
        assertEquals(
                List.of(problem),
                assertThrows(InvalidInputException.class, call::run).problems());
    }
}
