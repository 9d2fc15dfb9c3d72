package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.patchfleet.internal.json.Json;
import io.patchfleet.model.Verb;
import io.patchfleet.spi.Accounts;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTemplateTest {

    private static final int LARGEST_MANAGED_POLICY = 6144;
    private static final int LARGEST_POLICIES_OF_A_ROLE = 10_240;

    @ParameterizedTest
    @ValueSource(strings = {"me-south-1", "cn-north-1"})
    void cloudFormationsOwnLinterFindsNothingToSay(String region, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path linter = linter();
        Path file = Files.writeString(
                directory.resolve("roles.json"), template(PatchFleet.builder().regions(region)));

        Process lint = new ProcessBuilder(
                        linter.toString(), "--include-checks", "I", "--regions", region, "--", file.toString())
                .redirectErrorStream(true)
                .start();

        String found = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, lint.waitFor(), found);
        assertEquals("", found);
    }

    /** In CI it is never missing; elsewhere that is said aloud. */
    private static Path linter() {
        List<Path> found = Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "cfn-lint"))
                .filter(Files::isExecutable)
                .toList();
        String absent = "SKIPPED: no cfn-lint on the path (pip install cfn-lint)";
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            fail(absent);
        }
        if (found.isEmpty()) {
            System.err.println(absent);
        }
        Assumptions.assumeFalse(found.isEmpty(), absent);
        return found.get(0);
    }

    @Test
    void itNamesEachRoleByTheOneThatIsEntered() {
        String template = template(
                PatchFleet.builder().regions("eu-central-1").accounts(Accounts.assuming("Patching", "111122223333")));

        assertAll(
                () -> assertEquals(
                        "Patching",
                        in(in(tree(template), "Parameters"), "RoleName").get("Default")),
                () -> assertEquals(
                        Set.of("", "Windows", "Scheduler", "Notifications"),
                        found(template, "\"RoleName\" : \\{\\s*\"Fn::Sub\" : \"\\$\\{RoleName}(\\w*)\"")),
                () -> assertEquals(
                        Set.of("Nodes", "NodesLogBucket", "NodesEndpoint"),
                        found(template, "\"ManagedPolicyName\" : \\{\\s*\"Fn::Sub\" : \"\\$\\{RoleName}(\\w*)\"")));
    }

    @Test
    void theRoleThatIsEnteredMayDoWhatTheVerbsNeedAndNoMore() {
        try (PatchFleet fleet = PatchFleet.builder().regions("eu-central-1").build()) {
            for (Verb verb : Verb.values()) {
                Set<String> allowed = new TreeSet<>(fleet.iamPolicy(verb).actions());
                allowed.remove("sts:GetCallerIdentity"); // of whoever enters, as is what reads a sync's bucket
                allowed.removeIf(action -> action.matches("(s3|athena|glue):.*"));

                assertEquals(allowed, actions(resource(fleet.bootstrapTemplate(verb), "MemberRole"), "Policies"));
            }
        }
    }

    @Test
    void itPassesOnOnlyTheRolesOfTheTemplate() {
        String template = template(PatchFleet.builder().regions("eu-central-1"));

        Set<String> passed = found(template, "\"(arn:[^\"]*:role/[^\"]*)\"");

        assertEquals(
                Set.of(
                        "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${RoleName}Notifications",
                        "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${RoleName}Scheduler",
                        "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${RoleName}Windows",
                        "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/ssm.amazonaws.com/*"),
                passed);
    }

    @Test
    void itIsTheSameInEveryPartition() {
        String template = template(PatchFleet.builder().regions("us-gov-west-1"));

        assertEquals(Set.of("${AWS::Partition}"), found(template, "\"arn:([^:]*(?:::[^:]*)?):[a-z0-9-]+:"));
        assertEquals(template, template(PatchFleet.builder().regions("us-gov-west-1")));
    }

    @Test
    void nodesFetchFromTheDocumentedBucketsOfTheirRegions() {
        String several = template(PatchFleet.builder().regions("me-south-1", "eu-central-1"));

        assertEquals(
                Set.of(
                        "aws-patch-manager-eu-central-1-9163fdaaf",
                        "aws-patch-manager-me-south-1-a53fc9dce",
                        "aws-patchmanager-macos-eu-central-1-9163fdaaf",
                        "aws-patchmanager-macos-me-south-1-a53fc9dce",
                        "patch-baseline-snapshot-eu-central-1",
                        "patch-baseline-snapshot-me-south-1-uduvl7q8"),
                found(several, ":s3:::([a-z0-9-]+)/\\*"));
    }

    @Test
    void nothingIsLargerThanIamTakes() {
        Map<String, Object> resources = in(tree(template(PatchFleet.builder().enabledRegions())), "Resources");

        assertAll(resources.keySet().stream().map(name -> () -> {
            int most = name.endsWith("Role") ? LARGEST_POLICIES_OF_A_ROLE : LARGEST_MANAGED_POLICY;
            int size = Json.canonical(in(resources, name))
                    .replaceAll("\\{\"Fn::Sub\":(\"[^\"]*\")}", "$1")
                    .replace("${AWS::Partition}", "aws-us-gov")
                    .length();
            assertTrue(size <= most, name + ": " + size);
        }));
    }

    @Test
    void onlyWhatIamKnowsNoResourceForIsAllowedOnEverything() {
        String services = template(PatchFleet.builder().regions("eu-central-1"));

        for (String role : List.of("WindowsRole", "SchedulerRole", "NotificationsRole", "NodesPolicy")) {
            String text = Json.canonical(resource(services, role));
            Set<String> everywhere =
                    found(text, "\"Action\":([^:]*:[^{}]*?),\"Effect\":\"Allow\",\"Resource\":\"\\*\"");
            assertTrue(
                    Set.of("[\"ssm:ListCommands\",\"tag:GetResources\"]", "\"logs:DescribeLogGroups\"")
                            .containsAll(everywhere),
                    role + everywhere);
        }
    }

    @Test
    void aFleetThatOnlyReadsGetsNoRightToChange() {
        try (PatchFleet fleet = PatchFleet.builder().regions("eu-central-1").build()) {
            String member = Json.canonical(resource(fleet.bootstrapTemplate(Verb.READ, Verb.PLAN), "MemberRole"));

            assertFalse(
                    Pattern.compile(":(Create|Update|Delete|Register|Deregister|Send|Add|Pass)")
                            .matcher(member)
                            .find(),
                    member);
        }
    }

    private static String template(PatchFleet.Builder builder) {
        try (PatchFleet fleet = builder.build()) {
            return fleet.bootstrapTemplate();
        }
    }

    private static Map<String, Object> resource(String template, String name) {
        return in(in(tree(template), "Resources"), name);
    }

    private static Set<String> actions(Map<String, Object> resource, String under) {
        String text =
                Json.canonical(Objects.requireNonNull(in(resource, "Properties").get(under)));
        return found(
                text, "\"((?:ssm|ec2|iam|scheduler|tag|sns|resource-groups|cloudformation):[A-Z][A-Za-z]+)\"(?!:)");
    }

    private static Set<String> found(String text, String pattern) {
        try (Stream<MatchResult> results =
                Pattern.compile(pattern).matcher(text).results()) {
            return results.map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Map<String, Object> tree(String json) {
        return map(Json.read(json));
    }

    private static Map<String, Object> in(Map<String, Object> tree, String name) {
        return map(tree.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object tree) {
        return (Map<String, Object>) Objects.requireNonNull(tree);
    }
}
