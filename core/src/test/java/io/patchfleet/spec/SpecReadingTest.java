package io.patchfleet.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecReadingTest {

    private static final String ALLOWED = " is not allowed here; allowed: ";

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(
                        "a slip in a field's name",
                        environment("\"instalWindow\": {}"),
                        "environments.Production.instalWindow: 'an object of 0'" + ALLOWED
                                + "no such field here, but one of patchGroup, adoptPatchGroup, baselines, installWindow, scanWindow,"
                                + " reboot, beforeInstall, afterInstall, onExit, logs, notification, notice, freezes,"
                                + " serviceRole; did you mean installWindow?"),
                wrong(
                        "nothing behind a field's name",
                        environment("\"installWindow\": null"),
                        "environments.Production.installWindow: 'null'" + ALLOWED
                                + "an object; without one, leave the field out"),
                wrong(
                        "a list where there is one thing",
                        environment("\"installWindow\": []"),
                        "environments.Production.installWindow: 'a list of 0'" + ALLOWED + "an object"),
                wrong(
                        "a window without its duration",
                        environment("\"scanWindow\": {\"schedule\": {\"expression\": \"rate(1 day)\"}}"),
                        "environments.Production.scanWindow.duration: ''" + ALLOWED
                                + "how long it stays open, such as PT3H; it cannot be left out"),
                wrong(
                        "a duration in hours",
                        window("\"expression\": \"rate(1 day)\"", "\"3h\""),
                        "environments.Production.scanWindow.duration: '3h'" + ALLOWED
                                + "a duration as ISO 8601 writes it, such as PT3H or P1D"),
                wrong(
                        "a schedule without its zone",
                        window("\"expression\": \"cron(0 1 ? * SAT *)\"", "\"PT3H\""),
                        "environments.Production.scanWindow.schedule.zone: ''" + ALLOWED
                                + "whose clocks count, such as Europe/Berlin, because AWS's silent default is UTC; it"
                                + " cannot be left out"),
                wrong(
                        "a zone that no map shows",
                        window("\"every\": \"SATURDAY\", \"at\": \"01:00\", \"zone\": \"Asia/Tokio\"", "\"PT3H\""),
                        "environments.Production.scanWindow.schedule.zone: 'Asia/Tokio'" + ALLOWED
                                + "a zone of the IANA database, such as Europe/Berlin or UTC; did you mean Asia/Tokyo?"),
                wrong(
                        "a day that no week has",
                        window("\"every\": \"SATERDAY\", \"at\": \"01:00\", \"zone\": \"UTC\"", "\"PT3H\""),
                        "environments.Production.scanWindow.schedule.every: 'SATERDAY'" + ALLOWED
                                + "one of MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY; did you mean"
                                + " SATURDAY?"),
                wrong(
                        "a time that YAML 1.1 took for a number",
                        window("\"every\": \"DAY\", \"at\": 60, \"zone\": \"UTC\"", "\"PT3H\""),
                        "environments.Production.scanWindow.schedule.at: '60'" + ALLOWED
                                + "a time of day in quotes, such as \"01:00\""),
                wrong(
                        "an offset of a week",
                        window(
                                "\"every\": \"2nd TUESDAY\", \"at\": \"01:00\", \"zone\": \"UTC\", \"offsetDays\": 7",
                                "\"PT3H\""),
                        "environments.Production.scanWindow.schedule.offsetDays: '7'" + ALLOWED + "1 to 6 days"),
                wrong(
                        "a share of everything and more",
                        environment("\"scanWindow\": {\"schedule\": {\"expression\": \"rate(1 day)\"},"
                                + " \"duration\": \"PT1H\", \"pace\": \"101%\"}"),
                        "environments.Production.scanWindow.pace: '101'" + ALLOWED + "0 to 100 percent"),
                wrong(
                        "a word that is none of a few",
                        environment("\"reboot\": \"IF_NEDED\""),
                        "environments.Production.reboot: 'IF_NEDED'" + ALLOWED
                                + "one of IF_NEEDED, NO_REBOOT; did you mean IF_NEEDED?"),
                wrong(
                        "a text that is a number by now",
                        environment("\"patchGroup\": 1.10"),
                        "environments.Production.patchGroup: '1.1'" + ALLOWED
                                + "a text, in quotes if it looks like a number"),
                wrong(
                        "logs in two places",
                        environment("\"logs\": {\"cloudWatch\": \"/a\", \"s3\": {\"bucket\": \"abc\"}}"),
                        "environments.Production.logs: 'both'" + ALLOWED
                                + "either {\"cloudWatch\": \"/log/group\"} or {\"s3\": {\"bucket\": \"…\", \"prefix\":"
                                + " \"…\"}}"),
                wrong(
                        "a bucket with a capital letter",
                        environment("\"logs\": {\"s3\": {\"bucket\": \"Logs\"}}"),
                        "environments.Production.logs.s3: 'Logs'" + ALLOWED
                                + "a bucket's name, without s3://: 3 to 63 small letters, digits, dots and hyphens"),
                wrong(
                        "a day that no calendar has",
                        environment(
                                "\"freezes\": [{\"from\": \"2026-02-30\", \"to\": \"2026-03-01\", \"role\": \"r\"}]"),
                        "environments.Production.freezes[0].from: '2026-02-30'" + ALLOWED
                                + "a day that a calendar has, such as 2026-12-20"),
                wrong(
                        "an operating system that AWS does not know",
                        "\"baselines\": {\"base\": {\"operatingSystem\": \"AMAZON_LINUX_2024\", \"rules\": [{}]}},"
                                + " \"environments\": {\"Production\": {\"baselines\": [\"base\"]}}",
                        "baselines.base.operatingSystem: 'AMAZON_LINUX_2024'" + ALLOWED
                                + "one of WINDOWS, AMAZON_LINUX, AMAZON_LINUX_2, AMAZON_LINUX_2022, AMAZON_LINUX_2023,"
                                + " UBUNTU, REDHAT_ENTERPRISE_LINUX, SUSE, CENTOS, ORACLE_LINUX, DEBIAN, MACOS,"
                                + " RASPBIAN, ROCKY_LINUX, ALMA_LINUX"),
                wrong(
                        "no operating system, where AWS would take Windows",
                        "\"baselines\": {\"base\": {}}",
                        "baselines.base.operatingSystem: ''" + ALLOWED
                                + "one of AWS's operating systems, because its silent default is WINDOWS; it cannot be"
                                + " left out"),
                wrong(
                        "days in words",
                        "\"baselines\": {\"base\": {\"operatingSystem\": \"WINDOWS\", \"rules\": [{\"afterDays\":"
                                + " \"two\"}]}}",
                        "baselines.base.rules[0].afterDays: 'two'" + ALLOWED + "a whole number"),
                wrong(
                        "a truth that is a text",
                        "\"baselines\": {\"base\": {\"operatingSystem\": \"WINDOWS\", \"default\": \"yes\"}}",
                        "baselines.base.default: 'yes'" + ALLOWED + "true or false"),
                wrong(
                        "an override of everything",
                        "\"overrides\": [{\"where\": {}}]",
                        "overrides[0].where: 'everywhere'" + ALLOWED + "some accounts or some Regions"),
                wrong(
                        "an override of nowhere",
                        "\"overrides\": [{\"tags\": {}}]",
                        "overrides[0].where: ''" + ALLOWED + "accounts, Regions or both, such as {\"regions\":"
                                + " [\"eu-central-1\"]}; it cannot be left out"),
                wrong(
                        "an account with eleven digits",
                        "\"overrides\": [{\"where\": {\"accounts\": [\"11112222333\"]}}]",
                        "overrides[0].where: '11112222333'" + ALLOWED + "twelve digits"),
                wrong(
                        "a slip within an override",
                        "\"environments\": {\"Production\": {}}, \"overrides\": [{\"where\": {\"regions\":"
                                + " [\"us-east-1\"]}, \"environments\": {\"Production\": {\"rebot\": \"NO_REBOOT\"}}}]",
                        "overrides[0].environments.Production.rebot: 'NO_REBOOT'" + ALLOWED
                                + "no such field here, but one of patchGroup, adoptPatchGroup, baselines, installWindow, scanWindow,"
                                + " reboot, beforeInstall, afterInstall, onExit, logs, notification, notice, freezes,"
                                + " serviceRole; did you mean reboot?"));
    }

    private static Arguments wrong(String what, String fields, String problem) {
        return Arguments.of(what, fields, problem);
    }

    private static String environment(String fields) {
        return "\"environments\": {\"Production\": {" + fields + "}}";
    }

    private static String window(String schedule, String duration) {
        return environment("\"scanWindow\": {\"schedule\": {" + schedule + "}, \"duration\": " + duration + "}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatCannotBeReadIsRefusedWithItsPathAndNothingElseIs(String what, String fields, String problem) {
        String json = "{\"format\": \"patchfleet.spec/1\", \"name\": \"spec\", " + fields + "}";
        assertEquals(List.of(problem), Refused.by(() -> FleetSpec.fromJson(json)), what);
    }

    @Test
    void aSlipInWhatIsDeclaredIsNotSaidAgainOfTheOverridesOfIt() {
        assertEquals(
                1,
                Refused.by(() -> FleetSpec.fromJson("{\"format\": \"patchfleet.spec/1\", \"name\": \"spec\", "
                                + window("\"expression\": \"cron(0 1 ? * SAT *)\"", "\"PT3H\"")
                                + ", \"overrides\": [{\"where\": {\"regions\": [\"us-east-1\"]}, "
                                + environment("\"scanWindow\": {\"duration\": \"PT1H\"}") + "}]}"))
                        .size());
    }

    static Stream<Arguments> noSpec() {
        return Stream.of(
                Arguments.of("{\"format\": }", "line 1, column 12: "),
                Arguments.of("{\n \"a\": 1,\n \"a\": 2}", "line 3, column 5: 'Duplicate Object property \"a\"'"),
                Arguments.of("{} {}", "line 1, column 4: '{'" + ALLOWED + "nothing more after the JSON value"),
                Arguments.of("[]", ": '[]'" + ALLOWED + "an object: {\"format\": \"patchfleet.spec/1\", …}"),
                Arguments.of("", ": ''" + ALLOWED + "an object: {\"format\": \"patchfleet.spec/1\", …}"),
                Arguments.of("{}", "format: ''" + ALLOWED + "patchfleet.spec/1; it cannot be left out"),
                Arguments.of(
                        "{\"format\": \"patchfleet.spec/2\", \"name\": \"spec\"}",
                        "format: 'patchfleet.spec/2'" + ALLOWED + "patchfleet.spec/1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noSpec")
    void aTextThatIsNoSpecIsRefusedWithThePlace(String json, String start) {
        String problem = Refused.by(() -> FleetSpec.fromJson(json)).get(0);
        assertEquals(start, problem.substring(0, Math.min(start.length(), problem.length())));
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // it is what libraries for YAML 1.1 give
    void whatOtherLibrariesMakeOfADocumentIsReadToo() {
        Map<String, ?> tree = Map.of(
                "format",
                "patchfleet.spec/1",
                "name",
                "spec",
                "environments",
                Map.of(
                        2024,
                        Map.of(
                                "freezes",
                                List.of(Map.of(
                                        "from",
                                        LocalDate.of(2026, 12, 20),
                                        "to",
                                        new Date(1_798_934_400_000L),
                                        "role",
                                        "role")))));
        FleetSpec read = FleetSpec.fromTree(tree);
        assertEquals(
                FleetSpec.builder("spec")
                        .environment(
                                "2024", e -> e.freeze(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 3), "role"))
                        .build(),
                read);
    }
}
