package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.PatchFleet;
import io.patchfleet.model.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code fleet iam-policy} and {@code fleet bootstrap} print. */
class FleetRolesTest {

    @Test
    void thePolicyIsThatOfTheLibrary() {
        Run run = Run.of("fleet", "iam-policy", "--regions", "eu-central-1", "--verb", "read,scan");
        try (PatchFleet fleet = PatchFleet.builder().regions("eu-central-1").build()) {
            String policy = fleet.iamPolicy(Verb.READ, Verb.SCAN).toJson();
            assertAll(
                    () -> assertEquals(ExitCode.DONE, run.code(), run.err()),
                    () -> assertEquals(policy, run.out()),
                    () -> assertEquals("", run.err()));
        }
    }

    @Test
    void forAScriptThePolicyIsOneLine() {
        JsonNode policy = Run.of("fleet", "iam-policy", "--accounts", "111122223333", "--role", "Patching", "--json")
                .json();
        assertAll(
                () -> assertEquals("2012-10-17", policy.get("Version").asString()),
                () -> assertTrue(policy.toString().contains("arn:aws:iam::*:role/Patching"), policy.toString()),
                () -> assertTrue(policy.toString().contains("ec2:DescribeRegions"), policy.toString()));
    }

    @Test
    void theTemplateIsPrintedAsCloudFormationTakesIt() {
        Run run = Run.of("fleet", "bootstrap", "--regions", "eu-central-1", "--role", "Patching");
        JsonNode template = JsonMapper.shared().readTree(run.out());
        assertAll(
                () -> assertEquals(ExitCode.DONE, run.code(), run.err()),
                () -> assertEquals(
                        "2010-09-09", template.get("AWSTemplateFormatVersion").asString()),
                () -> assertTrue(template.get("Resources").has("MemberRole"), run.out()),
                () -> assertEquals("", run.err()));
    }

    @Test
    void theTemplateIsWrittenWhereOneSays(@TempDir Path out) throws IOException {
        Run printed = Run.of("fleet", "bootstrap", "--verb", "read");
        Run written = Run.of("fleet", "bootstrap", "--verb", "read", "--out", out.toString());
        Path file = out.resolve("patchfleet-roles.json");
        assertAll(
                () -> assertEquals("Written: " + file + "\n", written.out()),
                () -> assertEquals(printed.out(), Files.readString(file)),
                () -> assertFalse(printed.out().contains("ssm:CreatePatchBaseline"), printed.out()));
    }

    @Test
    void theRolesOfTheSpecToStartFromAreThoseOfTheTemplate() {
        String template = Run.of("fleet", "bootstrap").out();
        for (String role : new String[] {"Windows", "Notifications", "Scheduler"}) {
            assertAll(
                    () -> assertTrue(FleetInit.spec().contains("PatchFleet" + role), role),
                    () -> assertTrue(template.contains("\"${RoleName}" + role + "\""), role));
        }
    }

    @Test
    void aVerbThatThereIsNotIsRefused() {
        Run run = Run.of("fleet", "iam-policy", "--verb", "reboot");
        assertAll(
                () -> assertEquals(ExitCode.BAD_USAGE, run.code()),
                () -> assertTrue(
                        run.err()
                                .startsWith(
                                        "--verb: 'reboot' is not allowed here; allowed: read, read-sync, scan, install,"
                                                + " check, plan, apply, destroy"),
                        run.err()));
    }
}
