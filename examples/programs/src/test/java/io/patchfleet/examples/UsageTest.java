package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @Test
    void withoutArgumentsThereIsAListOfThePrograms() {
        Run run = Run.of();
        assertAll(
                () -> assertEquals(ExitCode.DONE, run.code()),
                () -> assertTrue(run.out().contains("  quickstart  "), run.out()),
                () -> assertTrue(run.out().contains("  report  "), run.out()),
                () -> assertTrue(run.out().contains("  simulate  "), run.out()),
                () -> assertTrue(run.out().contains("  fleet  "), run.out()),
                () -> assertTrue(run.out().contains("  patch  "), run.out()),
                () -> assertEquals("", run.err()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "report", "simulate"})
    void aProgramExplainsItsOptions(String program) {
        Run run = Run.of(program, "--help");
        assertAll(
                () -> assertEquals(ExitCode.DONE, run.code()),
                () -> assertTrue(run.out().contains("--regions"), run.out()),
                () -> assertTrue(run.out().contains("--seed"), run.out()));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("Unmatched argument at index 0: 'reprot'", "reprot"),
                wrong("Unknown options: '--formt', 'html'", "report", "--formt", "html"),
                wrong("Unmatched argument at index 1: 'extra'", "report", "extra"),
                wrong("Missing required parameter for option '--out' (DIR)", "report", "--out"),
                wrong("option '--seed' (N) should be specified only once", "report", "--seed", "1", "--seed", "2"),
                wrong(
                        "--format: 'pdf' is not allowed here; allowed: html, json, csv, md",
                        "report",
                        "--format",
                        "html,pdf"),
                wrong(
                        "--max-scan-age: '7' is not allowed here; allowed: a duration as ISO 8601 writes it, such as P7D or PT12H, longer than none",
                        "report",
                        "--max-scan-age",
                        "7"),
                wrong("'PT0S' is not allowed here", "report", "--max-scan-age", "PT0S"),
                wrong("'-P1D' is not allowed here", "report", "--max-scan-age", "-P1D"),
                wrong(
                        "--exclude: 'Lifecycle' is not allowed here; allowed: a tag's key and value, such as Lifecycle=rebuilt",
                        "report",
                        "--exclude",
                        "Lifecycle"),
                wrong("'=rebuilt' is not allowed here", "report", "--exclude", "=rebuilt"),
                wrong("'' is not allowed here; allowed: a tag's key, such as Team", "report", "--group-by", ","),
                wrong(
                        "--environment-tag: '' is not allowed here; allowed: a tag's key",
                        "report",
                        "--environment-tag",
                        ""),
                wrong(
                        "--regions: 'eu-centrl-1' is not allowed here; allowed: the code of an AWS Region, such as eu-central-1",
                        "report",
                        "--regions",
                        "eu-centrl-1"),
                wrong(
                        "'' is not allowed here; allowed: the code of an AWS Region",
                        "report",
                        "--regions",
                        "us-east-1,,"),
                wrong("'aws-global' is not allowed here", "report", "--regions", "aws-global"),
                wrong(
                        "--accounts: '12345' is not allowed here; allowed: an account's twelve digits",
                        "report",
                        "--accounts",
                        "12345"),
                wrong("--role: 'a/b?' is not allowed here", "report", "--role", "a/b?"),
                wrong(
                        "--endpoint: 'localhost' is not allowed here; allowed: an http or https address, such as http://127.0.0.1:4566",
                        "report",
                        "--endpoint",
                        "localhost"),
                wrong("'http://[' is not allowed here", "report", "--endpoint", "http://["),
                wrong("'ftp://host' is not allowed here", "report", "--endpoint", "ftp://host"),
                wrong("mutually exclusive", "report", "--aws", "--endpoint", "http://127.0.0.1:1"),
                wrong(
                        "--nodes: 'many' is not allowed here; allowed: a whole number from 0 to 100000",
                        "report",
                        "--nodes",
                        "many"),
                wrong("'-1' is not allowed here", "report", "--nodes", "-1"),
                wrong("--seed: 'x' is not allowed here; allowed: a whole number", "report", "--seed", "x"),
                wrong(
                        "--port: '65536' is not allowed here; allowed: a whole number from 0 to 65535",
                        "simulate",
                        "--port",
                        "65536"),
                wrong(
                        "--time-scale: '0' is not allowed here; allowed: a number above 0",
                        "simulate",
                        "--time-scale",
                        "0"),
                wrong("Missing required option: '--spec=FILE'", "fleet", "check"),
                wrong(
                        "--max-age: '0' is not allowed here; allowed: a number of days, 1 to 3650, or a duration such as"
                                + " P20D",
                        "fleet",
                        "check",
                        "--max-age",
                        "0"),
                wrong("'soon' is not allowed here", "fleet", "check", "--max-age", "soon"),
                wrong(
                        "--failures: '-1' is not allowed here; allowed: a whole number from 0 to 100",
                        "fleet",
                        "check",
                        "--failures",
                        "-1"),
                wrong("Unmatched argument at index 1: 'chek'", "fleet", "chek"),
                wrong("Missing required argument (specify one of these)", "patch", "install"),
                wrong("mutually exclusive", "patch", "install", "--all", "--environment", "Production"),
                wrong(
                        "--on: 'Team=cards' is not allowed here; allowed: tag:KEY=VALUE, group:NAME, resource-group:NAME"
                                + " or id:ACCOUNT/REGION/ID",
                        "patch",
                        "scan",
                        "--on",
                        "Team=cards"),
                wrong("'resource-group:' is not allowed here", "patch", "scan", "--on", "resource-group:"),
                wrong(
                        "--on: 'card payments' is not allowed here; allowed: a resource group's name (letters, digits,"
                                + " '.', '_' and '-') or its ARN",
                        "patch",
                        "scan",
                        "--on",
                        "resource-group:card payments"),
                wrong(
                        "'Team' is not allowed here; allowed: a tag's key and value",
                        "patch",
                        "scan",
                        "--on",
                        "tag:Team"),
                wrong("'' is not allowed here", "patch", "scan", "--on", "group:web,"),
                wrong(
                        "--on: 'i-0123456789abcdef0' is not allowed here; allowed: id:ACCOUNT/REGION/ID; the ID alone"
                                + " beside --accounts and --regions",
                        "patch",
                        "scan",
                        "--on",
                        "id:i-0123456789abcdef0"),
                wrong("--calendar: 'q' is not allowed here", "patch", "scan", "--all", "--calendar", "q"),
                wrong("--on: 'i-?' is not allowed here", "patch", "scan", "--on", "id:111122223333/eu-central-1/i-?"),
                wrong("--environment: '' is not allowed here; allowed: a name", "patch", "scan", "--environment", ","),
                wrong(
                        "--pace: '0%' is not allowed here; allowed: a number of nodes, such as 25, or per cent, such as"
                                + " 10%, more than none",
                        "patch", "scan", "--all", "--pace", "0%"),
                wrong("--pace: 'fast' is not allowed here", "patch", "scan", "--all", "--pace", "fast"),
                wrong("--stop-after: '101%' is not allowed here", "patch", "scan", "--all", "--stop-after", "101%"),
                wrong(
                        "--retry: '11' is not allowed here; allowed: a whole number from 0 to 10",
                        "patch",
                        "scan",
                        "--all",
                        "--retry",
                        "11"),
                wrong("--within: '4h' is not allowed here", "patch", "scan", "--all", "--within", "4h"),
                wrong(
                        "--reboot: 'always' is not allowed here; allowed: if-needed, never",
                        "patch",
                        "install",
                        "--all",
                        "--reboot",
                        "always"),
                wrong(
                        "--logs: 's3://B' is not allowed here; allowed: s3://bucket/prefix, or a log group: ",
                        "patch",
                        "install",
                        "--all",
                        "--logs",
                        "s3://B"),
                wrong(
                        "--override-list: 'ftp://x' is not allowed here; allowed: https://… or s3://bucket/key",
                        "patch",
                        "install",
                        "--all",
                        "--override-list",
                        "ftp://x"),
                wrong("Unknown option: '--logs=/patching'", "patch", "scan", "--all", "--logs=/patching"),
                wrong("'fast' is not allowed here", "simulate", "--time-scale", "fast"),
                wrong("'NaN' is not allowed here", "simulate", "--time-scale", "NaN"));
    }

    private static Arguments wrong(String message, String... arguments) {
        return Arguments.of(String.join(" ", arguments), message, arguments);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatIsWrongIsNamedInOneLineWithWhatIsAllowed(String line, String message, String[] arguments) {
        Run run = Run.of(arguments);
        assertAll(
                line,
                () -> assertEquals(ExitCode.BAD_USAGE, run.code()),
                () -> assertTrue(run.err().contains(message), run.err()),
                () -> assertEquals(1, run.err().lines().count(), run.err()),
                () -> assertEquals("", run.out()));
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefusedBeforeAnythingIsDone(@TempDir Path temporary) throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "in the way");
        Run run = Run.of("quickstart", "--out", file.resolve("reports").toString());
        assertAll(
                () -> assertEquals(ExitCode.BAD_USAGE, run.code()),
                () -> assertEquals(
                        "--out: '" + file + "/reports' is not allowed here; allowed: a"
                                + " directory that can be written to, or made (" + Programs.JAR
                                + " quickstart --help explains)\n",
                        run.err()));
    }

    @Test
    void whatSteersATerminalDoesNotReachIt() {
        Run run = Run.of("report", "--regions", "eu\033[31m\nwest");
        assertAll(
                () -> assertFalse(run.err().contains("\033"), run.err()),
                () -> assertEquals(1, run.err().lines().count(), run.err()));
    }

    @Test
    void anEndpointWhereNobodyListensIsNotReached(@TempDir Path out) throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Run run = Run.of("report", "--endpoint", "http://127.0.0.1:" + free, "--json", "--out", out.toString());
        assertAll(
                () -> assertEquals(ExitCode.FAILED, run.code()),
                () -> assertTrue(
                        run.err().startsWith("http://127.0.0.1:" + free + " could not be reached: "), run.err()),
                () -> assertEquals("", run.out()));
    }

    @Test
    void aPortThatIsTakenCannotBeListenedOn() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Run run = Run.of("simulate", "--nodes", "0", "--port", String.valueOf(taken.getLocalPort()));
            assertAll(
                    () -> assertEquals(ExitCode.FAILED, run.code()),
                    () -> assertTrue(
                            run.err().startsWith("port " + taken.getLocalPort() + " cannot be listened on: "),
                            run.err()),
                    () -> assertEquals("", run.out()));
        }
    }

    @Test
    void onTheRealAwsNothingIsInstalledWithoutAYes() {
        Run run = Run.answering("no\n", true, "patch", "install", "--aws", "--environment", "Production");
        assertAll(
                () -> assertEquals(ExitCode.FAILED, run.code()),
                () -> assertTrue(
                        run.err().contains("Install on environment=Production: this sends AWS-RunPatchBaseline"),
                        run.err()),
                () -> assertTrue(run.err().contains("reboots nodes that need it. Go on? [y/N]"), run.err()),
                () -> assertEquals("", run.out()));
    }

    @Test
    void onTheRealAwsNothingIsScannedWithoutAYes(@TempDir Path out) {
        Run run = Run.answering("no\n", true, "quickstart", "--aws", "--out", out.toString());
        assertAll(
                () -> assertEquals(ExitCode.FAILED, run.code()),
                () -> assertTrue(run.err().contains("Go on? [y/N]"), run.err()),
                () -> assertTrue(run.err().contains("nothing was done"), run.err()),
                () -> assertEquals("", run.out()));
    }
}
