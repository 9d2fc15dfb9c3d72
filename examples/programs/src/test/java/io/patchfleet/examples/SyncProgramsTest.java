package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.simulator.SimulatedAws;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Programs that read a Resource Data Sync, over HTTP. */
class SyncProgramsTest {

    private static final String REGION = "eu-central-1";

    @TempDir
    private Path out;

    @Test
    void aReportOfASyncIsThatOfTheFleet() {
        try (SimulatedAws aws = SimulatedAws.builder()
                .regions(REGION)
                .nodes(4, node -> node.os("UBUNTU"))
                .build()) {
            String key = aws.credentials().resolveCredentials().accessKeyId();
            makeBucket(aws.endpoint(), key);
            SsmCalls ssm = new SsmCalls(aws.endpoint(), REGION, key);
            SsmCalls.Answer made = ssm.call(
                    "CreateResourceDataSync",
                    "{\"SyncName\":\"s\",\"S3Destination\":{\"BucketName\":\"inventory\",\"Prefix\":\"fleet\",\"Region\":\""
                            + REGION + "\",\"SyncFormat\":\"JsonSerDe\"}}");
            assertEquals(200, made.status(), made.body());
            aws.time().advance(Duration.ofMinutes(2));

            JsonNode asked = report(aws).json();
            JsonNode synced = report(aws, "--from-sync", "s3://inventory/fleet", "--sync-region", REGION, "--details")
                    .json();

            assertEquals(asked.get("nodes"), synced.get("nodes"));
            assertEquals(4, synced.at("/nodes/compliant").asInt(), synced::toString);
            assertEquals(0, aws.calls().count("ssm:DescribeInstancePatches"));
        }
    }

    private Run report(SimulatedAws aws, String... options) {
        return Run.of(Stream.concat(
                        Stream.of(
                                "report",
                                "--endpoint",
                                aws.endpoint().toString(),
                                "--regions",
                                REGION,
                                "--out",
                                out.toString(),
                                "--json"),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private static void makeBucket(URI endpoint, String key) {
        SsmCalls.send(HttpRequest.newBuilder(endpoint.resolve("/inventory"))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + key + "/20260101/" + REGION
                                + "/s3/aws4_request, SignedHeaders=host, Signature=0")
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    @Test
    void theTablesForAthenaArePrinted() {
        Run run = Run.of(
                "fleet",
                "sync-tables",
                "--from-sync",
                "s3://inventory",
                "--sync-region",
                REGION,
                "--athena",
                "primary/inventory");

        assertAll(
                () -> assertEquals(ExitCode.DONE, run.code(), run.err()),
                () -> assertTrue(
                        run.out().startsWith("CREATE EXTERNAL TABLE IF NOT EXISTS `inventory`.`aws_"), run.out()),
                () -> assertEquals(3, run.out().split(";\n", -1).length - 1, run.out()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--from-sync: '' is not allowed here | fleet sync-tables",
                "--from-sync: 'inventory' is not allowed here | fleet sync-tables --from-sync inventory --sync-region eu-central-1",
                "Error: Missing required argument(s): --sync-region=REGION | report --from-sync s3://inventory",
                "Error: Missing required argument(s): --from-sync=s3://BUCKET/PREFIX | report --athena a/b --sync-region eu-central-1",
                "--athena: 'primary' is not allowed here | fleet sync-tables --from-sync s3://a-b --sync-region eu-central-1 --athena primary",
                "--from-sync: bucket: 'B_' is not allowed here | fleet sync-tables --from-sync s3://B_ --sync-region eu-central-1",
            })
    void whatIsWrongIsSaid(String words, String arguments) {
        Run run = Run.of(arguments.split(" ", -1));

        assertEquals(ExitCode.BAD_USAGE, run.code());
        assertTrue(run.err().startsWith(words), run.err());
    }
}
